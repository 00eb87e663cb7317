package steady_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

var (
	start   = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	errOut  = errors.New("no answer")
	errNone = errors.New("there is no such thing")
)

// leaping is a clock that leaps over every wait, and says how long it was.
type leaping struct {
	*bottest.Clock
	waits []time.Duration
}

func (l *leaping) After(d time.Duration) <-chan time.Time {
	l.waits = append(l.waits, d)
	ring := l.Clock.After(d)
	l.Advance(d)
	return ring
}

// far is a service that fails as often as it is told.
type far struct {
	fail int
	err  error
	got  int
}

func (f *far) call(context.Context) error {
	f.got++
	if f.got <= f.fail {
		return f.err
	}
	return nil
}

func service(change func(*steady.Config)) (*steady.Service, *leaping) {
	clock := &leaping{Clock: bottest.NewClock(start)}
	c := steady.Config{Name: "far", Clock: clock, Final: func(err error) bool { return errors.Is(err, errNone) }}
	if change != nil {
		change(&c)
	}
	return steady.New(c), clock
}

// TestTries has a call go through at the first try, a later one, or none.
func TestTries(t *testing.T) {
	for name, c := range map[string]struct {
		far   far
		calls int
		waits []time.Duration
		err   error
	}{
		"at once":     {far{}, 1, nil, nil},
		"the second":  {far{fail: 1, err: errOut}, 2, steady.Pauses()[:1], nil},
		"the last":    {far{fail: 3, err: errOut}, 4, steady.Pauses(), nil},
		"never":       {far{fail: 9, err: errOut}, 4, steady.Pauses(), errOut},
		"it said no":  {far{fail: 9, err: errNone}, 1, nil, errNone},
		"no, in time": {far{fail: 1, err: errors.Join(errOut, errNone)}, 1, nil, errNone},
	} {
		t.Run(name, func(t *testing.T) {
			s, clock := service(func(c *steady.Config) { c.Pauses = steady.Pauses() })
			err := s.Do(t.Context(), c.far.call)
			if !errors.Is(err, c.err) || c.far.got != c.calls || !reflect.DeepEqual(clock.waits, c.waits) {
				t.Errorf("%v after %d calls, waiting %v", err, c.far.got, clock.waits)
			}
			if n := s.Counts(); n.Calls != int64(c.calls) || n.Retried != int64(c.calls-1) || n.Spared != 0 {
				t.Errorf("counted %+v", n)
			}
		})
	}
}

// TestDown stops calling what is down, lets one call find out after the pause,
// and goes on as before once that one came through.
func TestDown(t *testing.T) {
	var said bytes.Buffer
	s, clock := service(func(c *steady.Config) {
		c.Failures, c.Pause, c.Log = 3, time.Minute, slog.New(slog.NewTextHandler(&said, nil))
	})
	f := &far{fail: 4, err: errOut}
	do := func(want error, state string, calls int) {
		t.Helper()
		if err := s.Do(t.Context(), f.call); !errors.Is(err, want) || s.State() != state || f.got != calls {
			t.Errorf("%v, %s after %d calls; want %v, %s, %d", err, s.State(), f.got, want, state, calls)
		}
	}
	do(errOut, "closed", 1)
	do(errOut, "closed", 2)
	do(errOut, "open", 3)
	for range 5 {
		do(steady.ErrDown, "open", 3)
	}
	clock.Advance(time.Minute - 1)
	do(steady.ErrDown, "open", 3)
	clock.Advance(1)
	do(errOut, "open", 4) // the one to find out
	do(steady.ErrDown, "open", 4)
	clock.Advance(time.Minute)
	do(nil, "closed", 5)
	do(nil, "closed", 6)
	if n, want := s.Counts(), (steady.Counts{Calls: 6, Failed: 4, Spared: 7, Downs: 1}); n != want {
		t.Errorf("counted %+v, want %+v", n, want)
	}
	if got := said.String(); strings.Count(got, "service down") != 1 || strings.Count(got, "service back") != 1 {
		t.Errorf("told\n%s", got)
	}
}

// TestRow has failures with successes between them, which bring nothing down.
func TestRow(t *testing.T) {
	s, _ := service(func(c *steady.Config) { c.Failures = 3 })
	for n := range 50 {
		err := errOut
		if n%3 == 2 {
			err = errNone // it is an answer
		}
		if got := s.Do(t.Context(), func(context.Context) error { return err }); !errors.Is(got, err) {
			t.Fatalf("call %d: %v", n, got)
		}
	}
}

// TestGoesDownMeanwhile has a service go down between the tries of a call: what is
// left of them is not made.
func TestGoesDownMeanwhile(t *testing.T) {
	s, _ := service(func(c *steady.Config) { c.Pauses, c.Failures = steady.Pauses(), 2 })
	f := &far{fail: 9, err: errOut}
	if err := s.Do(t.Context(), f.call); !errors.Is(err, errOut) || errors.Is(err, steady.ErrDown) || f.got != 2 {
		t.Errorf("%v after %d calls", err, f.got)
	}
}

// TestDeadline has a service that never answers: each try ends by itself.
func TestDeadline(t *testing.T) {
	s, _ := service(func(c *steady.Config) { c.Deadline, c.Pauses = time.Millisecond, steady.Pauses()[:1] })
	hangs := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	if err := s.Do(t.Context(), hangs); !errors.Is(err, context.DeadlineExceeded) || s.Counts().Calls != 2 {
		t.Errorf("%v, %+v", err, s.Counts())
	}
}

// TestCalledOff has the caller leave: nothing more is tried, and the service is
// not held to be at fault.
func TestCalledOff(t *testing.T) {
	s, clock := service(func(c *steady.Config) { c.Pauses, c.Failures = steady.Pauses(), 1 })
	ctx, cancel := context.WithCancel(t.Context())
	leaves := func(context.Context) error { cancel(); return context.Canceled }
	if err := s.Do(ctx, leaves); !errors.Is(err, context.Canceled) || s.State() != "closed" || s.Counts().Calls != 1 || clock.waits != nil {
		t.Errorf("%v, %s, %+v", err, s.State(), s.Counts())
	}
	waiting := steady.New(steady.Config{Name: "far", Clock: bottest.NewClock(start), Pauses: steady.Pauses()})
	ctx, cancel = context.WithCancel(t.Context())
	f := far{fail: 9, err: errOut}
	done := make(chan error, 1)
	go func() { done <- waiting.Do(ctx, f.call) }()
	cancel() // between two tries, or before the first: the clock stands
	if err := <-done; !errors.Is(err, errOut) || f.got != 1 {
		t.Errorf("%v after %d calls", err, f.got)
	}
}

// TestPrompt has a caller's deadline pass: that is held against a service that is to
// be prompt, and against no other; a caller who leaves never is.
func TestPrompt(t *testing.T) {
	hangs := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	for name, c := range map[string]struct {
		prompt bool
		ends   func(context.Context) (context.Context, context.CancelFunc)
		state  string
	}{
		"prompt, late":  {true, late, "open"},
		"patient, late": {false, late, "closed"},
		"prompt, left":  {true, left, "closed"},
		"patient, left": {false, left, "closed"},
	} {
		s, _ := service(func(s *steady.Config) { s.Prompt, s.Failures = c.prompt, 1 })
		ctx, cancel := c.ends(t.Context())
		if err := s.Do(ctx, hangs); !errors.Is(err, ctx.Err()) || s.State() != c.state {
			t.Errorf("%s: %v, %s", name, err, s.State())
		}
		cancel()
	}
}

// late is a context whose deadline has passed.
func late(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 0)
}

// left is a context that was called off.
func left(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return ctx, cancel
}

// TestProbeIsNotLost has the call that finds out panic, or be called off: the next
// one finds out.
func TestProbeIsNotLost(t *testing.T) {
	s, clock := service(func(c *steady.Config) { c.Failures, c.Pause = 1, time.Minute })
	fails := func(context.Context) error { return errOut }
	_ = s.Do(t.Context(), fails)
	clock.Advance(time.Minute)
	func() {
		defer func() { _ = recover() }()
		_ = s.Do(t.Context(), func(context.Context) error { panic("in a driver") })
	}()
	if s.State() != "open" {
		t.Errorf("after a panic it is %s", s.State())
	}
	clock.Advance(time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	_ = s.Do(ctx, func(context.Context) error { cancel(); return ctx.Err() })
	if s.State() != "open" {
		t.Errorf("called off it is %s", s.State())
	}
	clock.Advance(time.Minute)
	if err := s.Do(t.Context(), func(context.Context) error { return nil }); err != nil || s.State() != "closed" {
		t.Errorf("%v, %s", err, s.State())
	}
}

// TestClockMovedBack does not wait for a time that was set by a wrong clock.
func TestClockMovedBack(t *testing.T) {
	s, clock := service(func(c *steady.Config) { c.Failures = 1 })
	_ = s.Do(t.Context(), func(context.Context) error { return errOut })
	clock.Advance(-time.Hour)
	if err := s.Do(t.Context(), func(context.Context) error { return nil }); err != nil {
		t.Error(err)
	}
}

// TestOneProbe has many call at once when the pause is over: one of them gets
// through until it is answered.
func TestOneProbe(t *testing.T) {
	s, clock := service(func(c *steady.Config) { c.Failures = 1 })
	_ = s.Do(t.Context(), func(context.Context) error { return errOut })
	clock.Advance(steady.DefaultPause)
	called, answer := make(chan struct{}), make(chan struct{})
	var first sync.WaitGroup
	first.Go(func() {
		_ = s.Do(t.Context(), func(context.Context) error { close(called); <-answer; return nil })
	})
	<-called
	if s.State() != "half-open" {
		t.Errorf("it is %s", s.State())
	}
	for range 20 {
		if err := s.Do(t.Context(), func(context.Context) error { t.Error("called"); return nil }); !errors.Is(err, steady.ErrDown) {
			t.Error(err)
		}
	}
	close(answer)
	first.Wait()
	if s.State() != "closed" {
		t.Errorf("then it is %s", s.State())
	}
}

// TestModel has a service that is up and down by turns: it is called exactly when
// a counter and a clock say so.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		failures := rapid.IntRange(1, 4).Draw(t, "failures")
		s, clock := service(func(c *steady.Config) { c.Failures, c.Pause = failures, time.Minute })
		row, down, until := 0, false, time.Time{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			clock.Advance(time.Duration(rapid.IntRange(0, 40).Draw(t, "seconds")) * time.Second)
			err := rapid.SampledFrom([]error{nil, errOut, errNone}).Draw(t, "err")
			called := false
			_ = s.Do(context.Background(), func(context.Context) error { called = true; return err })
			if may := !down || !clock.Now().Before(until); called != may {
				t.Fatalf("called is %v, with %d in a row, down %v", called, row, down)
			}
			switch {
			case !called:
			case errors.Is(err, errOut):
				if row++; down || row >= failures {
					down, until = true, clock.Now().Add(time.Minute)
				}
			default:
				row, down = 0, false
			}
		}
	})
}
