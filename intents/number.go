package intents

// number reads the number that begins at token i: digits or words, with
// fractions and magnitudes ("dhai sau", "ek lakh pachees hazaar", "2.5k",
// "sadhe teen"). It returns thousandths and the number of tokens read, 0 when
// there is no number.
func (l *lexicon) number(tokens []token, i int) (n int64, width int) {
	if i >= len(tokens) {
		return 0, 0
	}
	if tokens[i].class == day {
		return l.slashed(tokens, i)
	}
	limit := int64(0) // the magnitude of the group before
	start := i
	for i < len(tokens) {
		group, magnitude, w := l.group(tokens, i)
		if w == 0 || (limit > 0 && (limit <= magnitude || abs(group) >= limit)) {
			break
		}
		n = plus(n, group)
		i += w
		if magnitude == 0 {
			break
		}
		limit = magnitude
		if l.andBetween(tokens, i) {
			i++
		}
	}
	if half, w := l.tail(tokens, i); i > start && w > 0 {
		n, i = plus(n, half), i+w
	}
	return n, i - start
}

// group reads one part of a number: a count and its magnitudes ("do sau"), a
// magnitude alone ("sau"), or a plain number; magnitude is 0 for the last.
func (l *lexicon) group(tokens []token, i int) (n, magnitude int64, width int) {
	n, width = l.count(tokens, i)
	signed := width > 0 && n < 0
	if width > 0 && tokens[i].class == word {
		magnitude = roundTo(n)
	}
	for {
		m, w := l.magnitude(tokens, i+width)
		if w == 0 || magnitude > 0 && m <= magnitude || width == 0 && l.excepted(tokens, i) {
			break // a thousand, a hundred: ஆயிரத்தி நூறு is 1,100
		}
		if width == 0 {
			n = thousandth
		}
		n, magnitude, width = times(n, m), m, width+w
	}
	if signed {
		return n, 0, width
	}
	return n, magnitude, width
}

// roundTo is the magnitude that a number in one word is of, so that less may follow: two
// hundred (and fifty), എണ്ണായിരത്തി (അഞ്ഞൂറ്).
func roundTo(n int64) int64 {
	for _, m := range [...]int64{1_00_00_000 * thousandth, 1_00_000 * thousandth, 1_000 * thousandth, 100 * thousandth} {
		if n >= m && n%m == 0 {
			return m
		}
	}
	return 0
}

// magnitude reads sau, hazaar, lakh, crore, or the k of 2.5k.
func (l *lexicon) magnitude(tokens []token, i int) (m int64, width int) {
	if w, width := l.numbers.at(tokens, i); width > 0 && w.role == multiplier {
		return w.value, width
	}
	if i > 0 && i < len(tokens) && tokens[i].glued && tokens[i-1].class == figure {
		return l.suffixes.at(tokens, i)
	}
	return 0, 0
}

// count reads what stands before a magnitude.
func (l *lexicon) count(tokens []token, i int) (n int64, width int) {
	if i >= len(tokens) {
		return 0, 0
	}
	if tokens[i].class == figure {
		return tokens[i].n, 1
	}
	w, width := l.numbers.at(tokens, i)
	if width == 0 || w.role == multiplier || l.excepted(tokens, i) {
		return 0, 0
	}
	switch w.role {
	case adding:
		return l.added(tokens, i, w, width)
	case tens:
		if one, next := l.numbers.at(tokens, i+width); next > 0 && one.role == ones && one.value < 10*thousandth && one.value > 0 {
			return w.value + one.value, width + next
		}
	}
	return w.value, width
}

// added reads sava, sadhe, paune with the number they change; before a
// magnitude, or alone, they change one ("sava lakh", "paune sau").
func (l *lexicon) added(tokens []token, i int, w numeral, width int) (int64, int) {
	if follows, _ := l.numbers.at(tokens, i+width); follows.role != adding {
		if next, more := l.count(tokens, i+width); more > 0 {
			return plus(next, w.value), width + more
		}
	}
	if w.alone == 0 {
		return 0, 0
	}
	return w.alone, width
}

// tail reads "and a half" after a number.
func (l *lexicon) tail(tokens []token, i int) (n int64, width int) {
	if !l.joins(tokens, i) {
		return 0, 0
	}
	for _, skip := range [...]int{1, 2} {
		if skip == 2 && (i+1 >= len(tokens) || tokens[i+1].plain != "a") {
			break
		}
		if w, width := l.numbers.at(tokens, i+skip); width > 0 && w.tail > 0 {
			return w.tail, skip + width
		}
	}
	return 0, 0
}

// andBetween reports whether token i joins two parts of one English number
// ("two hundred and fifty"): words follow, not digits, and fewer than a hundred.
func (l *lexicon) andBetween(tokens []token, i int) bool {
	if i == 0 || i+1 >= len(tokens) || tokens[i].plain != "and" || tokens[i-1].class != word || tokens[i+1].class != word {
		return false
	}
	next, w := l.count(tokens, i+1)
	return w > 0 && next < 100*thousandth && tokens[i+1].plain != "half"
}

// joins reports whether token i is a word that joins.
func (l *lexicon) joins(tokens []token, i int) bool {
	_, width := l.join.at(tokens, i)
	return width == 1
}

// excepted reports whether the number word at i is something else beside these
// neighbours: "likh do" is no two.
func (l *lexicon) excepted(tokens []token, i int) bool {
	sets, ok := l.exceptions[tokens[i].plain]
	if !ok {
		return false
	}
	return sets.last && i > 1 && i == len(tokens)-1 && tokens[i-1].class == word ||
		i > 0 && sets.after[tokens[i-1].plain] ||
		i+1 < len(tokens) && sets.before[tokens[i+1].plain]
}

// slashed reads 1/2 and 3/4 before a unit as a fraction, not as a day.
func (l *lexicon) slashed(tokens []token, i int) (n int64, width int) {
	d := tokens[i].date
	if d[2] != 0 || d[0] >= d[1] || !l.units.has(tokens, i+1) {
		return 0, 0
	}
	return int64(d[0]) * thousandth / int64(d[1]), 1
}
