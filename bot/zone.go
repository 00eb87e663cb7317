package bot

import (
	"sync"
	"time"
)

// zones keeps time zones that have been loaded: reading one costs more than most
// turns have to spare. The zero value works.
type zones struct {
	mu    sync.Mutex
	known map[string]*time.Location
}

// of loads a time zone; a name the system does not know counts as UTC.
func (z *zones) of(name string) *time.Location {
	z.mu.Lock()
	defer z.mu.Unlock()
	if loc := z.known[name]; loc != nil {
		return loc
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		loc = time.UTC
	}
	if z.known == nil {
		z.known = map[string]*time.Location{}
	}
	z.known[name] = loc
	return loc
}
