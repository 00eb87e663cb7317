package journaltest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// due is a job's message for a shop.
func (w *world) due(slot string, to bot.Shopkeeper) bot.Message {
	return bot.Message{
		Channel: bot.JobChannel, ID: fmt.Sprintf("diary.morning|%d|%s", to.Shop, slot), Shop: to.Shop, From: to.Owner,
		At: w.clock.Now(), Due: &bot.Due{Job: "diary.morning", Slot: slot, At: w.clock.Now()},
	}
}

// shopsOf lists all shops of a zone, three at once.
func (w *world) shopsOf(zone string) (out []bot.Shopkeeper) {
	w.Helper()
	for c := (bot.Cursor{Zone: zone}); ; {
		some, err := w.Shopkeepers(w.ctx, c, 65535, 3)
		if w.ok(err); len(some) == 0 {
			return out
		}
		out = append(out, some...)
		c.Place, c.Shop = some[len(some)-1].Place, some[len(some)-1].Shop
	}
}

func zones(w *world) {
	got, err := w.Zones(w.ctx)
	w.ok(err)
	w.same(len(got), 0)
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		for _, zone := range []string{"Asia/Kolkata", "America/New_York", "Asia/Kolkata", "UTC", "Asia/Dhaka", "UTC"} {
			if _, err := w.AddShop(ctx, t, zone, false); err != nil {
				return err
			}
		}
		return nil
	}))
	got, err = w.Zones(w.ctx)
	w.ok(err)
	w.same(got, []string{"America/New_York", "Asia/Dhaka", "Asia/Kolkata", "UTC"})
}

// shopkeepers are gone over in the order of their places, each once, and only those
// of the zone.
func shopkeepers(w *world) {
	owners := map[bot.ShopID]bot.PersonID{}
	for n := range 20 {
		m := w.say(fmt.Sprintf("owner%d", n), "1")
		owners[m.Shop] = m.From
	}
	away := w.say("away", "1")
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, "update shop set zone = 'UTC' where id = $1", away.Shop)
		return err
	}))
	all := w.shopsOf("Asia/Kolkata")
	got := map[bot.ShopID]bool{}
	for i, s := range all {
		got[s.Shop] = true
		if s.Owner != 0 {
			w.Errorf("shop %d has an owner who has no session yet", s.Shop)
		}
		if s.Place < 0 || s.Place > 65535 || i > 0 && s.Place < all[i-1].Place {
			w.Errorf("place %d after %v", s.Place, all[max(i-1, 0)])
		}
	}
	if len(all) != len(owners) || len(got) != len(owners) || got[away.Shop] {
		w.Errorf("went over %v", all)
	}
	half, err := w.Shopkeepers(w.ctx, bot.Cursor{Zone: "Asia/Kolkata"}, 32767, 100)
	w.ok(err)
	rest, err := w.Shopkeepers(w.ctx, bot.Cursor{Zone: "Asia/Kolkata", Place: 32768}, 65535, 100)
	w.ok(err)
	w.same(append(half, rest...), all)
	if len(half) < 5 || len(rest) < 5 {
		w.Errorf("%d shops in the first half, %d in the second", len(half), len(rest))
	}
}

// owners are those who have written, and in a demo shop only while they are in it.
func owners(w *world) {
	anil, bina := w.say("anil", "1"), w.say("bina", "1")
	owner := func() bot.PersonID {
		w.Helper()
		all := w.shopsOf("Asia/Kolkata")
		i := slices.IndexFunc(all, func(s bot.Shopkeeper) bool { return s.Shop == anil.Shop })
		return all[i].Owner
	}
	w.same(owner(), 0) // nothing of his is worked yet
	w.work(anil)
	w.same(owner(), anil.From)
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		if err := w.AddMember(ctx, t, anil.Shop, bina.From, bot.Owner); err != nil {
			return err
		}
		if err := w.AddMember(ctx, t, anil.Shop, anil.From, bot.Manager); err != nil {
			return err
		}
		return w.Enter(ctx, t, bina.From, anil.Shop)
	}))
	w.same(owner(), 0) // a manager is none, and the owner has not written here
	w.work(w.say("bina", "2"))
	w.same(owner(), bina.From)
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, "update shop set demo = $1 where id = $2", true, anil.Shop)
		return err
	}))
	w.same(owner(), bina.From)
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error { return w.Enter(ctx, t, bina.From, bina.Shop) }))
	w.same(owner(), 0) // he has left the demo
}

// firing writes a step once, whoever comes second.
func firing(w *world) {
	m := w.say("anil", "1")
	w.work(m)
	anil := bot.Shopkeeper{Shop: m.Shop, Owner: m.From}
	none := bot.Cursor{Job: "diary.morning", Zone: "Asia/Kolkata"}
	begun := none
	begun.Slot, begun.At, begun.Place = "2026-03-04", w.clock.Now(), 7
	fresh, err := w.Fire(w.ctx, bot.Firing{From: none, To: begun, Messages: []bot.Message{w.due("2026-03-04", anil)}})
	w.ok(err)
	w.same(len(fresh), 1)
	w.same(w.pending(m.Shop), []int64{fresh[0].Seq})
	kept, err := w.Pending(w.ctx, m.Shop, 9)
	w.ok(err)
	w.same(kept, fresh)
	shops, err := w.Waiting(w.ctx, 9)
	w.ok(err)
	w.same(shops, []bot.ShopID{m.Shop})

	_, err = w.Fire(w.ctx, bot.Firing{From: none, To: begun, Messages: []bot.Message{w.due("another", anil)}})
	w.is(err, bot.ErrStale)
	on := begun
	on.Place, on.Shop = 9, m.Shop
	for _, wrong := range []func(*bot.Cursor){
		func(c *bot.Cursor) { c.Slot = "2026-03-03" }, func(c *bot.Cursor) { c.Place++ }, func(c *bot.Cursor) { c.Shop++ },
		func(c *bot.Cursor) { c.Job = "diary.evening" }, func(c *bot.Cursor) { c.Zone = "UTC" },
	} {
		from, to := begun, on
		wrong(&from)
		to.Job, to.Zone = from.Job, from.Zone
		_, err = w.Fire(w.ctx, bot.Firing{From: from, To: to, Messages: []bot.Message{w.due("another", anil)}})
		w.is(err, bot.ErrStale)
	}
	fresh, err = w.Fire(w.ctx, bot.Firing{From: begun, To: on, Messages: []bot.Message{w.due("2026-03-04", anil)}})
	w.ok(err)
	w.same(len(fresh), 0) // the slot was fired before, in another zone perhaps
	_, err = w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{w.text("anil", "not a job's")}})
	w.is(err, journal.ErrInvalid)
	got, err := w.again().Cursors(w.ctx, "diary.morning")
	w.ok(err)
	w.same(got, map[string]bot.Cursor{"Asia/Kolkata": on})
	got, err = w.Cursors(w.ctx, "diary.evening")
	w.ok(err)
	w.same(got, map[string]bot.Cursor{})
	w.same(len(w.pending(m.Shop)), 1)
}

// unasked is a turn of a job: the session stays, and "undo" does not mean it.
func unasked(w *world) {
	m := w.say("anil", "1")
	first := w.work(m)
	fresh, err := w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{w.due("x", bot.Shopkeeper{Shop: m.Shop, Owner: m.From})}})
	w.ok(err)
	c := w.plan(fresh[0])
	c.Unasked, c.Session = true, bot.Session{}
	c.To = []bot.Target{{Channel: m.Channel, Address: "tablet"}}
	w.ok(w.Commit(w.ctx, c, write(c, 5)))
	w.same(w.effects(m.Shop), 6)
	session, err := w.Checkpoint(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same(session, first.Session)
	w.lastUndoable(m.Shop, m.From, first.Turn)
	w.same(len(w.claimed()), 2)
	back, err := w.takeBack("anil", c.Turn) // by its bubble
	w.ok(err)
	w.same(w.record(m.Shop, c.Turn).UndoneBy, back.Turn)
}

// reminders come when they are due, once, and know whether their turn stands.
func reminders(w *world) {
	m := w.say("anil", "kal yaad dilana")
	soon := w.clock.Now().Add(time.Hour)
	c := w.plan(m)
	c.Later = []bot.Reminder{
		{Nudge: bot.Nudge{Job: "diary.note", Args: bot.Args{"N": 2}}, At: soon.Add(time.Nanosecond)},
		{Nudge: bot.Nudge{Job: "diary.note"}, At: soon},
		{Nudge: bot.Nudge{Job: "diary.other"}, At: soon},
	}
	w.ok(w.Commit(w.ctx, c, write(c, 1)))
	w.waits(m.Shop, c.Turn, true)
	w.waits(m.Shop+1000, c.Turn, false)
	ask := func(now time.Time) []bot.Reminder {
		w.Helper()
		out, err := w.Reminders(w.ctx, "diary.note", now, 9)
		w.ok(err)
		return out
	}
	w.same(len(ask(soon.Add(-time.Millisecond))), 0)
	w.same(len(ask(soon)), 1) // never before its time
	all := ask(soon.Add(time.Millisecond))
	w.same(len(all), 2)
	w.same(all[0], bot.Reminder{
		ID: all[0].ID, Shop: m.Shop, Person: m.From, Turn: c.Turn, Nudge: bot.Nudge{Job: "diary.note"}, At: soon,
	})
	w.same(all[1].Args, c.Later[0].Args)

	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, "update reminder set args = 'spoilt' where id = $1", all[1].ID)
		return err
	}))
	w.same(ask(soon.Add(time.Hour))[1].Undone, true) // it can only be dropped

	back, err := w.takeBack("anil", c.Turn)
	w.ok(err)
	w.same(ask(soon.Add(time.Hour))[0].Undone, true)
	_, err = w.takeBack("anil", back.Turn)
	w.ok(err)
	w.same(ask(soon.Add(time.Hour))[0].Undone, false)

	ids := []int64{all[1].ID, all[0].ID}
	message := w.due("#1", bot.Shopkeeper{Shop: m.Shop, Owner: m.From})
	fresh, err := w.Fire(w.ctx, bot.Firing{Reminders: ids[:1], Messages: []bot.Message{message}})
	w.ok(err)
	w.same(len(fresh), 1)
	late := w.due("#2", bot.Shopkeeper{Shop: m.Shop, Owner: m.From})
	_, err = w.again().Fire(w.ctx, bot.Firing{Reminders: ids, Messages: []bot.Message{late}})
	w.is(err, bot.ErrStale) // one of them is gone, so none is taken
	w.same(len(w.pending(m.Shop)), 1)
	w.same(len(ask(soon.Add(time.Hour))), 1)
	w.waits(m.Shop, c.Turn, true)
}

// waits fails unless a turn's reminders are to come, or not.
func (w *world) waits(shop bot.ShopID, turn bot.TurnID, want bool) {
	w.Helper()
	got, err := w.Waits(w.ctx, shop, turn)
	w.ok(err)
	w.same(got, want)
}

// noReminder is left of a turn that failed.
func noReminder(w *world) {
	m := w.say("anil", "kal yaad dilana")
	c := w.plan(m)
	c.Later = []bot.Reminder{{Nudge: bot.Nudge{Job: "diary.note"}, At: w.clock.Now()}}
	w.is(w.Commit(w.ctx, c, func(context.Context, bot.Tx) error { return errApply }), errApply)
	got, err := w.Reminders(w.ctx, "diary.note", w.clock.Now().Add(time.Hour), 9)
	w.ok(err)
	w.same(len(got), 0)
}

// reach finds the address he wrote from last while it is his, else another.
func reach(w *world) {
	m := w.say("anil", "1")
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		if err := w.Alias(ctx, t, m.From, "whatsapp", "+91"); err != nil {
			return err
		}
		return w.Alias(ctx, t, m.From, console, "tablet")
	}))
	for _, c := range []struct{ last, want bot.Target }{
		{bot.Target{Channel: console, Address: "anil", Lang: "hi"}, bot.Target{Channel: console, Address: "anil", Lang: "hi"}},
		{bot.Target{Channel: console, Address: "tablet"}, bot.Target{Channel: console, Address: "tablet"}},
		{bot.Target{Channel: "whatsapp", Address: "+92"}, bot.Target{Channel: "whatsapp", Address: "+91"}},
		{bot.Target{Channel: "gone", Address: "anil"}, bot.Target{Channel: console, Address: "anil"}},
		{bot.Target{}, bot.Target{Channel: console, Address: "anil"}},
	} {
		got, err := w.Reach(w.ctx, m.From, c.last)
		w.ok(err)
		w.same(got, c.want)
	}
	_, err := w.Reach(w.ctx, m.From+1000, bot.Target{Channel: console, Address: "anil"})
	w.is(err, bot.ErrNotFound)
}
