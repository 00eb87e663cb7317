package main

import (
	"fmt"
	"testing"
)

// TestScripts talks on the page in five scripts: the answers are in the same, and nothing
// is cut off at the side of a bubble.
func TestScripts(t *testing.T) {
	ctx := browser(t)
	for _, c := range []struct {
		lang, sold, asked string
		script            string // of the answer, as a class of Unicode
		figures           string
	}{
		{"ta", "2 கிலோ சர்க்கரை 90 ரூபாய்க்கு வித்தேன்", "சர்க்கரை எவ்வளவு இருக்கு", "Tamil", "₹90"},
		{"bn", "২ কেজি চিনি ৯০ টাকায় বিক্রি করলাম", "চিনি কত আছে", "Bengali", "₹90"},
		{"gu", "2 કિલો ખાંડ 90 રૂપિયામાં વેચી", "ખાંડ કેટલી છે", "Gujarati", "₹90"},
		{"ml", "2 കിലോ പഞ്ചസാര 90 രൂപയ്ക്ക് വിറ്റു", "പഞ്ചസാര എത്ര ഉണ്ട്", "Malayalam", "₹90"},
		{"pa", "2 ਕਿਲੋ ਖੰਡ 90 ਰੁਪਏ ਦੀ ਵੇਚੀ", "ਖੰਡ ਕਿੰਨੀ ਹੈ", "Gurmukhi", "₹90"},
	} {
		t.Run(c.lang, func(t *testing.T) {
			h := opened(t, ctx, startBot(t), mobile, c.lang == "bn")
			h.says(c.sold, c.figures)
			h.answersIn(c.script)
			h.says(c.asked)
			h.answersIn(c.script)
			if wide := value[int](h, `[...document.querySelectorAll(".bubble .text, .choice")].filter(b => b.scrollWidth > b.clientWidth + 1).length`); wide > 0 {
				t.Errorf("%d bubbles or buttons are wider than they may be", wide)
			}
			h.picture("script-" + c.lang)
		})
	}
}

// answersIn expects letters of a script in the last answer.
func (h *hand) answersIn(script string) {
	h.t.Helper()
	if !value[bool](h, fmt.Sprintf(`/\p{Script=%s}{3}/u.test(%s.at(-1).innerText)`, script, answers)) {
		h.t.Errorf("the answer is not in %s: %s", script, value[string](h, answers+".at(-1).innerText"))
	}
}
