package bottest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// Wire is a channel that keeps what is sent on it, and its own [Far] end: what
// is said there goes to the sink as it is. The zero Wire works.
type Wire struct {
	Clock *Clock // when things are said; only needed to say something
	mu    sync.Mutex
	sent  []Sent
	fail  error
	sink  bot.Sink
	n     int           // messages said
	last  []bot.Message // the last message that was taken, or none yet
	wait  []bot.Message // what the sink would not take
	files map[string]bot.Attachment
}

// Name is "wire".
func (*Wire) Name() string { return "wire" }

// Limits are none.
func (*Wire) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

// Send keeps a bubble, or fails as told.
func (w *Wire) Send(ctx context.Context, b bot.Bubble) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := errors.Join(ctx.Err(), w.fail); err != nil {
		return "", err
	}
	s := Sent{ID: fmt.Sprintf("b%d", len(w.sent)+1), Bubble: b}
	w.sent = append(w.sent, s)
	return s.ID, nil
}

// Fetch returns the file a message came with.
func (w *Wire) Fetch(_ context.Context, m bot.Media) (bot.Attachment, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		return bot.Attachment{}, w.fail
	}
	file, ok := w.files[m.Ref]
	if !ok {
		return bot.Attachment{}, fmt.Errorf("bottest: fetch %q: %w", m.Ref, bot.ErrMedia)
	}
	return file, nil
}

// Fail makes every send and fetch fail with err until it is told nil.
func (w *Wire) Fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail = err
}

// Sent lists everything sent so far, oldest first.
func (w *Wire) Sent() []Sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.sent)
}

// To lists what was sent to one address, oldest first.
func (w *Wire) To(address string) []Sent { return to(address, w.Sent()) }
