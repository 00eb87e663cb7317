package shop

import "context"

// Watch is what of the stock wants looking after.
type Watch struct {
	Low []OnHand // running out, the first to be gone first
	Dates
}

// Watch tells what is running out, what expires within so many days from today,
// and what is past its date.
func (b *Book) Watch(ctx context.Context, days int) (Watch, error) {
	low, err := b.Low(ctx)
	if err != nil {
		return Watch{}, err
	}
	dates, err := b.Expiring(ctx, Period{From: b.Today(), To: b.Today().Plus(days)})
	return Watch{Low: low, Dates: dates}, err
}
