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
				d.put(shop)
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
			d.put(shop)
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
	d.put(1)
	d.put(2)
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
	d.put(1)
	d.put(2)
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
