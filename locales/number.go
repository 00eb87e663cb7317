package locales

import "strconv"

// minus is the sign before a negative figure: as wide as a digit, and never
// taken for a dash or broken from its figure at the end of a line.
const minus = "−"

// Number prints thousandths as a figure in Indian grouping, with no more
// decimals than it has: 125000000 is "1,25,000" and 2500 is "2.5". Figures look
// the same in every language so far; lang is there for one in which they do not.
func Number(_ string, thousandths int64) string {
	return string(appendNumber(make([]byte, 0, 32), thousandths))
}

// appendNumber appends thousandths as a figure.
func appendNumber(b []byte, thousandths int64) []byte {
	n, negative := magnitude(thousandths)
	if negative {
		b = append(b, minus...)
	}
	return appendFraction(appendGrouped(b, n/1000), n%1000)
}

// appendFraction appends a point and thousandths (0 to 999) without trailing
// zeros, or nothing for 0.
func appendFraction(b []byte, thousandths uint64) []byte {
	if thousandths == 0 {
		return b
	}
	b = append(b, '.')
	for unit := uint64(100); thousandths > 0; unit /= 10 {
		b = append(b, byte('0'+thousandths/unit))
		thousandths %= unit
	}
	return b
}

// appendGrouped appends n as India groups it: the last three digits, then pairs.
func appendGrouped(b []byte, n uint64) []byte {
	var room [20]byte
	digits := strconv.AppendUint(room[:0], n, 10)
	for i, d := range digits {
		if left := len(digits) - i; i > 0 && (left == 3 || left > 3 && left%2 == 1) {
			b = append(b, ',')
		}
		b = append(b, d)
	}
	return b
}

// magnitude splits n into size and sign; the smallest int64 has a size too.
func magnitude(n int64) (size uint64, negative bool) {
	if n < 0 {
		return -uint64(n), true
	}
	return uint64(n), false
}
