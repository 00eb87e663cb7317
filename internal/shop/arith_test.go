package shop

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// roundedQuotient is a×b÷c in big numbers, halves away from zero; false when it is
// beyond 64 bits.
func roundedQuotient(a, b, c int64) (int64, bool) {
	num := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	neg := num.Sign() < 0
	num.Abs(num).Lsh(num, 1).Add(num, big.NewInt(c))
	q := num.Quo(num, new(big.Int).Lsh(big.NewInt(c), 1))
	if !q.IsInt64() {
		return 0, false
	}
	if neg {
		q.Neg(q)
	}
	return q.Int64(), true
}

func TestMulDivRoundsHalfUp(t *testing.T) {
	for _, tt := range []struct{ a, b, c, want int64 }{
		{5, 1, 2, 3},
		{-5, 1, 2, -3},
		{4, 1, 3, 1},
		{5, 1, 3, 2},
		{2, 2, 5, 1},
		{3, 1, 5, 1},
		{0, 9, 7, 0},
		{4500, 250, 1000, 1125},
		{9000, 1000, 2000, 4500},
		{math.MaxInt64, 1, 1, math.MaxInt64},
		{math.MaxInt64, 1000, 1000, math.MaxInt64},
		{1, math.MinInt64 + 1, 1, math.MinInt64 + 1},
	} {
		if got, err := mulDiv(tt.a, tt.b, tt.c); err != nil || got != tt.want {
			t.Errorf("%d×%d÷%d = %d, %v; want %d", tt.a, tt.b, tt.c, got, err, tt.want)
		}
	}
}

func TestMulDivIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		c := rapid.Int64Range(1, math.MaxInt64).Draw(t, "c")
		want, fits := roundedQuotient(a, b, c)
		got, err := mulDiv(a, b, c)
		if fits != (err == nil) || got != want {
			t.Fatalf("%d×%d÷%d = %d, %v; want %d, %v", a, b, c, got, err, want, fits)
		}
	})
}

func TestMulDivRefuses(t *testing.T) {
	for _, tt := range [][3]int64{
		{1, 1, 0}, {1, 1, -1}, {math.MaxInt64, 2, 1}, {math.MaxInt64, math.MaxInt64, 2}, {math.MinInt64, math.MinInt64, 1},
	} {
		if got, err := mulDiv(tt[0], tt[1], tt[2]); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%v = %d, %v; want ErrTooLarge", tt, got, err)
		}
	}
}

func TestLessIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, math.MaxInt64)
		a, b, c, d := n.Draw(t, "a"), n.Draw(t, "b"), n.Draw(t, "c"), n.Draw(t, "d")
		left := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		right := new(big.Int).Mul(big.NewInt(c), big.NewInt(d))
		if got, want := less(Money(a), Money(b), Money(c), Money(d)), left.Cmp(right) < 0; got != want {
			t.Fatalf("%d×%d < %d×%d is %v", a, b, c, d, got)
		}
	})
}

func TestWholeNumber(t *testing.T) {
	for s, want := range map[string]int64{"0": 0, "500000": 500000, "": -1, "-1": -1, "1.5": -1, "ten": -1, "99999999999999999999": -1} {
		if n, ok := wholeNumber(s); ok != (want >= 0) || ok && n != want {
			t.Errorf("%q: %d, %v", s, n, ok)
		}
	}
}
