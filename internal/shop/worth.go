package shop

import "context"

// worth is how much of an item there is for so much money at a price for one of its
// unit: fifty rupees' salt.
// ErrNoPrice when no price is known, ErrUnit when what is sold by the piece does
// not come out whole.
func (i Item) worth(m, price Money) (Quantity, error) {
	if err := m.check(); err != nil {
		return 0, err
	}
	if price == 0 {
		return 0, ErrNoPrice
	}
	n, err := mulDiv(int64(m), int64(Unit), int64(price))
	if err != nil {
		return 0, err
	}
	if family, _ := base(i.Unit); family != "g" && family != "ml" && family != "cm" && n%int64(Unit) != 0 {
		return 0, ErrNotWhole
	}
	return Quantity(n), Quantity(n).check()
}

// forMoney is a sale of so much money's worth, at the price that counts when none is
// said.
func (b *Book) forMoney(ctx context.Context, s Sale, out *Sold) (Quantity, error) {
	r, own, err := b.agreed(ctx, out.Item, "", s.Customer)
	if err != nil {
		return 0, err
	}
	q, err := out.Item.worth(s.Worth, r.Price)
	out.Qty, out.Own = out.Item.Measure(q), own
	out.Reading = Reading{Total: s.Worth, Rate: r, How: AsWorth}
	return q, err
}

// likely takes the amount for the total when that is not far from the usual price,
// though the rate may be nearer: it was said before it was known of what.
func (r Reading) likely(i Item, m Measure, q Quantity, amount, usual Money) (Reading, error) {
	expected, err := usual.Of(q)
	if err != nil || usual == 0 {
		return r, err
	}
	if r.How == AsTotal || !within(amount, expected, NearFactor) {
		return r, nil
	}
	other := r.Total
	if r.How != AsRate {
		other = r.Other
	}
	total, err := asTotal(i, m, q, amount)
	total.Other = other
	return total, err
}
