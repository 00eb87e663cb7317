package tariff

import (
	"math"
	"time"
)

// Sent is a message that arrived.
type Sent struct {
	Country  string    // of who got it, see [Country]; "" is not known
	Category Category  // as its status tells
	At       time.Time // when it was sent
	Billable bool      // as its status tells: false for what WhatsApp gives free, such as all in a free entry point
	Nth      int64     // how many of its category the number had sent this month before it, see [Card.Month]
}

// Cost is what a message costs before tax.
func (c *Card) Cost(s Sent) Micro { return c.Many(s, 1) }

// Many is what a message and those after it cost, n together: all to the same
// country and in the same month.
func (c *Card) Many(first Sent, n int64) Micro {
	if !first.Billable {
		return 0
	}
	return c.Issue(first.At).line(first.Country, first.Category).span(first.Nth, n)
}

// span is what n messages cost of which nth went before.
func (l Line) span(nth, n int64) Micro {
	nth = max(nth, 0)
	end := nth + min(max(n, 0), math.MaxInt64-nth)
	begin := min(max(nth, l.Free), end)
	var sum Micro
	for _, t := range l.Tiers {
		until := min(max(t.From-1, begin), end)
		sum += l.Rate * Micro(until-begin)
		begin, l.Rate = until, t.Rate
	}
	return sum + l.Rate*Micro(end-begin)
}
