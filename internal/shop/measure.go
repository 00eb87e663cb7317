package shop

import "encoding/json"

// Measure is a quantity as said: 2 kilo, 3 dozen, "the lot". Its JSON is a value
// of kind quantity.
type Measure struct {
	N    int64  // thousandths of Unit
	Unit string // kg g l ml pcs packet dozen box bag …; "" is the item's own
	All  bool   // whatever there is
}

// everything is how a value says All.
const everything = "all"

// MarshalJSON writes m as a value.
func (m Measure) MarshalJSON() ([]byte, error) {
	v := value{Kind: kindQuantity, N: m.N, Unit: m.Unit}
	if m.All {
		v.Text = everything
	}
	return json.Marshal(v)
}

// UnmarshalJSON reads a value; a bare number is a quantity without a unit.
func (m *Measure) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindQuantity, kindNumber)
	if err == nil {
		*m = Measure{N: v.N, Unit: v.Unit, All: v.Text == everything}
	}
	return err
}

// None reports whether nothing was said at all.
func (m Measure) None() bool { return m == Measure{} }

// In converts m to thousandths of the item's unit, half a thousandth rounded
// up. A measure of the lot needs the stock and is not converted here: ErrZero.
// ErrUnit when the units have nothing to do with each other, ErrNegative and
// ErrTooLarge as they say.
func (m Measure) In(i Item) (Quantity, error) {
	if m.N < 0 {
		return 0, ErrNegative
	}
	r, ok := i.ratio(m.Unit, i.Unit)
	if !ok {
		return 0, ErrUnit
	}
	n, err := mulDiv(m.N, r.num, r.den)
	if err != nil {
		return 0, err
	}
	if n == 0 && m.N != 0 {
		return 0, ErrZero
	}
	if Quantity(n) > MaxQuantity {
		return 0, ErrTooLarge
	}
	return Quantity(n), nil
}
