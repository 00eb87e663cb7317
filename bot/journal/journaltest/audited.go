package journaltest

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// deeds are the acts and words in the audit of a shop, the oldest first.
func (w *world) deeds(shop bot.ShopID) (out []string) {
	w.Helper()
	all, err := w.Audit(w.ctx, shop, time.Time{}, 1000)
	w.ok(err)
	for _, d := range all {
		out = append([]string{strings.TrimSpace(string(d.Act) + " " + d.What)}, out...)
	}
	return out
}

// audit has every kind of turn leave its row, and turns that fail leave none.
func audit(w *world) {
	first := w.work(w.say("anil", "ramesh ko 500 udhaar"))
	all, err := w.Audit(w.ctx, first.Shop, w.clock.Now(), 10)
	w.ok(err)
	w.same(all, []journal.Deed{{
		ID: all[0].ID, At: w.clock.Now(), Shop: first.Shop, Person: first.Person, Turn: first.Turn, Act: journal.ActWrite, What: "udhaar.give changes:1",
	}})
	w.clock.Advance(time.Minute)

	// A question, with what it is about and who stands in the answer.
	ask := w.plan(w.say("anil", "ramesh ka kitna?"))
	ask.Changes = 0
	ask.Finished = []bot.Frame{{Errand: "udhaar.balance", Slots: map[string]json.RawMessage{
		"customer": json.RawMessage(`{"kind":"customer","id":"c7","text":"Ramesh \",\"id\":\"x"}`),
	}}}
	ask.Replies = []bot.Reply{{
		Key: "udhaar.balance.owes", Args: bot.Args{
			"Customer": bot.Value{Kind: bot.Customer, ID: "c7", Text: `{"kind":"item","id":"fake"}`}, "Balance": bot.Value{Kind: bot.Money, N: 50000},
		},
		Choices: []bot.Choice{{Key: "x", Args: bot.Args{"Item": bot.Value{Kind: bot.Item, ID: "rice"}}}},
	}}
	w.ok(w.Commit(w.ctx, ask, nil))

	// An errand left open that tells something, one that does not, and small talk.
	open := w.plan(w.say("anil", "chini"))
	open.Changes, open.Finished = 0, nil
	open.Session.Stack = []bot.Frame{{ID: "3.1", Errand: "stock.add"}}
	open.Replies = []bot.Reply{{Key: "stock.add.ask.qty", Args: bot.Args{"Item": bot.Value{Kind: bot.Item, ID: "sugar"}}}}
	w.ok(w.Commit(w.ctx, open, nil))
	for _, key := range []string{"stock.add.ask.qty", "bot.hello"} {
		quiet := w.plan(w.say("anil", "namaste"))
		quiet.Changes, quiet.Finished, quiet.Replies = 0, nil, []bot.Reply{{Key: key}}
		w.ok(w.Commit(w.ctx, quiet, nil))
	}

	// The last answer once more; an undo; a correction; what failed.
	again := w.plan(w.say("anil", "phir se"))
	again.Changes, again.Finished, again.Replies = 0, nil, ask.Replies
	w.ok(w.Commit(w.ctx, again, nil))
	back, err := w.takeBack("anil", first.Turn)
	w.ok(err)
	right := w.plan(w.say("anil", "nahi 700"))
	right.Undoes, right.Own = back.Turn, true
	w.ok(w.Commit(w.ctx, right, write(right, 1)))
	failed := w.plan(w.say("anil", "phir"))
	failed.ShopRev--
	w.is(w.Commit(w.ctx, failed, nil), bot.ErrStale)
	w.same(w.deeds(first.Shop), []string{
		"write udhaar.give changes:1",
		"read udhaar.balance customer:c7 item:rice",
		"read stock.add item:sugar",
		"read udhaar.balance customer:c7 item:rice",
		"undo udhaar.give changes:1 undoes:" + num(first.Turn),
		"write udhaar.give changes:1 undoes:" + num(back.Turn),
	})
	late, err := w.Audit(w.ctx, first.Shop, w.clock.Now(), 2)
	w.ok(err)
	w.same([]bot.TurnID{late[0].Turn, late[1].Turn}, []bot.TurnID{right.Turn, back.Turn}) // the newest first
	w.same(len(w.deeds(first.Shop+1)), 0)
}

// noted has the operator and jobs leave rows of their own.
func noted(w *world) {
	m := w.say("anil", "1")
	w.work(m)
	fresh, err := w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{w.due("monday", bot.Shopkeeper{Shop: m.Shop, Owner: m.From})}})
	w.ok(err)
	job := w.plan(fresh[0])
	job.Unasked, job.Job, job.Changes, job.Finished = true, "diary.morning", 0, nil
	w.ok(w.Commit(w.ctx, job, nil))
	w.ok(w.Note(w.ctx, journal.Deed{Act: journal.ActExport, What: "backup rows:5"}))
	w.ok(w.Note(w.ctx, journal.Deed{Shop: m.Shop, Act: journal.ActExport, What: "dump \xff\x00"}))
	w.same(w.deeds(m.Shop), []string{"write udhaar.give changes:1", "read job:diary.morning udhaar.give", "export dump �"})
	w.same(w.deeds(0), []string{"export backup rows:5"})
	all, err := w.Audit(w.ctx, m.Shop, time.Time{}, 10)
	w.ok(err)
	w.same(all[1].Person, 0) // nobody asked
}

// many has a deed that names more things than it has room for.
func many(w *world) {
	c := w.plan(w.say("anil", "list"))
	c.Changes, c.Finished = 0, []bot.Frame{{Errand: "udhaar.list"}}
	c.Replies = nil
	for n := range 40 {
		c.Replies = append(c.Replies, bot.Reply{Key: "udhaar.list.line", Args: bot.Args{"Customer": bot.Value{Kind: bot.Customer, ID: "c" + num(bot.TurnID(n/2))}}})
	}
	w.ok(w.Commit(w.ctx, c, nil))
	w.same(w.deeds(c.Shop), []string{"read udhaar.list customer:c0 customer:c1 customer:c2 customer:c3 customer:c4 customer:c5 " +
		"customer:c6 customer:c7 customer:c8 customer:c9 customer:c10 customer:c11 more"})
}
