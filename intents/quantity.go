package intents

import "github.com/sahayak-dev/sahayak/bot"

// numberMark reads a quantity ("2 kilo", "dedh darjan", "500 gram", "teen pav",
// "pav kilo") or a bare number.
func (l *lexicon) numberMark(tokens []token, i int) (mark, bool) {
	n, w := l.number(tokens, i)
	if w == 0 {
		return mark{}, false
	}
	if pw := l.percentAt(tokens, i+w); pw > 0 {
		return mark{shape: aPercent, from: i, to: i + w + pw, value: bot.Value{Kind: bot.Number, N: n}}, true
	}
	m := mark{shape: bareNumber, from: i, to: i + w, value: bot.Value{Kind: bot.Number, N: n}}
	unit, uw := l.units.at(tokens, i+w)
	if uw == 0 || n < 0 && unit.unit == "" {
		return m, true
	}
	m.to += uw
	if more, mw := l.units.at(tokens, m.to); mw > 0 && unit.per < thousandth && more.unit == unit.unit {
		m.to += mw // pav kilo, said of a pav
	}
	m.shape = aQuantity
	m.value = bot.Value{Kind: bot.Quantity, N: times(n, unit.per), Unit: unit.unit}
	return m, true
}
