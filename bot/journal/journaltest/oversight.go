package journaltest

import (
	"context"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// oversight are the parts about what administrators see of shops, and do with them.
func oversight() []part {
	return []part{
		{"shops are counted and listed", storefronts},
		{"letters are counted", undelivered},
		{"a shop is stopped and goes on", halted},
		{"nothing reaches a shop that is stopped", haltedReached},
		{"a turn under way sees that its shop was stopped", haltedMeanwhile},
		{"an administrator's turn stands in the audit", overseen},
	}
}

// listed are the shops administrators see, in order.
func (w *world) listed() (out []bot.ShopID) {
	w.Helper()
	all, err := w.Storefronts(w.ctx, 10)
	w.ok(err)
	for _, s := range all {
		out = append(out, s.Shop)
	}
	return out
}

// storefronts are of shops somebody is in, without those for trying; who wrote last comes
// first, and a job is nobody.
func storefronts(w *world) {
	made := w.clock.Now()
	var shops []bot.ShopID
	for _, who := range []string{"anil", "bina", "chetan"} {
		m := w.say(who, "1")
		w.work(m)
		shops = append(shops, m.Shop)
		w.clock.Advance(time.Hour)
	}
	dev := w.say("dev", "not worked yet")
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := w.AddShop(ctx, t, "", true)
		return err
	}))
	w.same(w.listed(), []bot.ShopID{shops[2], shops[1], shops[0], dev.Shop})
	count := func(all, active, fresh int) {
		w.Helper()
		c, err := w.Census(w.ctx, w.clock.Now())
		w.ok(err)
		w.same(c, bot.Census{Shops: all, Active: active, New: fresh})
	}
	count(4, 3, 4)
	w.clock.Advance(21 * time.Hour) // anil wrote a day ago
	count(4, 2, 4)
	w.clock.Advance(6 * 24 * time.Hour)
	count(4, 0, 3)

	wrote := w.clock.Now()
	w.work(w.say("anil", "2"))
	w.clock.Advance(time.Minute)
	w.ok(w.jobDone(shops[0]))
	got, err := w.Storefront(w.ctx, shops[0])
	w.ok(err)
	w.same(got, bot.Storefront{Shop: shops[0], Since: made, People: 1, Last: wrote})
	none, err := w.Storefront(w.ctx, dev.Shop)
	w.ok(err)
	w.same(none.Last.IsZero(), true)

	_, err = w.Erase(w.ctx, shops[1])
	w.ok(err)
	w.same(w.listed(), []bot.ShopID{shops[0], shops[2], dev.Shop})
	for _, gone := range []bot.ShopID{shops[1], dev.Shop + 1, 1 << 40} {
		_, err := w.Storefront(w.ctx, gone)
		w.is(err, bot.ErrNotFound)
		_, err = w.Halt(w.ctx, gone, false)
		w.is(err, bot.ErrNotFound)
	}
	count(3, 1, 2)
}

// jobDone has a job be done for the owner of a shop.
func (w *world) jobDone(shop bot.ShopID) error {
	all, err := w.Members(w.ctx, shop)
	w.ok(err)
	w.ids++
	fresh, err := w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{{
		Channel: bot.JobChannel, ID: w.text("", "").ID, From: all[0].Person, Shop: shop, Due: &bot.Due{Job: "x.y"},
	}}})
	w.ok(err)
	c := w.plan(fresh[0])
	c.Unasked, c.Changes, c.To = true, 0, nil
	return w.Commit(w.ctx, c, nil)
}

// undelivered counts what did not arrive, and says since when.
func undelivered(w *world) {
	count := func(want int, since time.Time) {
		w.Helper()
		n, oldest, err := w.Undelivered(w.ctx)
		w.ok(err)
		w.same(n, want)
		w.same(oldest, since)
	}
	count(0, time.Time{})
	first := w.clock.Now()
	for range 2 {
		w.work(w.say("anil", "x"))
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: w.claimed()[0].ID, Err: "no such number"}))
		w.clock.Advance(time.Hour)
	}
	count(2, first)
	all, err := w.Letters(w.ctx, 0, 10)
	w.ok(err)
	_, err = w.Drop(w.ctx, all[0].ID)
	w.ok(err)
	count(1, first.Add(time.Hour))
}

// halted has a shop stopped: turns begin with that, and jobs pass it over until it goes on.
func halted(w *world) {
	mine, theirs := w.say("anil", "1"), w.say("bina", "1")
	soon := w.clock.Now().Add(time.Minute)
	for _, m := range []bot.Message{mine, theirs} {
		c := w.plan(m)
		c.Later = []bot.Reminder{{Nudge: bot.Nudge{Job: "diary.note"}, At: soon}}
		w.ok(w.Commit(w.ctx, c, nil))
	}
	stands := func(stopped time.Time, told ...bot.ShopID) {
		w.Helper()
		base, err := w.Base(w.ctx, mine.Shop, mine.From)
		w.ok(err)
		w.same(base.Stopped, stopped)
		seen, err := w.Storefront(w.ctx, mine.Shop)
		w.ok(err)
		w.same(seen.Stopped, stopped)
		var keepers, reminded []bot.ShopID
		for _, k := range w.shopsOf("Asia/Kolkata") {
			keepers = append(keepers, k.Shop)
		}
		due, err := w.Reminders(w.ctx, "diary.note", soon, 10)
		w.ok(err)
		for _, r := range due {
			reminded = append(reminded, r.Shop)
		}
		slices.Sort(keepers) // they are in the order of their places
		w.same(keepers, told)
		w.same(reminded, told)
	}
	stands(time.Time{}, mine.Shop, theirs.Shop)
	halt := func(resume, want bool) {
		w.Helper()
		did, err := w.Halt(w.ctx, mine.Shop, resume)
		w.ok(err)
		w.same(did, want)
	}
	since := w.clock.Now()
	halt(true, false)
	halt(false, true)
	w.clock.Advance(time.Hour)
	halt(false, false) // since when it is stopped stays
	stands(since, theirs.Shop)
	halt(true, true)
	halt(true, false)
	stands(time.Time{}, mine.Shop, theirs.Shop)
	w.same(w.deeds(mine.Shop)[1:], []string{"write desk:paused", "write desk:resumed"})
}

// haltedReached has other shops find one that is stopped no more, and tell it nothing.
func haltedReached(w *world) {
	anil, bina := w.say("anil", "x"), w.say("bina", "x")
	w.ok(w.does(anil))
	told := bot.Notice{Shop: anil.Shop, Least: bot.Owner, Replies: []bot.Reply{{Key: "joined"}}}
	w.ok(w.does(bina, told))
	w.same(w.heard(w.claimed()), []string{"anil: joined"})
	_, err := w.Stand(w.ctx, anil.Shop)
	w.ok(err)

	_, err = w.Halt(w.ctx, anil.Shop, false)
	w.ok(err)
	w.ok(w.does(w.say("bina", "y"), told))
	w.same(len(w.heard(w.claimed())), 0)
	_, err = w.Stand(w.ctx, anil.Shop)
	w.is(err, bot.ErrNotFound)
}

// haltedMeanwhile has a turn be taken again that was decided before its shop was stopped.
func haltedMeanwhile(w *world) {
	c := w.plan(w.say("anil", "x"))
	_, err := w.Halt(w.ctx, c.Shop, false)
	w.ok(err)
	w.is(w.Commit(w.ctx, c, write(c, 1)), bot.ErrStale)
	w.same(w.effects(c.Shop), 0)
}

// overseen has an administrator look at a shop and stop it in turns of his own.
func overseen(w *world) {
	shop := w.work(w.say("anil", "x")).Shop
	boss := w.say("boss", "/shops")
	w.ok(w.does(boss, bot.Look{Shop: shop, What: "desk:shops"}, bot.Halt{Shop: shop}))
	again := w.say("boss", "/pause")
	w.ok(w.does(again, bot.Halt{Shop: shop}))
	all, err := w.Audit(w.ctx, shop, time.Time{}, 2)
	w.ok(err)
	w.same([]string{all[1].What, all[0].What}, []string{"desk:shops", "desk:paused"})
	for _, d := range all {
		w.same(d.Person, boss.From)
		w.same(d.Turn, boss.Seq)
	}
	w.ok(w.does(w.say("boss", "/resume"), bot.Halt{Shop: shop, Resume: true}))
	w.same(len(w.deeds(shop)), 4)
}
