package bot

import (
	"context"
	"fmt"
	"time"
)

// Schedule is the part of the [Journal] that knows what is due. Jobs with set
// times leave no row for each shop: a [Cursor] goes over the shops of a zone.
type Schedule interface {
	// Zones lists the zones shops are in.
	Zones(ctx context.Context) ([]string, error)
	// Cursors tells how far a job has come, by zone.
	Cursors(ctx context.Context, job string) (map[string]Cursor, error)
	// Shopkeepers lists shops of the cursor's zone, those after it and up to a
	// place, in order. A demo shop has an owner only while he is in it.
	Shopkeepers(ctx context.Context, after Cursor, upTo, limit int) ([]Shopkeeper, error)
	// Reminders lists those of a job whose time has come, the longest due first.
	Reminders(ctx context.Context, job string, now time.Time, limit int) ([]Reminder, error)
	// Beside lists those, of whatever job, whose time has come too and that are for
	// the same people as some of these.
	Beside(ctx context.Context, due []Reminder, now time.Time) ([]Reminder, error)
	// Wake has answers sent that rested until now, and returns how many.
	Wake(ctx context.Context, now time.Time) (int, error)
	// Waits reports whether a turn's reminders are still to come.
	Waits(ctx context.Context, shop ShopID, turn TurnID) (bool, error)
	// Fire writes a step of the schedule, whole or not at all, and returns the
	// messages that are new, with Seq set. ErrStale when another process took it.
	Fire(ctx context.Context, f Firing) ([]Message, error)
	// Reach says where a person is written to: the address he wrote from last if it
	// is still his, else another of his. ErrNotFound when he has none.
	Reach(ctx context.Context, person PersonID, last Target) (Target, error)
}

// Cursor is how far a job has come among the shops of a zone, in its newest slot.
type Cursor struct {
	Job   string
	Zone  string // IANA name
	Slot  string // "" when the job has never been due there
	At    time.Time
	Place int    // shops at earlier places are done …
	Shop  ShopID // … and those at this one up to this
}

// Shopkeeper is whom a shop's jobs are for.
type Shopkeeper struct {
	Shop  ShopID
	Place int      // from 0 to 65535: its share of a job's jitter
	Owner PersonID // the first of the owners who have written; 0 when none has
}

// Reminder is a [Nudge] that waits for its time.
type Reminder struct {
	ID     int64
	Shop   ShopID
	Person PersonID
	Turn   TurnID // that asked for it; 0 for what was due of itself
	Undone bool   // that turn is taken back
	Nudge
	At   time.Time
	Slot string    // of what is held: where it was due first …
	Due  time.Time // … and when; zero for what is not held
}

// due is what a reminder's message says.
func (r Reminder) due() Due {
	d := Due{Slot: fmt.Sprintf("#%d", r.ID), At: r.At, Turn: r.Turn, Args: r.Args}
	if !r.Due.IsZero() {
		d.Slot, d.At = r.Slot, r.Due
	}
	return d
}

// Firing is one step of the schedule.
type Firing struct {
	From, To  Cursor // of a job with set times, before and after; the same when none moves
	Reminders []int64
	Messages  []Message // with From and Shop set
}

// in is the cursor before the first shop of an occasion.
func (c Cursor) in(o Occasion) Cursor {
	return Cursor{Job: c.Job, Zone: c.Zone, Slot: o.Slot, At: o.At}
}

// end is the cursor behind the last shop.
func (c Cursor) end() Cursor {
	c.Place, c.Shop = places, 0
	return c
}

// of is the slot a cursor is in, for the log.
func (c Cursor) of(j Job) *Due { return &Due{Job: j.Name, Slot: c.Slot, At: c.At} }
