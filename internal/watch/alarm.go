package watch

import (
	"sync/atomic"
	"time"
)

// Kind is what needs the operator.
type Kind string

// The kinds.
const (
	Broken   Kind = "broken"   // turns broke
	Locked   Kind = "locked"   // a channel takes nothing until he acts
	Dead     Kind = "dead"     // answers were given up
	Late     Kind = "late"     // messages wait too long
	Database Kind = "database" // the journal cannot be written: the disk is full, or it is away
	Memory   Kind = "memory"   // session memory is away
	Backup   Kind = "backup"   // the last backup is too old
	Number   Kind = "number"   // the bot's number needs him: its log line says what for
	Spend    Kind = "spend"    // a month's money for messages runs out
)

var kinds = []Kind{Broken, Locked, Dead, Late, Database, Memory, Backup, Number, Spend}

// raised are the kinds that others see and say; see [Watch.Raise].
var raised = []Kind{Number, Spend}

const (
	notAgain = time.Hour        // at most so often of each kind
	calm     = 10 * time.Minute // after which what happened now and then counts as over
	tooLate  = time.Minute      // how long a message may wait
	twice    = 2                // a part is away when it was so often in a row
	look     = 10 * time.Second // how often it is looked
)

// State is whether there is trouble or it is over.
type State string

// The states.
const (
	Trouble State = "trouble"
	Over    State = "over"
)

// alarm remembers of one kind what the operator was told.
type alarm struct {
	since time.Time   // when the trouble began, zero without any
	told  time.Time   // when he was told of trouble last
	open  atomic.Bool // and not yet that it is over
}

// step takes how things are and returns what the operator is to be told, "" for
// nothing: of trouble at most once in an hour, of its end once, and of no end
// whose beginning he was not told of.
func (a *alarm) step(now time.Time, bad bool) State {
	if !bad {
		a.since = time.Time{}
		if a.open.Swap(false) {
			return Over
		}
		return ""
	}
	if a.since.IsZero() {
		a.since = now
	}
	if ago := now.Sub(a.told); a.told.IsZero() || ago >= notAgain || ago < 0 { // the clock may be moved back
		a.told = now
		a.open.Store(true)
		return Trouble
	}
	return ""
}
