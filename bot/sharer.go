package bot

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync"
	"time"
)

// sharer knows what part of the work is ours, and tells others of what is theirs.
// Where nobody else works on the journal, all is ours.
type sharer struct {
	e     *Engine
	owner string // a name for this process, new at each start

	mu    sync.RWMutex
	held  map[string]bool
	parts []int
	until time.Time
	alive int // processes, we included

	changed chan struct{} // leases are to be looked at again
	taken   chan struct{} // leases were: there may be work behind them
	telling chan struct{} // there is something to tell
	shops   map[ShopID]bool
	sends   map[string]bool
}

func newSharer(e *Engine) *sharer {
	return &sharer{
		e: e, owner: strings.ToLower(rand.Text()[:12]), alive: 1,
		changed: make(chan struct{}, 1), taken: make(chan struct{}, 1), telling: make(chan struct{}, 1),
		shops: map[ShopID]bool{}, sends: map[string]bool{},
	}
}

// holds reports whether a lease is ours.
func (s *sharer) holds(name string) bool {
	if !s.e.Shared {
		return true
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.held[name] && s.until.After(s.e.Clock.Now())
}

// processes is how many share the work.
func (s *sharer) processes() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.alive
}

// run keeps our leases until ctx ends. Then they are still ours, until [sharer.leave].
func (s *sharer) run(ctx context.Context) {
	if !s.e.Shared {
		return
	}
	var others sync.WaitGroup
	others.Go(func() { s.e.Journal.Hints(ctx, s.hear) })
	others.Go(func() { s.tell(ctx) })
	for ctx.Err() == nil {
		if err := s.renew(ctx); err != nil && ctx.Err() == nil {
			s.e.Log.Error("leases", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-s.e.Clock.After(LeaseTime / 4):
		case <-s.changed:
		}
	}
	others.Wait()
}

// wanted are the leases there are to be had.
func (s *sharer) wanted() []string {
	names := []string{timeLease}
	for _, sender := range s.e.senders {
		names = append(names, sendLease+sender.ch.Name())
	}
	for part := range Partitions {
		names = append(names, partitionLease(part))
	}
	return names
}

// renew brings our leases up to date.
func (s *sharer) renew(ctx context.Context) error {
	leases, err := s.e.Journal.Leases(ctx)
	if err != nil {
		return err
	}
	now := s.e.Clock.Now()
	h, alive := division(leases, s.wanted(), s.owner, now)
	h.Until = now.Add(LeaseTime)
	s.take(h.Keep, s.until, alive) // what we give up, we stop doing first
	taken, err := s.e.Journal.Hold(ctx, h)
	if err != nil {
		return err
	}
	s.take(append(slices.Clone(h.Keep), taken...), h.Until, alive)
	if len(taken)+len(h.Drop) > 0 {
		s.e.stats.leaseMoves.Add(int64(len(taken)))
		s.e.Log.Debug("leases", "held", len(h.Keep)+len(taken), "taken", len(taken), "given up", len(h.Drop), "processes", alive)
		ring(s.taken)
		return s.e.Journal.Hint(ctx, Hint{Leases: true})
	}
	return nil
}

// take notes what is ours.
func (s *sharer) take(names []string, until time.Time, alive int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held, s.parts, s.until, s.alive = map[string]bool{}, nil, until, alive
	for _, name := range names {
		s.held[name] = true
	}
	for part := range Partitions {
		if s.held[partitionLease(part)] {
			s.parts = append(s.parts, part)
		}
	}
}

// leave gives up all that is ours, so that others need not wait until it runs out.
func (s *sharer) leave(ctx context.Context) {
	if !s.e.Shared {
		return
	}
	s.mu.Lock()
	drop := []string{processLease + s.owner}
	for name := range s.held {
		drop = append(drop, name)
	}
	s.held, s.parts = nil, nil
	s.mu.Unlock()
	if _, err := s.e.Journal.Hold(ctx, Holding{Owner: s.owner, Until: s.e.Clock.Now(), Drop: drop}); err != nil {
		s.e.Log.Warn("leases are left to run out", "error", err)
		return
	}
	_ = s.e.Journal.Hint(ctx, Hint{Leases: true}) // or else they find out within a quarter of LeaseTime
}

// waiting lists shops that are ours to work, and those that whoever should has
// left for long.
func (s *sharer) waiting(ctx context.Context) ([]ShopID, error) {
	if !s.e.Shared {
		return s.e.Journal.Waiting(ctx, Batch)
	}
	s.mu.RLock()
	parts, until := s.parts, s.until
	s.mu.RUnlock()
	now := s.e.Clock.Now()
	if !until.After(now) {
		parts = nil
	}
	ours, err := s.e.Journal.WaitingIn(ctx, parts, Batch)
	if err != nil {
		return nil, err
	}
	left, err := s.e.Journal.Overdue(ctx, now.Add(-LeaseTime), Batch)
	return append(ours, left...), err
}

// shop says that a message has come: to our desk, or to whose shop it is.
func (s *sharer) shop(m Message) {
	if s.holds(partitionLease(Partition(m.Shop))) {
		s.e.desk.put(m.Shop, laneOf(m))
		return
	}
	s.mu.Lock()
	s.shops[m.Shop] = true
	s.mu.Unlock()
	ring(s.telling)
}

// answers says that there are answers to be sent.
func (s *sharer) answers(channel string) {
	s.mu.Lock()
	s.sends[channel] = true
	s.mu.Unlock()
	ring(s.telling)
}

// ring wakes whoever waits on a bell that holds one ring.
func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}

// tell sends hints, as much as has come together meanwhile in each.
func (s *sharer) tell(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.telling:
		}
		s.mu.Lock()
		h := Hint{}
		for shop := range s.shops {
			h.Shops = append(h.Shops, shop)
		}
		for channel := range s.sends {
			h.Sends = append(h.Sends, channel)
		}
		clear(s.shops)
		clear(s.sends)
		s.mu.Unlock()
		if err := s.e.Journal.Hint(ctx, h); err != nil && ctx.Err() == nil {
			s.e.Log.Debug("hint", "error", err) // whose work it is finds it by itself
		}
	}
}

// hear takes a hint: of what is not ours, nothing comes.
func (s *sharer) hear(h Hint) {
	if h.Leases {
		ring(s.changed)
	}
	for _, shop := range h.Shops {
		if s.holds(partitionLease(Partition(shop))) {
			s.e.desk.put(shop, bookLane)
		}
	}
	for _, sender := range s.e.senders {
		if slices.Contains(h.Sends, sender.ch.Name()) && sender.ours() {
			sender.post()
		}
	}
}
