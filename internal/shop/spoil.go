package shop

import "context"

// Gone is goods that left the shelf without being sold, as said.
type Gone struct {
	Item Item
	Qty  Measure
	Day  Day
	Note string
}

// Went is what there is to say of them.
type Went struct {
	Item   Item
	Qty    Measure
	Cost   Money // at moving average; 0 when it is not known
	Day    Day
	Stock  Measure
	Beyond bool // there was less: the count is doubtful now
}

// Spoil records goods that broke or went bad: what they had cost is lost.
// ErrNotFound when the shop knows no such item. More than there is in stock is
// recorded all the same, and the count marked doubtful.
func (b *Book) Spoil(ctx context.Context, g Gone) (Went, error) {
	return b.take(ctx, g, Damage, spoilFirst)
}

// Consume records goods that the shop's own people took: no sale, and no loss.
func (b *Book) Consume(ctx context.Context, g Gone) (Went, error) {
	return b.take(ctx, g, OwnUse, sellFirst)
}

// take records goods that left without money coming in.
func (b *Book) take(ctx context.Context, g Gone, kind Kind, first order) (Went, error) {
	out := Went{Item: g.Item}
	if err := b.day(g.Day); err != nil {
		return out, err
	}
	it, isNew, err := b.resolve(ctx, g.Item, g.Qty.Unit)
	if err != nil || isNew {
		return out, orMissing(nobody(err), isNew)
	}
	out.Item = it
	q, err := b.quantity(ctx, it, g.Qty)
	if err != nil {
		return out, err
	}
	was, err := b.stock(ctx, it.ID)
	if err != nil {
		return out, err
	}
	e := b.entry(kind, g.Day)
	e.Item, e.Qty, e.Note = it.ID, -q, note(g.Note)
	if out.Cost, err = was.out(q, it.Cost); err != nil {
		return out, err
	}
	e.Value = -out.Cost
	if q > was.Qty {
		e.Doubt = 1
	}
	if err := b.takesUnit(ctx, it); err != nil {
		return out, err
	}
	b.do(e)
	out.Qty, out.Day, out.Stock, out.Beyond = said(g.Qty, it, q), e.Day, it.Measure(was.Plus(e).Qty), e.Doubt > 0
	return out, b.drawn(ctx, e, was, first)
}
