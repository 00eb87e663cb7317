package shop

import "encoding/json"

// How says what an amount was taken for. Its JSON is a value of kind choose.
type How string

// The ways to read an amount.
const (
	AsTotal How = "total"   // what all of it cost
	AsRate  How = "rate"    // what one unit costs
	AsPrice How = "price"   // nothing was said: the usual price
	AsWorth How = "worth"   // how much there was of it follows from what it cost
	Likely  How = "likely"  // the total, unless that is far from the usual price
	Unclear How = "unclear" // fits neither way
)

// MarshalJSON writes h as a value.
func (h How) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindChoose, Text: string(h)})
}

// UnmarshalJSON reads a value.
func (h *How) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(h), kindChoose, kindText)
}

// Reading is an amount made sense of: Rate × quantity = Total.
type Reading struct {
	Total Money // before any discount
	Rate  Rate  // per unit as it was said, or of the item
	How   How
	Other Money // what the total would be the other way; 0 when there is no other
}

// Reckon reads an amount said with a quantity: is it the total, or the rate?
// "2 kilo chini 90" and "50 packet maggi 12" differ only in what things cost,
// so both readings are held against the usual price, and the nearer one counts
// if it is within [FitFactor] of it. If neither is, the reading is Unclear and
// must be asked about; its Total is then that of the total, its Other that of
// the rate.
//
// With no usual price known the amount is the total, unless that would make a
// unit cost less than [LeastRate]: nothing over a counter does, so it is a rate.
//
// A rate is per unit as said (₹60 a dozen), of grams per kilo and of
// millilitres per litre, or per unit of the item (2 boxes at ₹12 a packet).
func Reckon(i Item, qty Measure, amount Money) (Reading, error) {
	return reckon(i, qty, amount, i.Price)
}

// reckon is [Reckon] against a usual price that need not be the selling price.
func reckon(i Item, qty Measure, amount, usual Money) (Reading, error) {
	q, err := checked(i, qty, amount)
	if err != nil {
		return Reading{}, err
	}
	total, err := asTotal(i, qty, q, amount)
	if err != nil {
		return Reading{}, err
	}
	rates := asRates(i, qty, q, amount)
	if len(rates) == 0 {
		return total, nil
	}
	total.Other = rates[0].Total
	if usual <= 0 {
		if per, err := amount.Per(q); err == nil && per < LeastRate {
			return rates[0], nil
		}
		return total, nil
	}
	expected, err := usual.Of(q)
	if err != nil {
		return Reading{}, err
	}
	return nearest(expected, total, rates).plausible(expected), nil
}

// checked converts a quantity and refuses what is no amount.
func checked(i Item, qty Measure, amount Money) (Quantity, error) {
	if err := amount.check(); err != nil {
		return 0, err
	}
	q, err := qty.In(i)
	if err != nil {
		return 0, err
	}
	return q, q.check()
}

// nearest is the reading whose total is nearest to what is expected, as a
// factor; unclear when none is within [FitFactor].
func nearest(expected Money, total Reading, rates []Reading) Reading {
	best := total
	for _, r := range rates {
		if nearer(r.Total, best.Total, expected) {
			best = r
		}
	}
	if !within(best.Total, expected, FitFactor) {
		best = total
		best.How = Unclear
	}
	return best
}

// asTotal reads the amount as what all of it cost.
func asTotal(i Item, qty Measure, q Quantity, amount Money) (Reading, error) {
	unit := perUnit(i, qty.Unit)
	said, err := Measure{N: int64(q), Unit: i.Unit}.In(Item{Unit: unit, Packs: i.Packs})
	if err != nil {
		said, unit = q, i.Unit
	}
	per, err := amount.Per(said)
	return Reading{Total: amount, Rate: Rate{Price: per, Unit: unit}, How: AsTotal}, err
}

// asRates reads the amount as a rate, per unit said and per unit of the item. A
// total beyond [MaxMoney] is no reading, and of one unit it is the same one.
func asRates(i Item, qty Measure, q Quantity, amount Money) []Reading {
	var out []Reading
	for _, unit := range []string{perUnit(i, qty.Unit), i.Unit} {
		if len(out) > 0 && out[0].Rate.Unit == unit {
			continue
		}
		r := Rate{Price: amount, Unit: unit}
		if total, err := r.of(i, q); err == nil && total > 0 && total <= MaxMoney && total != amount {
			out = append(out, Reading{Total: total, Rate: r, How: AsRate, Other: amount})
		}
	}
	return out
}

// perUnit is the unit a rate is per, when the quantity was said in unit.
func perUnit(i Item, unit string) string {
	switch unit {
	case "":
		return i.Unit
	case "g", "mg", "pav", "tola":
		return "kg"
	case "ml":
		return "l"
	}
	return unit
}

// of is what q of the item costs at the rate; ErrUnit when the rate's unit is
// not one of the item.
func (r Rate) of(i Item, q Quantity) (Money, error) {
	if r.Unit == "" || r.Unit == i.Unit {
		return r.Price.Of(q)
	}
	per, ok := i.ratio(r.Unit, i.Unit)
	if !ok {
		return 0, ErrUnit
	}
	n, err := mulDiv(int64(q), per.den, per.num) // thousandths of the rate's unit
	if err != nil {
		return 0, err
	}
	return r.Price.Of(Quantity(n))
}

// plausible forgets the other way to read the amount when nobody would mean it.
func (r Reading) plausible(expected Money) Reading {
	if r.How != Unclear && !within(r.Other, expected, FitFactor) {
		r.Other = 0
	}
	return r
}

// nearer reports whether a is nearer to the expected total than b, as a factor:
// twice as much is as far as half.
func nearer(a, b, expected Money) bool {
	loA, hiA := ordered(a, expected)
	loB, hiB := ordered(b, expected)
	return less(hiA, loB, hiB, loA) // hiA/loA < hiB/loB
}

// within reports whether a and b differ by no more than the factor.
func within(a, b, factor Money) bool {
	lo, hi := ordered(a, b)
	return lo > 0 && hi <= lo*factor
}

func ordered(a, b Money) (lo, hi Money) {
	return min(a, b), max(a, b)
}

// Odd reports whether a total for so much of an item is [OddFactor] times what
// the usual price makes it, or a [OddFactor]th. It is not while no price is known.
func Odd(total Money, i Item, m Measure) bool {
	q, err := m.In(i)
	if err != nil {
		return false
	}
	expected, err := i.Price.Of(q)
	return err == nil && odd(total, expected)
}

// odd reports whether a total is far from what the usual price makes it.
func odd(total, expected Money) bool {
	lo, hi := ordered(total, expected)
	return lo >= 0 && expected > 0 && hi >= lo*OddFactor
}
