package bottest

import (
	"context"
	"slices"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// Inbox is a sink that keeps what comes in, as often as it comes. It is safe for
// concurrent use; the zero Inbox works.
type Inbox struct {
	mu       sync.Mutex
	messages []bot.Message
	statuses []bot.Status
	aside    []string
	fail     error
}

var _ bot.Sink = (*Inbox)(nil)

// Receive keeps messages, or fails as told and keeps none.
func (i *Inbox) Receive(_ context.Context, messages ...bot.Message) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.fail == nil {
		i.messages = append(i.messages, messages...)
	}
	return i.fail
}

// Track keeps statuses, or fails as told and keeps none.
func (i *Inbox) Track(_ context.Context, _ string, statuses ...bot.Status) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.fail == nil {
		i.statuses = append(i.statuses, statuses...)
	}
	return i.fail
}

// Move does nothing, or fails as told.
func (i *Inbox) Move(context.Context, string, string, string) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.fail
}

// SetAside keeps why something could not be read, or fails as told.
func (i *Inbox) SetAside(_ context.Context, _, why string, _ []byte) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.fail == nil {
		i.aside = append(i.aside, why)
	}
	return i.fail
}

// Fail makes everything fail with err until it is told nil.
func (i *Inbox) Fail(err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fail = err
}

// Messages lists what has come in, in the order it came.
func (i *Inbox) Messages() []bot.Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.messages)
}

// Statuses lists what was told of bubbles, in the order it was told.
func (i *Inbox) Statuses() []bot.Status {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.statuses)
}

// Aside lists why things could not be read.
func (i *Inbox) Aside() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.aside)
}
