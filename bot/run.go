package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Run works and sends until ctx ends; then it finishes what has been received,
// sends the answers and returns nil. What waits for the rest of a burst, or to be
// sent again, stays in the journal for the next start.
func (e *Engine) Run(ctx context.Context) error {
	var workers, senders sync.WaitGroup
	for range Workers {
		workers.Go(func() { e.workDesk(ctx) })
	}
	sending, stop := context.WithCancel(context.WithoutCancel(ctx))
	for _, s := range e.senders {
		senders.Go(func() { s.run(sending) })
	}
	workers.Go(func() { e.keepTime(ctx) })
	workers.Go(func() { e.share.run(ctx) })
	e.sweep(ctx)
	workers.Wait()
	e.hearing.group.Wait()
	stop() // only now: the last turns are answered too
	senders.Wait()
	e.notes.close()
	e.share.leave(context.WithoutCancel(ctx))
	return nil
}

// Settle works and sends, in this goroutine, until nothing more can be done
// now: for pipes and tests. What waits for the rest of a burst is left waiting.
func (e *Engine) Settle(ctx context.Context) error {
	for {
		fired, err := e.fire(ctx)
		if err != nil {
			return err
		}
		worked, err := e.settleOnce(ctx)
		if err != nil {
			return err
		}
		sent := 0
		for _, s := range e.senders {
			n, err := s.sendDue(ctx)
			if err != nil {
				return err
			}
			sent += n
		}
		if fired+worked+sent == 0 && !e.hearing.settled() {
			return nil
		}
	}
}

func (e *Engine) settleOnce(ctx context.Context) (worked int, err error) {
	shops, err := e.Journal.Waiting(ctx, Batch)
	if err != nil {
		return 0, fmt.Errorf("bot: settle: %w", err)
	}
	for _, shop := range shops {
		n, _, err := e.workShop(ctx, shop)
		if err != nil {
			return worked, err
		}
		worked += n
	}
	return worked, nil
}

// workDesk takes shops from the desk until ctx ends.
func (e *Engine) workDesk(ctx context.Context) {
	for {
		shop, ok := e.desk.take(ctx)
		if !ok {
			return
		}
		// A turn under way is finished even when we are told to stop.
		_, wait, err := e.workShop(context.WithoutCancel(ctx), shop)
		e.desk.free(shop)
		if err != nil && !errors.Is(err, context.Canceled) {
			e.Log.Error("shop left to the sweeper", "shop", shop, "error", err)
		}
		if wait > 0 {
			go e.putAfter(ctx, shop, wait)
		}
	}
}

// putAfter brings a shop back when the rest of a burst has had its time.
func (e *Engine) putAfter(ctx context.Context, shop ShopID, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-e.Clock.After(wait):
		e.desk.put(shop, bookLane)
	}
}

// sweep looks for what a crash or another process left undone.
func (e *Engine) sweep(ctx context.Context) {
	for {
		shops, err := e.share.waiting(ctx)
		if err != nil && ctx.Err() == nil {
			e.Log.Error("sweep", "error", err)
		}
		for _, shop := range shops {
			e.desk.find(shop)
		}
		for _, s := range e.senders {
			s.ring()
		}
		select {
		case <-ctx.Done():
			return
		case <-e.Clock.After(Sweep):
		case <-e.share.taken:
		}
	}
}
