package journaltest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// reached has turns write to another shop beside their own: on its revision, which
// they raise, or not at all.
func reached(w *world) {
	mine, theirs := w.say("anil", "1"), w.say("bina", "1")
	rev := func(shop bot.ShopID) int64 {
		s, err := w.Stand(w.ctx, shop)
		w.ok(err)
		return s.Rev
	}
	before := [2]int64{rev(mine.Shop), rev(theirs.Shop)}
	for name, reach := range map[string]bot.Reach{
		"behind":  {Shop: theirs.Shop, Rev: before[1] + 1},
		"deleted": {Shop: 1 << 40, Rev: -1},
	} {
		c := w.plan(mine)
		c.Reaches = []bot.Reach{reach}
		if err := w.Commit(w.ctx, c, write(c, 1)); !errors.Is(err, bot.ErrStale) {
			w.Errorf("%s: got %v, want a stale revision", name, err)
		}
	}
	w.same([2]int64{rev(mine.Shop), rev(theirs.Shop)}, before)
	c := w.plan(mine)
	c.Reaches = []bot.Reach{{Shop: theirs.Shop, Rev: before[1]}, {Shop: theirs.Shop, Rev: -1}}
	other := w.plan(theirs) // decided before, so taken again after
	w.ok(w.Commit(w.ctx, c, write(c, 1)))
	w.same([2]int64{rev(mine.Shop), rev(theirs.Shop)}, [2]int64{before[0] + 1, before[1] + 1})
	w.is(w.Commit(w.ctx, other, nil), bot.ErrStale)
	w.work(theirs)
}

// reachedTold has a turn leave a reminder in the other shop, which goes when it is
// taken back.
func reachedTold(w *world) {
	bina := w.say("bina", "1")
	w.work(bina) // she has been answered, so she can be told
	m := w.say("anil", "1")
	c := w.plan(m)
	c.Reaches = []bot.Reach{{Shop: bina.Shop, Rev: -1}}
	w.ok(w.Commit(w.ctx, c, func(ctx context.Context, t bot.Tx) error {
		nudge := bot.Nudge{Job: "toy.told", Args: bot.Args{"Of": "sugar"}}
		return w.Remind(ctx, t, bina.Shop, c.Turn, nudge, w.clock.Now().Add(time.Minute))
	}))
	due, err := w.Reminders(w.ctx, "toy.told", w.clock.Now().Add(time.Hour), 10)
	w.ok(err)
	if len(due) != 1 || due[0].Shop != bina.Shop || due[0].Person != bina.From || due[0].Turn != c.Turn || due[0].Undone {
		w.Errorf("reminders are %+v", due)
	}
}

// reachedBothWays has two shops reach each other at once, again and again: neither
// waits for the other for ever, and nothing is lost.
func reachedBothWays(w *world) {
	const turns = 12
	first := [2]bot.Message{w.say("anil", "0"), w.say("bina", "0")}
	var crew sync.WaitGroup
	failed := make(chan error, 2*turns)
	for i, name := range []string{"anil", "bina"} {
		other := first[1-i].Shop
		var mine []bot.Message
		for n := range turns {
			mine = append(mine, w.say(name, fmt.Sprint("go ", n)))
		}
		crew.Go(func() {
			for _, m := range append([]bot.Message{first[i]}, mine...) {
				if err := w.reach(m, other); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	crew.Wait()
	close(failed)
	for err := range failed {
		w.Errorf("%v", err)
	}
	for _, m := range first {
		w.same(w.effects(m.Shop), turns+1)
		w.same(w.pending(m.Shop), []int64{})
	}
}

// reach commits a turn that reaches another shop, as often as it takes.
func (w *world) reach(m bot.Message, other bot.ShopID) error {
	for range 1000 {
		base, err := w.Base(w.ctx, m.Shop, m.From)
		if err != nil {
			return err
		}
		stand, err := w.Stand(w.ctx, other)
		if err != nil {
			return err
		}
		c := bot.Commit{
			Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, ShopRev: base.ShopRev, Changes: 1,
			Session: bot.Session{Rev: base.SessionRev + 1}, At: m.At, Reaches: []bot.Reach{{Shop: other, Rev: stand.Rev}},
		}
		if err := w.Commit(w.ctx, c, write(c, 1)); !errors.Is(err, bot.ErrStale) {
			return err
		}
	}
	return errors.New("never got through")
}
