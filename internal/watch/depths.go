package watch

import (
	"context"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

const (
	fresh  = 5 * time.Second // how long what was read of the database is good for
	asking = 5 * time.Second // how long a part may take to answer
)

// depths reads how much waits, seldom enough that asking costs nothing.
type depths struct {
	journal  Journal
	channels []string
	clock    bot.Clock

	mu   sync.Mutex
	at   time.Time
	last journal.Depth
	err  error
}

// read returns how much waits, or waited a few seconds ago.
func (d *depths) read() (journal.Depth, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.clock.Now()
	if !d.at.IsZero() && now.Sub(d.at).Abs() < fresh {
		return d.last, d.err
	}
	ctx, cancel := context.WithTimeout(context.Background(), asking)
	defer cancel()
	d.last, d.err = d.journal.Depth(ctx, d.channels...)
	d.at = now
	return d.last, d.err
}
