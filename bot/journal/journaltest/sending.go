package journaltest

import (
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

func claim(w *world) {
	w.same(len(w.claimed()), 0)
	a := w.plan(w.say("anil", "1"))
	a.Demo = true
	a.Replies = append(a.Replies, bot.Reply{Key: "bot.more"})
	a.To = append(a.To, bot.Target{Channel: "whatsapp", Address: "99", Lang: "en"})
	w.ok(w.Commit(w.ctx, a, nil))
	w.work(w.say("bina", "1"))
	w.work(w.say("anil", "2"))

	one, err := w.Claim(w.ctx, console, nil, 1)
	w.ok(err)
	w.same(one, []bot.Outgoing{{
		ID: one[0].ID, Shop: a.Shop, Turn: a.Turn, Channel: console, Address: "anil", Lang: "hi", Demo: true, Replies: a.Replies,
	}})
	none, err := w.Claim(w.ctx, console, nil, 0)
	w.ok(err)
	w.same(len(none), 0)
	w.same(len(w.claimed("nobody")), 0)
	bina := w.claimed("bina", "nobody")
	w.same(len(bina), 1)
	w.same(bina[0].Address, "bina")
	rest := w.claimed()
	w.same(len(rest), 1)
	w.same(rest[0].Address, "anil")
	w.same(len(w.claimed()), 0)
	other, err := w.Claim(w.ctx, "whatsapp", nil, 10)
	w.ok(err)
	w.same(len(other), 1)
	w.same(other[0].Lang, "en")
}

func settle(w *world) {
	for range 3 {
		w.work(w.say("anil", "x"))
	}
	out := w.claimed()
	retry := w.clock.Now().Add(90*time.Second + 1)
	w.ok(w.Settle(w.ctx))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Bubble: "b0"},
		bot.Receipt{ID: out[1].ID, Err: "busy \xff\x00", Retry: retry},
		bot.Receipt{ID: out[2].ID, Err: "no such number"},
		bot.Receipt{ID: 1 << 40, Bubble: "unknown"}))
	turn, err := w.TurnOfBubble(w.ctx, out[0].Shop, console, "b0")
	w.ok(err)
	w.same(turn, out[0].Turn)
	w.clock.Advance(90 * time.Second)
	w.same(len(w.claimed()), 0) // not before its time
	w.clock.Advance(time.Millisecond)
	again := w.claimed()
	w.same(len(again), 1)
	w.same([]int64{again[0].ID, int64(again[0].Tries)}, []int64{out[1].ID, 1})

	// A failure after a success is of another try: it stays sent. A success after
	// a failure is one.
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Err: "late", Retry: w.clock.Now()}, bot.Receipt{ID: out[2].ID, Bubble: "b2"}))
	w.clock.Advance(2 * journal.ClaimTimeout)
	w.same(len(w.claimed()), 1) // only the one that was claimed and not settled
	turn, err = w.TurnOfBubble(w.ctx, out[2].Shop, console, "b2")
	w.ok(err)
	w.same(turn, out[2].Turn)
}

func lost(w *world) {
	w.work(w.say("anil", "x"))
	first := w.claimed()
	w.clock.Advance(journal.ClaimTimeout - time.Millisecond)
	w.same(len(w.claimed()), 0)
	w.clock.Advance(time.Millisecond)
	second := w.claimed()
	w.same(len(second), 1)
	w.same([]int64{second[0].ID, int64(second[0].Tries)}, []int64{first[0].ID, 1})
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: first[0].ID})) // a channel without numbers for bubbles
	w.clock.Advance(time.Hour)
	w.same(len(w.claimed()), 0)
}

// final settles a bubble again and again: the first success is what counts.
func final(w *world) {
	c := w.work(w.say("anil", "x"))
	id := w.claimed()[0].ID
	for _, r := range []bot.Receipt{
		{ID: id, Err: "busy"}, {ID: id, Bubble: "first"}, {ID: id}, {ID: id, Err: "late"}, {ID: id, Bubble: "second"},
	} {
		w.ok(w.Settle(w.ctx, r))
	}
	turn, err := w.TurnOfBubble(w.ctx, c.Shop, console, "first")
	w.ok(err)
	w.same(turn, c.Turn)
	_, err = w.TurnOfBubble(w.ctx, c.Shop, console, "second")
	w.is(err, bot.ErrNotFound)
}
