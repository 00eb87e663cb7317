package bottest

import (
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// most is how many choices a bubble may have.
func (s *stand) most() int {
	if n := s.ch.Limits().Choices; n > 0 {
		return n
	}
	return 12
}

// numbered are n choices of a turn, each called by the pattern and its number.
func numbered(turn int64, n int, pattern string) []bot.Label {
	out := make([]bot.Label, n)
	for i := range out {
		out[i].ID = fmt.Sprintf("%d.%d", turn, i+1)
		out[i].Text = pattern
		if strings.Contains(pattern, "%") {
			out[i].Text = fmt.Sprintf(pattern, i+1)
		}
	}
	return out
}

// choices are shown with their words, and come back by their ids.
func (s *stand) choices() {
	owner := s.person("owner")
	for _, n := range []int{1, bot.MaxChoices, s.most()} {
		for i, words := range s.wordings() {
			b := bot.Bubble{Address: owner, Text: "कौन सा?", Choices: numbered(int64(100*n+i), n, words), Menu: "चुनिए"}
			s.taps(s.send(b))
		}
	}
	s.alike()
	s.tapsLate()
}

// wordings are patterns of the words of choices.
func (s *stand) wordings() []string {
	room := 60
	if l := s.ch.Limits().Label; l > 0 {
		room = l
	}
	long := filled(room - 3) // what tells them apart comes last
	return []string{"Ok %d", "नहीं %d", "रमेश, दादर %d", long + " %02d", "👍🏽 <b>%d</b> \"ठीक\""}
}

// taps takes every choice of a bubble.
func (s *stand) taps(shown Sent) {
	s.Helper()
	for _, c := range shown.Choices {
		m := s.say(Said{From: shown.Address, Tap: c.ID, ReplyTo: shown.ID})
		if m.Pick != c.ID || m.ReplyTo != "" && m.ReplyTo != shown.ID {
			s.Errorf("%q (%s) of bubble %q came as %+v", c.Text, c.ID, shown.ID, m)
		}
		if m.Edits+m.Deletes != "" || m.Forwarded || len(m.Media) > 0 {
			s.Errorf("a tap came as %+v", m)
		}
	}
}

// alike offers choices with the same words: each can still be told by its id.
func (s *stand) alike() {
	b := bot.Bubble{Address: s.person("owner"), Text: "कौन सा?", Choices: numbered(9_223_372_036_854_775_807, bot.MaxChoices, "रमेश")}
	if _, err := s.ch.Send(s.Context(), b); err != nil {
		s.Fatalf("choices with the same words: %v", err)
	}
	shown := s.fresh()
	if len(shown) != 1 || len(shown[0].Choices) != len(b.Choices) {
		s.Fatalf("choices with the same words: shown is %+v", shown)
	}
	for i, c := range shown[0].Choices {
		if c.ID != b.Choices[i].ID {
			s.Errorf("choice %d has the id %q, want %q", i+1, c.ID, b.Choices[i].ID)
		}
	}
	s.taps(shown[0])
}

// tapsLate takes a choice of an older bubble, and takes it twice.
func (s *stand) tapsLate() {
	owner := s.person("owner")
	old := s.send(bot.Bubble{Address: owner, Text: "पहले?", Choices: numbered(31, 2, "हाँ %d")})
	s.send(bot.Bubble{Address: owner, Text: "बाद में?", Choices: numbered(32, 2, "हाँ %d")})
	first := s.say(Said{From: owner, Tap: "31.2", ReplyTo: old.ID})
	second := s.say(Said{From: owner, Tap: "31.2", ReplyTo: old.ID})
	if first.Pick != "31.2" || second.Pick != "31.2" || first.ID == second.ID {
		s.Errorf("two taps came as %+v and %+v", first, second)
	}
}
