package load

import (
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// flight is a message on its way, and the answer to it.
type flight struct {
	kind     Kind
	due      time.Time
	took     time.Duration // until the answer; 0 while there is none
	landed   chan struct{} // closed by the answer; nil when nobody waits
	measured bool
}

// flights are all messages under way. A person's messages are answered in order.
type flights struct {
	mu      sync.Mutex
	open    map[string][]*flight // by address, oldest first
	flying  int
	most    int             // flying at once since the last reset
	seen    map[string]bool // answers received; the same one again is a double
	tally   tally
	settled []*flight // answered, measured
	idle    chan struct{}
}

// tally counts what came to the emulated Cloud API.
type tally struct {
	Answers, Doubled, Strays, Marks, Refused int
}

func newFlights() *flights {
	return &flights{open: map[string][]*flight{}, seen: map[string]bool{}, idle: make(chan struct{}, 1)}
}

// begin starts measuring anew.
func (f *flights) begin() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.most, f.tally, f.settled = f.flying, tally{}, nil
}

// start says that a message is on its way.
func (f *flights) start(address string, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open[address] = append(f.open[address], one)
	f.flying++
	f.most = max(f.most, f.flying)
}

// land takes an answer to an address. One that was received before lands nothing,
// nor does the second bubble of a long one.
func (f *flights) land(address, ref string, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tally.Answers++
	answer, part, ok := bot.ParseRef(ref)
	open := f.open[address]
	switch {
	case ok && part > 1:
		return
	case ok && f.seen[answer]:
		f.tally.Doubled++
		return
	case !ok || len(open) == 0:
		f.tally.Strays++
		return
	}
	f.seen[answer] = true
	f.settle(address, open[0], at)
}

func (f *flights) settle(address string, one *flight, at time.Time) {
	if f.open[address] = f.open[address][1:]; len(f.open[address]) == 0 {
		delete(f.open, address)
	}
	one.took = max(at.Sub(one.due), 1)
	if one.measured {
		f.settled = append(f.settled, one)
	}
	if one.landed != nil {
		close(one.landed)
	}
	if f.flying--; f.flying == 0 {
		select {
		case f.idle <- struct{}{}:
		default:
		}
	}
}

// count adds to the tally.
func (f *flights) count(add func(*tally)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	add(&f.tally)
}

// now is how many messages are not answered.
func (f *flights) now() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.flying
}

// abandon gives up what is still flying, as having taken until now at least, and
// returns everything measured.
func (f *flights) abandon(at time.Time) (took [kinds][]time.Duration, lost int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, open := range f.open {
		for _, one := range open {
			if one.measured {
				lost++
				took[one.kind] = append(took[one.kind], at.Sub(one.due))
			}
		}
	}
	for _, one := range f.settled {
		took[one.kind] = append(took[one.kind], one.took)
	}
	clear(f.open)
	f.flying = 0
	return took, lost
}
