package intents

import "strings"

// Max is what a number too large to count becomes: 2^53 thousandths or paise.
// No shop's figure comes near it, and sums of a few stay within int64.
const Max = int64(1) << 53

// thousandth is the unit numbers are kept in.
const thousandth = 1000

// readDigits reads a number, a date or a phone number that begins with a digit.
func readDigits(s string) token {
	if t, ok := readDay(s); ok {
		return t
	}
	whole := digits(s)
	if isPhone(s[:whole]) {
		return token{said: s[:whole], plain: s[:whole], class: phone}
	}
	end := grouped(s, whole)
	t := token{class: figure, n: units(strings.ReplaceAll(s[:end], ",", ""))}
	if f := fraction(s[end:]); f > 0 {
		t.n = plus(t.n, thousandths(s[end+1:end+f]))
		end += f
	}
	if e := exponent(s[end:]); e > 0 { // nobody writes 1e308 who means a number of things
		t.n, end = Max, end+e
	}
	t.said, t.plain = s[:end], s[:end]
	t.fold = t.plain
	return t
}

// exponent is the width of "e308" after a number, 0 for none.
func exponent(s string) int {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0
	}
	if n := digits(s[1:]); n > 0 {
		return 1 + n
	}
	return 0
}

// digits counts the digits at the start of s.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// grouped extends a run of digits over Indian (1,25,000) or western (125,000)
// grouping; commas that group nothing end the number.
func grouped(s string, end int) int {
	if end > 3 {
		return end
	}
	reach := end
	for reach < len(s) && s[reach] == ',' {
		n := digits(s[reach+1:])
		if n != 2 && n != 3 {
			break
		}
		reach += 1 + n
		if n == 3 {
			end = reach
		}
	}
	return end
}

// fraction is the length of ".25" at the start of s, 0 when there is none.
func fraction(s string) int {
	if len(s) < 2 || s[0] != '.' {
		return 0
	}
	if n := digits(s[1:]); n > 0 {
		return n + 1
	}
	return 0
}

// units reads whole digits, in thousandths.
func units(s string) int64 {
	var n int64
	for i := range len(s) {
		n = n*10 + int64(s[i]-'0')
		if n > Max/thousandth {
			return Max
		}
	}
	return n * thousandth
}

// thousandths reads the digits after the point; a fourth one is dropped.
func thousandths(s string) int64 {
	n, place := int64(0), int64(100)
	for i := 0; i < len(s) && place > 0; i++ {
		n += int64(s[i]-'0') * place
		place /= 10
	}
	return n
}

// plus adds within ±[Max].
func plus(a, b int64) int64 { return min(max(a+b, -Max), Max) }

// times multiplies thousandths by thousandths within ±[Max].
func times(a, b int64) int64 {
	if a == 0 || b == 0 {
		return 0
	}
	if abs(a) > Max/abs(b) {
		// Too large to multiply first: divide first, or give up exactness.
		if whole := a / thousandth; whole != 0 && abs(whole) <= Max/abs(b) {
			return plus(whole*b, 0)
		}
		if (a < 0) != (b < 0) {
			return -Max
		}
		return Max
	}
	return a * b / thousandth
}

// abs is the size of a.
func abs(a int64) int64 {
	if a < 0 {
		return -a
	}
	return a
}

// isPhone reports whether a run of digits is an Indian phone number: ten digits
// from 6 up, perhaps after 0 or 91.
func isPhone(s string) bool {
	switch len(s) {
	case 11:
		return s[0] == '0' && s[1] >= '6'
	case 12:
		return strings.HasPrefix(s, "91") && s[2] >= '6'
	case 10:
		return s[0] >= '6'
	}
	return false
}

// readInternational reads "+91 98765 43210".
func readInternational(s string) (token, bool) {
	count, end := 0, 1
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			count++
			end = i + 1
		case c != ' ' && c != '-':
			i = len(s)
		}
		if count == 12 {
			break
		}
	}
	if count < 11 {
		return token{}, false
	}
	return token{said: s[:end], plain: s[:end], class: phone}, true
}

// readDay reads 12/05, 12-05-2026, 12.05.2026: the day first, as India writes it.
func readDay(s string) (token, bool) {
	d, i := smallNumber(s, 0)
	if i == 0 || i >= len(s) || strings.IndexByte("/-.", s[i]) < 0 {
		return token{}, false
	}
	mark := s[i]
	m, j := smallNumber(s, i+1)
	if j == i+1 || d < 1 || d > 31 || m < 1 || m > 12 {
		return token{}, false
	}
	y, end := 0, j
	if j < len(s) && s[j] == mark {
		if n := digits(s[j+1:]); n == 2 || n == 4 {
			y, end = year(s[j+1:j+1+n]), j+1+n
		}
	}
	if startsNumber(s, end) || (y == 0 && mark != '/') {
		return token{}, false
	}
	return token{said: s[:end], plain: s[:end], class: day, date: [3]int{d, m, y}}, true
}

// smallNumber reads one or two digits at i and says where they end.
func smallNumber(s string, i int) (n, end int) {
	for end = i; end < len(s) && end < i+2 && s[end] >= '0' && s[end] <= '9'; end++ {
		n = n*10 + int(s[end]-'0')
	}
	return n, end
}

// year reads a year of two or four digits.
func year(s string) int {
	n := int(units(s) / thousandth)
	if len(s) == 2 {
		n += 2000
	}
	return n
}
