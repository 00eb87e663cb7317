package cloudapi

import (
	"context"
	"errors"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

var errSink = errors.New("the disk is full")

// memory is a sink that keeps what it takes, messages once each.
type memory struct {
	mu       sync.Mutex
	messages []bot.Message
	statuses []bot.Status
	moves    []Move
	aside    []Aside
	calls    int
	poison   string          // a message with this id is refused
	fail     map[string]bool // methods that fail
}

func (m *memory) Receive(_ context.Context, messages ...bot.Message) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls++
	for _, msg := range messages {
		if m.fail["receive"] || msg.ID == m.poison {
			return errSink
		}
	}
	for _, msg := range messages {
		if !m.has(msg.ID) {
			m.messages = append(m.messages, msg)
		}
	}
	return nil
}

func (m *memory) has(id string) bool {
	for _, msg := range m.messages {
		if msg.ID == id {
			return true
		}
	}
	return false
}

func (m *memory) Track(_ context.Context, channel string, statuses ...bot.Status) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail["track"] || channel != Name {
		return errSink
	}
	m.statuses = append(m.statuses, statuses...)
	return nil
}

func (m *memory) Move(_ context.Context, channel, from, to string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail["move"] || channel != Name {
		return errSink
	}
	m.moves = append(m.moves, Move{from, to})
	return nil
}

func (m *memory) SetAside(_ context.Context, channel, why string, raw []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail["aside"] || channel != Name {
		return errSink
	}
	m.aside = append(m.aside, Aside{why, raw})
	return nil
}
