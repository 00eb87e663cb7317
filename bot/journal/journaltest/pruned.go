package journaltest

import (
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

const aDay = 24 * time.Hour

// kept is how long the suite keeps things.
var kept = journal.Keep{Conversations: 30 * aDay, Alerts: 60 * aDay, Audit: 365 * aDay}

// prune runs until nothing more goes, and returns how many rows went.
func (w *world) prune(k journal.Keep) (total int) {
	w.Helper()
	for {
		run, before := w.Prune(k), total
		for done := false; !done; {
			n, over, err := run.Step(w.ctx)
			w.ok(err)
			total, done = total+n, over
		}
		if total == before {
			return total
		}
	}
}

// count counts rows.
func (w *world) count(table string) (n int) {
	w.Helper()
	w.ok(w.Read().QueryRowContext(w.ctx, "select count(*) from "+table).Scan(&n))
	return n
}

func pruned(w *world) {
	for name, bad := range map[string]journal.Keep{
		"a message could come again":  {Conversations: 7 * aDay, Audit: 365 * aDay},
		"an alert could come again":   {Conversations: 30 * aDay, Alerts: time.Hour},
		"nobody knows who saw it":     {Conversations: 30 * aDay, Alerts: 60 * aDay, Audit: 40 * aDay},
		"conversations outlive audit": {Alerts: 60 * aDay, Audit: 365 * aDay},
	} {
		if err := bad.Check(); err == nil || !strings.Contains(err.Error(), "kept") {
			w.Errorf("%s: %v", name, err)
		}
	}
	w.ok(kept.Check())
	w.ok(journal.Keep{}.Check())

	m := w.say("anil", "1")
	old := w.work(m)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: w.claimed()[0].ID, Parts: []string{"b1"}}))
	fresh, err := w.Fire(w.ctx, bot.Firing{Messages: []bot.Message{w.due("monday", bot.Shopkeeper{Shop: m.Shop, Owner: m.From})}})
	w.ok(err)
	job := w.plan(fresh[0])
	job.Unasked, job.Changes, job.Finished, job.To = true, 0, nil, old.To
	w.ok(w.Commit(w.ctx, job, nil))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: w.claimed()[0].ID, Parts: []string{"b2"}}))
	w.ok(w.SetAside(w.ctx, console, "unreadable", []byte("x")))
	_, err = w.PutBlob(w.ctx, m.Shop, []byte("bill"), w.clock.Now().Add(time.Hour))
	w.ok(err)

	w.clock.Advance(kept.Conversations)
	recent := w.work(w.say("anil", "2"))
	w.same(w.prune(kept), 1) // the blob; the rest is not older yet
	w.clock.Advance(time.Millisecond)
	w.same(w.prune(journal.Keep{}), 0)
	w.same(w.prune(kept), 3) // the turn, its message, and what nobody could read
	_, err = w.Turn(w.ctx, m.Shop, old.Turn)
	w.is(err, bot.ErrNotFound)
	_, err = w.TurnOfBubble(w.ctx, m.Shop, console, "b1")
	w.is(err, bot.ErrNotFound)
	_, err = w.TurnOfMessage(w.ctx, m.Shop, console, m.ID)
	w.is(err, bot.ErrNotFound)
	turn, err := w.TurnOfBubble(w.ctx, m.Shop, console, "b2") // was said unasked
	w.ok(err)
	w.same(turn, job.Turn)
	w.lastUndoable(m.Shop, m.From, recent.Turn)
	w.same(w.effects(m.Shop), 2) // the domain's are its own
	w.same(w.deeds(m.Shop)[3:], []string{"delete retention messages:1 turns:1"})
	w.same(w.deeds(0), []string{"delete retention unreadable:1"})

	w.clock.Advance(kept.Audit)
	waits := w.say("anil", "still waiting")
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: w.claimed()[0].ID}))
	w.prune(kept)
	w.same([]int{w.count("turn"), w.count("inbox"), w.count("outbox"), w.count("bubble"), w.count("aside")}, []int{0, 1, 0, 0, 0})
	w.same(w.deeds(m.Shop), []string{"delete retention messages:1 turns:1", "delete retention messages:2 turns:2"})
	w.work(waits) // as if nothing had happened
}

// waited has a turn with something to come for each way of waiting.
func waited(w *world) {
	unsent := w.work(w.say("anil", "1"))
	asks := w.plan(w.say("bina", "1"))
	asks.Later = []bot.Reminder{{Nudge: bot.Nudge{Job: "diary.morning"}, At: w.clock.Now().Add(90 * aDay)}}
	w.ok(w.Commit(w.ctx, asks, nil))
	pending := w.say("chetan", "1")
	letter := w.work(w.say("dev", "1"))
	for _, o := range w.claimed("bina", "dev") {
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Err: "no such number"}))
	}
	w.clock.Advance(40 * aDay)
	w.same(w.prune(kept), 2) // the letter's turn and message
	_, err := w.Turn(w.ctx, letter.Shop, letter.Turn)
	w.is(err, bot.ErrNotFound)
	w.record(unsent.Shop, unsent.Turn)
	w.record(asks.Shop, asks.Turn)
	w.same(w.pending(pending.Shop), []int64{pending.Seq})
	w.same(len(w.claimed("anil")), 1)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: 1}))
	due, err := w.Reminders(w.ctx, "diary.morning", w.clock.Now().Add(365*aDay), 9)
	w.ok(err)
	_, err = w.Fire(w.ctx, bot.Firing{Reminders: []int64{due[0].ID}})
	w.ok(err)
	w.same(w.prune(kept), 4) // nothing of them waits any more
}

// chained has an old turn that a young one took back, and another that took that
// back: as long as the last stays, all can be taken back once more.
func chained(w *world) {
	m := w.say("anil", "1")
	first := w.work(m)
	second, err := w.takeBack("anil", first.Turn)
	w.ok(err)
	w.clock.Advance(20 * aDay)
	third, err := w.takeBack("anil", second.Turn)
	w.ok(err)
	for _, o := range w.claimed() {
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID}))
	}
	for len(w.claimed()) > 0 {
		w.clock.Advance(2 * journal.ClaimTimeout)
		for _, o := range w.claimed() {
			w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID}))
		}
	}
	w.clock.Advance(15 * aDay)
	w.prune(kept)
	w.same([]int{w.count("turn"), w.count("inbox")}, []int{3, 3})
	_, err = w.takeBack("anil", third.Turn)
	w.ok(err)
	w.same(w.record(m.Shop, first.Turn).UndoneBy, second.Turn)
	for range 3 {
		for _, o := range w.claimed() {
			w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID}))
		}
	}
	w.clock.Advance(31 * aDay)
	w.prune(kept)
	w.same([]int{w.count("turn"), w.count("inbox")}, []int{0, 0})
}

// idle has somebody come back after long: his revision counts on, his language is
// known, and what he last spoke of is not.
func idle(w *world) {
	m := w.say("anil", "1")
	c := w.plan(m)
	c.Session.Stack, c.Session.Said, c.Session.Channel, c.Session.Address = c.Finished, c.Replies, console, "anil"
	w.ok(w.Commit(w.ctx, c, nil))
	talking := w.work(w.say("bina", "1"))
	w.clock.Advance(29 * aDay)
	w.work(w.say("bina", "2"))
	w.clock.Advance(2 * aDay)
	w.prune(kept)
	s, err := w.Checkpoint(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same(s, bot.Session{Person: m.From, Shop: m.Shop, Lang: "hi", Channel: console, Address: "anil", Rev: 1, Expires: c.Session.Expires})
	w.same(w.prune(kept), 0)
	base, err := w.Base(w.ctx, talking.Shop, talking.Person)
	w.ok(err)
	w.same(base.SessionRev, 2)
	w.work(w.say("anil", "2"))
	owners := w.shopsOf("Asia/Kolkata")
	w.same(len(owners), 2)
	w.same(owners[0].Owner != 0 && owners[1].Owner != 0, true) // jobs still know who has written
}

// dueOnce lets one of two processes prune, again after an hour, and soon again
// when the clock had run ahead.
func dueOnce(w *world) {
	other := w.again()
	due := func(j Journal, want bool) {
		w.Helper()
		got, err := j.DuePruning(w.ctx, time.Hour)
		w.ok(err)
		w.same(got, want)
	}
	due(w, true)
	due(other, false)
	due(w, false)
	w.clock.Advance(time.Hour - time.Millisecond)
	due(w, false)
	w.clock.Advance(time.Millisecond)
	due(other, true)
	due(w, false)
	w.clock.Advance(-time.Minute)
	due(w, true)
	due(other, false)
}

// prunedTwice has two processes prune at once while people go on talking.
func prunedTwice(w *world) {
	var turns []bot.Commit
	for range 30 {
		turns = append(turns, w.work(w.say("anil", "x")))
		for _, o := range w.claimed() {
			w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Parts: []string{"b" + num(bot.TurnID(o.ID))}}))
		}
	}
	w.clock.Advance(31 * aDay)
	var crew sync.WaitGroup
	for range 2 {
		j := w.again()
		crew.Go(func() {
			for range 3 {
				run := j.Prune(kept)
				for done := false; !done; {
					var err error
					if _, done, err = run.Step(w.ctx); err != nil {
						w.Error(err)
						return
					}
				}
			}
		})
	}
	for range 5 {
		w.work(w.say("anil", "y"))
	}
	crew.Wait()
	w.same(w.count("turn"), 5)
	w.same(w.count("inbox"), 5)
	w.same(w.effects(turns[0].Shop), 35)
}
