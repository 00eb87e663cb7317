package journaltest

import (
	"context"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// closes gives a shop up, or takes that back.
func (w *world) closes(shop bot.ShopID, at time.Time) {
	w.Helper()
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error { return w.CloseShop(ctx, t, shop, at) }))
}

// closed has a shop given up: turns begin with that, jobs pass it over, and it is
// listed from its time on until it is erased.
func closed(w *world) {
	mine, theirs := w.say("anil", "1"), w.say("bina", "1")
	w.work(mine)
	w.work(theirs)
	at := w.clock.Now().Add(time.Hour).Truncate(time.Millisecond)
	w.closes(mine.Shop, at)
	base, err := w.Base(w.ctx, mine.Shop, mine.From)
	w.ok(err)
	w.same(base.Closes, at.UTC())
	var keepers []bot.ShopID
	for _, k := range w.shopsOf("Asia/Kolkata") {
		keepers = append(keepers, k.Shop)
	}
	w.same(keepers, []bot.ShopID{theirs.Shop})
	due := func(want ...bot.ShopID) {
		w.Helper()
		got, err := w.Closed(w.ctx, 10)
		w.ok(err)
		w.same(len(got), len(want))
		for i := range want {
			w.same(got[i], want[i])
		}
	}
	due()
	w.clock.Advance(time.Hour)
	due(mine.Shop)
	w.closes(mine.Shop, time.Time{})
	due()
	w.closes(mine.Shop, at)
	_, err = w.Erase(w.ctx, mine.Shop)
	w.ok(err)
	due()
	base, err = w.Base(w.ctx, theirs.Shop, theirs.From)
	w.ok(err)
	w.same(base.Closes.IsZero(), true)
}

// unsaying wipes what was said of somebody, and nothing else: turns can still be
// taken back, and another shop's are as they were.
func unsaying(w *world) {
	about := func(text string) bool { return strings.Contains(text, "zubeida") }
	told := func(address, text string, spoken bool) bot.Message {
		m := w.say(address, text)
		c := w.plan(m)
		if spoken {
			c.Replies = []bot.Reply{{Key: "udhaar.give.done", Args: bot.Args{"Customer": "zubeida"}}}
			c.Session.Said = c.Replies
			c.Later = []bot.Reminder{{Nudge: bot.Nudge{Job: "diary.morning", Args: bot.Args{"Customer": "zubeida"}}, At: w.clock.Now().Add(time.Hour)}}
		}
		w.ok(w.Commit(w.ctx, c, write(c, 1)))
		return m
	}
	first, heard := told("anil", "zubeida ko 500", false), told("anil", "haan", true)
	other, theirs := told("anil", "chini", false), told("bina", "zubeida ko 500", true)
	n, err := w.Unsay(w.ctx, first.Shop, about)
	w.ok(err)
	w.same(n, 2)
	for _, m := range []bot.Message{first, heard} {
		w.same(len(w.record(m.Shop, bot.TurnID(m.Seq)).Replies), 0)
		w.same(w.record(m.Shop, bot.TurnID(m.Seq)).Changes, 1)
	}
	w.same(len(w.record(other.Shop, bot.TurnID(other.Seq)).Replies), 1)
	w.same(len(w.record(theirs.Shop, bot.TurnID(theirs.Seq)).Replies), 1)
	due, err := w.Reminders(w.ctx, "diary.morning", w.clock.Now().Add(2*time.Hour), 10)
	w.ok(err)
	w.same(len(due), 1)
	w.same(due[0].Shop, theirs.Shop)
	s, err := w.Checkpoint(w.ctx, theirs.Shop, theirs.From)
	w.ok(err)
	w.same(len(s.Said), 1)
	n, err = w.Unsay(w.ctx, first.Shop, about) // once more finds nothing
	w.ok(err)
	w.same(n, 0)
	_, err = w.takeBack("anil", bot.TurnID(first.Seq))
	w.ok(err)
	w.work(w.say("anil", "goes on"))
}

// destroyedThing writes into the audit that a thing is destroyed, and calls it
// otherwise there: only it, and only in its shop.
func destroyedThing(w *world) {
	mine, theirs := w.say("anil", "1"), w.say("bina", "1")
	for _, d := range []journal.Deed{
		{Shop: mine.Shop, Act: journal.ActRead, What: "udhaar.balance customer:c7"},
		{Shop: mine.Shop, Act: journal.ActRead, What: "udhaar.balance customer:c77"},
		{Shop: theirs.Shop, Act: journal.ActRead, What: "udhaar.balance customer:c7"},
	} {
		w.ok(w.Note(w.ctx, d))
	}
	base, err := w.Base(w.ctx, mine.Shop, mine.From)
	w.ok(err)
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		if err := w.Interrupt(ctx, t, mine.Shop); err != nil {
			return err
		}
		return w.Destroyed(ctx, t, mine.Shop, "customer:c7", "customer:x1")
	}))
	now, err := w.Base(w.ctx, mine.Shop, mine.From)
	w.ok(err)
	w.same(now.ShopRev, base.ShopRev+1)
	what := func(shop bot.ShopID) (out []string) {
		deeds, err := w.Audit(w.ctx, shop, time.Time{}, 10)
		w.ok(err)
		for _, d := range deeds {
			out = append(out, string(d.Act)+" "+d.What)
		}
		return out
	}
	w.same(what(mine.Shop), []string{"delete customer:x1 destroyed", "read udhaar.balance customer:c77", "read udhaar.balance customer:x1"})
	w.same(what(theirs.Shop), []string{"read udhaar.balance customer:c7"})
}
