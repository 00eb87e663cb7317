package cloudapi

import (
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// mostMoved is how many moves are remembered; beyond it the oldest is forgotten.
const mostMoved = 1024

// moved are the users who have another address since lately. The sink has what waits
// to be sent go to the new one; but an answer that was being made meanwhile is still
// addressed to the old one, where nobody is any more.
type moved struct {
	mu    sync.Mutex
	to    map[string]string
	order []string // as they moved, oldest first
}

func newMoved() *moved { return &moved{to: map[string]string{}} }

// learn takes note of who has moved. Who writes from an address is there: a number
// may be given to somebody else.
func (m *moved) learn(b *Batch) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, move := range b.Moves {
		delete(m.to, move.To)
		if _, known := m.to[move.From]; !known {
			m.order = append(m.order, move.From)
		}
		m.to[move.From] = move.To
		if len(m.order) > mostMoved {
			delete(m.to, m.order[0])
			m.order = m.order[1:]
		}
	}
	for _, msg := range b.Messages {
		m.here(msg)
	}
}

func (m *moved) here(msg bot.Message) {
	delete(m.to, msg.Address)
	for _, alias := range msg.Aliases {
		delete(m.to, alias)
	}
}

// follow is where who was at an address is now.
func (m *moved) follow(address string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for range mostMoved { // there is no circle: what is moved to is nobody's old address
		to, ok := m.to[address]
		if !ok {
			break
		}
		address = to
	}
	return address
}
