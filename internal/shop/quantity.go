package shop

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Quantity is how much of an item, in thousandths of the item's unit: half a
// kilo of what is kept in kilos is 500. Its JSON is a value of kind quantity
// without a unit; to say a quantity, say a [Measure].
type Quantity int64

// Unit is one of the item's unit.
const Unit Quantity = 1000

// MarshalJSON writes q as a value.
func (q Quantity) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindQuantity, N: int64(q)})
}

// UnmarshalJSON reads a value; its unit is dropped.
func (q *Quantity) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindQuantity, kindNumber)
	if err == nil {
		*q = Quantity(v.N)
	}
	return err
}

// String writes q as a decimal number for the book's own listing, "-2.25".
func (q Quantity) String() string {
	n, sign := magnitude(int64(q)), ""
	if q < 0 {
		sign = "-"
	}
	if n%1000 == 0 {
		return fmt.Sprintf("%s%d", sign, n/1000)
	}
	return strings.TrimRight(fmt.Sprintf("%s%d.%03d", sign, n/1000, n%1000), "0")
}

// check refuses what is no quantity of an entry.
func (q Quantity) check() error {
	switch {
	case q < 0:
		return ErrNegative
	case q == 0:
		return ErrZero
	case q > MaxQuantity:
		return ErrTooLarge
	}
	return nil
}
