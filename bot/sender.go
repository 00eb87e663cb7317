package bot

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// sender sends what is due on one channel: to many people at once, to each in
// order, because the journal gives out only the first of what waits for him.
type sender struct {
	e      *Engine
	ch     *probe // the channel, tried gently while it is down
	pace   *pacer
	wake   chan struct{}
	posted atomic.Bool    // there is something to send, as far as we know
	free   chan struct{}  // a token for everyone who can be sent to now
	open   sync.WaitGroup // answers claimed and not settled
	done   chan Receipt   // how sendings went
	turned chan Bubble    // for strangers who were turned away
}

func newSender(e *Engine, ch Channel) *sender {
	s := &sender{e: e, ch: &probe{Channel: ch, clock: e.Clock, log: e.Log}, pace: newPacer(ch), wake: make(chan struct{}, 1), free: make(chan struct{}, Senders), done: make(chan Receipt, Batch), turned: make(chan Bubble, MaxTurned)}
	for range Senders {
		s.free <- struct{}{}
	}
	return s
}

// ring says that there may be something to send, or room to send it.
func (s *sender) ring() { ring(s.wake) }

// post says that there is something to send.
func (s *sender) post() {
	s.posted.Store(true)
	s.ring()
}

// wakeSenders says that there is what a turn says to be sent.
func (e *Engine) wakeSenders(c Commit) {
	if len(c.Replies) == 0 && !c.Aloud {
		return
	}
	for _, s := range e.senders {
		name := s.ch.Name()
		switch {
		case !slices.ContainsFunc(c.To, func(to Target) bool { return to.Channel == name }):
		case s.ours():
			s.post()
		default:
			e.share.answers(name)
		}
	}
}

// ours reports whether it is for this process to send on the channel: one does at
// a time, which can keep the pace. What has addresses of its own is its alone.
func (s *sender) ours() bool {
	_, own := s.ch.Channel.(Addressed)
	return own || s.e.share.holds(sendLease+s.ch.Name())
}

// run sends until ctx ends, and then once more what is due, if that is not very
// much. A bubble under way is sent and settled even when we are told to stop:
// half a send would be sent again.
func (s *sender) run(ctx context.Context) {
	going := context.WithoutCancel(ctx)
	settled := make(chan struct{})
	go func() {
		defer close(settled)
		s.settle(going)
	}()
	var strangers sync.WaitGroup
	strangers.Go(func() { s.turnAway(ctx) })
	for ctx.Err() == nil {
		s.launch(going)
		select {
		case <-ctx.Done():
		case <-s.wake:
		}
	}
	for range Batch { // answers behind the one that goes first, round by round
		s.open.Wait()
		if s.launch(going) == 0 {
			break
		}
	}
	s.open.Wait()
	close(s.done)
	<-settled
	strangers.Wait()
}

// launch claims as much as there is room for, begins to send it, and returns how
// much it was.
func (s *sender) launch(ctx context.Context) int {
	room := s.ch.room(min(len(s.free), Batch), Senders-len(s.free))
	if room == 0 || !s.ours() {
		return 0 // whoever is done, or comes to hold the lease, rings, and so does the sweeper
	}
	due, err := s.claim(ctx, room, s.posted.Swap(false))
	if err != nil {
		s.e.Log.Error("send", "channel", s.ch.Name(), "error", err)
		return 0
	}
	for _, o := range due {
		<-s.free
		s.open.Add(1)
		go func() {
			receipt := s.send(ctx, o)
			s.free <- struct{}{}
			s.done <- receipt
		}()
	}
	return len(due)
}

// settle writes down how sendings went, as many at once as have ended meanwhile.
func (s *sender) settle(ctx context.Context) {
	for first := range s.done {
		receipts := []Receipt{first}
	more:
		for len(receipts) < Batch {
			select {
			case r, open := <-s.done:
				if !open {
					break more
				}
				receipts = append(receipts, r)
			default:
				break more
			}
		}
		s.writeDown(ctx, receipts)
		s.open.Add(-len(receipts))
		s.ring() // for what waits behind them
	}
}

// writeDown settles receipts, again and again while the journal is away: what is
// not written down will be sent once more.
func (s *sender) writeDown(ctx context.Context, receipts []Receipt) {
	for try := 1; ; try++ {
		err := s.e.Journal.Settle(ctx, receipts...)
		if err == nil {
			return
		}
		s.e.Log.Error("settle", "channel", s.ch.Name(), "try", try, "error", err)
		if try == SettleTries || !s.e.outage(err) {
			return // the claims run out, and it is sent again
		}
		<-s.e.Clock.After(Sweep)
	}
}

// sendDue sends what is due now in this goroutine, and returns how many answers
// it tried.
func (s *sender) sendDue(ctx context.Context) (int, error) {
	s.turnAwayNow(ctx)
	room := s.ch.room(Batch, 0)
	if room == 0 {
		return 0, nil
	}
	due, err := s.claim(ctx, room, false)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	receipts := make([]Receipt, len(due))
	for i, o := range due {
		if receipts[i] = s.ch.hold(o); i == 0 || !s.ch.down() {
			receipts[i] = s.send(ctx, o)
		}
	}
	if err := s.e.Journal.Settle(ctx, receipts...); err != nil {
		return len(due), fmt.Errorf("bot: settle: %w", err)
	}
	return len(due), nil
}

// claim takes what is due. It looks whether there is anything, unless it is sure.
func (s *sender) claim(ctx context.Context, limit int, sure bool) (due []Outgoing, err error) {
	var only []string
	if a, ok := s.ch.Channel.(Addressed); ok {
		only = a.Addresses()
	}
	if !sure {
		sure, err = s.e.Journal.Due(ctx, s.ch.Name(), only)
	}
	if sure && err == nil {
		due, err = s.e.Journal.Claim(ctx, s.ch.Name(), only, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("bot: claim: %w", err)
	}
	return due, nil
}
