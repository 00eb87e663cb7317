package journaltest

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

func commit(w *world) {
	m := w.say("anil", "ramesh ko 500 udhaar")
	c := w.plan(m)
	c.Session.Stack = []bot.Frame{{ID: "1.2", Errand: "stock.add", Slots: map[string]json.RawMessage{"qty": json.RawMessage(`{"kind":"quantity","n":1}`)}}}
	w.ok(w.Commit(w.ctx, c, write(c, 50000)))
	w.same(w.effects(m.Shop), 50000)
	w.same(w.pending(m.Shop), []int64{})
	w.same(w.record(m.Shop, c.Turn), bot.Record{
		ID: c.Turn, Person: m.From, Finished: c.Finished, Replies: c.Replies, Changes: 1, At: w.clock.Now(),
	})
	session, err := w.Checkpoint(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same(session, c.Session)
	base, err := w.Base(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same([]int64{base.ShopRev, base.SessionRev}, []int64{1, 1})

	quiet := w.plan(w.say("anil", "shukriya"))
	quiet.Changes, quiet.Replies = 0, nil
	w.ok(w.Commit(w.ctx, quiet, nil))
	base, err = w.Base(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same([]int64{base.ShopRev, base.SessionRev}, []int64{1, 2}) // it changed nothing in the shop
	w.same(len(w.claimed()), 1)                                   // and had nothing to say
}

func stale(w *world) {
	first := w.work(w.say("anil", "1"))
	m := w.say("anil", "2")
	for name, spoil := range map[string]func(*bot.Commit){
		"shop behind":             func(c *bot.Commit) { c.ShopRev-- },
		"shop ahead":              func(c *bot.Commit) { c.ShopRev++ },
		"shop behind, no changes": func(c *bot.Commit) { c.ShopRev, c.Changes = c.ShopRev-1, 0 },
		"session behind":          func(c *bot.Commit) { c.Session.Rev-- },
		"session ahead":           func(c *bot.Commit) { c.Session.Rev++ },
		"session begun anew":      func(c *bot.Commit) { c.Session.Rev = 1 },
		"session without rev":     func(c *bot.Commit) { c.Session.Rev = 0 },
	} {
		c := w.plan(m)
		spoil(&c)
		if err := w.Commit(w.ctx, c, write(c, 1)); !errors.Is(err, bot.ErrStale) {
			w.Errorf("%s: got %v, want a stale revision", name, err)
		}
	}
	w.same(w.effects(m.Shop), 1)
	w.same(w.pending(m.Shop), []int64{m.Seq})
	w.same(w.record(m.Shop, first.Turn).Changes, 1)
	w.work(m) // taken again on the revisions as they are, it goes through
}

func done(w *world) {
	a, b := w.say("anil", "1"), w.say("anil", "2")
	c := w.plan(a)
	w.ok(w.Commit(w.ctx, c, write(c, 1)))
	w.is(w.Commit(w.ctx, c, write(c, 1)), bot.ErrDone)
	both := w.plan(a, b)
	w.is(w.Commit(w.ctx, both, write(both, 1)), bot.ErrDone)
	w.same(w.effects(a.Shop), 1)
	w.same(w.pending(a.Shop), []int64{b.Seq})
	nobody := w.plan(bot.Message{Shop: a.Shop, From: a.From, Seq: 1 << 40})
	w.is(w.Commit(w.ctx, nobody, nil), bot.ErrNotFound)
	misnamed := w.plan(b)
	misnamed.Turn++
	w.is(w.Commit(w.ctx, misnamed, nil), journal.ErrInvalid)
	empty := w.plan(b)
	empty.Seqs = nil
	w.is(w.Commit(w.ctx, empty, nil), journal.ErrInvalid)
}

func notNext(w *world) {
	w.say("bina", "another shop's message is in nobody's way")
	a, b, c := w.say("anil", "1"), w.say("anil", "2"), w.say("anil", "3")
	late := w.plan(b, c)
	w.is(w.Commit(w.ctx, late, write(late, 1)), bot.ErrNotNext)
	w.same(w.pending(a.Shop), []int64{a.Seq, b.Seq, c.Seq})
	w.work(a, c) // b came between, but the turn begins before it
	w.work(b)
	w.same(w.effects(a.Shop), 2)
}

func precedence(w *world) {
	a, b, c := w.say("anil", "1"), w.say("anil", "2"), w.say("anil", "3")
	w.work(a)
	spoil := func(m bot.Message) bot.Commit {
		p := w.plan(m)
		p.ShopRev, p.Session.Rev, p.Undoes = 9, 9, 1<<40
		return p
	}
	w.is(w.Commit(w.ctx, spoil(a), nil), bot.ErrDone)
	w.is(w.Commit(w.ctx, spoil(c), nil), bot.ErrNotNext)
	w.is(w.Commit(w.ctx, spoil(b), nil), bot.ErrStale)
}

func rollback(w *world) {
	first := w.work(w.say("anil", "1"))
	m := w.say("anil", "galti se")
	c := w.plan(m)
	c.Undoes = first.Turn
	broken := errors.New("broken")
	w.is(w.Commit(w.ctx, c, func(ctx context.Context, t bot.Tx) error {
		return errors.Join(write(c, 7)(ctx, t), broken)
	}), broken)
	err := w.Commit(w.ctx, c, func(ctx context.Context, t bot.Tx) error {
		_, late := t.ExecContext(ctx, "insert into nowhere values (1)") // whether it is told here or with the commit
		return errors.Join(write(c, 7)(ctx, t), late)
	})
	if err == nil {
		w.Fatal("a turn was committed that has a statement which failed")
	}
	w.same(w.effects(m.Shop), 1)
	w.same(w.pending(m.Shop), []int64{m.Seq})
	w.same(w.record(m.Shop, first.Turn).UndoneBy, 0)
	_, err = w.Turn(w.ctx, m.Shop, c.Turn)
	w.is(err, bot.ErrNotFound)
	base, err := w.Base(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same([]int64{base.ShopRev, base.SessionRev}, []int64{1, 1})
	session, err := w.Checkpoint(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same(session, first.Session)
	w.same(len(w.claimed()), 1) // the first turn's bubble is still to be sent
	w.ok(w.Commit(w.ctx, c, write(c, -1)))
}

func panics(w *world) {
	m := w.say("anil", "secret words")
	c := w.plan(m)
	for _, apply := range []func(context.Context, bot.Tx) error{
		func(ctx context.Context, t bot.Tx) error { panic(errors.Join(write(c, 1)(ctx, t), errors.New(m.Text))) },
		func(context.Context, bot.Tx) error { var none []int; return errors.New(string(rune(none[3]))) },
	} {
		err := w.Commit(w.ctx, c, apply)
		if w.is(err, journal.ErrPanic); err.Error() == "" || errors.Is(err, bot.ErrStale) {
			w.Fatal(err)
		}
	}
	w.same(w.effects(m.Shop), 0)
	w.work(m) // the writer has not suffered
}

func cancelled(w *world) {
	m := w.say("anil", "1")
	c := w.plan(m)
	dead, cancel := context.WithCancel(w.ctx)
	cancel()
	w.is(w.Commit(dead, c, write(c, 1)), context.Canceled)
	_, err := w.Receive(dead, w.text("anil", "2"))
	w.is(err, context.Canceled)
	w.same(w.pending(m.Shop), []int64{m.Seq})

	half, cancel := context.WithTimeout(w.ctx, time.Hour)
	w.ok(w.Commit(half, c, func(_ context.Context, t bot.Tx) error {
		cancel() // what has begun is finished whole, also with the caller's own context
		return write(c, 1)(half, t)
	}))
	w.same(w.effects(m.Shop), 1)
	w.same(w.pending(m.Shop), []int64{})
}
