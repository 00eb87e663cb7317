package simulator

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// seqGap keeps numbers of events from before a restart apart from those after
// it: events that were not kept had numbers too.
const seqGap = 1 << 20

// restore reads the file of chats and writes it anew.
func (e *Emulator) restore() error {
	if e.config.File == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(e.config.File), 0o700); err != nil {
		return err
	}
	r := restoring{e: e, places: map[string]int{}}
	broken, err := readRecords(e.config.File, r.take)
	if err != nil {
		return fmt.Errorf("chats: %w", err)
	}
	if broken > 0 {
		e.log.Warn("records of chats that could not be read", "file", e.config.File, "records", broken)
	}
	for _, k := range r.kept {
		if c := r.chat(k.Chat); c != nil {
			e.hold(c, k.Bubble)
		}
	}
	e.files.sweep()
	if r.seq > 0 {
		e.feed = newFeed(r.seq + seqGap)
	}
	e.store = &store{path: e.config.File, told: func(err error) { e.log.Error("chats are not kept", "error", err) }}
	return e.rewrite()
}

// restoring is a file being read.
type restoring struct {
	e      *Emulator
	kept   []record // of bubbles, in order, the last state of each
	places map[string]int
	seq    int64
}

// take works one record.
func (r *restoring) take(k record) {
	r.seq = max(r.seq, k.Seq)
	switch {
	case k.Phone != nil:
		r.phone(*k.Phone)
	case k.Bubble != nil:
		r.bubble(k)
	case k.Wrote != nil:
		if c := r.chat(k.Chat); c != nil {
			c.wrote = *k.Wrote
		}
	case k.Entered != nil:
		if c := r.chat(k.Chat); c != nil {
			c.entered = *k.Entered
		}
	case k.Hook != nil && (k.Hook.Message != nil || k.Hook.Status != nil):
		r.e.hooks = append(r.e.hooks, k.Hook)
		r.e.hookID = max(r.e.hookID, k.Hook.ID)
	case k.Done != 0:
		r.e.hooks = slices.DeleteFunc(r.e.hooks, func(h *hook) bool { return h.ID == k.Done })
	case k.File != nil:
		r.e.files.restore(k.File)
	case k.Gone != "":
		r.e.files.forget(k.Gone)
	case k.Offset != nil && r.e.config.own():
		r.e.shift(time.Duration(*k.Offset) * time.Millisecond)
	}
}

// phone adds a phone that the configuration does not have.
func (r *restoring) phone(p Phone) {
	if r.e.byID[p.Address] == nil {
		_, _ = r.e.join(p) // one too many is left out
	}
}

func (r *restoring) bubble(k record) {
	r.seq = max(r.seq, k.Bubble.Seq)
	if i, again := r.places[k.Bubble.ID]; again {
		r.kept[i] = k
		return
	}
	r.places[k.Bubble.ID] = len(r.kept)
	r.kept = append(r.kept, k)
}

// chat finds the chat of an address, and makes one for a phone that the
// configuration has dropped.
func (r *restoring) chat(address string) *chat {
	if r.e.byID[address] == nil {
		r.phone(Phone{Address: address})
	}
	return r.e.byID[address]
}

// compact writes the file of chats anew while they go on.
func (e *Emulator) compact() {
	if err := e.rewrite(); err != nil {
		e.store.err = err
		e.log.Error("chats are not kept any more", "error", err)
	}
}

// rewrite writes down all that is to be kept.
func (e *Emulator) rewrite() error {
	return e.store.rewrite(func(write func(record)) {
		offset := e.offset().Milliseconds()
		write(record{Offset: &offset, Seq: e.feed.now()})
		for _, c := range e.chats {
			write(record{Phone: &c.phone})
			if !c.wrote.IsZero() {
				write(record{Chat: c.phone.Address, Wrote: &c.wrote})
			}
			if !c.entered.IsZero() {
				write(record{Chat: c.phone.Address, Entered: &c.entered})
			}
			for _, b := range c.bubbles {
				write(record{Chat: c.phone.Address, Bubble: b})
			}
		}
		for _, f := range e.files.list() {
			write(record{File: f})
		}
		for _, h := range e.hooks {
			write(record{Hook: h})
		}
	})
}
