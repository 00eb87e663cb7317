package bot

import (
	"sync"
	"time"
)

// rates keeps any one person from taking up the time of the others: so many
// messages of his are worked in a minute, and what is more waits in the inbox,
// where it is safe already. It is kept by the process that works his shop.
type rates struct {
	mu     sync.Mutex
	minute int // 0 is as many as he likes
	people map[PersonID]*bucket
}

func newRates(minute int) *rates { return &rates{minute: minute, people: map[PersonID]*bucket{}} }

// wait is how long a person's next message has to wait.
func (r *rates) wait(person PersonID, now time.Time) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if b := r.people[person]; b != nil {
		return b.wait(now)
	}
	return 0
}

// spend counts messages that have been worked.
func (r *rates) spend(person PersonID, n int, now time.Time) {
	if r.minute <= 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	b := r.people[person]
	if b == nil {
		if len(r.people) >= maxPairs {
			r.forget(now)
		}
		b = &bucket{size: r.minute, every: time.Minute / time.Duration(r.minute)}
		r.people[person] = b
	}
	for range n {
		b.spend(now)
	}
}

// forget lets go of everybody who may send as many as ever.
func (r *rates) forget(now time.Time) {
	for person, b := range r.people {
		if !b.full.After(now) {
			delete(r.people, person)
		}
	}
}
