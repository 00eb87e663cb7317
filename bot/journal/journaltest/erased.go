package journaltest

import (
	"context"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// busy fills a shop with some of everything and returns a message of it.
func (w *world) busy(owner string) bot.Message {
	w.Helper()
	m := w.say(owner, "1")
	c := w.plan(m)
	c.Later = []bot.Reminder{{Nudge: bot.Nudge{Job: "diary.morning"}, At: w.clock.Now().Add(time.Hour)}}
	w.ok(w.Commit(w.ctx, c, write(c, 7)))
	out := w.claimed(owner)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Parts: []string{owner + "1", owner + "2"}}))
	w.work(w.say(owner, "2"))
	w.say(owner, "3")
	_, err := w.PutBlob(w.ctx, m.Shop, []byte(owner), w.clock.Now().Add(time.Hour))
	w.ok(err)
	return m
}

// left counts what is there of a shop in the tables a reader would look in.
func (w *world) left(shop bot.ShopID) (n int) {
	w.Helper()
	for _, table := range []string{"inbox", "turn", "outbox", "checkpoint", "member", "reminder", "blob", "effect"} {
		var some int
		w.ok(w.Read().QueryRowContext(w.ctx, "select count(*) from "+table+" where shop = $1", shop).Scan(&some))
		n += some
	}
	return n
}

// erasing a shop leaves nothing of it but a row of the audit, and others alone.
func erasing(w *world) {
	mine, theirs := w.busy("anil"), w.busy("bina")
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		demo, err := w.AddShop(ctx, t, "", true)
		if err != nil {
			return err
		}
		if err := w.AddMember(ctx, t, demo, mine.From, bot.Owner); err != nil {
			return err
		}
		return w.AddMember(ctx, t, mine.Shop, theirs.From, bot.Staff)
	}))
	w.ok(w.enter(theirs.From, mine.Shop))
	before := w.left(theirs.Shop)
	done, err := w.Erase(w.ctx, mine.Shop)
	w.ok(err)
	w.same(done.People, 1)
	w.same(len(done.Demos), 1)
	if w.left(mine.Shop)+w.left(done.Demos[0]) != 0 || w.left(theirs.Shop) != before || done.Rows < 8 {
		w.Fatalf("left are %d and %d, of another %d of %d; deleted were %+v", w.left(mine.Shop), w.left(done.Demos[0]), w.left(theirs.Shop), before, done)
	}
	w.same(len(w.deeds(mine.Shop)), 1)
	w.same(w.deeds(mine.Shop)[0][:17], "delete shop rows:")
	w.same(w.deeds(done.Demos[0]), []string{"delete shop rows:0"})

	// Who has another shop is there; who has none begins anew.
	_, shop, err := w.Person(w.ctx, console, "bina")
	w.ok(err)
	w.same(shop, theirs.Shop)
	_, _, err = w.Person(w.ctx, console, "anil")
	w.is(err, bot.ErrNotFound)
	anew := w.say("anil", "namaste")
	if anew.Shop == mine.Shop || anew.From == mine.From {
		w.Fatalf("%+v is in what was erased", anew)
	}
	done, err = w.Erase(w.ctx, mine.Shop) // once more finds nothing
	w.ok(err)
	w.same(done, journal.Erased{})
	_, err = w.Erase(w.ctx, 1<<40)
	w.is(err, bot.ErrNotFound)
	_, err = w.TurnOfBubble(w.ctx, theirs.Shop, console, "bina1")
	w.ok(err)
}

// erasingMuch takes more rows than go at once, beside a turn that was under way.
func erasingMuch(w *world) {
	m := w.say("anil", "0")
	worked := w.work(m)
	under := w.plan(w.say("anil", "under way"))
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		for range 450 {
			if err := write(worked, 1)(ctx, t); err != nil {
				return err
			}
		}
		return nil
	}))
	done, err := w.Erase(w.ctx, m.Shop)
	w.ok(err)
	w.same(w.left(m.Shop), 0)
	if done.Rows < 450 {
		w.Fatalf("%+v", done)
	}
	w.is(w.Commit(w.ctx, under, write(under, 1)), bot.ErrNotFound)
	w.same(w.left(m.Shop), 0)
	w.same(slices.Contains(w.shopsWaiting(), m.Shop), false)
}

func (w *world) shopsWaiting() []bot.ShopID {
	w.Helper()
	all, err := w.Waiting(w.ctx, 1000)
	w.ok(err)
	return all
}
