package bot

import (
	"sync"
	"time"
)

// zones keeps time zones that have been loaded: reading one costs more than most
// turns have to spare. The zero value works.
type zones struct{ known sync.Map }

// of loads a time zone; a name the system does not know counts as UTC.
func (z *zones) of(name string) *time.Location {
	if loc, ok := z.known.Load(name); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		loc = time.UTC
	}
	z.known.Store(name, loc)
	return loc
}
