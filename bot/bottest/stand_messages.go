package bottest

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// ids name a message and a bubble, whoever wrote it or sees it, and fit into a
// column of the journal.
func (s *stand) ids() {
	seen := map[string]bool{}
	note := func(what, id string) {
		if id == "" || len(id) > 512 || !utf8.ValidString(id) || strings.ContainsRune(id, 0) {
			s.Errorf("a %s has the id %q", what, id)
		}
		if seen[what+id] {
			s.Errorf("two of them: %s %q", what, id)
		}
		seen[what+id] = true
	}
	for n := range 5 {
		for _, who := range []string{"owner", "staff", "manager"} {
			address := s.person(who)
			if s.hears() {
				note("message", s.say(Said{From: address, Text: "same"}).ID)
			}
			note("bubble", s.send(bot.Bubble{Address: address, Text: "same"}).ID)
			if n == 0 {
				note("address", address)
			}
			if again := s.Far.Address(who); again != address {
				s.Errorf("%s writes from %s, then from %s", who, address, again)
			}
		}
	}
}

// times are the sender's, to the second at least, in UTC.
func (s *stand) times() {
	for _, pass := range []time.Duration{0, 90 * time.Second, 26 * time.Hour} {
		s.Clock.Advance(pass)
		s.onTime(s.say(Said{From: s.person("owner"), Text: "now"}), s.Clock.Now())
	}
}

// onTime fails unless a message was sent at a time.
func (s *stand) onTime(m bot.Message, at time.Time) {
	s.Helper()
	if late := at.Sub(m.At); late < 0 || late >= time.Second || m.At.Location() != time.UTC {
		s.Errorf("sent at %v, came as sent at %v", at, m.At)
	}
}

// again brings a message once more: it is the same to the last letter.
func (s *stand) again() {
	owner := s.person("owner")
	for _, said := range []Said{{Text: "एक"}, {Text: "दो"}} {
		said.From = owner
		first := s.say(said)
		for range 2 {
			if err := s.Far.Redeliver(s.Context()); err != nil {
				s.Fatal(err)
			}
			if m := s.came(); !reflect.DeepEqual(m, first) {
				s.Errorf("came as %+v, then as %+v", first, m)
			}
		}
	}
}

// replies name the bubble they answer.
func (s *stand) replies() {
	owner := s.person("owner")
	old := s.send(bot.Bubble{Address: owner, Text: "first"})
	asked := s.send(bot.Bubble{Address: owner, Text: "second?", Choices: s.some()})
	for _, b := range []Sent{asked, old} {
		m := s.say(Said{From: owner, Text: "700 tha", ReplyTo: b.ID})
		if m.ReplyTo != b.ID || m.Text != "700 tha" || m.Pick != "" {
			s.Errorf("an answer to %q came as %+v", b.ID, m)
		}
	}
}

// some are a few choices, if the channel has any.
func (s *stand) some() []bot.Label {
	if _, lacks := s.Lacks[Choosing]; lacks {
		return nil
	}
	return numbered(5, 2, "हाँ %d")
}

// edits name the message they replace, which keeps its id however often.
func (s *stand) edits() {
	owner := s.person("owner")
	first := s.say(Said{From: owner, Text: "2 kilo chini"})
	last := first.ID
	for n := range 3 {
		text := fmt.Sprintf("%d किलो चीनी", n+3)
		m := s.say(Said{From: owner, Text: text, Edits: first.ID})
		if m.Edits != first.ID || m.Text != text || m.ID == last || m.Deletes != "" {
			s.Errorf("edit of %q came as %+v", first.ID, m)
		}
		last = m.ID
	}
}

// deletions name the message they take away, and say nothing.
func (s *stand) deletions() {
	owner := s.person("owner")
	first := s.say(Said{From: owner, Text: "2 kilo chini"})
	s.say(Said{From: owner, Text: "another"})
	m := s.say(Said{From: owner, Deletes: first.ID})
	if m.Deletes != first.ID || m.Text != "" || m.ID == first.ID || m.Edits != "" {
		s.Errorf("deletion of %q came as %+v", first.ID, m)
	}
}

// forwards are marked, and what is written after them is not.
func (s *stand) forwards() {
	owner := s.person("owner")
	for _, forwarded := range []bool{true, false} {
		m := s.say(Said{From: owner, Text: "suresh ko 500 udhaar", Forwarded: forwarded})
		if m.Forwarded != forwarded || m.Text != "suresh ko 500 udhaar" || m.ReplyTo != "" {
			s.Errorf("forwarded %v came as %+v", forwarded, m)
		}
	}
}

// notTaken has the sink fail: nothing is acknowledged, and all of it comes again
// until it is, once it is not any more.
func (s *stand) notTaken() {
	s.needs(s.Retry != nil, "Retry")
	owner, at, texts := s.person("owner"), s.Clock.Now(), []string{"पहला", "दूसरा"}
	s.inbox.Fail(errors.New("no space left"))
	for _, text := range texts {
		if _, err := s.Far.Say(s.Context(), Said{From: owner, Text: text}); err == nil {
			s.Error("acknowledged, and nobody took it")
		}
	}
	s.inbox.Fail(nil)
	if err := s.Retry(s.Context()); err != nil {
		s.Fatal(err)
	}
	came := map[string]bot.Message{}
	for _, m := range s.inbox.Messages()[s.in:] {
		if before, twice := came[m.Text]; twice && !reflect.DeepEqual(before, m) {
			s.Errorf("came as %+v, then as %+v", before, m)
		}
		came[m.Text] = m
		s.onTime(m, at)
	}
	if len(came) != len(texts) || came[texts[0]].ID == came[texts[1]].ID {
		s.Errorf("%v was not taken; %+v came again", texts, came)
	}
	s.in = len(s.inbox.Messages())
	if err := s.Retry(s.Context()); err != nil || len(s.inbox.Messages()) != s.in {
		s.Errorf("what was taken comes again: %+v, %v", s.inbox.Messages()[s.in:], err)
	}
	s.say(Said{From: owner, Text: "तीसरा"})
}
