package shop

import (
	"encoding/json"
	"fmt"
)

// Money is an amount in paise. Its JSON is a value of kind money.
type Money int64

// Rupee is a hundred paise.
const Rupee Money = 100

// MarshalJSON writes m as a value.
func (m Money) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindMoney, N: int64(m)})
}

// UnmarshalJSON reads a value; the unit of a rate is dropped (see [Rate]).
func (m *Money) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindMoney)
	if err == nil {
		*m = Money(v.N)
	}
	return err
}

// Of returns what q costs at m per unit, half a paisa rounded up; ErrTooLarge
// when that is no amount.
func (m Money) Of(q Quantity) (Money, error) {
	n, err := mulDiv(int64(m), int64(q), int64(Unit))
	return Money(n), err
}

// Per returns what one unit costs when q cost m, half a paisa rounded up;
// ErrZero when q is nothing.
func (m Money) Per(q Quantity) (Money, error) {
	if q <= 0 {
		return 0, ErrZero
	}
	n, err := mulDiv(int64(m), int64(Unit), int64(q))
	return Money(n), err
}

// String writes m in rupees for the book's own listing, "-12.50"; what users
// read is written by their locale.
func (m Money) String() string {
	n, sign := magnitude(int64(m)), ""
	if m < 0 {
		sign = "-"
	}
	if n%100 == 0 {
		return fmt.Sprintf("%s%d", sign, n/100)
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// check refuses what is no amount of an entry.
func (m Money) check() error {
	switch {
	case m < 0:
		return ErrNegative
	case m == 0:
		return ErrZero
	case m > MaxMoney:
		return ErrTooLarge
	}
	return nil
}

// Rate is money per unit: ₹60 a kilo. With no unit it is per unit of the item.
// Its JSON is a value of kind money with a unit.
type Rate struct {
	Price Money
	Unit  string
}

// MarshalJSON writes r as a value.
func (r Rate) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindMoney, N: int64(r.Price), Unit: r.Unit})
}

// UnmarshalJSON reads a value.
func (r *Rate) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindMoney)
	if err == nil {
		*r = Rate{Price: Money(v.N), Unit: v.Unit}
	}
	return err
}
