package shop

import (
	"encoding/json"
	"strings"
)

// Number is a number as said, with its unit when it had one: five, 10 kilo. Its
// JSON is a value of kind number.
type Number struct {
	N    int64 // thousandths
	Unit string
}

// MarshalJSON writes n as a value.
func (n Number) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindNumber, N: n.N, Unit: n.Unit})
}

// UnmarshalJSON reads a value.
func (n *Number) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindNumber, kindQuantity)
	if err == nil {
		*n = Number{N: v.N, Unit: v.Unit}
	}
	return err
}

// Whole is n without its fraction; 0 for less than one.
func (n Number) Whole() int { return int(max(n.N, 0) / int64(Unit)) }

// How many groups of a ranking are named: unless a number is said, and at most.
const (
	topGroups = 5
	maxGroups = 15
)

// Top is how many groups are named when so many are asked for.
func Top(said Number) int {
	if n := said.Whole(); n > 0 {
		return min(n, maxGroups)
	}
	return topGroups
}

// Shelf is a category as it is said: "category rice". One word alone would be
// part of too many names.
type Shelf string

// Category is the category's name among items; "" when s is none.
func (s Shelf) Category() string {
	name, ok := strings.CutPrefix(string(s), "category ")
	if !ok {
		return ""
	}
	return name
}
