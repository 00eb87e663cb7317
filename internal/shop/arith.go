package shop

import (
	"math"
	"math/bits"
	"strconv"
)

// mulDiv returns a×b÷c, rounded half up in magnitude: 2.5 becomes 3 and -2.5
// becomes -3, so that a reversed sum rounds to the reversed result. The product
// is held in 128 bits; ErrTooLarge when the result does not fit in 64, and when
// c is not positive.
func mulDiv(a, b, c int64) (int64, error) {
	if c <= 0 {
		return 0, ErrTooLarge
	}
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	lo, carry := bits.Add64(lo, uint64(c)/2, 0)
	hi += carry
	if hi >= uint64(c) {
		return 0, ErrTooLarge
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	if q > math.MaxInt64 {
		return 0, ErrTooLarge
	}
	if (a < 0) != (b < 0) {
		return -int64(q), nil
	}
	return int64(q), nil
}

// magnitude is |n|, right also for the least int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// wholeNumber reads a number of a setting that is not below zero.
func wholeNumber(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0
}

// less reports whether a×b < c×d, exactly; none may be below zero.
func less(a, b, c, d Money) bool {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	return hi1 < hi2 || hi1 == hi2 && lo1 < lo2
}
