package journaltest

import (
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// watching is what those ask of a journal who share it, hear for it or watch it.
func watching(t *testing.T, open Opener) {
	for _, s := range []part{
		{"what was heard is kept", hearing},
		{"leases change hands", leases},
		{"who is gone is forgotten", gone},
		{"shops wait in their partitions", partitions},
		{"what waits is counted", depth},
		{"the journal can be written", writable},
		{"something is told unasked, once", tell},
		{"what shall not happen too often is marked", mark},
	} {
		t.Run(s.name, func(t *testing.T) { s.test(newWorld(t, open)) })
	}
}

// depth watches what waits come and go.
func depth(w *world) {
	deep := func(channels ...string) journal.Depth {
		w.Helper()
		d, err := w.Depth(w.ctx, channels...)
		w.ok(err)
		return d
	}
	w.same(deep(), journal.Depth{Outbox: []journal.Queue{}})
	w.same(deep(console), journal.Depth{Outbox: []journal.Queue{{Channel: console}}})

	first := w.clock.Now()
	a := w.say("anil", "1")
	w.clock.Advance(time.Minute)
	b := w.say("bina", "1")
	w.same(deep(), journal.Depth{Undone: 2, Oldest: first, Outbox: []journal.Queue{}})
	second := w.clock.Now()
	w.work(a)
	d := deep(console, "another")
	w.same(d, journal.Depth{Undone: 1, Oldest: second, Outbox: []journal.Queue{{Channel: console, Waiting: 1, Oldest: second}, {Channel: "another"}}})

	w.clock.Advance(time.Minute)
	w.work(b)
	out := w.claimed()
	w.same(deep(console).Outbox, []journal.Queue{{Channel: console, Waiting: 2, Oldest: second}}) // being sent is not yet sent
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Parts: []string{"x"}}, bot.Receipt{ID: out[1].ID, Err: "no such number"}))
	w.same(deep(console), journal.Depth{Dead: 1, Outbox: []journal.Queue{{Channel: console}}})
}

// writable writes, again and again, and leaves all else as it is.
func writable(w *world) {
	for range 3 {
		w.ok(w.Writable(w.ctx))
		w.clock.Advance(time.Second)
	}
	w.ok(w.Close())
	if w.Writable(w.ctx) == nil {
		w.Error("a closed journal is writable")
	}
}

// mark notes what happens, in two processes.
func mark(w *world) {
	other := w.again()
	at := func(j Journal, name string, since time.Duration) bool {
		w.Helper()
		first, err := j.Mark(w.ctx, name, w.clock.Now().Add(-since))
		w.ok(err)
		return first
	}
	w.same(at(w, "a", time.Hour), true)
	w.same(at(other, "a", time.Hour), false)
	w.same(at(other, "b", time.Hour), true)
	w.clock.Advance(time.Hour)
	w.same(at(other, "a", time.Hour), false)
	w.clock.Advance(time.Millisecond)
	w.same(at(other, "a", time.Hour), true)
	w.same(at(w, "a", time.Hour), false)
	w.same(at(w, "a", 0), false) // it has happened at this very time
	w.clock.Advance(-24 * time.Hour)
	w.same(at(w, "a", time.Hour), true) // the clock was wrong
	_, err := w.Mark(w.ctx, "", w.clock.Now())
	w.is(err, journal.ErrInvalid)
}

// tell says something unasked, once, and takes nothing from the conversation.
func tell(w *world) {
	to := bot.Target{Channel: console, Address: "anil", Lang: "hi"}
	said := []bot.Reply{{Key: "bot.operator.late", Args: bot.Args{"Count": bot.Value{Kind: bot.Number, N: 3000}}}}
	_, err := w.Tell(w.ctx, "notice.1", to, said...)
	w.is(err, bot.ErrNotFound) // nobody writes from there
	for _, bad := range []func() (bool, error){
		func() (bool, error) { return w.Tell(w.ctx, "", to, said...) },
		func() (bool, error) { return w.Tell(w.ctx, "notice.1", to) },
	} {
		_, err := bad()
		w.is(err, journal.ErrInvalid)
	}

	w.work(w.say("anil", "1"))
	waits := w.say("anil", "2")
	before, err := w.Base(w.ctx, waits.Shop, waits.From)
	w.ok(err)
	for i, key := range []string{"notice.1", "notice.1", "notice.2"} {
		told, err := w.Tell(w.ctx, key, to, said...)
		w.ok(err)
		w.same(told, i != 1)
	}
	after, err := w.Base(w.ctx, waits.Shop, waits.From)
	w.ok(err)
	w.same(after, before)
	pending, err := w.Pending(w.ctx, waits.Shop, 10)
	w.ok(err)
	w.same(len(pending), 1)
	undo, err := w.LastUndoable(w.ctx, waits.Shop, waits.From)
	w.ok(err)
	w.same(undo, bot.TurnID(waits.Seq-1)) // what he did himself
	w.work(waits)

	w.settleAll(w.claimed()) // his own answer first
	o := w.claimed()[0]
	w.same([]any{o.Address, o.Lang, o.Replies, o.Received}, []any{"anil", "hi", said, time.Time{}})
	record, err := w.Turn(w.ctx, o.Shop, o.Turn)
	w.ok(err)
	w.same(record.Replies, said)
}

// settleAll says that answers have been sent.
func (w *world) settleAll(out []bot.Outgoing) {
	w.Helper()
	for _, o := range out {
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID}))
	}
}
