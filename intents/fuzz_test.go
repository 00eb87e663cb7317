package intents

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// odd are inputs that have broken parsers before.
var odd = []string{
	"", " ", "\n\n", "₹", "-", "+", "/", "@", "%", "1/", "1/2/", "12/05/", "...", "1,2,3,", ",,,", "''", "'s", "’", "aur", "aur aur aur",
	"nahi", "nahi nahi", "hundred and", "sava", "sadhe", "\xff\xfe", "\u202e90\u202c", "🙏🙏🙏", "1️⃣", "क्", "्", "़", "ॐ", "९९९९९९९९९९९९९९९९९९९९",
	"do do do do", "rs rs rs", "90 rs/-/-", "per per", "@ @ 60", "5 tarikh tarikh", "31/02", "may may", "last last week", "?", "1.", "1)", "\x00",
	strings.Repeat("hundred and ", 200), strings.Repeat("2 kilo chini aur ", 200), strings.Repeat("क", 5000), strings.Repeat("9", 5000),
}

// seed adds the odd inputs and the development set.
func seed(f *testing.F) {
	for _, s := range odd {
		f.Add(s)
	}
	for i, l := range devSet(f) {
		if i%5 == 0 {
			f.Add(l.text)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := normalise(s)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > bot.MaxText*4 {
			t.Fatalf("%q becomes %q", s, got)
		}
		for _, tok := range tokenise(got) {
			if tok.said == "" || !strings.Contains(got, tok.said) || tok.n > Max || tok.n < -Max {
				t.Fatalf("%q has token %+v", s, tok)
			}
		}
	})
}

func FuzzNumber(f *testing.F) {
	seed(f)
	l := testLexicon(f)
	f.Fuzz(func(t *testing.T, s string) {
		tokens := tokenise(normalise(s))
		for i := range tokens {
			n, w := l.number(tokens, i)
			if w < 0 || i+w > len(tokens) || n > Max || n < -Max {
				t.Fatalf("%q at %d is %d, %d tokens", s, i, n, w)
			}
			if m, ok := l.moneyMark(tokens, i); ok && (m.to <= i || m.to > len(tokens) || abs(m.value.N) > Max) {
				t.Fatalf("%q at %d is %+v", s, i, m)
			}
			if m, ok := l.numberMark(tokens, i); ok && (m.to <= i || m.to > len(tokens) || abs(m.value.N) > Max) {
				t.Fatalf("%q at %d is %+v", s, i, m)
			}
		}
	})
}

func FuzzPeriod(f *testing.F) {
	seed(f)
	l := testLexicon(f)
	f.Fuzz(func(t *testing.T, s string) {
		tokens := tokenise(normalise(s))
		for _, future := range []bool{false, true} {
			for i := range tokens {
				v, w := l.period(tokens, i, newClock(thursday, delhi, future))
				if w < 0 || i+w > len(tokens) || w > 0 && (v.From > v.To || len(v.From) != len("2006-01-02") || v.Text == "") {
					t.Fatalf("%q at %d is %+v, %d tokens", s, i, v, w)
				}
			}
		}
	})
}

func FuzzPhrases(f *testing.F) {
	seed(f)
	f.Add("{item:chini} (kitni|kitna|) hai")
	f.Add("{a:{b:c}} (((")
	f.Fuzz(func(t *testing.T, s string) {
		phrases, err := ParsePhrases(fstest.MapFS{"phrases/x.hi.txt": {Data: []byte(s)}})
		if err != nil {
			return
		}
		for _, p := range phrases {
			last := 0
			for _, sample := range p.Slots {
				if sample.From < last || sample.To <= sample.From || sample.To > len(p.Text) {
					t.Fatalf("%q has samples %+v", p.Text, p.Slots)
				}
				last = sample.To
			}
		}
	})
}

func FuzzUnderstand(f *testing.F) {
	seed(f)
	u := understander(f)
	ids := map[string]bool{}
	for _, n := range shopNames() {
		ids[n.ID] = true
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, v := range []bot.Utterance{
			say(s), asking("udhaar.give", "amount", s), asking("sales.record", "item", s), asking("settings.shop", "name", s),
			after("sales.report", s), offered(say(s), "Haan", "Nahi"),
			{Text: s, Quoting: true},
		} {
			v.Now = thursday
			got, err := u.Understand(context.Background(), v)
			if err != nil || len(got.Commands) > bot.MaxCommands+1 {
				t.Fatalf("%q: %d commands, %v", s, len(got.Commands), err)
			}
			for _, c := range got.Commands {
				checkCommand(t, u, s, c, ids)
			}
		}
	})
}

// checkCommand checks what must hold of every command: its errand is declared,
// its things are the shop's, its numbers come from digits or number words.
func checkCommand(t *testing.T, u *ear, text string, c bot.Command, ids map[string]bool) {
	t.Helper()
	if c.Score < 0 || c.Score > 1 || c.Kind == bot.Start && u.errands[c.Errand] == nil || c.Kind == bot.Pick && c.N < 1 {
		t.Fatalf("%q: %+v", text, c)
	}
	for slot, v := range c.Slots {
		if v.ID != "" && !ids[v.ID] {
			t.Fatalf("%q: %s is %+v", text, slot, v)
		}
		if amount(v) && v.Text == "" && !saysNumber(u.lex, text) {
			t.Fatalf("%q: %s is %d, out of nothing", text, slot, v.N)
		}
	}
}

// saysNumber reports whether a text holds any number.
func saysNumber(l *lexicon, text string) bool {
	tokens := tokenise(normalise(text))
	for i := range tokens {
		if _, w := l.number(tokens, i); w > 0 {
			return true
		}
	}
	return false
}

func TestOddTextsAreSurvived(t *testing.T) {
	u := understander(t)
	for _, s := range append(odd, strings.Repeat("chini 2 kilo ", 10_000), strings.Repeat("x", 100_000)) {
		if _, err := u.Understand(context.Background(), say(s)); err != nil {
			t.Errorf("%.30q: %v", s, err)
		}
	}
}
