package shop

import "context"

// CarryOver writes what a customer owed before there was this book. Of l, goods
// are not looked at: nothing says what it was for. Twice is twice: see
// [Book.Carried].
func (b *Book) CarryOver(ctx context.Context, l Lending) (Lent, error) {
	return b.lend(ctx, Opening, l)
}

// Carried is what was written of a customer as owed from before, as of now.
func (b *Book) Carried(ctx context.Context, c Customer) (Money, error) {
	known, isNew, err := b.who(ctx, c)
	if err != nil || isNew {
		return 0, nobody(err)
	}
	entries, _, err := b.ledger(ctx, known.ID, Period{})
	var sum Money
	for _, e := range entries {
		if e.Kind == Opening {
			sum += e.Due
		}
	}
	return sum, err
}
