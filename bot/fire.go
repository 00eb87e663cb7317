package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
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

// round is one going over all that is due. What it fired is worked when it is over, so
// that what is due to somebody at the same moment is said in one bubble.
type round struct {
	*Engine
	fresh []Message
}

// fire fires what is due now, up to a step's worth of each job, and returns how
// much that was. A job that fails does not keep the others.
func (e *Engine) fire(ctx context.Context) (int, error) {
	r := &round{Engine: e}
	fired, err := r.fire(ctx)
	for _, m := range r.fresh {
		e.share.shop(m)
	}
	woken, failed := e.wakes(ctx)
	if err = errors.Join(err, failed); err != nil {
		err = fmt.Errorf("bot: fire: %w", err)
	}
	return fired + woken, err
}

func (e *round) fire(ctx context.Context) (fired int, err error) {
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
	return fired, err
}

// fireJob fires a job in every zone.
func (e *round) fireJob(ctx context.Context, j Job, zones []string) (fired int, err error) {
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
func (e *round) fireSlots(ctx context.Context, j Job, from Cursor, newest Occasion) (visited int, err error) {
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
	outstays := 0
	for _, s := range shops {
		f.To.Place, f.To.Shop = s.Place, s.Shop
		m := j.message(s.Shop, s.Owner, Due{Slot: to.Slot, At: to.At.Add(j.delay(s.Place))})
		if s.Owner == 0 {
			continue
		}
		switch why := e.mayNotBeTold(ctx, j, m); why {
		case "":
			f.Messages = append(f.Messages, m)
		case outstayed:
			outstays++
		}
	}
	if outstays > 0 {
		e.skip(outstayed, to.of(j), "shops", outstays)
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
func (e *round) remind(ctx context.Context, j Job) (fired int, err error) {
	for fired < MaxFired {
		due, err := e.Journal.Reminders(ctx, j.Name, e.Clock.Now(), Batch)
		if err != nil || len(due) == 0 {
			return fired, err
		}
		beside, err := e.Journal.Beside(ctx, due, e.Clock.Now())
		if err != nil {
			return fired, err
		}
		err = e.write(ctx, e.reminding(append(due, beside...)))
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
func (e *Engine) reminding(due []Reminder) (f Firing) {
	now := e.Clock.Now()
	for _, r := range due {
		j, known := e.job(r.Job)
		if !known {
			continue // another program has it
		}
		f.Reminders = append(f.Reminders, r.ID)
		m := j.message(r.Shop, r.Person, r.due())
		m.ID = fmt.Sprintf("%s|%d|#%d", j.Name, r.Shop, r.ID) // the slot may have been a message once
		switch {
		case r.Undone:
		case now.Sub(m.Due.At) > j.Late:
			e.skip("too late", m.Due, "shop", r.Shop)
		default:
			f.Messages = append(f.Messages, m)
		}
	}
	return f
}

// write writes a step down.
func (e *round) write(ctx context.Context, f Firing) error {
	fresh, err := e.Journal.Fire(ctx, f)
	e.stats.fired.Add(int64(len(fresh)))
	e.fresh = append(e.fresh, fresh...)
	return err
}

// mayNotBeTold spares the inbox what would come to nothing anyway, and says why it
// would. When the policy cannot say, the turn asks it again; what is held is held there,
// where the slot is known to be this shop's only one.
func (e *Engine) mayNotBeTold(ctx context.Context, j Job, m Message) (why string) {
	l, err := e.leave(ctx, j, m, e.Clock.Now())
	if err != nil {
		return ""
	}
	return l.why
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

// skip logs what is not done: quietly what was never to be heard, since most shops may
// not have agreed to it.
func (e *Engine) skip(why string, d *Due, more ...any) {
	e.stats.skipped.Add(1)
	level := slog.LevelInfo
	if why == notAllowed {
		level = slog.LevelDebug
	}
	e.Log.Log(context.Background(), level, "job skipped", append([]any{"why", why, "job", d.Job, "slot", d.Slot}, more...)...)
}
