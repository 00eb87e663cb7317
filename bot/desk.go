package bot

import (
	"context"
	"sync"
)

// lane is how urgent a shop's work is. The book goes first: what people write,
// which may be for it; then what is due; then pictures and heavy questions.
type lane int

const (
	bookLane lane = iota
	dueLane
	heavyLane
	lanes
)

// laneOf is the lane of a message, as far as it can be told before it is
// understood.
func laneOf(m Message) lane {
	switch {
	case m.Due != nil:
		return dueLane
	case len(m.Media) > 0 && !spoken(m):
		return heavyLane
	}
	return bookLane
}

// desk hands shops with work to workers: each shop to one worker at a time, the
// urgent ones first. It holds only their numbers; what they wrote stays in the
// journal.
type desk struct {
	mu     sync.Mutex
	queues [lanes][]ShopID // may name a shop that has changed its lane since
	length [lanes]int      // shops that wait in each
	shops  map[ShopID]*place
	taken  int // shops handed out so far
	heavy  int // of them, held now, on the heavy lane
	ready  chan struct{}
}

// place is where a shop is on the desk.
type place struct {
	lane  lane
	held  bool // a worker has it
	again bool // and more has come, which goes to next
	next  lane
}

func newDesk() *desk {
	return &desk{shops: map[ShopID]*place{}, ready: make(chan struct{}, 1)}
}

// put says that a shop has work. It is cheap to say so twice; the more urgent
// word counts. A full desk forgets it: the sweeper finds the shop again.
func (d *desk) put(shop ShopID, l lane) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.shops[shop]
	switch {
	case p == nil:
		if len(d.shops) < MaxDesk {
			d.shops[shop] = &place{}
			d.queue(shop, l)
		}
	case p.held && (!p.again || l < p.next):
		p.again, p.next = true, l
	case !p.held && l < p.lane:
		d.length[p.lane]--
		d.queue(shop, l)
	}
}

// find says that a shop has work, if the desk does not know of it.
func (d *desk) find(shop ShopID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shops[shop] == nil && len(d.shops) < MaxDesk {
		d.shops[shop] = &place{}
		d.queue(shop, bookLane)
	}
}

// queue puts a known shop at the end of a lane.
func (d *desk) queue(shop ShopID, l lane) {
	*d.shops[shop] = place{lane: l}
	d.queues[l] = append(d.queues[l], shop)
	d.length[l]++
	d.ring()
}

// take waits for a shop with work and holds it; false when ctx ends.
func (d *desk) take(ctx context.Context) (ShopID, bool) {
	for {
		if shop, ok := d.next(); ok {
			return shop, true
		}
		select {
		case <-ctx.Done():
			return 0, false
		case <-d.ready:
		}
	}
}

// next holds the first shop of the most urgent lane. Now and then the least
// urgent one gets its turn all the same: waiting is not being forgotten.
func (d *desk) next() (ShopID, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range lanes {
		l := i
		if d.taken%mercy == mercy-1 {
			l = lanes - 1 - i
		}
		if l == heavyLane && d.heavy >= HeavyWorkers {
			continue
		}
		if shop, ok := d.pop(l); ok {
			return shop, true
		}
	}
	return 0, false
}

// mercy is how often the least urgent work goes first: once in so many times.
const mercy = 16

// pop holds the first shop of a lane.
func (d *desk) pop(l lane) (ShopID, bool) {
	for len(d.queues[l]) > 0 {
		shop := d.queues[l][0]
		d.queues[l] = d.queues[l][1:]
		p := d.shops[shop]
		if p == nil || p.held || p.lane != l {
			continue
		}
		p.held = true
		d.length[l]--
		d.taken++
		if l == heavyLane {
			d.heavy++
		}
		if d.length != [lanes]int{} {
			d.ring()
		}
		return shop, true
	}
	return 0, false
}

// free gives a shop back; it is queued again if more came meanwhile.
func (d *desk) free(shop ShopID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.shops[shop]
	if p.lane == heavyLane {
		d.heavy--
		d.ring() // another may go on that lane
	}
	if p.again {
		d.queue(shop, p.next)
		return
	}
	delete(d.shops, shop)
}

// hurried reports whether a shop is held on a lane that is too urgent for heavy
// work.
func (d *desk) hurried(shop ShopID) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.shops[shop]
	return p != nil && p.lane != heavyLane
}

// ring wakes one waiting worker.
func (d *desk) ring() { ring(d.ready) }
