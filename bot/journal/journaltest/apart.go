package journaltest

import (
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// isolation tries every method with the ids of another shop.
func isolation(w *world) {
	mine, theirs := w.say("anil", "1"), w.say("bina", "1")
	turn := w.work(mine)
	out := w.claimed()
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Parts: []string{"b"}}))
	next := w.say("anil", "2")

	_, err := w.Turn(w.ctx, theirs.Shop, turn.Turn)
	w.is(err, bot.ErrNotFound)
	_, err = w.TurnOfBubble(w.ctx, theirs.Shop, console, "b")
	w.is(err, bot.ErrNotFound)
	_, err = w.TurnOfMessage(w.ctx, theirs.Shop, console, mine.ID)
	w.is(err, bot.ErrNotFound)
	_, err = w.LastUndoable(w.ctx, theirs.Shop, mine.From)
	w.is(err, bot.ErrNothing)
	w.same(w.pending(theirs.Shop), []int64{theirs.Seq})
	w.is(w.Group(w.ctx, theirs.Shop, bot.TurnID(next.Seq), []int64{next.Seq}), bot.ErrNotFound)

	base, err := w.Base(w.ctx, theirs.Shop, mine.From)
	w.ok(err)
	w.same(base, bot.Base{Role: bot.Stranger, Zone: base.Zone})
	session, err := w.Checkpoint(w.ctx, theirs.Shop, mine.From)
	w.ok(err)
	w.same(session, bot.Session{Person: mine.From, Shop: theirs.Shop})

	foreign := w.plan(theirs)
	foreign.Turn, foreign.Seqs = bot.TurnID(next.Seq), []int64{next.Seq}
	w.is(w.Commit(w.ctx, foreign, write(foreign, 1)), bot.ErrNotFound)
	undo := w.plan(theirs)
	undo.Undoes = turn.Turn
	w.is(w.Commit(w.ctx, undo, write(undo, 1)), bot.ErrNotFound)
	w.same(w.record(mine.Shop, turn.Turn).UndoneBy, 0)
	w.same(w.effects(theirs.Shop), 0)

	key, err := w.PutBlob(w.ctx, mine.Shop, []byte("bill"), w.clock.Now().Add(time.Hour))
	w.ok(err)
	_, err = w.Blob(w.ctx, theirs.Shop, key)
	w.is(err, bot.ErrNotFound)
	w.is(w.enter(mine.From, theirs.Shop), journal.ErrNotMember)
}

func blobs(w *world) {
	m := w.say("anil", "1")
	hour := w.clock.Now().Add(time.Hour)
	key, err := w.PutBlob(w.ctx, m.Shop, []byte("bill"), hour)
	w.ok(err)
	same, err := w.PutBlob(w.ctx, m.Shop, []byte("bill"), hour.Add(time.Hour))
	w.ok(err)
	w.same(same, key)
	_, err = w.PutBlob(w.ctx, m.Shop, []byte("bill"), hour) // never shorter
	w.ok(err)
	empty, err := w.PutBlob(w.ctx, m.Shop, nil, hour)
	w.ok(err)
	for k, want := range map[string]string{key: "bill", empty: ""} {
		data, err := w.Blob(w.ctx, m.Shop, k)
		w.ok(err)
		w.same(string(data), want)
	}
	for _, bad := range []string{"", "x", "../../bot.db", "00"} {
		_, err := w.Blob(w.ctx, m.Shop, bad)
		w.is(err, bot.ErrNotFound)
	}
	w.clock.Advance(time.Hour)
	_, err = w.Blob(w.ctx, m.Shop, empty)
	w.is(err, bot.ErrNotFound)
	_, err = w.Blob(w.ctx, m.Shop, key)
	w.ok(err)
	n, err := w.SweepBlobs(w.ctx, 10)
	w.ok(err)
	w.same(n, 1)
	w.clock.Advance(time.Hour)
	n, err = w.SweepBlobs(w.ctx, 10)
	w.ok(err)
	w.same(n, 1)
	_, err = w.PutBlob(w.ctx, m.Shop, []byte("bill"), w.clock.Now().Add(time.Hour))
	w.ok(err)
	data, err := w.Blob(w.ctx, m.Shop, key)
	w.ok(err)
	w.same(string(data), "bill")
	_, err = w.PutBlob(w.ctx, m.Shop, make([]byte, journal.MaxBlob+1), hour)
	w.is(err, journal.ErrTooLarge)
}
