package simulator

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// hook is one thing to be told to the bot: a message, or a status.
type hook struct {
	ID      int64         `json:"id"`
	Phone   string        `json:"phone"` // whom it is about
	Message *wire.Message `json:"message,omitempty"`
	Status  *wire.Status  `json:"status,omitempty"`
	Made    time.Time     `json:"made"`
	Tries   int           `json:"tries,omitempty"`
	due     time.Time     // not before
	held    time.Time     // waits until then for company, or to be overtaken
	busy    bool
}

// enqueue has a message or a status told to the bot.
func (e *Emulator) enqueue(h *hook) {
	now := e.clock.Now()
	e.hookID++
	h.ID, h.Made = e.hookID, now
	h.due = now.Add(time.Duration(e.faults.DelayMS) * time.Millisecond)
	if e.faults.Disorder {
		h.held = now.Add(rand.N(Held))
	} else if e.faults.Batch > 1 {
		h.held = now.Add(Held)
	}
	if len(e.hooks) >= MaxHooks {
		e.drop(e.hooks[0], "too many are waiting")
	}
	e.hooks = append(e.hooks, h)
	e.store.append(record{Hook: h})
	e.nudge()
}

// drop gives a webhook up.
func (e *Emulator) drop(h *hook, why string) {
	e.dropped++
	e.log.Warn("webhook given up", "phone", h.Phone, "tries", h.Tries, "why", why)
	e.forget(h)
}

// forget takes a webhook out of the queue.
func (e *Emulator) forget(h *hook) {
	if i := slices.Index(e.hooks, h); i >= 0 {
		e.hooks = slices.Delete(e.hooks, i, i+1)
		e.store.append(record{Done: h.ID})
	}
}

// nudge wakes who delivers.
func (e *Emulator) nudge() {
	close(e.more)
	e.more = make(chan struct{})
}

// hurry makes everything that waits due.
func (e *Emulator) hurry() {
	for _, h := range e.hooks {
		h.due, h.held = time.Time{}, time.Time{}
	}
	e.nudge()
}

// batch takes what goes into the next webhook: nothing when nothing is due. With
// all set, what waits for company does not. What it takes is busy until it is
// put back by settle.
func (e *Emulator) batch(all bool) []*hook {
	if e.webhook == "" || e.life.Err() != nil {
		return nil
	}
	e.expire()
	ready := e.ready(all)
	most := max(1, e.faults.Batch)
	if len(ready) < most && !all && most > 1 && !e.overdue(ready) {
		return nil
	}
	ready = ready[:min(most, len(ready))]
	for _, h := range ready {
		h.busy = true
		if !e.faults.Disorder {
			e.busy[h.Phone] = true
		}
	}
	return slices.Clone(ready)
}

// ready lists what is due. Of one phone only what comes first is, unless
// webhooks may overtake each other.
func (e *Emulator) ready(all bool) []*hook {
	now, late := e.clock.Now(), map[string]bool{}
	var out []*hook
	for _, h := range e.hooks {
		waits := h.busy || now.Before(h.due) || (!all && e.faults.Disorder && now.Before(h.held))
		if e.faults.Disorder {
			if !waits {
				out = append(out, h)
			}
			continue
		}
		if late[h.Phone] = late[h.Phone] || waits || e.busy[h.Phone]; !late[h.Phone] {
			out = append(out, h)
		}
		if len(out) >= max(1, e.faults.Batch) {
			break
		}
	}
	if e.faults.Disorder {
		slices.SortFunc(out, func(a, b *hook) int { return a.held.Compare(b.held) })
	}
	return out
}

// overdue reports whether one of them has waited for company long enough.
func (e *Emulator) overdue(hooks []*hook) bool {
	now := e.clock.Now()
	return slices.ContainsFunc(hooks, func(h *hook) bool { return !now.Before(h.held) })
}

// expire gives up what was tried for a week.
func (e *Emulator) expire() {
	now := e.clock.Now()
	for len(e.hooks) > 0 && !e.hooks[0].busy && e.hooks[0].Tries > 0 && now.Sub(e.hooks[0].Made) > Retrying {
		e.drop(e.hooks[0], "not taken for seven days")
	}
}

// settle puts a batch back, or away when the bot took it.
func (e *Emulator) settle(batch []*hook, took bool) {
	now := e.clock.Now()
	for _, h := range batch {
		h.busy = false
		delete(e.busy, h.Phone)
		if took {
			e.forget(h)
			e.acknowledged(h)
			continue
		}
		h.due = now.Add(backoff(h.Tries))
		h.Tries++
	}
	e.nudge()
}

// backoff is how long a webhook waits after so many tries before.
func backoff(tries int) time.Duration {
	if tries > 20 {
		return LastRetry
	}
	return min(FirstRetry<<tries, LastRetry)
}

// acknowledged notes that the bot has a message.
func (e *Emulator) acknowledged(h *hook) {
	if h.Message == nil {
		return
	}
	if c := e.byID[h.Phone]; c != nil {
		if b := c.bubble(string(h.Message.ID)); b != nil && rank(b.Status) < rank(wire.StatusDelivered) {
			b.Status = wire.StatusDelivered
			e.tell(c, b)
		}
	}
	e.trip()
}
