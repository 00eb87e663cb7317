package journaltest

import (
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// texts is another channel than people write on.
const texts = "texts"

// diverted has answers said on another channel too: as they were, once, and not when they
// are taken back.
func diverted(w *world) {
	m := w.say("anil", "1")
	w.work(m)
	first := w.claimed()
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: first[0].ID, Parts: []string{"b"}}))
	fresh, err := w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{w.due("x", bot.Shopkeeper{Shop: m.Shop, Owner: m.From})}})
	w.ok(err)
	c := w.plan(fresh[0])
	c.Unasked, c.Session, c.Purpose, c.To = true, bot.Session{}, bot.Nudges, []bot.Target{{Channel: m.Channel, Address: m.Address}}
	c.Jobs = []bot.Due{{Job: "diary.morning", Slot: "x", At: w.clock.Now()}}
	w.ok(w.Commit(w.ctx, c, nil))
	out := w.claimed()[0]
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out.ID, Tries: out.Tries, Err: "no"}))

	to := bot.Target{Channel: texts, Address: "919812345678", Lang: "hi"}
	w.same(w.divertedAtOnce(out.ID, to, 4), 1)
	w.same(w.divertedAtOnce(out.ID, bot.Target{Channel: texts, Address: "919812345679"}, 1), 0)
	got, err := w.again().Claim(w.ctx, texts, nil, 9)
	w.ok(err)
	w.same(len(got), 1)
	want := out
	want.ID, want.Ref, want.Channel, want.Address, want.Lang = got[0].ID, got[0].Ref, to.Channel, to.Address, to.Lang
	w.same(got[0], want)
	if got[0].ID == out.ID || got[0].Ref == out.Ref {
		w.Error("it is the same answer")
	}
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: got[0].ID, Parts: []string{"t"}}))
	w.same(w.divertedAtOnce(out.ID, to, 1), 0) // nor when it has been sent there
	w.same(w.divertedAtOnce(1<<40, to, 1), 0)
	w.same(len(w.claimed()), 0)
	if _, err := w.Divert(w.ctx, out.ID, bot.Target{Channel: texts}); err == nil {
		w.Error("diverted to nowhere")
	}

	w.clock.Advance(time.Minute)
	said := w.say("anil", "2")
	w.work(said)
	answer := w.claimed()[0]
	undo := w.plan(w.say("anil", "undo"))
	undo.Undoes = bot.TurnID(said.Seq)
	w.ok(w.Commit(w.ctx, undo, nil))
	w.same(w.divertedAtOnce(answer.ID, to, 1), 0)
}

// divertedAtOnce is how often an answer is diverted when so many try to at once.
func (w *world) divertedAtOnce(id int64, to bot.Target, tries int) (times int) {
	var crew sync.WaitGroup
	did := make(chan bool, tries)
	for range tries {
		crew.Go(func() {
			ok, err := w.Divert(w.ctx, id, to)
			if err != nil {
				w.Errorf("divert: %v", err)
			}
			did <- ok
		})
	}
	crew.Wait()
	close(did)
	for ok := range did {
		if ok {
			times++
		}
	}
	return times
}
