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
func (s Spent) percent() int64 { return percent(s.Sum, s.Limit) }

func percent(sum, limit int64) int64 {
	const whole = 100
	return int64(float64(sum) / float64(limit) * whole)
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

// Talk knows what speech costs whoever runs the service.
type Talk interface {
	// Talked is what all shops' speech was on the day of an instant, and in its month so
	// far. A day is that of the limit.
	Talked(ctx context.Context, now time.Time) (day, month Talked, err error)
}

// Talked is what was heard of people and spoken to them, and what that cost, before tax.
type Talked struct {
	Heard, Spoken time.Duration
	Sum           int64 // paise
	Limit         int64 // paise that may be spent on a day; 0 is no limit
}

// args are what is told of it, in seconds.
func (t Talked) args() Args {
	return Args{"Heard": seconds(t.Heard), "Spoken": seconds(t.Spoken), "Sum": money(t.Sum)}
}

func seconds(d time.Duration) int64 { return int64(d.Round(time.Second) / time.Second) }

// percent is how much of the day's limit is used.
func (t Talked) percent() int64 { return percent(t.Sum, t.Limit) }
