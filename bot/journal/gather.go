package journal

import (
	"context"
	"sync"
)

// gathering writes together what is told at the same time: whoever comes while
// something is being written waits for its end, and is written next, with all who
// wait. Who comes alone does not wait.
type gathering struct {
	write   func(ctx context.Context, group []*news) error
	away    func(error) bool // it would befall each alone as well
	mu      sync.Mutex
	waiting []*news
	busy    bool // somebody writes
	closed  bool
	writers sync.WaitGroup // one, or none
}

// news is what one caller tells of what was sent.
type news struct {
	fates    []fate
	accepted []word
	statuses []word

	ctx  context.Context
	err  error
	done chan struct{} // closed when err says how it went
}

// tell writes news down. A cancelled ctx keeps them from being written, until that
// has begun.
func (g *gathering) tell(ctx context.Context, n *news) error {
	n.ctx, n.done = ctx, make(chan struct{})
	g.mu.Lock()
	if g.closed {
		g.mu.Unlock()
		return ErrClosed
	}
	g.waiting = append(g.waiting, n)
	if !g.busy {
		g.busy = true
		g.writers.Go(g.run)
	}
	g.mu.Unlock()
	<-n.done
	return n.err
}

// close waits until all that was told is written.
func (g *gathering) close() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.writers.Wait()
}

// run writes until nobody waits.
func (g *gathering) run() {
	for group := g.next(); len(group) > 0; group = g.next() {
		g.together(group)
	}
}

// next takes those who wait, as many as share a commit.
func (g *gathering) next() []*news {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), maxBatch)
	group := g.waiting[:n:n]
	g.waiting, g.busy = g.waiting[n:], n > 0
	return group
}

// together writes what a group tells, and answers everyone. When that fails each is
// tried alone: what is wrong with one is not the others' fault.
func (g *gathering) together(group []*news) {
	var all []*news
	for _, n := range group {
		if n.err = n.ctx.Err(); n.err != nil {
			close(n.done)
			continue
		}
		all = append(all, n)
	}
	if len(all) == 0 {
		return
	}
	ctx := all[0].ctx
	if len(all) > 1 {
		ctx = context.WithoutCancel(ctx) // it is not only his
	}
	err := g.write(ctx, all)
	for _, n := range all {
		if n.err = err; err != nil && len(all) > 1 && !g.away(err) {
			n.err = g.write(n.ctx, []*news{n})
		}
		close(n.done)
	}
}
