package bottest

import (
	"context"
	"fmt"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// Wire is a channel that keeps what is sent on it.
type Wire struct {
	mu   sync.Mutex
	sent []Sent
	fail error
}

// Sent is one bubble and the id it got.
type Sent struct {
	ID string
	bot.Bubble
}

// Name is "wire".
func (*Wire) Name() string { return "wire" }

// Limits are none.
func (*Wire) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

// Send keeps a bubble, or fails as told.
func (w *Wire) Send(_ context.Context, b bot.Bubble) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		return "", w.fail
	}
	s := Sent{ID: fmt.Sprintf("b%d", len(w.sent)+1), Bubble: b}
	w.sent = append(w.sent, s)
	return s.ID, nil
}

// Fail makes every send fail with err until it is told nil.
func (w *Wire) Fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail = err
}

// Sent lists everything sent so far, oldest first.
func (w *Wire) Sent() []Sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Sent(nil), w.sent...)
}

// To lists what was sent to one address, oldest first.
func (w *Wire) To(address string) []Sent {
	var out []Sent
	for _, s := range w.Sent() {
		if s.Address == address {
			out = append(out, s)
		}
	}
	return out
}
