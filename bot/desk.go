package bot

import (
	"context"
	"sync"
)

// desk hands shops with work to workers: each shop to one worker at a time.
type desk struct {
	mu    sync.Mutex
	queue []ShopID
	state map[ShopID]place
	ready chan struct{}
}

// place is where a shop is on the desk; absent is nowhere.
type place int

const (
	queued place = iota + 1
	held         // a worker has it
	again        // a worker has it, and more has come
)

func newDesk() *desk {
	return &desk{state: map[ShopID]place{}, ready: make(chan struct{}, 1)}
}

// put says that a shop has work. It is cheap to say so twice.
func (d *desk) put(shop ShopID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch d.state[shop] {
	case queued, again:
	case held:
		d.state[shop] = again
	default:
		d.state[shop] = queued
		d.queue = append(d.queue, shop)
		d.ring()
	}
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

func (d *desk) next() (ShopID, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.queue) == 0 {
		return 0, false
	}
	shop := d.queue[0]
	d.queue = d.queue[1:]
	d.state[shop] = held
	if len(d.queue) > 0 {
		d.ring()
	}
	return shop, true
}

// free gives a shop back; it is queued again if more came meanwhile.
func (d *desk) free(shop ShopID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	more := d.state[shop] == again
	delete(d.state, shop)
	if more {
		d.state[shop] = queued
		d.queue = append(d.queue, shop)
		d.ring()
	}
}

// ring wakes one waiting worker.
func (d *desk) ring() { ring(d.ready) }
