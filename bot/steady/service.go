// Package steady keeps a bot on its feet when something outside stumbles: it
// gives every call a time in which to be answered, tries again what may go
// through, and stops calling what is down, but for one call now and then that
// finds out whether it is back.
//
//	media := steady.New(steady.Config{
//		Name: "media", Clock: clock, Deadline: 30 * time.Second, Pauses: steady.Pauses(),
//		Final: func(err error) bool { return errors.Is(err, errGone) },
//	})
//	err := media.Do(ctx, func(ctx context.Context) error { return download(ctx, id) })
//
// While a service is down, [Service.Do] returns [ErrDown] at once: whoever calls
// does without, which is what he would have had to do after waiting.
package steady

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"

	"github.com/sahayak-dev/sahayak/bot"
)

// ErrDown says that a service was not called, because it is down.
var ErrDown = errors.New("steady: the service is down, and was not called")

// What holds when a [Config] does not say.
const (
	DefaultFailures = 5                // in a row until a service counts as down
	DefaultPause    = 10 * time.Second // from then on to the call that finds out
)

// Config is how a service is called. Name and Clock are required.
type Config struct {
	Name     string           // for the log and for metrics
	Clock    bot.Clock        // of the pauses; deadlines run on the machine's
	Deadline time.Duration    // for one try; 0 is the caller's own
	Pauses   []time.Duration  // before the second try, the third …; none: it is tried once
	Failures int              // in a row; 0 is [DefaultFailures]
	Pause    time.Duration    // 0 is [DefaultPause]
	Final    func(error) bool // the service is well, and has said no: trying again is in vain
	Prompt   bool             // a caller's deadline that passes unanswered is the service's failure
	Log      *slog.Logger     // told when a service goes down and comes back; nil is silent
}

// Pauses are those between the tries of a call that can wait.
func Pauses() []time.Duration { return []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} }

// Service is something outside that is called. Make one with [New]; its methods
// are safe for concurrent use.
type Service struct {
	Config
	breaker circuitbreaker.CircuitBreaker[any]
	mu      sync.Mutex // of turning the breaker by our own clock
	probe   time.Time  // when an open breaker lets a call through

	calls, failed, again, spared, opened atomic.Int64
}

// never is longer than any pause: the library's breaker has no clock but the
// machine's, so it is opened and half-opened from here.
const never = 100 * 365 * 24 * time.Hour

// New returns a service that counts as well.
func New(c Config) *Service {
	if c.Failures <= 0 {
		c.Failures = DefaultFailures
	}
	if c.Pause <= 0 {
		c.Pause = DefaultPause
	}
	if c.Final == nil {
		c.Final = func(error) bool { return false }
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	breaker := circuitbreaker.NewBuilder[any]().
		WithFailureThreshold(uint(c.Failures)).WithSuccessThreshold(1).WithDelay(never).Build()
	return &Service{Config: c, breaker: breaker}
}

// Do calls the service by way of do, until it answers, its tries are used up, it
// says no for good, it goes down, or ctx ends. It returns the last try's error, or
// [ErrDown] when there was none.
func (s *Service) Do(ctx context.Context, do func(context.Context) error) error {
	var last error
	for _, pause := range append(slices.Clone(s.Pauses), 0) {
		if !s.admit() {
			s.spared.Add(1)
			if last != nil {
				return last
			}
			return fmt.Errorf("%w: %s", ErrDown, s.Name)
		}
		last = s.try(ctx, do)
		if last == nil || pause == 0 || s.Final(last) || ctx.Err() != nil {
			return last
		}
		select {
		case <-ctx.Done():
			return last
		case <-s.Clock.After(pause):
		}
		s.again.Add(1)
	}
	return last
}

// try calls once, and learns from it. A panic in do counts as a failure: no
// probe may be lost.
func (s *Service) try(ctx context.Context, do func(context.Context) error) (err error) {
	s.calls.Add(1)
	limited, cancel := ctx, context.CancelFunc(func() {})
	if s.Deadline > 0 {
		limited, cancel = context.WithTimeout(ctx, s.Deadline)
	}
	defer cancel()
	ended := false
	defer func() { s.learn(ctx, err, ended) }()
	err = do(limited)
	ended = true
	return err
}

// admit reports whether a call may go out now.
func (s *Service) admit() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.breaker.IsOpen() {
		wait := s.probe.Sub(s.Clock.Now())
		if wait > 0 && wait <= s.Pause { // a clock that was moved back is no reason to wait longer
			return false
		}
		s.breaker.HalfOpen()
	}
	return s.breaker.TryAcquirePermit()
}

// learn takes note of how a call went. One that its caller called off says
// nothing, unless it was the one to find out.
func (s *Service) learn(ctx context.Context, err error, ended bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.breaker.State()
	switch {
	case ended && (err == nil || s.Final(err)):
		s.breaker.RecordSuccess()
	case ended && s.calledOff(ctx) && was == circuitbreaker.ClosedState:
	default:
		s.failed.Add(1)
		s.breaker.RecordFailure()
	}
	s.turned(was, err)
}

// calledOff reports whether a call ended because its caller wanted no more of it.
func (s *Service) calledOff(ctx context.Context) bool {
	return ctx.Err() != nil && (!s.Prompt || !errors.Is(context.Cause(ctx), context.DeadlineExceeded))
}

// turned tells when a service has gone down or come back.
func (s *Service) turned(was circuitbreaker.State, err error) {
	switch is := s.breaker.State(); {
	case is == circuitbreaker.OpenState && was != is:
		s.probe = s.Clock.Now().Add(s.Pause)
		if was == circuitbreaker.ClosedState {
			s.opened.Add(1)
			s.Log.Warn("service down", "service", s.Name, "again", s.Pause, "error", err)
		}
	case is == circuitbreaker.ClosedState && was == circuitbreaker.HalfOpenState:
		s.Log.Warn("service back", "service", s.Name)
	}
}
