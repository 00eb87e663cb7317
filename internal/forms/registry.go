package forms

import (
	"strings"
	"sync"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// State is what WhatsApp says of a template in one language.
type State string

// The states of a template. Only an approved one can be sent.
const (
	Pending  State = "PENDING"
	Approved State = "APPROVED"
	Rejected State = "REJECTED"
	Paused   State = "PAUSED"
	Disabled State = "DISABLED"
)

// ParseState reads a state as a listing or a webhook tells it. One that is flagged
// may be paused soon and can still be sent; one that is reinstated can be again.
// "" says nothing of that: that it cannot be edited, or the account have no more.
// What is not known is kept as it was said: it cannot be sent.
func ParseState(said string) State {
	switch state := State(strings.ToUpper(said)); state {
	case "REINSTATED", "UNPAUSED", "FLAGGED":
		return Approved
	case "LOCKED", "UNLOCKED", "LIMIT_EXCEEDED":
		return ""
	default:
		return state
	}
}

// Standing is where a template is with WhatsApp in one language.
type Standing struct {
	State    State
	Category Category // as WhatsApp has set it; "" when it has not told
}

// Registry is what WhatsApp has said of templates. The zero Registry knows of
// none; it is safe for concurrent use.
type Registry struct {
	mu  sync.RWMutex
	all map[place]Standing
}

// place is a template in a language.
type place struct{ name, lang string }

// Set notes what was said of a template. A state or a category that is "" stays
// as it was: news tell of one of them.
func (r *Registry) Set(name, lang string, state State, category Category) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all == nil {
		r.all = map[place]Standing{}
	}
	at := place{name, lang}
	now := r.all[at]
	if state != "" {
		now.State = state
	}
	if category != "" {
		now.Category = category
	}
	r.all[at] = now
}

// Replace takes a whole listing of the account: what is not in it is there no more.
func (r *Registry) Replace(listed []wire.TemplateInfo) {
	all := make(map[place]Standing, len(listed))
	for _, t := range listed {
		all[place{string(t.Name), string(t.Language)}] = Standing{ParseState(string(t.Status)), ParseCategory(string(t.Category))}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = all
}

// ParseCategory reads a category as WhatsApp writes it.
func ParseCategory(said string) Category { return Category(strings.ToLower(said)) }

// Look says where a template is in a language; false when nothing was said of it.
func (r *Registry) Look(name, lang string) (Standing, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	s, ok := r.all[place{name, lang}]
	return s, ok
}

// Usable reports whether a template may be sent in a language, and what it is
// charged as. It is a [Usable].
func (r *Registry) Usable(name, lang string) (Category, bool) {
	s, _ := r.Look(name, lang)
	return s.Category, s.State == Approved
}
