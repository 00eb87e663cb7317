package journaltest

import (
	"strconv"
	"strings"
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
		ID: one[0].ID, Ref: one[0].Ref, Shop: a.Shop, Turn: a.Turn, Channel: console, Address: "anil", Lang: "hi", Demo: true, Replies: a.Replies,
		Received: w.clock.Now(),
	}})
	none, err := w.Claim(w.ctx, console, nil, 0)
	w.ok(err)
	w.same(len(none), 0)
	w.same(len(w.claimed("nobody")), 0)
	bina := w.claimed("bina", "nobody")
	w.same(len(bina), 1)
	w.same(bina[0].Address, "bina")
	w.same(len(w.claimed()), 0) // anil's second waits for his first
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: one[0].ID, Err: "busy", Retry: w.clock.Now().Add(time.Second)}))
	w.same(len(w.claimed()), 0)
	w.clock.Advance(time.Second)
	again := w.claimed()
	w.same(len(again), 1)
	w.same(again[0].ID, one[0].ID)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: again[0].ID, Tries: again[0].Tries, Err: "for good"}))
	rest := w.claimed()
	w.same(len(rest), 1)
	w.same(rest[0].Address, "anil")
	other, err := w.Claim(w.ctx, "whatsapp", nil, 10)
	w.ok(err)
	w.same(len(other), 1)
	w.same(other[0].Lang, "en")
}

// behind has one answer wait behind more that may not be sent now than a claim looks
// at first.
func behind(w *world) {
	many := w.plan(w.say("anil", "x"))
	many.To = nil
	for n := range 300 {
		many.To = append(many.To, bot.Target{Channel: console, Address: strconv.Itoa(n), Lang: "hi"})
	}
	w.ok(w.Commit(w.ctx, many, nil))
	w.same(len(w.claimed()), len(many.To))
	due, err := w.Due(w.ctx, console, nil)
	w.ok(err)
	w.same(due, false)
	w.work(w.say("bina", "x"))
	due, err = w.Due(w.ctx, console, nil)
	w.ok(err)
	w.same(due, true)
	one, err := w.Claim(w.ctx, console, nil, 1)
	w.ok(err)
	w.same(len(one), 1)
	w.same(one[0].Address, "bina")
}

func settle(w *world) {
	for _, who := range []string{"anil", "bina", "chetan"} {
		w.work(w.say(who, "x"))
	}
	out := w.claimed()
	retry := w.clock.Now().Add(90*time.Second + 1)
	w.ok(w.Settle(w.ctx))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Parts: []string{"b0"}},
		bot.Receipt{ID: out[1].ID, Err: "busy \xff\x00", Retry: retry},
		bot.Receipt{ID: out[2].ID, Err: "no such number"},
		bot.Receipt{ID: 1 << 40, Parts: []string{"unknown"}}))
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
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Err: "late", Retry: w.clock.Now()}, bot.Receipt{ID: out[2].ID, Parts: []string{"b2"}}))
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

// final settles an answer again and again: the first success is what counts, and
// every bubble that stands on a phone can be answered.
func final(w *world) {
	c := w.work(w.say("anil", "x"))
	id := w.claimed()[0].ID
	for _, r := range []bot.Receipt{
		{ID: id, Err: "busy"}, {ID: id, Parts: []string{"first"}}, {ID: id}, {ID: id, Err: "late"}, {ID: id, Parts: []string{"second"}},
	} {
		w.ok(w.Settle(w.ctx, r))
	}
	for _, bubble := range []string{"first", "second"} {
		turn, err := w.TurnOfBubble(w.ctx, c.Shop, console, bubble)
		w.ok(err)
		w.same(turn, c.Turn)
	}
	w.clock.Advance(time.Hour)
	w.same(len(w.claimed()), 0)
}

// parts sends an answer of three bubbles in two tries: it is gone on with where
// it stopped, and a status tells of a bubble whose acceptance nobody heard.
func parts(w *world) {
	c := w.work(w.say("anil", "x"))
	o := w.claimed()[0]
	w.same(o.Parts, 0)
	now := w.clock.Now()
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Parts: []string{"one"}, Err: "busy", Retry: now}))
	o = w.claimed()[0]
	w.same(o.Parts, 1)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, From: 1, Err: "timeout", Retry: now}))
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "two", Ref: o.Ref + ".2", State: bot.Sent, At: now}))
	o = w.claimed()[0]
	w.same(o.Parts, 2)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, From: 2, Parts: []string{"three"}}))
	stands, err := w.Bubbles(w.ctx, c.Shop, c.Turn)
	w.ok(err)
	w.same(stands, []journal.Bubble{
		{ID: "one", Part: 1, At: now}, {ID: "two", Part: 2, State: bot.Sent, At: now}, {ID: "three", Part: 3, At: now},
	})
	others, err := w.Bubbles(w.ctx, c.Shop+1, c.Turn)
	w.ok(err)
	w.same(len(others), 0)
	turn, err := w.TurnOfBubble(w.ctx, c.Shop, console, "two")
	w.ok(err)
	w.same(turn, c.Turn)
}

// track tells of a bubble out of order, twice, and of bubbles nobody knows.
func track(w *world) {
	c := w.work(w.say("anil", "x"))
	o := w.claimed()[0]
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Parts: []string{"b"}}))
	at := w.clock.Now()
	w.ok(w.Track(w.ctx, console))
	for _, step := range []struct {
		told, state bot.Progress
	}{
		{bot.Sent, bot.Sent},
		{bot.Failed, bot.Failed},
		{bot.Sent, bot.Failed},
		{bot.Read, bot.Read}, // it has arrived on another of his devices
		{bot.Delivered, bot.Read},
		{bot.Failed, bot.Read},
		{bot.Played, bot.Played},
	} {
		w.ok(w.Track(w.ctx, console,
			bot.Status{Bubble: "b", State: step.told, Code: int(step.told), Err: "\x00\xff", At: at},
			bot.Status{Bubble: "b", State: step.told, At: at},
			bot.Status{Bubble: "unknown", State: step.told, At: at},
			bot.Status{Bubble: "strange", Ref: strings.Split(o.Ref, ".")[0] + ".77777.1", State: step.told, At: at},
			bot.Status{Bubble: "stranger", Ref: "not ours", State: step.told, At: at},
			bot.Status{State: step.told}))
		stands, err := w.Bubbles(w.ctx, c.Shop, c.Turn)
		w.ok(err)
		w.same(len(stands), 1)
		w.same(stands[0].State, step.state)
	}
	w.ok(w.Track(w.ctx, "another", bot.Status{Bubble: "theirs", Ref: o.Ref + ".1", State: bot.Sent}))
	stands, err := w.Bubbles(w.ctx, c.Shop, c.Turn)
	w.ok(err)
	w.same(len(stands), 1) // another channel says nothing of ours
}

// fenced has a claim run out and be made again: what the first one tells then is
// only heard when it is good news.
func fenced(w *world) {
	w.work(w.say("anil", "x"))
	first := w.claimed()[0]
	w.clock.Advance(journal.ClaimTimeout)
	second := w.claimed()[0]
	w.same([]int{first.Tries, second.Tries}, []int{0, 1})
	now := w.clock.Now()
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: first.ID, Tries: first.Tries, Err: "late", Retry: now}))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: first.ID, Tries: first.Tries, Err: "late, for good"}))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: first.ID, Tries: first.Tries, Retry: now, Held: true}))
	w.same(len(w.claimed()), 0) // it is under way
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: first.ID, Tries: first.Tries, Parts: []string{"b"}}))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: second.ID, Tries: second.Tries, Err: "busy", Retry: now}))
	w.clock.Advance(2 * journal.ClaimTimeout)
	w.same(len(w.claimed()), 0) // it has been sent
}

// held holds an answer back for a while: that is no try.
func held(w *world) {
	w.work(w.say("anil", "x"))
	for range 3 {
		o := w.claimed()[0]
		w.same(o.Tries, 0)
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Held: true, Retry: w.clock.Now().Add(time.Second)}))
		w.same(len(w.claimed()), 0)
		w.clock.Advance(time.Second)
	}
}

// doubtful takes back a turn whose answer may have arrived: it is not tried
// again, and a status, or somebody's finger, still finds the turn.
func doubtful(w *world) {
	c := w.work(w.say("anil", "x"))
	o := w.claimed()[0]
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Err: "timeout", Retry: w.clock.Now()}))
	undo, err := w.takeBack("anil", c.Turn)
	w.ok(err)
	w.same(w.claimed()[0].Turn, undo.Turn)
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "late", Ref: o.Ref + ".1", State: bot.Read}))
	turn, err := w.TurnOfBubble(w.ctx, c.Shop, console, "late")
	w.ok(err)
	w.same(turn, c.Turn)
}
