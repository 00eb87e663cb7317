package bottest

import (
	"context"
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
)

var _ Far = (*Wire)(nil)

// Channel is the wire itself.
func (w *Wire) Channel() bot.Channel { return w }

// Start hands what is said from now on to a sink.
func (w *Wire) Start(sink bot.Sink) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sink = sink
}

// Address is the name itself.
func (*Wire) Address(name string) string { return name }

// Say hands a message to the sink.
func (w *Wire) Say(ctx context.Context, s Said) (string, error) {
	m := w.message(s)
	return m.ID, w.deliver(ctx, m)
}

// message is what somebody does as the bot is told of it.
func (w *Wire) message(s Said) bot.Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	m := bot.Message{
		Channel: w.Name(), ID: fmt.Sprintf("m%d", w.n), Address: s.From, Text: s.Text, Pick: s.Tap, ReplyTo: s.ReplyTo,
		Edits: s.Edits, Deletes: s.Deletes, Forwarded: s.Forwarded, At: w.Clock.Now(),
	}
	if f := s.Attach; f != nil {
		ref := fmt.Sprintf("f%d", w.n)
		if w.files == nil {
			w.files = map[string]bot.Attachment{}
		}
		w.files[ref] = *f
		m.Media = []bot.Media{{Kind: f.Kind, Voice: f.Voice, Type: f.Type, Ref: ref, Name: f.Name}}
	}
	if s.Location != nil {
		m.Media = []bot.Media{*s.Location}
	}
	return m
}

// deliver hands messages over, in order. What is taken is remembered as the last
// that was; from the first on that is not, they wait.
func (w *Wire) deliver(ctx context.Context, messages ...bot.Message) error {
	sink := w.started()
	for i, m := range messages {
		err := sink.Receive(ctx, m)
		w.mark(m, err == nil)
		if err != nil {
			for _, later := range messages[i+1:] {
				w.mark(later, false)
			}
			return err
		}
	}
	return nil
}

// started is the sink that messages go to.
func (w *Wire) started() bot.Sink {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sink
}

// mark notes whether a message was taken.
func (w *Wire) mark(m bot.Message, taken bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if taken {
		w.last = []bot.Message{m}
	} else {
		w.wait = append(w.wait, m)
	}
}

// Redeliver hands the last message that was taken to the sink again.
func (w *Wire) Redeliver(ctx context.Context) error {
	w.mu.Lock()
	last := w.last
	w.mu.Unlock()
	if len(last) == 0 {
		return errors.New("bottest: nothing was taken yet")
	}
	return w.deliver(ctx, last...)
}

// Retry hands over what the sink would not take before.
func (w *Wire) Retry(ctx context.Context) error {
	w.mu.Lock()
	waiting := w.wait
	w.wait = nil
	w.mu.Unlock()
	return w.deliver(ctx, waiting...)
}

// Shown lists everything sent so far, oldest first.
func (w *Wire) Shown() []Sent { return w.Sent() }

// Report tells the sink that every bubble was delivered.
func (w *Wire) Report(ctx context.Context) error {
	var all []bot.Status
	for _, s := range w.Sent() {
		all = append(all, bot.Status{Bubble: s.ID, Ref: s.Ref, State: bot.Delivered, At: w.Clock.Now()})
	}
	return w.started().Track(ctx, w.Name(), all...)
}
