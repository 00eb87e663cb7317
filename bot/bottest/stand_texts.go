package bottest

import (
	"strings"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// letters are texts that must come through letter for letter.
var letters = []string{
	"2 kilo chini becha 90",
	"✍️ चीनी: 2 किलो, ₹90 की बिक्री लिखी।",
	"क्\u200dष श्र\u200cी र्\u200dय — with joiners and without",
	"क़ and क़, é and é: composed and not",
	"தமிழ் கடை: அரிசி 5 கிலோ ₹250",
	"👍🏽 👨\u200d👩\u200d👧\u200d👦 🇮🇳 ❤️ 1️⃣",
	"one\ntwo\n\n  four, indented\nfive\ttabbed",
	`<b>bold</b> <script>alert("x")</script> &amp; & &lt;`,
	`"double" 'single' \backslash\ \n \u0041 {"text":"json"} %s %d {{.}} $1`,
	"*bold* _italic_ ~strike~ ```mono``` > quote",
	"\u2066left\u2069 \u200fright\u200f עברית عربي \u202eback\u202c",
	"line\u2028and paragraph\u2029separators, nbsp\u00a0here",
	"https://example.com/?a=1&b=%20#c +91 98765 43210",
	"0", "null", "[1]", "x", "-",
}

// room is how many runes a text of the channel may have; where there is no
// limit, many more than a screen shows.
func (s *stand) room(limit int) int {
	if limit == 0 {
		return 20_000
	}
	return limit
}

// filled is a text of exactly n runes, most of them of three bytes.
func filled(n int) string {
	words := []rune(strings.Repeat("रमेश का खाता ", n/13+1))[:n]
	words[n-1] = '।' // no blank at the end
	return string(words)
}

// name is what the channel is called, always.
func (s *stand) name() {
	name := s.ch.Name()
	if name == "" || len(name) > 512 || !utf8.ValidString(name) || strings.ContainsAny(name, "\x00 ") {
		s.Errorf("the channel is called %q", name)
	}
	s.send(bot.Bubble{Address: s.person("owner"), Text: "a"})
	if s.hears() {
		s.say(Said{From: s.person("owner"), Text: "b"})
	}
	if again := s.ch.Name(); again != name {
		s.Errorf("was called %q, is called %q", name, again)
	}
	if s.Far.Channel() != s.ch {
		s.Error("the far end has another channel each time")
	}
}

// limits are such that the engine can keep within them.
func (s *stand) limits() {
	l := s.ch.Limits()
	if l.Text < 0 || l.Asking < 0 || l.Choices < 0 || l.Label < 0 {
		s.Errorf("below nothing: %+v", l)
	}
	if l.Text > 0 && (l.Text < 300 || l.Asking > l.Text) {
		s.Errorf("no room for a text, or more above choices than without: %+v", l)
	}
	if l.Asking > 0 && l.Asking < 100 {
		s.Errorf("no room for a question: %+v", l)
	}
	if l.Choices > 0 && l.Choices < bot.MaxChoices || l.Label > 0 && l.Label < 12 {
		s.Errorf("no room for what is offered: %+v", l)
	}
}

// textsOut sends every text; it is shown letter for letter.
func (s *stand) textsOut() {
	for _, text := range letters {
		s.send(bot.Bubble{Address: s.person("owner"), Text: text})
	}
}

// textsIn has every text written; it comes letter for letter.
func (s *stand) textsIn() {
	for _, text := range letters {
		m := s.say(Said{From: s.person("owner"), Text: text})
		if m.Text != text {
			s.Errorf("came as\n%q\nwant\n%q", m.Text, text)
		}
		if m.Pick+m.ReplyTo+m.Edits+m.Deletes != "" || m.Forwarded || len(m.Media) > 0 || m.Heard != nil {
			s.Errorf("plain words came as %+v", m)
		}
	}
}

// longest sends as much as the channel says it holds.
func (s *stand) longest() {
	l, owner := s.ch.Limits(), s.person("owner")
	s.send(bot.Bubble{Address: owner, Text: filled(s.room(l.Text))})
	if text := filled(min(s.room(l.Text), bot.MaxText)); s.hears() && s.say(Said{From: owner, Text: text}).Text != text {
		s.Error("the longest text did not come whole")
	}
	if _, lacks := s.Lacks[Choosing]; lacks {
		return
	}
	asking := s.room(l.Text)
	if l.Asking > 0 {
		asking = l.Asking
	}
	for _, n := range []int{1, s.most()} {
		s.send(bot.Bubble{Address: owner, Text: filled(asking), Choices: numbered(7, n, "%d"), Menu: "चुनिए"})
	}
}

// tooMuch sends more than the channel holds: it is refused, and tried no more.
func (s *stand) tooMuch() {
	l, owner := s.ch.Limits(), s.person("owner")
	s.needs(l.Text > 0, "Text in its limits")
	_, err := s.ch.Send(s.Context(), bot.Bubble{Address: owner, Text: filled(l.Text + 1)})
	s.refused("a longer text", err)
	if l.Asking > 0 {
		_, err = s.ch.Send(s.Context(), bot.Bubble{Address: owner, Text: filled(l.Asking + 1), Choices: numbered(7, 2, "%d")})
		s.refused("a longer question", err)
	}
	if l.Choices > 0 {
		_, err = s.ch.Send(s.Context(), bot.Bubble{Address: owner, Text: "?", Choices: numbered(7, l.Choices+1, "%d")})
		s.refused("one choice more", err)
	}
	s.send(bot.Bubble{Address: owner, Text: "this fits"})
}
