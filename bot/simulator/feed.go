package simulator

import (
	"encoding/json"
	"sync"
)

// feed is the last events, numbered, for readers that come and go. It is bounded:
// a reader who stays too far behind must start anew.
type feed struct {
	mu      sync.Mutex
	seq     int64 // of the newest
	lost    int64 // of the newest that is not kept any more
	kept    []event
	bytes   int
	changed chan struct{} // closed when there is more
}

// event is something that happened.
type event struct {
	seq  int64
	kind string
	data []byte
}

func newFeed(seq int64) *feed { return &feed{seq: seq, lost: seq, changed: make(chan struct{})} }

// take is the next number.
func (f *feed) take() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seq++
	return f.seq
}

// now is the number of the newest event.
func (f *feed) now() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seq
}

// add tells everybody.
func (f *feed) add(kind string, data any) {
	raw, err := json.Marshal(data)
	if err != nil {
		return // our own types are all JSON
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seq++
	f.kept = append(f.kept, event{seq: f.seq, kind: kind, data: raw})
	f.bytes += len(raw)
	for len(f.kept) > MaxEvents || (f.bytes > MaxEventBytes && len(f.kept) > 1) {
		f.lost, f.bytes = f.kept[0].seq, f.bytes-len(f.kept[0].data)
		f.kept[0] = event{}
		f.kept = f.kept[1:]
	}
	close(f.changed)
	f.changed = make(chan struct{})
}

// since is what happened after an event; known is false when that cannot be
// told any more. changed is closed when there is more.
func (f *feed) since(after int64) (more []event, known bool, changed <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if after < f.lost || after > f.seq {
		return nil, false, f.changed
	}
	i := len(f.kept)
	for i > 0 && f.kept[i-1].seq > after {
		i--
	}
	return append(more, f.kept[i:]...), true, f.changed
}
