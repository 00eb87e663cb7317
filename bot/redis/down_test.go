package redis

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// way is the way to a server, which can go silent: what is sent arrives nowhere,
// and connections stay as they are.
type way struct {
	silent atomic.Bool
	calls  atomic.Int64 // connections asked for
	ended  chan struct{}
}

// open begins to pass connections on to a server, and returns the URL to call.
func open(t testing.TB, server string) (*way, string) {
	t.Helper()
	at, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &way{ended: make(chan struct{})}
	var passing sync.WaitGroup
	passing.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			w.calls.Add(1)
			passing.Go(func() { w.pass(near, at.Host) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); close(w.ended); passing.Wait() })
	return w, "redis://" + l.Addr().String() + at.Path
}

func (w *way) pass(near net.Conn, server string) {
	defer near.Close()
	far, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer far.Close()
	done := make(chan struct{}, 2)
	for _, ends := range [][2]net.Conn{{near, far}, {far, near}} {
		go func() {
			w.copy(ends[0], ends[1])
			done <- struct{}{}
		}()
	}
	select {
	case <-done:
	case <-w.ended:
	}
}

// copy passes on what comes, unless the way is silent then.
func (w *way) copy(from io.Reader, to io.Writer) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		if w.silent.Load() {
			continue
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// TestDown has the server go silent in the middle: a few turns wait for it, the
// next ones are told at once that nothing is remembered, and when it answers again
// the first one to ask has everything back.
func TestDown(t *testing.T) {
	clock := bottest.NewClock(start)
	w, url := open(t, bottest.Redis(t))
	s, ctx := connect(t, url, clock), t.Context()
	v := bot.Session{Person: 5, Shop: 3, Rev: 2, Expires: start.Add(bot.SessionTTL)}
	if err := s.Save(ctx, v); err != nil {
		t.Fatal(err)
	}
	w.silent.Store(true)
	for n := range failures {
		if _, ok, err := s.Load(ctx, 3, 5); ok || err == nil {
			t.Fatalf("load %d from silence: %v, %v", n, ok, err)
		}
	}
	calls := s.Server().Counts().Calls
	for range 1000 {
		v.Rev++
		if _, ok, err := s.Load(ctx, 3, 5); ok || err != nil {
			t.Fatalf("while it is down: %v, %v", ok, err)
		}
		if err := s.Save(ctx, v); err != nil {
			t.Fatal(err)
		}
	}
	if n := s.Server().Counts(); n.Calls != calls || n.Spared != 2000 || s.Server().State() != "open" {
		t.Errorf("%s, %+v: it was called", s.Server().State(), n)
	}
	w.silent.Store(false)
	clock.Advance(pause)
	got, ok, err := s.Load(ctx, 3, 5)
	if err != nil || !ok || got.Rev != 2 || s.Server().State() != "closed" {
		t.Errorf("afterwards %+v, %v, %v, %s", got, ok, err, s.Server().State())
	}
}

// TestGone has nobody at the address any more.
func TestGone(t *testing.T) {
	clock := bottest.NewClock(start)
	var gone atomic.Bool
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if gone.Load() {
			return nil, errors.New("refused")
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	s, err := Open(t.Context(), bottest.Redis(t), clock, Through(dial))
	if err != nil {
		t.Fatal(err)
	}
	gone.Store(true)
	if err := s.client.Close(); err != nil {
		t.Fatal(err)
	}
	s.client = redis.NewClient(&redis.Options{Dialer: dial, MaxRetries: 1})
	defer s.Close()
	for range 100 {
		_, _, _ = s.Load(t.Context(), 1, 1)
	}
	if n := s.Server().Counts(); n.Calls != failures || n.Downs != 1 {
		t.Errorf("counted %+v", n)
	}
}

// TestAnsweredIsNotDown asks for what the server refuses: it is well.
func TestAnsweredIsNotDown(t *testing.T) {
	s, ctx := connect(t, bottest.Redis(t), bottest.NewClock(start)), t.Context()
	if err := s.client.Set(ctx, s.key(2, 2), "no hash", 0).Err(); err != nil {
		t.Fatal(err)
	}
	for range 3 * failures {
		if _, _, err := s.Load(ctx, 2, 2); err == nil {
			t.Fatal("what is no session was loaded")
		}
	}
	if s.Server().State() != "closed" {
		t.Errorf("it is %s", s.Server().State())
	}
}

// TestOf has two databases on one server, or one before and after it was restored:
// neither remembers the other's sessions.
func TestOf(t *testing.T) {
	url, clock, ctx := bottest.Redis(t), bottest.NewClock(start), t.Context()
	before := connect(t, url, clock)
	after, err := Open(ctx, url, clock, Of("another"), Through((&net.Dialer{}).DialContext), Log(nil))
	if err != nil {
		t.Fatal(err)
	}
	defer after.Close()
	v := bot.Session{Person: 5, Shop: 3, Rev: 9, Expires: start.Add(time.Minute)}
	if err := before.Save(ctx, v); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := after.Load(ctx, 3, 5); ok || err != nil {
		t.Errorf("remembered is %v, %v", ok, err)
	}
	v.Rev, v.Lang = 1, "hi"
	if err := after.Save(ctx, v); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := after.Load(ctx, 3, 5); !ok || err != nil || got.Rev != 1 {
		t.Errorf("then %+v, %v, %v", got, ok, err)
	}
	if got, ok, err := before.Load(ctx, 3, 5); !ok || err != nil || got.Rev != 9 {
		t.Errorf("and the other's is %+v, %v, %v", got, ok, err)
	}
}

// BenchmarkDown is what a turn waits for a server that is silent, reading and
// writing.
func BenchmarkDown(b *testing.B) {
	w, url := open(b, bottest.Redis(b))
	s := connect(b, url, bottest.NewClock(start))
	w.silent.Store(true)
	for range failures {
		_, _, _ = s.Load(b.Context(), 1, 1)
	}
	b.ResetTimer()
	for range b.N {
		_, _, _ = s.Load(b.Context(), 1, 1)
		_ = s.Save(b.Context(), bot.Session{Person: 1, Shop: 1})
	}
}
