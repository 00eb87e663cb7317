package journaltest

import (
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// leases has two owners take, keep, give up and lose leases.
func leases(w *world) {
	until := w.clock.Now().Add(10 * time.Second)
	hold := func(h bot.Holding) []string {
		w.Helper()
		if h.Until.IsZero() {
			h.Until = w.clock.Now().Add(10 * time.Second)
		}
		taken, err := w.Hold(w.ctx, h)
		w.ok(err)
		slices.Sort(taken)
		return taken
	}
	w.same(hold(bot.Holding{Owner: "a", Take: []string{"x", "y"}}), []string{"x", "y"})
	w.same(hold(bot.Holding{Owner: "b", Take: []string{"x", "z"}}), []string{"z"})
	w.same(w.leases(), []bot.Lease{lease("x", "a", until), lease("y", "a", until), lease("z", "b", until)})

	w.clock.Advance(6 * time.Second)
	later := w.clock.Now().Add(10 * time.Second)
	hold(bot.Holding{Owner: "a", Keep: []string{"x", "z"}, Drop: []string{"y"}}) // z is not his to keep
	w.same(w.leases(), []bot.Lease{lease("x", "a", later), lease("y", "a", time.UnixMilli(0).UTC()), lease("z", "b", until)})
	w.same(hold(bot.Holding{Owner: "b", Take: []string{"x", "y"}}), []string{"y"})

	w.clock.Advance(5 * time.Second) // z has run out
	w.same(hold(bot.Holding{Owner: "a", Take: []string{"y", "z"}}), []string{"z"})
	w.clock.Advance(-time.Hour) // so long no lease lasts: they were taken by a clock that ran ahead
	w.same(hold(bot.Holding{Owner: "c", Take: []string{"x"}}), []string{"x"})
}

// gone has the lease of a process forgotten that ended long ago.
func gone(w *world) {
	hold := func(owner string) {
		w.Helper()
		_, err := w.Hold(w.ctx, bot.Holding{Owner: owner, Until: w.clock.Now().Add(10 * time.Second), Take: []string{"process/" + owner}})
		w.ok(err)
	}
	hold("old")
	w.clock.Advance(30 * time.Minute)
	hold("young")
	w.same(len(w.leases()), 2)
	w.clock.Advance(31 * time.Minute)
	hold("new")
	w.same(len(w.leases()), 2)
}

// lease is one that never changed hands.
func lease(name, owner string, until time.Time) bot.Lease {
	return bot.Lease{Name: name, Owner: owner, Epoch: 1, Until: until}
}

// leases lists them by name.
func (w *world) leases() []bot.Lease {
	w.Helper()
	all, err := w.Leases(w.ctx)
	w.ok(err)
	slices.SortFunc(all, func(a, b bot.Lease) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// partitions finds shops with work by their partition, and by how long they wait.
func partitions(w *world) {
	var shops []bot.ShopID
	for _, who := range []string{"anil", "bina", "chand"} {
		shops = append(shops, w.say(who, "1").Shop)
		w.clock.Advance(time.Minute)
	}
	find := func(parts ...int) []bot.ShopID {
		w.Helper()
		found, err := w.WaitingIn(w.ctx, parts, 10)
		w.ok(err)
		return found
	}
	w.same(len(find()), 0)
	w.same(find(bot.Partition(shops[0])), shops[:1])
	w.same(find(bot.Partition(shops[2]), bot.Partition(shops[1])), shops[1:])
	w.same(len(find(bot.Partition(shops[2]+1))), 0)

	overdue, err := w.Overdue(w.ctx, w.clock.Now().Add(-90*time.Second), 10)
	w.ok(err)
	w.same(overdue, shops[:2])
	overdue, err = w.Overdue(w.ctx, w.clock.Now(), 1)
	w.ok(err)
	w.same(overdue, shops[:1])
}
