package bot

import (
	"sync/atomic"
	"time"
)

// Stats counts what an engine did since it started.
type Stats struct {
	Received   int64 // messages stored
	Turns      int64 // turns committed
	Conflicts  int64 // turns taken again because the book had moved
	Panics     int64 // panics caught in skills
	Broken     int64 // turns answered with an apology
	Sent       int64 // bubbles sent
	SendFailed int64 // sends that failed, counting every try
	Fired      int64 // jobs that became messages
	Skipped    int64 // times a job was skipped; for a whole zone counts once
	Deferred   int64 // turns that let others go first because they are heavy
	TurnedAway int64 // messages of strangers who may not come in
	LeaseMoves int64 // leases taken over from other processes, or from nobody
}

type counters struct {
	received, turns, conflicts, panics, broken, sent, sendFailed, fired, skipped, leaseMoves, deferred, turnedAway atomic.Int64
}

// Stats reads the counters.
func (e *Engine) Stats() Stats {
	return Stats{
		Received:   e.stats.received.Load(),
		Turns:      e.stats.turns.Load(),
		Conflicts:  e.stats.conflicts.Load(),
		Panics:     e.stats.panics.Load(),
		Broken:     e.stats.broken.Load(),
		Sent:       e.stats.sent.Load(),
		SendFailed: e.stats.sendFailed.Load(),
		Fired:      e.stats.fired.Load(),
		Skipped:    e.stats.skipped.Load(),
		Deferred:   e.stats.deferred.Load(),
		TurnedAway: e.stats.turnedAway.Load(),
		LeaseMoves: e.stats.leaseMoves.Load(),
	}
}

// Trace is what can be told of a committed turn: for --explain, and for the
// panel beside the simulator.
type Trace struct {
	Turn       TurnID
	Shop       ShopID
	Person     PersonID
	Channel    string
	Address    string   // where the messages came from
	Messages   []string // the channel's ids of them
	At         time.Time
	Received   time.Time // when the first of them was stored
	Began      time.Time // when the work on them began; the steps follow one after the other
	Job        string    // the job it did unasked, "" for none
	Broken     bool      // it only apologises
	Lang       string    // of the answer
	Text       string
	Understood Understanding
	Stack      []Frame // errands left open
	Finished   []Frame // errands done
	Undoes     TurnID  // the turn taken back, 0 for none
	Effects    []Effect
	Replies    []Reply
	Steps      []Step
}

// Step is how long one part of a turn took.
type Step struct {
	Name string
	Took time.Duration
}

// stopwatch times the steps of a turn on the engine's clock.
type stopwatch struct {
	clock Clock
	began time.Time
	last  time.Time
	steps []Step
}

func (e *Engine) stopwatch() *stopwatch {
	now := e.Clock.Now()
	return &stopwatch{clock: e.Clock, began: now, last: now}
}

// lap ends a step.
func (w *stopwatch) lap(name string) {
	now := w.clock.Now()
	w.steps = append(w.steps, Step{Name: name, Took: now.Sub(w.last)})
	w.last = now
}
