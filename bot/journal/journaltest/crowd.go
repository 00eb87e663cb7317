package journaltest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// answers has n people told something, each by an answer that is claimed.
func (w *world) answers(n int) (turns []bot.Commit, out []bot.Outgoing) {
	w.Helper()
	for i := range n {
		turns = append(turns, w.work(w.say(fmt.Sprintf("%p/%d", w, i), "x")))
	}
	out = w.claimed()
	w.same(len(out), n)
	return turns, out
}

// crowd has many tell at once how sending went and what became of it, and some of
// them wrongly: each is answered for himself.
func crowd(w *world) {
	const n = 60
	turns, out := w.answers(n)
	gone, cancel := context.WithCancel(w.ctx)
	cancel()
	var wg sync.WaitGroup
	var settled, tracked, late [n]error
	for i, o := range out {
		bubble := fmt.Sprintf("b%d", i)
		wg.Go(func() { settled[i] = w.Settle(w.ctx, bot.Receipt{ID: o.ID, Parts: []string{bubble}}) })
		wg.Go(func() {
			tracked[i] = w.Track(w.ctx, console, bot.Status{Bubble: bubble, Ref: o.Ref + ".1", State: bot.Delivered, At: w.clock.Now()})
		})
		wg.Go(func() { late[i] = w.Settle(gone, bot.Receipt{ID: o.ID, Err: "no such number"}) })
		if i%10 == 0 { // of no channel: a server cannot even write its name
			wg.Go(func() {
				_ = w.Track(w.ctx, "con\xff\x00sole", bot.Status{Bubble: bubble, Ref: o.Ref + ".1", State: bot.Failed})
			})
		}
	}
	wg.Wait()
	for i := range n {
		w.ok(errors.Join(settled[i], tracked[i]))
		w.is(late[i], context.Canceled)
		stands, err := w.Bubbles(w.ctx, turns[i].Shop, turns[i].Turn)
		w.ok(err)
		w.same(stands, []journal.Bubble{{ID: fmt.Sprintf("b%d", i), Part: 1, State: bot.Delivered, At: w.clock.Now()}})
	}
	w.clock.Advance(2 * journal.ClaimTimeout)
	w.same(len(w.claimed()), 0)
}

// crowdClosing closes a journal while many tell it something: what it said yes to is
// there, and what it did not, it said why.
func crowdClosing(w *world) {
	const n = 40
	turns, out := w.answers(n)
	var wg sync.WaitGroup
	var settled, tracked [n]error
	began := make(chan struct{}, n)
	for i, o := range out {
		wg.Go(func() {
			began <- struct{}{}
			settled[i] = w.Settle(w.ctx, bot.Receipt{ID: o.ID, Parts: []string{fmt.Sprintf("b%d", i)}})
			tracked[i] = w.Track(w.ctx, console, bot.Status{Bubble: fmt.Sprintf("b%d", i), State: bot.Read})
		})
	}
	<-began
	w.ok(w.Close())
	wg.Wait()
	w.is(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID}), journal.ErrClosed)
	w.is(w.Track(w.ctx, console, bot.Status{Bubble: "b0", State: bot.Read}), journal.ErrClosed)
	w.Journal = w.again()
	for i := range n {
		stands, err := w.Bubbles(w.ctx, turns[i].Shop, turns[i].Turn)
		w.ok(err)
		w.same(len(stands) == 1, settled[i] == nil)
		if tracked[i] == nil && settled[i] == nil {
			w.same(stands[0].State, bot.Read)
		}
		for _, err := range []error{settled[i], tracked[i]} {
			if err != nil {
				w.is(err, journal.ErrClosed)
			}
		}
	}
}

// crossed has two journals on one place tell of the same answers in opposite
// orders.
func crossed(w *world) {
	const n, times = 12, 10
	turns, out := w.answers(n)
	both := [2]Journal{w.Journal, w.again()}
	var receipts []bot.Receipt
	var statuses []bot.Status
	for i, o := range out {
		bubbles := []string{fmt.Sprintf("b%d", i), fmt.Sprintf("a%d", n-i)}
		receipts = append(receipts, bot.Receipt{ID: o.ID, Parts: bubbles})
		for k, bubble := range bubbles {
			statuses = append(statuses, bot.Status{Bubble: bubble, Ref: fmt.Sprintf("%s.%d", o.Ref, k+1), At: w.clock.Now()})
		}
	}
	var wg sync.WaitGroup
	var errs [2][2][times]error
	for p, j := range both {
		receipts, statuses := slices.Clone(receipts), slices.Clone(statuses)
		if p == 1 {
			slices.Reverse(receipts)
			slices.Reverse(statuses)
		}
		for k := range times {
			wg.Go(func() { errs[p][0][k] = j.Settle(w.ctx, receipts...) })
			told := slices.Clone(statuses)
			for i := range told {
				told[i].State = bot.Sent + bot.Progress((i+k)%5)
			}
			wg.Go(func() { errs[p][1][k] = j.Track(w.ctx, console, told...) })
		}
	}
	wg.Wait()
	for p := range both {
		w.ok(errors.Join(errors.Join(errs[p][0][:]...), errors.Join(errs[p][1][:]...)))
	}
	for i, c := range turns {
		stands, err := w.Bubbles(w.ctx, c.Shop, c.Turn)
		w.ok(err)
		w.same(stands, []journal.Bubble{
			{ID: fmt.Sprintf("b%d", i), Part: 1, State: bot.Played, At: w.clock.Now()},
			{ID: fmt.Sprintf("a%d", n-i), Part: 2, State: bot.Played, At: w.clock.Now()},
		})
	}
	w.clock.Advance(2 * journal.ClaimTimeout)
	w.same(len(w.claimed()), 0)
}

// atOnce tells of answers one by one, and the same of their twins at once: that
// makes no difference.
func atOnce(w *world) {
	round := 0
	rapid.Check(w.T, func(t *rapid.T) {
		const n = 3
		round++
		one, two := w.twins(fmt.Sprintf("one%d", round), n), w.twins(fmt.Sprintf("two%d", round), n)
		var receipts []bot.Receipt
		for _, r := range rapid.SliceOfN(rapid.Custom(drawReceipt), 0, 8).Draw(t, "receipts") {
			i := r.ID
			w.ok(w.Settle(w.ctx, one.receipt(w, i, r)))
			receipts = append(receipts, two.receipt(w, i, r))
		}
		w.ok(w.Settle(w.ctx, receipts...))
		var statuses []bot.Status
		for _, s := range rapid.SliceOfN(rapid.Custom(drawStatus), 0, 12).Draw(t, "statuses") {
			w.ok(w.Track(w.ctx, console, one.status(w, s)))
			statuses = append(statuses, two.status(w, s))
		}
		w.ok(w.Track(w.ctx, console, statuses...))
		w.same(one.became(w), two.became(w))
		w.clock.Advance(2 * journal.ClaimTimeout)
		w.same(one.left(w), two.left(w))
	})
}

// twins are answers to people of one name.
type twins struct {
	name  string
	turns []bot.Commit
	out   []bot.Outgoing
}

func (w *world) twins(name string, n int) twins {
	w.Helper()
	all := twins{name: name}
	for i := range n {
		who := fmt.Sprintf("%s/%d", name, i)
		all.turns = append(all.turns, w.work(w.say(who, "x")))
		all.out = append(all.out, w.claimed(who)...)
	}
	return all
}

// drawReceipt draws a receipt of one of three answers, of this claim or another.
func drawReceipt(t *rapid.T) bot.Receipt {
	r := bot.Receipt{
		ID: rapid.Int64Range(0, 2).Draw(t, "answer"), Tries: mostly(t, "tries", 0, 1), From: rapid.IntRange(0, 2).Draw(t, "from"),
		Parts: rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "c"}), 0, 3).Draw(t, "parts"),
	}
	switch rapid.IntRange(0, 3).Draw(t, "how") {
	case 0:
		r.Held, r.Retry = true, time.UnixMilli(rapid.Int64Range(1, 1e6).Draw(t, "retry"))
	case 1:
		r.Err = "for good"
	case 2:
		r.Err, r.Retry = "later", time.UnixMilli(rapid.Int64Range(1, 1e6).Draw(t, "retry"))
	}
	return r
}

// drawStatus draws a status of a bubble, which names its answer or never does.
func drawStatus(t *rapid.T) bot.Status {
	bubble := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "bubble")
	return bot.Status{
		Bubble: bubble, Ref: map[string]string{"a": "0.1", "b": "0.2", "d": "2.3"}[bubble],
		State: bot.Progress(rapid.IntRange(int(bot.Accepted), int(bot.Played)).Draw(t, "state")),
		Code:  rapid.IntRange(0, 9).Draw(t, "code"), At: time.UnixMilli(rapid.Int64Range(1, 9).Draw(t, "at")).UTC(),
	}
}

func (a twins) receipt(w *world, i int64, r bot.Receipt) bot.Receipt {
	r.ID, r.Parts = a.out[i].ID, slices.Clone(r.Parts)
	if !r.Retry.IsZero() {
		r.Retry = w.clock.Now().Add(time.Duration(r.Retry.UnixMilli()) * time.Millisecond)
	}
	for k, bubble := range r.Parts {
		if bubble != "" {
			r.Parts[k] = a.name + bubble
		}
	}
	return r
}

func (a twins) status(w *world, s bot.Status) bot.Status {
	s.Bubble = a.name + s.Bubble
	if answer, part, ok := bot.ParseRef(s.Ref); ok {
		s.Ref = fmt.Sprintf("%s.%d", a.out[answer[0]-'0'].Ref, part)
	}
	s.At = w.clock.Now().Add(time.Duration(s.At.UnixMilli()) * time.Millisecond)
	return s
}

// became is what stands of the answers.
func (a twins) became(w *world) (all [][]journal.Bubble) {
	w.Helper()
	for _, c := range a.turns {
		stands, err := w.Bubbles(w.ctx, c.Shop, c.Turn)
		w.ok(err)
		for i := range stands {
			stands[i].ID = stands[i].ID[len(a.name):]
		}
		slices.SortFunc(stands, func(x, y journal.Bubble) int { // sealed names come in any order
			return slices.Compare([]int{x.Part, int(x.ID[0])}, []int{y.Part, int(y.ID[0])})
		})
		all = append(all, stands)
	}
	return all
}

// left is what is still to be sent of them, and how often it was tried.
func (a twins) left(w *world) (all [][2]int) {
	w.Helper()
	for i := range a.out {
		left := [2]int{-1, -1}
		for _, o := range w.claimed(fmt.Sprintf("%s/%d", a.name, i)) {
			left = [2]int{o.Tries, o.Parts}
		}
		all = append(all, left)
	}
	return all
}
