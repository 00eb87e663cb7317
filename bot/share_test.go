package bot

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// ledgerOfLeases is what a journal knows of leases.
type ledgerOfLeases map[string]Lease

func (l ledgerOfLeases) list() []Lease {
	var out []Lease
	for _, lease := range l {
		out = append(out, lease)
	}
	return out
}

// hold does as the journal does.
func (l ledgerOfLeases) hold(h Holding, now time.Time) {
	for _, name := range h.Keep {
		if lease := l[name]; lease.Owner == h.Owner {
			lease.Until = h.Until
			l[name] = lease
		}
	}
	for _, name := range h.Drop {
		if lease := l[name]; lease.Owner == h.Owner {
			lease.Until = time.UnixMilli(0)
			l[name] = lease
		}
	}
	for _, name := range h.Take {
		if lease := l[name]; !lease.live(now) {
			l[name] = Lease{Name: name, Owner: h.Owner, Epoch: lease.Epoch + 1, Until: h.Until}
		}
	}
}

func wantedInTest() (names []string) {
	for part := range Partitions {
		names = append(names, partitionLease(part))
	}
	return names
}

// TestLeasesAreDivided has processes come, go and die in any order: no lease is
// ever taken from who holds it, two rounds after the last change each lease is
// held by exactly one process that lives, and the shares are alike.
func TestLeasesAreDivided(t *testing.T) {
	wanted := wantedInTest()
	rapid.Check(t, func(t *rapid.T) {
		all, now := ledgerOfLeases{}, time.Unix(1e9, 0)
		alive, n := []string{}, 0
		round := func() {
			for _, owner := range rapid.Permutation(alive).Draw(t, "order") {
				h, _ := division(all.list(), wanted, owner, now)
				h.Until = now.Add(LeaseTime)
				for _, name := range h.Take {
					if l, there := all[name]; there && l.live(now) {
						t.Fatalf("%s takes %s from %s", owner, name, l.Owner)
					}
				}
				all.hold(h, now)
			}
			now = now.Add(LeaseTime / 4)
		}
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			if len(alive) == 0 || rapid.Bool().Draw(t, "one comes") {
				n++
				alive = append(alive, fmt.Sprintf("bot%d", n))
			} else {
				i := rapid.IntRange(0, len(alive)-1).Draw(t, "one dies")
				alive = slices.Delete(alive, i, i+1)
			}
			round()
		}
		if len(alive) == 0 {
			return
		}
		now = now.Add(LeaseTime) // who died holds nothing any more
		round()
		round()
		round()
		shares := map[string]int{}
		for _, name := range wanted {
			if l := all[name]; !l.live(now) || !slices.Contains(alive, l.Owner) {
				t.Fatalf("%s is held by %q until %v, it is %v", name, l.Owner, l.Until, now)
			}
			shares[all[name].Owner]++
		}
		for owner, share := range shares {
			if fair := Partitions / len(alive); share < fair/3 || share > fair*3 {
				t.Errorf("%s holds %d of %d", owner, share, Partitions)
			}
		}
	})
}

// TestFewLeasesMove has a fourth process come: only what becomes its own moves.
func TestFewLeasesMove(t *testing.T) {
	three, moved := []string{"a", "b", "c"}, 0
	for _, name := range wantedInTest() {
		before, after := ideal(name, three), ideal(name, append(three, "d"))
		if before != after {
			moved++
			if after != "d" {
				t.Errorf("%s moves from %s to %s", name, before, after)
			}
		}
	}
	if moved < 32 || moved > 96 {
		t.Errorf("%d of %d move, a quarter would be fair", moved, Partitions)
	}
}

// TestClockRunsBack divides leases that a clock an hour ahead has taken.
func TestClockRunsBack(t *testing.T) {
	all, now := ledgerOfLeases{}, time.Unix(1e9, 0)
	h, _ := division(nil, wantedInTest(), "a", now.Add(time.Hour))
	h.Until = now.Add(time.Hour + LeaseTime)
	all.hold(h, now.Add(time.Hour))
	h, alive := division(all.list(), wantedInTest(), "b", now)
	if len(h.Take) != Partitions+1 || alive != 1 {
		t.Errorf("b takes %d with %d alive", len(h.Take), alive)
	}
}
