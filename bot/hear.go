package bot

import (
	"context"
	"errors"
	"sync"
)

// Hearer makes words of voice notes.
type Hearer interface {
	// Hear returns what was said in a message's voice note, and what is to be known
	// of it. Text may be "" when there is nothing to be heard. It is called outside
	// every transaction, for many messages at once, and may be called again for the
	// same; an error means that it could not be heard now or later.
	Hear(ctx context.Context, m Message) (text string, h Heard, err error)
}

// spoken reports whether a message is a voice note.
func spoken(m Message) bool { return len(m.Media) > 0 && m.Media[0].Kind == "audio" && m.Text == "" }

// hearing hears voice notes ahead of their turns and side by side: no worker waits
// for them, and only commits keep the order. What was heard is written down with
// the message, so that whoever takes the turn again hears alike.
type hearing struct {
	e     *Engine
	mu    sync.Mutex
	open  map[int64]bool // messages being heard
	done  int            // messages that have been
	group sync.WaitGroup
}

func newHearing(e *Engine) *hearing { return &hearing{e: e, open: map[int64]bool{}} }

// waits reports whether a message must be heard before it can be worked.
func (h *hearing) waits(m Message) bool { return h.e.Hear != nil && spoken(m) && m.Heard == nil }

// begin has those of some messages heard that must be, as many as may be at once,
// and brings their shop back to the desk.
func (h *hearing) begin(ctx context.Context, messages ...Message) {
	for _, m := range messages {
		if !h.waits(m) || !h.enter(m.Seq) {
			continue
		}
		h.group.Go(func() {
			err := h.hear(ctx, m)
			h.leave(m.Seq)
			if err != nil && ctx.Err() == nil {
				h.e.Log.Error("hearing left to the sweeper", "message", m.Seq, "error", err)
				return
			}
			h.e.desk.put(m.Shop, bookLane)
		})
	}
}

func (h *hearing) enter(seq int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open[seq] || len(h.open) >= MaxHearing {
		return false
	}
	h.open[seq] = true
	return true
}

func (h *hearing) leave(seq int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.open, seq)
	h.done++
}

// hear hears one message and writes down what it said. One that cannot be heard is
// written down as heard without words: its turn says so.
func (h *hearing) hear(ctx context.Context, m Message) error {
	limited, cancel := context.WithTimeout(ctx, HearTimeout)
	defer cancel()
	text, heard, err := h.e.Hear.Hear(limited, m)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		h.e.Log.Warn("not heard", "message", m.Seq, "error", err)
		text, heard = "", Heard{}
	}
	m.Text, m.Heard = clip(text, MaxText+1), &heard
	if err := h.e.Journal.Heard(ctx, m); err != nil && !errors.Is(err, ErrDone) {
		return err
	}
	return nil
}

// settled waits until everything that is being heard has been, and reports whether
// anything has since it was asked last.
func (h *hearing) settled() bool {
	h.group.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	done := h.done
	h.done = 0
	return done > 0
}
