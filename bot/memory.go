package bot

import (
	"container/list"
	"context"
	"encoding/json"
	"fmt"
	"sync"
)

// maxRemembered is how many sessions [Memory] holds: about 100 MB of them. The
// one not used for longest gives way; its person's next turn starts from the
// journal's checkpoint.
const maxRemembered = 50_000

// Memory is session memory in this process: the one that needs nothing
// installed. It forgets when the process ends, which costs nothing but a read of
// the journal. It is safe for concurrent use.
type Memory struct {
	clock Clock
	limit int
	mu    sync.Mutex
	known map[whose]*list.Element
	order *list.List // of memento, the one used last in front
}

// whose names a session.
type whose struct {
	shop   ShopID
	person PersonID
}

// memento is a session kept as JSON, so that nobody shares its slices and maps,
// and so that what is loaded is what a restart would have read.
type memento struct {
	of   whose
	rev  int64
	body []byte
}

var _ Sessions = (*Memory)(nil)

// NewMemory returns an empty session memory that tells expiry by clock.
func NewMemory(clock Clock) *Memory {
	return &Memory{clock: clock, limit: maxRemembered, known: map[whose]*list.Element{}, order: list.New()}
}

// Load returns a copy of the session, or false when it is not remembered or
// expired.
func (m *Memory) Load(_ context.Context, shop ShopID, person PersonID) (Session, bool, error) {
	body, ok := m.recall(whose{shop, person})
	if !ok {
		return Session{}, false, nil
	}
	var s Session
	if err := json.Unmarshal(body, &s); err != nil {
		return Session{}, false, fmt.Errorf("bot: load session: %w", err)
	}
	if !s.Expires.After(m.clock.Now()) {
		return Session{}, false, nil
	}
	return s, true, nil
}

// Save keeps a copy of s unless what is there has a higher Rev. One without a
// time in Expires is expired from the start.
func (m *Memory) Save(_ context.Context, s Session) error {
	body, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("bot: save session: %w", err)
	}
	m.keep(memento{of: whose{s.Shop, s.Person}, rev: s.Rev, body: body})
	return nil
}

func (m *Memory) recall(w whose) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.known[w]
	if !ok {
		return nil, false
	}
	m.order.MoveToFront(e)
	return mementoOf(e).body, true
}

// mementoOf is what an element of the order holds.
func mementoOf(e *list.Element) memento {
	m, _ := e.Value.(memento) // nothing else is ever put there
	return m
}

func (m *Memory) keep(n memento) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.known[n.of]; ok {
		if mementoOf(e).rev <= n.rev {
			e.Value = n
		}
		m.order.MoveToFront(e)
		return
	}
	m.known[n.of] = m.order.PushFront(n)
	for len(m.known) > m.limit {
		oldest := m.order.Back()
		delete(m.known, mementoOf(oldest).of)
		m.order.Remove(oldest)
	}
}
