package bot

import (
	"context"
	"time"
)

// Spending knows what messages cost whoever runs the service. A month is that of the
// bill.
type Spending interface {
	// Month is what was spent in the month of an instant so far.
	Month(ctx context.Context, now time.Time) (Spent, error)
	// OfShop is what was spent on one shop of it. It has no limit.
	OfShop(ctx context.Context, shop ShopID, now time.Time) (Spent, error)
}

// Spent is what messages cost in a month, before tax.
type Spent struct {
	By    map[string]Posts // by category as the bill names it ("utility")
	Sum   int64            // paise
	Limit int64            // paise that may be spent in the month; 0 is no limit
}

// Posts are messages that are paid for.
type Posts struct {
	Messages int64
	Sum      int64 // paise
}

// messages are all that are paid for.
func (s Spent) messages() (n int64) {
	for _, p := range s.By {
		n += p.Messages
	}
	return n
}

// percent is how much of the limit is used.
func (s Spent) percent() int64 {
	const whole = 100
	return int64(float64(s.Sum) / float64(s.Limit) * whole)
}

// spent is what a month cost so far: nothing where nobody counts. Shop 0 is all of them.
func (e *Engine) spent(ctx context.Context, shop ShopID, now time.Time) (Spent, error) {
	switch {
	case e.Spending == nil:
		return Spent{}, nil
	case shop == 0:
		return e.Spending.Month(ctx, now)
	}
	return e.Spending.OfShop(ctx, shop, now)
}
