package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// begun is a shop with something in its book, so that there is something to harm.
func begun(t *testing.T, w *world) *person {
	t.Helper()
	p := w.stranger()
	for _, text := range []string{"50 kilo chini aayi 2000 ki", "ramesh ko 500 udhaar diya", "2 kilo chini becha 90"} {
		p.says(t, text)
	}
	return p
}

// TestBadInput says through the whole path what nobody should: there is an
// answer, in words of the product, and the book is as it was or as it should be.
func TestBadInput(t *testing.T) {
	w := open(t)
	for _, c := range []struct {
		name, text string
		writes     string // a line the book must have then; "" when nothing may be written, "?" when it may
	}{
		{"nothing", "", ""},
		{"spaces", " \t \u00a0 \u2003 ", ""},
		{"line ends", "\n\r\n\n", ""},
		{"a hundred thousand letters", strings.Repeat("chini ", 17_000), ""},
		{"a hundred thousand digits", "chini becha " + strings.Repeat("9", 100_000), ""},
		{"one word without end", strings.Repeat("क", 3_999), ""},
		{"emoji", "😀😀🙏👍🏽👨‍👩‍👧", ""},
		{"signs", "?!?!... ,,, ;;; --- ///", ""},
		{"a question mark", "?", ""},
		{"control marks", "\x00\x01\x02\x1b[31m\x7f", ""},
		{"NUL in a sentence", "ramesh\x00 ko 5\x0000 udh\x00aar", "balance    Ramesh 1000"},
		{"right to left", "\u202echini becha 2 kilo\u202c \u200f\u200e", "stock      sugar 46 kg"},
		{"zero width", "\u200b\u200c\u200d\ufeff", ""},
		{"combining marks", "c" + strings.Repeat("\u0301", 500), ""},
		{"not UTF-8", "\xff\xfe chini \xc3\x28", ""},
		{"half a letter", "रमेश"[:4], ""},
		{"quantity too large", "99999999999999999999 kilo chini becha", ""},
		{"amount too large", "ramesh ko 99999999999999999999 udhaar", ""},
		{"larger than any number", "ramesh ko " + strings.Repeat("9", 400) + " udhaar", ""},
		{"just beyond 64 bits", "ramesh ko 9223372036854775808 udhaar diya", ""},
		{"just beyond 64 bits of paise", "ramesh ko 92233720368547759 udhaar diya", ""},
		{"exponent", "1e308 kilo chini becha", "?"},
		{"too many decimals", "ramesh ko 0.0000000001 udhaar diya", ""},
		{"negative quantity", "-5 kilo chini becha", ""},
		{"negative amount", "ramesh ko -500 udhaar diya", ""},
		{"zero", "ramesh ko 0 udhaar diya", ""},
		{"everything, of nothing said", "sab bech diya", ""},
		{"everything of what is not there", "sab besan bech diya", ""},
		{"everything of what is there", "sab chini bech di", "stock      sugar 0 kg"},
		{"no number", "NaN kilo chini becha Inf", ""},
		{"HTML", "<script>alert(1)</script><b>x</b>", ""},
		{"SQL", "'; delete from balance where 1=1; --", "?"},
		{"SQL as a name", "ramesh'); delete from balance; -- ko 500 udhaar diya", "?"},
		{"placeholders", "$1 ? :name @p1 %s %d %!v(MISSING)", ""},
		{"template", "{{.Amount}} {{range .}}{{end}} {{template \"x\"}}", ""},
		{"template as an item", "5 packet {{.Amount}} aaya 100 ka", "?"},
		{"unclosed template as an item", "5 packet {{if aaya 100 ka", "?"},
		{"JSON", `{"key":["x",null,{}]}`, ""},
		{"a key", "udhaar.give.done", ""},
		{"path", "../../../../etc/passwd", ""},
		{"a name of 300 letters", strings.Repeat("a", 300) + " ko 500 udhaar diya", ""},
		{"an item of 300 letters", "5 packet " + strings.Repeat("ab", 150) + " aaya 100 ka", ""},
		{"40 commands", strings.Repeat("ramesh ko 1 udhaar, ", 40), "balance    Ramesh 540"},
		{"forty spaces between", "ramesh" + strings.Repeat(" ", 40) + "ko 5 udhaar diya", "balance    Ramesh 505"},
		{"full-width digits", "ramesh ko ５ udhaar diya", "?"},
		{"devanagari digits", "ramesh ko ५ udhaar diya", "balance    Ramesh 505"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := begun(t, w)
			id := p.shop(t)
			before := p.dump(t, id)
			a := p.says(t, c.text)
			clean(t, a)
			after := p.dump(t, id)
			switch {
			case c.writes == "" && (after != before || len(a.Effects) > 0):
				t.Errorf("it was written:\n%s\n%s", a.text(), after)
			case c.writes != "" && c.writes != "?" && !strings.Contains(after, c.writes):
				t.Errorf("the book lacks %q:\n%s\n%s", c.writes, a.text(), after)
			}
			p.sound(t, id)
			if lang := spoken(a); lang != "" && strays(a, lang) != "" {
				t.Errorf("an answer in %s has %q in it:\n%s", lang, strays(a, lang), a.text())
			}
			t.Logf("%q: %v %s", short(c.text), a.keys(), short(a.text()))
			p.goesOn(t, id)
		})
	}
	if n := w.Engine.Stats(); n.Panics > 0 || n.Broken > 0 {
		t.Errorf("%d panics, %d broken turns", n.Panics, n.Broken)
	}
}

// goesOn fails unless the next sentence is worked as if nothing had been.
func (p *person) goesOn(t *testing.T, id bot.ShopID) {
	t.Helper()
	due := strings.Count(p.dump(t, id), "credit")
	a := p.says(t, "suresh ko 40 udhaar diya")
	if !a.said("udhaar.give.done") || strings.Count(p.dump(t, id), "credit") != due+1 {
		t.Errorf("and then %q was answered with %v", a.Text, a.keys())
	}
}

// spoken is the language an answer of the tests is in where it follows from the
// message: all of them begin in romanised Hindi.
func spoken(a answer) string {
	if a.Understood.Lang == "" {
		return "hi-Latn"
	}
	return a.Understood.Lang
}

// FuzzTurn says anything at all: one answer, in words, no panic, and a book
// whose sums are those of its entries.
func FuzzTurn(f *testing.F) {
	for _, seed := range []string{
		"", "2 kilo chini becha 90", "ramesh ko 500 udhaar", "galti se", "nahi 700", "\x00", "\xff", "sab bech diya",
		"{{.Amount}}", "aaj ki bikri 5000", "चीनी कितनी बची है", "-1 kilo chini 1e9", "1", "haan", "demo dikhao",
		"ramesh ko 10 udhaar aur suresh ne 20 diye\nchini gini 4 kilo", strings.Repeat("9", 50),
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	w := open(f)
	f.Fuzz(func(t *testing.T, text string, asked bool) {
		p := w.stranger()
		if asked {
			p.says(t, "ramesh ko udhaar")
		} else {
			p.says(t, "2 kilo chini becha 90")
		}
		a := p.says(t, text)
		clean(t, a)
		p.sound(t, a.Shop)
		if a.said("bot.broken") { // of this input: the counters are of all before it too
			t.Fatalf("%q broke the turn", text)
		}
	})
}

// TestBadMessages sends what is not a text, through the whole path.
func TestBadMessages(t *testing.T) {
	w := open(t)
	for name, m := range map[string]bot.Message{
		"tap of nothing":          {Pick: "1"},
		"tap beyond":              {Pick: "1.99"},
		"tap below":               {Pick: "1.-1"},
		"tap of a huge turn":      {Pick: "99999999999999999999.1"},
		"tap that is a sentence":  {Pick: "galti se"},
		"answers no bubble":       {Text: "galat", ReplyTo: "nowhere"},
		"forwarded":               {Text: "ramesh ko 500 udhaar diya", Forwarded: true},
		"photo":                   {Media: []bot.Media{{Kind: "image"}}},
		"voice":                   {Media: []bot.Media{{Kind: "audio"}}},
		"something of no kind":    {Media: []bot.Media{{}}},
		"place":                   {Media: []bot.Media{{Kind: "location", Lat: 91, Lon: -181}}},
		"empty forwarded":         {Forwarded: true},
		"answers itself by words": {Text: "nahi 700", ReplyTo: "'; drop table turn; --"},
	} {
		t.Run(name, func(t *testing.T) {
			p := begun(t, w)
			id := p.shop(t)
			before := p.dump(t, id)
			a := p.sends(t, m)
			clean(t, a)
			if after := p.dump(t, id); after != before {
				t.Errorf("it was written: %v\n%s", a.keys(), after)
			}
			p.goesOn(t, id)
		})
	}
	if n := w.Engine.Stats(); n.Panics > 0 || n.Broken > 0 {
		t.Errorf("%d panics, %d broken turns", n.Panics, n.Broken)
	}
}

// TestDeletesNothing deletes a message nobody sent: there is nothing to say.
func TestDeletesNothing(t *testing.T) {
	w := open(t)
	p := begun(t, w)
	before := p.dump(t, p.shop(t))
	p.leaves(t, bot.Message{Deletes: "nowhere"})
	if err := w.Engine.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	told := w.traces()
	if len(told) != 1 || len(told[0].Replies) != 0 || p.dump(t, p.shop(t)) != before {
		t.Errorf("%d turns", len(told))
	}
}
