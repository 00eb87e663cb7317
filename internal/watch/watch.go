package watch

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// ErrConfig is wrapped by every fault [New] refuses a configuration for.
var ErrConfig = errors.New("watch: bad configuration")

// Config says what is told, and to whom. Only Clock is required.
type Config struct {
	Clock    bot.Clock
	Log      *slog.Logger                // a line a turn, at level Info; nil is silent
	Hash     func(address string) string // what logs call an address; nil is an HMAC under a key of this process alone
	Instance string                      // which process this is, among several
	Traces   Traces                      // where traces go; the zero value is nowhere
	Notify   []Way                       // how the operator is told of what needs him
	Backups  Backups                     // which backups there must be; the zero value is none
}

// Journal is what is asked of the journal.
type Journal interface {
	Depth(ctx context.Context, channels ...string) (journal.Depth, error)
	Writable(ctx context.Context) error
	Mark(ctx context.Context, name string, since time.Time) (first bool, err error)
}

// Watch watches one assistant. Make one with [New]; its methods are safe for
// concurrent use, and none of those that a turn calls waits for anybody.
type Watch struct {
	Config
	meter   *meter
	tracer  *tracer // nil is off
	state   atomic.Int32
	probes  []*probe
	subject atomic.Pointer[subject]
	events  events
	alarms  map[Kind]*alarm
	raised  map[Kind]*atomic.Int64
}

// subject is the assistant that is watched.
type subject struct {
	engine   *bot.Engine
	journal  Journal
	depth    *depths
	channels map[string]bool
	errands  map[string]bool // and jobs
}

// New returns a watch that has nothing to watch yet: see [Watch.Attach].
func New(c Config) (*Watch, error) {
	if c.Clock == nil {
		return nil, errors.Join(ErrConfig, errors.New("a clock is missing"))
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Hash == nil {
		c.Hash = hashed()
	}
	w := &Watch{Config: c, alarms: map[Kind]*alarm{}, raised: map[Kind]*atomic.Int64{}}
	for _, k := range raised {
		w.raised[k] = new(atomic.Int64)
	}
	for _, k := range kinds {
		w.alarms[k] = &alarm{}
	}
	w.meter = newMeter(w)
	w.probes = w.newProbes()
	var err error
	w.tracer, err = newTracer(c)
	return w, err
}

// Attach says what to watch. It is called once, before the engine runs.
func (w *Watch) Attach(e *bot.Engine, j Journal) {
	s := &subject{engine: e, journal: j, channels: map[string]bool{}, errands: map[string]bool{}}
	var names []string
	for _, ch := range e.Channels {
		s.channels[ch.Name()] = true
		names = append(names, ch.Name())
	}
	for _, skill := range e.Skills {
		for _, d := range skill.Errands {
			s.errands[d.Name()] = true
		}
		for _, job := range skill.Jobs {
			s.errands[job.Name] = true
		}
	}
	s.depth = &depths{journal: j, channels: names, clock: w.Clock}
	w.subject.Store(s)
}

// Observe takes a committed turn: for bot.Config.Observe.
func (w *Watch) Observe(t bot.Trace) {
	s := w.summarise(t)
	w.meter.turn(t, s, w.Clock.Now())
	w.line(t, s)
	w.tracer.turn(t, s)
	if t.Broken {
		w.events.broken.note(w.Clock.Now())
	}
}

// Close tells what has not been told yet. Nothing may be observed after it.
func (w *Watch) Close() { w.tracer.close() }

// Sent takes a try at an answer: for bot.Config.Watch.
func (w *Watch) Sent(s bot.Sending) {
	s.Channel = w.channel(s.Channel)
	w.meter.sent(s)
	w.tracer.sent(s)
	w.events.sent(s, w.Clock.Now())
}

// channel is a channel's name as a label: one of those there are.
func (w *Watch) channel(name string) string {
	if s := w.subject.Load(); s != nil && !s.channels[name] && name != bot.JobChannel {
		return other
	}
	return name
}
