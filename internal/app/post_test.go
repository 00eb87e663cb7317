package app_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// post is a channel that keeps bubbles by the turn they answer, so that a test
// of thousands of turns finds one at once.
type post struct {
	mu   sync.Mutex
	n    int
	sent map[bot.TurnID][]bottest.Sent
}

func newPost() *post { return &post{sent: map[bot.TurnID][]bottest.Sent{}} }

// Name is "wire".
func (*post) Name() string { return "wire" }

// Limits are none.
func (*post) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

// Send keeps a bubble.
func (p *post) Send(_ context.Context, b bot.Bubble) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	s := bottest.Sent{ID: fmt.Sprintf("b%d", p.n), Bubble: b}
	p.sent[b.Turn] = append(p.sent[b.Turn], s)
	return s.ID, nil
}

// of are the bubbles of a turn.
func (p *post) of(turn bot.TurnID) []bottest.Sent {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]bottest.Sent(nil), p.sent[turn]...)
}

// at are the bubbles sent to an address, the oldest first.
func (p *post) at(address string) []bottest.Sent {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []bottest.Sent
	for _, turn := range slices.Sorted(maps.Keys(p.sent)) {
		for _, s := range p.sent[turn] {
			if s.Address == address {
				out = append(out, s)
			}
		}
	}
	return out
}
