package cloudapi

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

const (
	marking    = 16               // marks made at once; what is beyond goes unmarked
	remembered = 1024             // messages known to be marked
	markTime   = 10 * time.Second // how long one mark may take
)

// marks are the messages being marked as read. It is best effort: nothing waits
// for it, but an answer that would overtake it, since the dots come after the
// answer would stand there for 25 seconds.
type marks struct {
	mu     sync.Mutex
	newest map[string]*mark // under way, by address
	slots  chan struct{}
	group  sync.WaitGroup
	closed bool
	seen   map[string]bool // messages marked lately; a repeat is not marked again
	order  []string        // the same, oldest first
}

// mark is one message to be marked.
type mark struct {
	address, message string
	flying           bool // the request is out
	answered         bool // no dots any more
	done             chan struct{}
}

func newMarks() *marks {
	return &marks{newest: map[string]*mark{}, slots: make(chan struct{}, marking), seen: map[string]bool{}}
}

// expect prepares to mark the last message of each person: it marks those before
// it as well. An answer from now on knows of it.
func (m *marks) expect(messages []bot.Message) []*mark {
	last := map[string]*mark{}
	var list []*mark
	for _, msg := range messages {
		if msg.Edits != "" || msg.Deletes != "" || msg.Consent != "" {
			continue
		}
		if k := last[msg.Address]; k != nil {
			k.message = msg.ID
			continue
		}
		k := &mark{address: msg.Address, message: msg.ID, done: make(chan struct{})}
		last[msg.Address] = k
		list = append(list, k)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range list {
		m.newest[k.address] = k
	}
	return list
}

// settle says that nothing more comes of marks.
func (m *marks) settle(list ...*mark) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range list {
		if m.newest[k.address] == k {
			delete(m.newest, k.address)
		}
		close(k.done)
	}
}

// start makes the marks, each in a goroutine while there are slots.
func (m *marks) start(list []*mark, do func(k *mark, typing bool)) {
	for _, k := range list {
		if !m.enter(k) {
			m.settle(k)
			continue
		}
		go func() {
			defer m.leave(k)
			do(k, m.fly(k))
		}()
	}
}

// enter takes a slot for a message that is not marked yet.
func (m *marks) enter(k *mark) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed || m.seen[k.message] {
		return false
	}
	select {
	case m.slots <- struct{}{}:
	default:
		return false
	}
	m.group.Add(1)
	m.remember(k.message)
	return true
}

func (m *marks) remember(message string) {
	m.seen[message] = true
	m.order = append(m.order, message)
	if len(m.order) > remembered {
		delete(m.seen, m.order[0])
		m.order = m.order[1:]
	}
}

func (m *marks) leave(k *mark) {
	m.settle(k)
	<-m.slots
	m.group.Done()
}

// fly says that the request goes out, and returns whether dots are still wanted.
func (m *marks) fly(k *mark) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	k.flying = true
	return !k.answered
}

// answer says that an answer goes to an address: a mark that is not out yet
// will show no dots, and one that is out is waited for.
func (m *marks) answer(ctx context.Context, address string) {
	m.mu.Lock()
	k := m.newest[address]
	wait := k != nil && k.flying
	if k != nil {
		k.answered = true
	}
	m.mu.Unlock()
	if !wait {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, markWait)
	defer cancel()
	select {
	case <-k.done:
	case <-ctx.Done():
	}
}

// markWait is how long an answer waits for a mark that is under way: typing dots
// behind an answer are a smaller evil than an answer that does not come.
const markWait = time.Second

// close waits for what is under way; nothing is marked after it.
func (m *marks) close() {
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	m.group.Wait()
}

// mark marks a message as read, with the dots of an answer being written.
func (c *Channel) mark(k *mark, typing bool) {
	ctx, cancel := context.WithTimeout(context.Background(), markTime)
	defer cancel()
	body := wire.Send{Product: wire.Product, Status: wire.StatusRead, MessageID: wire.String(k.message)}
	if typing {
		body.Typing = &wire.Typing{Type: wire.TypeText}
	}
	var done wire.Done
	if err := c.graph.json(ctx, http.MethodPost, c.number+"/messages", body, &done); err != nil {
		c.log.Debug("not marked as read", "error", err)
	}
}
