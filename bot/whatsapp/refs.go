package whatsapp

import (
	"sync"

	"go.mau.fi/whatsmeow/types"
)

// keptRefs is how many of the last bubbles are known by their ids.
const keptRefs = 4096

// refs remembers what the last bubbles are called at home, so that a receipt says which it
// is about before the journal knows its id: of a send whose answer was lost. Longer is not
// needed: a bubble that is sent again has the same id.
type refs struct {
	mu    sync.Mutex
	of    map[types.MessageID]string
	order [keptRefs]types.MessageID // the oldest is at next
	next  int
}

func newRefs() *refs { return &refs{of: map[types.MessageID]string{}} }

// put remembers a bubble that is about to be sent.
func (r *refs) put(id types.MessageID, ref string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.of[id]; known {
		return
	}
	delete(r.of, r.order[r.next])
	r.order[r.next], r.of[id] = id, ref
	r.next = (r.next + 1) % keptRefs
}

// get is what a bubble is called, "" when that is not known.
func (r *refs) get(id types.MessageID) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.of[id]
}
