package settings

import (
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// rights takes what was told as it is put right, once or several times, a line each:
// "nahi, 9 baje" is another time for what was said to be at ten, "nahi, somvar" another
// day of the week, "nahi, 4 din" so many of them.
func (x *telling) rights(c lexicon, text string) {
	told, rest, more := strings.Cut(text, "\n")
	x.words = c.words(told)
	x.said = x.words.moments()
	for more {
		var right string
		right, rest, more = strings.Cut(rest, "\n")
		now := c.words(right)
		if !x.recounted(now) && !x.retimed(now) {
			x.retimed(c.words(right + " oclock"))
		}
	}
}

// recounted takes another day of the week, or another number of days.
func (x *telling) recounted(now sentence) bool {
	if len(now.weekdays()) > 0 {
		x.words, x.said = slices.Concat(now, x.words.without(weekdays...)), nil
		return true
	}
	i := slices.IndexFunc(now, func(w word) bool { _, ok := w.number(); return ok })
	if i < 0 || !now.counts(i) {
		return false
	}
	for k, w := range x.words {
		if _, ok := w.number(); ok && x.words.counts(k) {
			x.words = slices.Clone(x.words)
			x.words[k] = now[i]
			return true
		}
	}
	return false
}

// retimed takes another time of day; where two were said, for the one it is nearer to.
func (x *telling) retimed(now sentence) bool {
	said := now.moments()
	if len(said) != 1 || said[0].opens || said[0].closes || len(x.said) == 0 {
		if len(said) > 0 {
			x.words, x.said = now, said
		}
		return len(said) > 0
	}
	i := 0
	if len(x.said) > 1 && far(said[0].clock(true), x.said[1].clock(true)) < far(said[0].clock(false), x.said[0].clock(false)) {
		i = 1
	}
	said[0].opens, said[0].closes, said[0].side = x.said[i].opens, x.said[i].closes, x.said[i].side
	x.said = slices.Clone(x.said)
	x.said[i] = said[0]
	return true
}

// far is how long it is between two times of a day.
func far(a, b shop.Clock) time.Duration {
	if a > b {
		a, b = b, a
	}
	from, err := time.Parse("15:04", string(a))
	if err != nil {
		return 0
	}
	to, err := time.Parse("15:04", string(b))
	if err != nil {
		return 0
	}
	return to.Sub(from)
}

// without leaves out the words of some senses.
func (s sentence) without(senses ...string) sentence {
	var out sentence
	for _, w := range s {
		if !w.is(senses...) {
			out = append(out, w)
		}
	}
	return out
}

// longestBreak is how long a shop is closed in the middle of a day at most.
const longestBreak = 5 * time.Hour

// shut is from when to when the shop is said to be closed every day; from is before to
// when that is in the middle of one.
func (x telling) shut() (from, to shop.Clock, ok bool) {
	if len(x.said) != 2 || !x.words.has("closes") || x.words.has("opens") || x.asked != "" {
		return "", "", false
	}
	first, last := x.said[0], x.said[1]
	from, to = first.clock(first.hour != 12), last.clock(true)
	if from < to && far(from, to) <= longestBreak {
		return from, to, true
	}
	return first.clock(true), last.clock(false), true
}
