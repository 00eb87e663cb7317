package intents

import (
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// The years that are taken for one after a month: beside a month's name a sum of
// so many rupees is rarer.
const firstYear, lastYear = 2020, 2045

// dayOfYear reads "25 march 2027", "march 25 2027" and, as the whole month, "march
// 2027".
func (l *lexicon) dayOfYear(tokens []token, i int, _ clock) (bot.Value, int) {
	d, at := l.ordinalDay(tokens, i)
	month, w := l.months.at(tokens, at)
	if w == 0 {
		return bot.Value{}, 0
	}
	at += w
	if d == 0 {
		if n, end := l.ordinalDay(tokens, at); n > 0 && l.year(tokens, end) > 0 {
			d, at = n, end
		}
	}
	y := l.year(tokens, at)
	if y == 0 {
		return bot.Value{}, 0
	}
	if d == 0 {
		first := time.Date(y, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		return span(fmt.Sprintf("%d-%02d", y, month), first, first.AddDate(0, 1, -1)), at + 1 - i
	}
	iso := fmt.Sprintf("%d-%02d-%02d", y, month, d) // a day there is not is a day too, for who says so
	return bot.Value{Kind: bot.Date, Text: iso, From: iso, To: iso}, at + 1 - i
}

// ordinalDay reads a day of the month, "25" or "25th", and says where it ends; 0
// for none.
func (l *lexicon) ordinalDay(tokens []token, i int) (d, end int) {
	d, w := l.dayNumber(tokens, i)
	if d == 0 {
		return 0, i
	}
	if word, sw := l.periods.at(tokens, i+w); sw > 0 && word == theOrdinal && tokens[i+w].glued {
		w += sw
	}
	return d, i + w
}

// year is the year that token i names; 0 for none.
func (l *lexicon) year(tokens []token, i int) int {
	if i >= len(tokens) || tokens[i].class != figure || len(tokens[i].plain) != len("2027") {
		return 0
	}
	n, w := l.number(tokens, i)
	y := int(n / thousandth)
	if w != 1 || n%thousandth != 0 || y < firstYear || y > lastYear || l.units.has(tokens, i+1) || l.money.has(tokens, i+1) {
		return 0
	}
	return y
}
