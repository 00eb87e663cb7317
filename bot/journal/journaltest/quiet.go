package journaltest

import (
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// keepsSlot has a turn put off what it was to do: that keeps its slot, when it was due and who asked
// for it, and comes with all else that is due to the same person.
func keepsSlot(w *world) {
	anil, bina := w.say("anil", "1"), w.say("bina", "1")
	asked := w.plan(anil)
	until := w.clock.Now().Add(10 * time.Hour)
	asked.Later = []bot.Reminder{{Nudge: bot.Nudge{Job: "diary.note", Args: bot.Args{"N": 2}}, At: until.Add(-time.Hour)}}
	w.ok(w.Commit(w.ctx, asked, write(asked, 1)))
	w.work(bina)

	fresh, err := w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{
		w.due("2026-03-04", bot.Shopkeeper{Shop: anil.Shop, Owner: anil.From}),
		w.due("2026-03-04", bot.Shopkeeper{Shop: bina.Shop, Owner: bina.From}),
	}})
	w.ok(err)
	due := w.clock.Now().Add(-time.Minute)
	for i, turn := range []bot.TurnID{0, asked.Turn} {
		c := w.plan(fresh[i])
		c.Unasked, c.Session = true, bot.Session{}
		c.Later = []bot.Reminder{{
			Turn: turn, Slot: "2026-03-04", Due: due, Nudge: bot.Nudge{Job: "diary.morning", Args: bot.Args{"N": i}}, At: until,
		}}
		w.ok(w.Commit(w.ctx, c, nil))
	}
	got, err := w.again().Reminders(w.ctx, "diary.morning", until, 9)
	w.ok(err)
	w.same(len(got), 2)
	for i, turn := range []bot.TurnID{0, asked.Turn} {
		w.same(got[i], bot.Reminder{
			ID: got[i].ID, Shop: fresh[i].Shop, Person: fresh[i].From, Turn: turn, Slot: "2026-03-04", Due: due,
			Nudge: bot.Nudge{Job: "diary.morning", Args: got[i].Args}, At: until,
		})
		w.same(got[i].Args, bot.Args{"N": bot.Value{Kind: bot.Number, N: int64(i) * 1000}})
	}
	beside, err := w.Beside(w.ctx, got[:1], until)
	w.ok(err)
	w.same(len(beside), 1) // bina's is not for him
	w.same([]any{beside[0].Job, beside[0].Shop}, []any{"diary.note", anil.Shop})
	beside, err = w.Beside(w.ctx, got, until.Add(-2*time.Hour))
	w.ok(err)
	w.same(len(beside), 0) // before its time
	beside, err = w.Beside(w.ctx, nil, until)
	w.ok(err)
	w.same(len(beside), 0)
}

// rests has an answer that a job made wait for the end of quiet hours. What comes after
// it does not wait, and nobody counts it as waiting.
func rests(w *world) {
	m := w.say("anil", "1")
	w.work(m)
	first := w.claimed()
	fresh, err := w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{w.due("x", bot.Shopkeeper{Shop: m.Shop, Owner: m.From})}})
	w.ok(err)
	c := w.plan(fresh[0])
	c.Unasked, c.Session, c.To = true, bot.Session{}, []bot.Target{{Channel: m.Channel, Address: m.Address}}
	c.Jobs = []bot.Due{{Job: "diary.morning", Slot: "x", At: w.clock.Now(), Args: bot.Args{"Secret": "ramesh"}}}
	w.ok(w.Commit(w.ctx, c, nil))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: first[0].ID, Parts: []string{"first"}}))
	out := w.claimed()
	w.same(len(out), 1)
	w.same(out[0].Person, m.From)
	w.same(out[0].Jobs, []bot.Due{{Job: "diary.morning", Slot: "x", At: w.clock.Now()}}) // what it was told is nobody's
	until := w.clock.Now().Add(8 * time.Hour)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Tries: out[0].Tries, Rests: true, Retry: until}))
	d, err := w.Depth(w.ctx, m.Channel)
	w.ok(err)
	w.same(d.Outbox[0].Waiting, int64(0))

	next := w.work(w.say("anil", "2"))
	after := w.claimed()
	w.same(len(after), 1)
	w.same(after[0].Turn, next.Turn)
	w.same(len(after[0].Jobs), 0)
	n, err := w.Wake(w.ctx, until.Add(-time.Millisecond))
	w.ok(err)
	w.same(n, 0)
	w.clock.Advance(8 * time.Hour)
	n, err = w.again().Wake(w.ctx, w.clock.Now())
	w.ok(err)
	w.same(n, 1)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: after[0].ID, Parts: []string{"second"}}))
	again := w.claimed()
	w.same(len(again), 1)
	w.same([]any{again[0].ID, again[0].Tries}, []any{out[0].ID, 0}) // it was not tried
	n, err = w.Wake(w.ctx, w.clock.Now())
	w.ok(err)
	w.same(n, 0)
}
