package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// tenant is one of two shops that know nothing of each other, with a customer
// and an item that no other shop and no example names.
type tenant struct {
	*person
	customer, item string
	digit          int64    // amounts said in this shop are made of it
	messages       []string // ids the shop's messages had
	bubbles, picks []string
}

// talk says one of the shop's sentences and keeps the ids that come of it.
func (s *tenant) talk(t *rapid.T) {
	m := s.digit * rapid.SampledFrom([]int64{1, 11, 111}).Draw(t, "amount")
	a := s.says(t, rapid.SampledFrom([]string{
		fmt.Sprintf("%s ko %d udhaar diya", s.customer, m),
		fmt.Sprintf("%s ne %d diye", s.customer, m),
		fmt.Sprintf("%d packet %s aaya %d ka", m, s.item, m*10),
		fmt.Sprintf("%d packet %s becha %d", m, s.item, m*20),
		fmt.Sprintf("%s ko udhaar", s.customer),
		"aaj ki bikri?", "galti se",
	}).Draw(t, "sentence"))
	clean(t, a)
	s.keep(a)
}

func (s *tenant) keep(a answer) {
	s.messages = append(s.messages, s.lastID)
	for _, b := range a.bubbles {
		s.bubbles = append(s.bubbles, b.ID)
		for _, c := range b.Choices {
			s.picks = append(s.picks, c.ID)
		}
	}
}

// trespass is a message that names something of another shop.
func trespass(t *rapid.T, of *tenant) bot.Message {
	text := rapid.SampledFrom([]string{"galat", "galti se", "nahi 700", "haan", "ye kya hai", "aaj ki bikri?", "1"}).Draw(t, "text")
	switch rapid.IntRange(0, 4).Draw(t, "way") {
	case 0:
		if len(of.picks) > 0 {
			return bot.Message{Pick: rapid.SampledFrom(of.picks).Draw(t, "pick")}
		}
	case 1:
		return bot.Message{Text: text, Edits: rapid.SampledFrom(of.messages).Draw(t, "message")}
	case 2:
		return bot.Message{Deletes: rapid.SampledFrom(of.messages).Draw(t, "message")}
	case 3: // a number of the other's turns, though nobody was offered it
		return bot.Message{Pick: fmt.Sprintf("%d.%d", rapid.IntRange(-1, 60).Draw(t, "turn"), rapid.IntRange(-1, 3).Draw(t, "n"))}
	}
	return bot.Message{Text: text, ReplyTo: rapid.SampledFrom(of.bubbles).Draw(t, "bubble")}
}

// told is everything a turn knows and says, for finding in it what it must not.
func told(t rapid.TB, a answer) string {
	var out strings.Builder
	fmt.Fprintln(&out, a.text())
	for _, r := range a.Replies {
		fmt.Fprintln(&out, values(t, r))
	}
	for _, f := range slices.Concat(a.Stack, a.Finished) {
		for _, raw := range f.Slots {
			out.Write(raw)
		}
	}
	return strings.ToLower(out.String())
}

// Two shops talk, and one names ids of the other's turns, choices, bubbles and
// messages wherever an id can be named: nothing of the other shop changes, and
// nothing of it is told.
func TestProperty44_ShopsKnowNothingOfEachOther(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		one := &tenant{person: w.stranger(), customer: "pinky", item: "quibble", digit: 3}
		two := &tenant{person: w.stranger(), customer: "vijay", item: "zorbit", digit: 7}
		one.talk(t)
		two.talk(t)
		for range rapid.IntRange(1, 8).Draw(t, "turns") {
			me, other := one, two
			if rapid.Bool().Draw(t, "the other") {
				me, other = two, one
			}
			if rapid.IntRange(0, 2).Draw(t, "honest") == 0 {
				me.talk(t)
				continue
			}
			me.trespasses(t, other)
		}
		w.sound(t, one.shop(t))
		w.sound(t, two.shop(t))
	})
}

// trespasses tries one id of the other shop.
func (s *tenant) trespasses(t *rapid.T, other *tenant) {
	t.Helper()
	theirs := other.shop(t)
	book, said := s.dump(t, theirs), other.remembered(t)
	m := trespass(t, other)
	a, answered := s.tries(t, m)
	if s.dump(t, theirs) != book || other.remembered(t) != said {
		t.Fatalf("%+v changed the other shop:\n%s\n%s", m, book, s.dump(t, theirs))
	}
	if !answered {
		return
	}
	if a.Shop == theirs {
		t.Fatalf("%+v was worked in the other shop", m)
	}
	clean(t, a)
	s.keep(a)
	for _, secret := range []string{other.customer, other.item} {
		if strings.Contains(told(t, a), secret) {
			t.Fatalf("%+v was answered with %s of the other shop:\n%s", m, secret, told(t, a))
		}
	}
}

// tries is sends for a message that may be left without an answer: what deletes
// nothing says nothing.
func (s *tenant) tries(t *rapid.T, m bot.Message) (answer, bool) {
	t.Helper()
	a := s.sends(t, m)
	if m.Deletes != "" && len(a.Replies) == 0 {
		s.messages = append(s.messages, s.lastID)
		return a, false
	}
	return a, true
}

// remembered is the conversation as the journal has it.
func (s *tenant) remembered(t rapid.TB) string {
	t.Helper()
	ctx := context.Background()
	who, id, err := s.Journal.Person(ctx, s.post.Name(), s.address)
	if err != nil {
		t.Fatal(err)
	}
	session, err := s.Journal.Checkpoint(ctx, id, who)
	if err != nil {
		t.Fatal(err)
	}
	var turns, undone int
	err = s.Journal.Read().QueryRowContext(ctx, "select count(*), coalesce(sum(undone_by), 0) from turn where shop = $1", id).Scan(&turns, &undone)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(session.Rev, len(session.Stack), session.LastTurn, turns, undone)
}
