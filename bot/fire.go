package bot

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"time"
)

// keepTime fires what is due until ctx ends.
func (e *Engine) keepTime(ctx context.Context) {
	for len(e.jobs) > 0 {
		if e.share.holds(timeLease) {
			if _, err := e.fire(ctx); err != nil && ctx.Err() == nil {
				e.Log.Error("schedule", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-e.Clock.After(Sweep):
		}
	}
}

// fire fires what is due now, up to a step's worth of each job, and returns how
// much that was. A job that fails does not keep the others.
func (e *Engine) fire(ctx context.Context) (fired int, err error) {
	var zones []string
	for _, j := range e.jobs {
		n, failed := e.remind(ctx, j)
		fired, err = fired+n, errors.Join(err, failed)
		if j.When == (When{}) || e.Policy == nil && !j.Quiet {
			continue // nobody may be told
		}
		if zones == nil {
			if zones, failed = e.Journal.Zones(ctx); failed != nil {
				return fired, errors.Join(err, failed)
			}
		}
		n, failed = e.fireJob(ctx, j, zones)
		fired, err = fired+n, errors.Join(err, failed)
	}
	if err != nil {
		err = fmt.Errorf("bot: fire: %w", err)
	}
	return fired, err
}

// fireJob fires a job in every zone.
func (e *Engine) fireJob(ctx context.Context, j Job, zones []string) (fired int, err error) {
	cursors, err := e.Journal.Cursors(ctx, j.Name)
	if err != nil {
		return 0, err
	}
	for _, name := range zones {
		c, known := cursors[name]
		newest, ok := j.When.Last(e.Clock.Now(), e.zones.of(name))
		switch {
		case !ok:
			continue
		case !known: // a new job, or the first shop there, begins with the next slot
			c = Cursor{Job: j.Name, Zone: name}
			_, err = e.Journal.Fire(ctx, Firing{From: c, To: c.in(newest).end()})
		default:
			var n int
			n, err = e.fireSlots(ctx, j, c, newest)
			fired += n
		}
		if err != nil && !errors.Is(err, ErrStale) {
			return fired, err
		}
	}
	return fired, nil
}

// fireSlots moves a cursor on as far as it may go now, and returns how many shops
// it went over.
func (e *Engine) fireSlots(ctx context.Context, j Job, from Cursor, newest Occasion) (visited int, err error) {
	to := from
	if newest.At.After(from.At) && newest.Slot != from.Slot {
		to = from.in(newest)
		e.missed(j, from, to)
	}
	for fired := 0; fired < MaxFired && visited < MaxVisited; {
		f, shops, err := e.step(ctx, j, from, to)
		if err != nil || f.From == f.To {
			return visited, err
		}
		if err := e.write(ctx, f); err != nil {
			return visited, err
		}
		fired, visited = fired+len(f.Messages), visited+shops
		if shops < Visit {
			break
		}
		from, to = f.To, f.To
	}
	return visited, nil
}

// step is what moves a cursor over the next shops whose time has come, and how
// many those are.
func (e *Engine) step(ctx context.Context, j Job, from, to Cursor) (f Firing, visited int, err error) {
	now := e.Clock.Now()
	late, due := j.window(now.Sub(to.At))
	if late > to.Place {
		e.skip("too late", to.of(j), "after", now.Sub(to.At), "places", late-to.Place)
		to.Place, to.Shop = late, 0
	}
	f = Firing{From: from, To: to}
	if to.Place > due {
		return f, 0, nil
	}
	shops, err := e.Journal.Shopkeepers(ctx, to, due, Visit)
	if err != nil {
		return f, 0, err
	}
	for _, s := range shops {
		f.To.Place, f.To.Shop = s.Place, s.Shop
		m := j.message(s.Shop, s.Owner, Due{Slot: to.Slot, At: to.At.Add(j.delay(s.Place))})
		if s.Owner != 0 && e.mayBeTold(ctx, j, m) {
			f.Messages = append(f.Messages, m)
		}
	}
	if len(shops) < Visit && due == places-1 {
		f.To = f.To.end()
	}
	return f, len(shops), nil
}

// window is the places whose shops are to be told of a slot so long after it: from
// the first that is not too late to the last that is due.
func (j Job) window(since time.Duration) (first, last int) {
	first = sort.Search(places, func(place int) bool { return since-j.delay(place) <= j.Late })
	last = sort.Search(places, func(place int) bool { return j.delay(place) > since }) - 1
	return first, last
}

// remind fires the reminders of a job whose time has come. The policy is asked in
// their turns.
func (e *Engine) remind(ctx context.Context, j Job) (fired int, err error) {
	for fired < MaxFired {
		due, err := e.Journal.Reminders(ctx, j.Name, e.Clock.Now(), Batch)
		if err != nil || len(due) == 0 {
			return fired, err
		}
		err = e.write(ctx, e.reminding(j, due))
		if errors.Is(err, ErrStale) {
			return fired, nil
		}
		if fired += len(due); err != nil || len(due) < Batch {
			return fired, err
		}
	}
	return fired, nil
}

// reminding is what fires reminders, but those taken back and those too late.
func (e *Engine) reminding(j Job, due []Reminder) (f Firing) {
	now := e.Clock.Now()
	for _, r := range due {
		f.Reminders = append(f.Reminders, r.ID)
		m := j.message(r.Shop, r.Person, Due{Slot: fmt.Sprintf("#%d", r.ID), At: r.At, Turn: r.Turn, Args: r.Args})
		switch {
		case r.Undone:
		case now.Sub(r.At) > j.Late:
			e.skip("too late", m.Due, "shop", r.Shop)
		default:
			f.Messages = append(f.Messages, m)
		}
	}
	return f
}

// write writes a step down and wakes the work on it.
func (e *Engine) write(ctx context.Context, f Firing) error {
	fresh, err := e.Journal.Fire(ctx, f)
	e.stats.fired.Add(int64(len(fresh)))
	for _, m := range fresh {
		e.share.shop(m)
	}
	return err
}

// mayBeTold spares the inbox what the policy would refuse anyway. When it cannot
// say, the turn asks it again.
func (e *Engine) mayBeTold(ctx context.Context, j Job, m Message) bool {
	ok, err := e.allowed(ctx, j, m)
	return ok || err != nil
}

// allowed asks the policy; without one nobody is told anything unasked.
func (e *Engine) allowed(ctx context.Context, j Job, m Message) (bool, error) {
	if j.Quiet {
		return true, nil
	}
	if e.Policy == nil {
		return false, nil
	}
	return e.Policy.Allow(ctx, m, e.Clock.Now())
}

// missed logs the slots between two that a zone was not told of.
func (e *Engine) missed(j Job, from, to Cursor) {
	if from.Place < places {
		e.skip("overtaken", from.of(j), "places", places-from.Place)
	}
	before, ok := j.When.Last(to.At.Add(-1), e.zones.of(to.Zone))
	if ok && before.At.After(from.At) && before.Slot != from.Slot {
		e.skip("missed", &Due{Job: j.Name, Slot: before.Slot, At: before.At}, "zone", to.Zone, "since", from.Slot)
	}
}

// skip logs what is not done.
func (e *Engine) skip(why string, d *Due, more ...any) {
	e.stats.skipped.Add(1)
	e.Log.Warn("job skipped", append([]any{"why", why, "job", d.Job, "slot", d.Slot}, more...)...)
}
