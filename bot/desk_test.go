package bot

import (
	"context"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// TestDeskHoldsAShopOnce puts, takes and frees at random beside a model: no shop
// is held twice, none that was put is forgotten, and they come in order.
func TestDeskHoldsAShopOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk()
		var queue []ShopID
		heldBy, more := map[ShopID]bool{}, map[ShopID]bool{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			shop := ShopID(rapid.IntRange(1, 4).Draw(t, "shop"))
			switch rapid.SampledFrom([]string{"put", "put", "take", "free"}).Draw(t, "what") {
			case "put":
				d.put(shop, bookLane)
				waiting := false
				for _, q := range queue {
					waiting = waiting || q == shop
				}
				if heldBy[shop] {
					more[shop] = true
				} else if !waiting {
					queue = append(queue, shop)
				}
			case "take":
				got, ok := d.next()
				if ok != (len(queue) > 0) || ok && (got != queue[0] || heldBy[got]) {
					t.Fatalf("took %d, %v; waiting are %v, held %v", got, ok, queue, heldBy)
				}
				if ok {
					queue, heldBy[got] = queue[1:], true
				}
			case "free":
				if !heldBy[shop] {
					continue
				}
				d.free(shop)
				if delete(heldBy, shop); more[shop] {
					delete(more, shop)
					queue = append(queue, shop)
				}
			}
		}
	})
}

// TestDeskLanes puts shops on lanes at random: none is held twice, none is left
// behind when all has been taken, a more urgent one goes first but for the mercy
// shown to the others, and no more do heavy work at once than may.
func TestDeskLanes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk()
		waits, heldBy, again := map[ShopID]lane{}, map[ShopID]lane{}, map[ShopID]lane{}
		heavy := 0
		put := func(shop ShopID, l lane) {
			if _, held := heldBy[shop]; held {
				if old, more := again[shop]; !more || l < old {
					again[shop] = l
				}
			} else if old, there := waits[shop]; !there || l < old {
				waits[shop] = l
			}
		}
		free := func(shop ShopID) {
			d.free(shop)
			if heldBy[shop] == heavyLane {
				heavy--
			}
			delete(heldBy, shop)
			if l, more := again[shop]; more {
				delete(again, shop)
				waits[shop] = l
			}
		}
		take := func() bool {
			before := d.taken
			got, ok := d.next()
			least := lanes
			for _, l := range waits {
				if l < least && (l != heavyLane || heavy < HeavyWorkers) {
					least = l
				}
			}
			if !ok {
				if least != lanes {
					t.Fatalf("nothing is taken, waiting are %v", waits)
				}
				return false
			}
			l, there := waits[got]
			if !there || l > least && before%mercy != mercy-1 {
				t.Fatalf("took %d of lane %d, waiting are %v", got, l, waits)
			}
			delete(waits, got)
			heldBy[got] = l
			if l == heavyLane {
				heavy++
			}
			if heavy > HeavyWorkers {
				t.Fatalf("%d heavy at once", heavy)
			}
			return true
		}
		for range rapid.IntRange(1, 120).Draw(t, "steps") {
			shop, l := ShopID(rapid.IntRange(1, 9).Draw(t, "shop")), lane(rapid.IntRange(0, 2).Draw(t, "lane"))
			switch rapid.SampledFrom([]string{"put", "put", "find", "take", "free"}).Draw(t, "what") {
			case "put":
				d.put(shop, l)
				put(shop, l)
			case "find":
				d.find(shop)
				_, held := heldBy[shop]
				if _, there := waits[shop]; !there && !held {
					waits[shop] = bookLane
				}
			case "take":
				take()
			case "free":
				if _, held := heldBy[shop]; held {
					free(shop)
				}
			}
		}
		for len(waits)+len(heldBy) > 0 {
			for shop := range heldBy {
				free(shop)
			}
			take()
		}
		if len(d.shops) > 0 || d.length != [lanes]int{} {
			t.Fatalf("left are %v, %v", d.shops, d.length)
		}
	})
}

// TestDeskWakesEveryWorker has several wait, then hands each one shop, which it
// keeps until all have one: nobody may be left waiting beside a shop.
func TestDeskWakesEveryWorker(t *testing.T) {
	const workers, rounds = 8, 50
	for range rounds {
		d, got, release := newDesk(), make(chan ShopID), make(chan struct{})
		ctx, stop := context.WithCancel(t.Context())
		var crew sync.WaitGroup
		for range workers {
			crew.Go(func() {
				shop, _ := d.take(ctx)
				got <- shop
				<-release
			})
		}
		for shop := ShopID(1); shop <= workers; shop++ {
			d.put(shop, bookLane)
		}
		seen := map[ShopID]bool{}
		for range workers {
			seen[<-got] = true
		}
		close(release)
		crew.Wait()
		stop()
		if len(seen) != workers {
			t.Fatalf("taken: %v", seen)
		}
	}
}

// TestDeskPassesTheBellOn has one ring stand for two shops, as when both were put
// while two workers were about to wait: who takes the first rings for the second.
func TestDeskPassesTheBellOn(t *testing.T) {
	d := newDesk()
	d.put(1, bookLane)
	d.put(2, bookLane)
	<-d.ready
	if shop, ok := d.next(); !ok || shop != 1 {
		t.Fatalf("took %d, %v", shop, ok)
	}
	select {
	case <-d.ready:
	default:
		t.Error("nobody is woken for the second shop")
	}
}

// TestDeskIsClearedAtTheEnd says that what was put is still handed out after the
// end, and only then nobody waits any more.
func TestDeskIsClearedAtTheEnd(t *testing.T) {
	d := newDesk()
	ctx, stop := context.WithCancel(t.Context())
	d.put(1, bookLane)
	d.put(2, bookLane)
	stop()
	for want := ShopID(1); want <= 2; want++ {
		if shop, ok := d.take(ctx); !ok || shop != want {
			t.Errorf("took %d, %v", shop, ok)
		}
	}
	if shop, ok := d.take(ctx); ok {
		t.Errorf("took %d from an empty desk", shop)
	}
}
