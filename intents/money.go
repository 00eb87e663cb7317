package intents

import "github.com/sahayak-dev/sahayak/bot"

// moneyMark reads an amount with its word or sign ("90 rupaye", "₹90", "90/-",
// "rs 90") or a rate ("60 rupaye kilo", "₹60/kg", "60 ke bhav", "@60"). A number
// with neither is left to [lexicon.numberMark].
func (l *lexicon) moneyMark(tokens []token, i int) (mark, bool) {
	start := i
	_, rated := l.rateBefore.at(tokens, i)
	i += rated
	_, before := l.money.at(tokens, i)
	i += before
	if before > 0 && i < len(tokens) && tokens[i].glued && tokens[i].said == "." {
		i++ // rs. 90
	}
	n, w := l.number(tokens, i)
	if w == 0 || i > start && tokens[i].class == day {
		return mark{}, false
	}
	i += w
	per, after := l.money.at(tokens, i)
	i += after
	if after == 0 {
		per = 100
	}
	if _, again := l.money.at(tokens, i); again > 0 && after > 0 {
		i += again // 90 rs/-
	}
	m := mark{shape: aMoney, from: start, to: i, value: bot.Value{Kind: bot.Money, N: paise(n, per)}}
	counted := before+after > 0 || rated > 0
	unit, w := l.rateUnit(tokens, i, counted)
	if unit == "" && (w > 0 || counted && len(l.cases) > 0) {
		if unit = l.unitBefore(tokens, start); unit != "" {
			rated = 1 // கிலோ 45 ரூபாய்
		}
	}
	switch {
	case w > 0:
		m.shape, m.to, m.value.Unit = aRate, i+w, unit
	case rated > 0:
		m.shape, m.value.Unit = aRate, unit
	case before+after == 0:
		return mark{}, false
	}
	return m, true
}

// paise turns a number in thousandths into paise, per of them in one.
func paise(n, per int64) int64 {
	if abs(n) >= Max/per {
		if n < 0 {
			return -Max
		}
		return Max
	}
	return n * per / thousandth
}

// rateUnit reads what makes an amount a rate: "per kilo", "/kg", "kilo" after
// rupees, "ke bhav", "ka ek packet". The unit is "" when only the bhav is named.
// Counted says that the amount is known to be money: then the unit alone will do.
func (l *lexicon) rateUnit(tokens []token, i int, counted bool) (unit string, width int) {
	if m, w := l.units.at(tokens, i); w > 0 && counted && m.per == thousandth {
		width = w
		_, more := l.rateAfter.at(tokens, i+w)
		return m.unit, width + more
	}
	if _, pw := l.per.at(tokens, i); pw > 0 {
		if m, w := l.units.at(tokens, i+pw); w > 0 && m.per == thousandth {
			return m.unit, pw + w
		}
	}
	if _, w := l.rateAfter.at(tokens, i); w > 0 {
		return l.bhavUnit(tokens, i+w), w
	}
	return "", 0
}

// unitBefore is the unit that stands right before an amount without a number of its
// own, "" for none: "kilo 45 ke bhav".
func (l *lexicon) unitBefore(tokens []token, i int) string {
	if i > 1 && tokens[i-1].tail { // ಕೆಜಿಗೆ
		i--
	}
	if i < 1 || i > 1 && tokens[i-2].class == figure {
		return ""
	}
	if i > 1 {
		if _, number := l.numbers.at(tokens, i-2); number > 0 {
			return ""
		}
	}
	if m, w := l.units.at(tokens, i-1); w == 1 && m.per == thousandth {
		return m.unit
	}
	return ""
}

// bhavUnit is the unit named right after "ke bhav", "" for none.
func (l *lexicon) bhavUnit(tokens []token, i int) string {
	if _, pw := l.per.at(tokens, i); pw > 0 {
		i += pw
	}
	if m, w := l.units.at(tokens, i); w > 0 && m.per == thousandth {
		return m.unit
	}
	return ""
}
