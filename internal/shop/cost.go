package shop

// Stock is what there is of an item, and what it is worth at moving-average
// cost. Qty is below zero when more was sold than was ever counted in.
type Stock struct {
	Qty   Quantity
	Value Money
	Doubt int64 // times it was oversold since it was last counted
}

// Plus adds what an entry changes.
func (s Stock) Plus(e Entry) Stock {
	return Stock{Qty: s.Qty + e.Qty, Value: s.Value + e.Value, Doubt: s.Doubt + e.Doubt}
}

// and adds what there is of another item that turned out to be the same.
func (s Stock) and(o Stock) Stock {
	return Stock{Qty: s.Qty + o.Qty, Value: s.Value + o.Value, Doubt: s.Doubt + o.Doubt}
}

// Average is the cost of one unit: the value spread over the stock, or the last
// known cost when there is no stock to spread it over.
func (s Stock) Average(last Money) Money {
	if s.Qty > 0 && s.Value > 0 {
		if m, err := s.Value.Per(s.Qty); err == nil {
			return m
		}
	}
	return last
}

// out is what q cost that leaves the stock: its share of the value, the whole
// of it when q is all there is, so that nothing is left over when nothing is
// left. What is sold beyond the stock goes at the average, or at the last known
// cost; the purchase that covers it later sets that right (see [Stock.in]).
func (s Stock) out(q Quantity, last Money) (Money, error) {
	if s.Qty <= 0 {
		return last.Of(q)
	}
	if q <= s.Qty {
		n, err := mulDiv(int64(s.Value), int64(q), int64(s.Qty))
		return Money(n), err
	}
	beyond, err := last.Of(q - s.Qty)
	if s.Value > 0 {
		var n int64
		n, err = mulDiv(int64(s.Value), int64(q-s.Qty), int64(s.Qty))
		beyond = Money(n)
	}
	return s.Value + beyond, err
}

// in is how q bought for paid changes the value of the stock, and by how much
// the cost of what was sold before turns out wrong. The part of q that covers
// what was oversold takes the value it was sold at back out; value and variance
// together are always what was paid.
func (s Stock) in(q Quantity, paid Money) (value, variance Money, err error) {
	switch after := s.Qty + q; {
	case s.Qty > 0:
		value = paid
	case after <= 0 && s.Qty < 0:
		var n int64
		n, err = mulDiv(int64(-s.Value), int64(q), int64(-s.Qty))
		value = Money(n)
	default:
		var n int64
		n, err = mulDiv(int64(paid), int64(after), int64(q))
		value = Money(n) - s.Value
	}
	return value, paid - value, err
}

// counted is how the value changes when the stock is counted to be n: what is
// left keeps its average, what is found is worth the average or the last known
// cost, and nothing is worth nothing.
func (s Stock) counted(n Quantity, last Money) (Money, error) {
	if s.Qty > 0 && s.Value > 0 {
		worth, err := mulDiv(int64(s.Value), int64(n), int64(s.Qty))
		return Money(worth) - s.Value, err
	}
	worth, err := last.Of(n)
	return worth - s.Value, err
}
