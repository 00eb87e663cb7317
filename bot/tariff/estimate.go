package tariff

import "time"

// FreeEntry is how long everything is free for after somebody wrote by way of an
// advertisement that leads to WhatsApp, if he was answered within a day. Statuses
// then say free_entry_point, and that nothing is billable. Source: Meta's page on
// pricing, to be checked.
const FreeEntry = 72 * time.Hour

// Unasked is something to be told that nobody asked for, and what it would count
// as. It can go now, or wait until its reader writes and go along with the answer.
type Unasked struct {
	Country   string    // of its reader, see [Country]
	At        time.Time // when it would go
	As        Category  // of the template that would say it now; Service while words of our own may go
	Sent      int64     // of that category by the number this month, so far
	Served    int64     // service messages by the number this month, so far
	Joined    bool      // it would fit into the answer's bubble, so that it adds no message to it
	FreeUntil time.Time // when the free entry point of its reader ends; zero where he came in by none
}

// Estimate is what it would cost either way, before tax.
type Estimate struct{ Now, Later Micro }

// Estimate reckons both ways. What goes later counts as if it went at the same
// time but outside a free entry point, for nobody knows when his reader writes.
func (c *Card) Estimate(u Unasked) Estimate {
	var e Estimate
	if !u.At.Before(u.FreeUntil) {
		e.Now = c.Cost(Sent{Country: u.Country, Category: u.As, At: u.At, Billable: true, Nth: u.Sent})
	}
	if !u.Joined {
		e.Later = c.Cost(Sent{Country: u.Country, Category: Service, At: u.At, Billable: true, Nth: u.Served})
	}
	return e
}

// Waits is whether it is cheaper to go along with the next answer. Where both cost
// the same it is better said now.
func (e Estimate) Waits() bool { return e.Later < e.Now }

// Cost is that of the cheaper way.
func (e Estimate) Cost() Micro { return min(e.Now, e.Later) }
