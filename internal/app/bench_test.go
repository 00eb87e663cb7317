package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// The figures of docs/performance.md come from here; that page says how to take
// them, and what they must be.

// errandsOfADay are what a shopkeeper says most, by turns.
var errandsOfADay = []string{
	"2 kilo chini becha 90", "ramesh ko 500 udhaar diya", "3 packet maggi becha", "ramesh ne 200 diye",
	"chini kitni bachi hai", "1 kilo besan becha",
}

// shelf is a message that brings an item into the shop.
func shelf(n int) string {
	return fmt.Sprintf("%d packet item%c%c%c aaya %d ka", 5+n%7, 'a'+n/400, 'a'+n/20%20, 'a'+n%20, 100+n)
}

// speaker is a shop under measurement: whoever sends is told when the bubble is
// handed to the channel.
type speaker struct {
	*world
	mu   sync.Mutex
	sent map[string]chan struct{}
	n    atomic.Int64
}

// Send answers the one who waits.
func (s *speaker) Send(_ context.Context, b bot.Bubble) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sent := s.sent[b.Address]; sent != nil {
		close(sent)
		delete(s.sent, b.Address)
	}
	return fmt.Sprintf("b%d", s.n.Add(1)), nil
}

// Name is "wire".
func (*speaker) Name() string { return "wire" }

// Limits are none.
func (*speaker) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

// speaking opens an assistant at work, on the machine's clock.
func speaking(b *testing.B, with ...func(*app.Config)) *speaker {
	b.Helper()
	return speakingAt(b, b.TempDir(), with...)
}

// speakingAt is [speaking] on a folder.
func speakingAt(b *testing.B, dir string, with ...func(*app.Config)) *speaker {
	b.Helper()
	s := &speaker{sent: map[string]chan struct{}{}}
	s.world = openAt(b, dir, append(with, func(c *app.Config) {
		c.Channels, c.Clock, c.Observe = []bot.Channel{s}, app.SystemClock{}, nil
	})...)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Engine.Run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
	})
	return s
}

// turn sends a message and returns how long it took until its answer was handed
// to the channel: stored durably, understood, committed, written in words.
func (s *speaker) turn(b *testing.B, address, text string) time.Duration {
	sent := make(chan struct{})
	s.mu.Lock()
	s.sent[address] = sent
	s.mu.Unlock()
	begin := time.Now()
	m := bot.Message{Channel: "wire", ID: fmt.Sprintf("m%d", s.n.Add(1)), Address: address, Text: text, At: begin}
	if err := s.Engine.Receive(context.Background(), m); err != nil {
		b.Error(err)
		return 0
	}
	select {
	case <-sent:
	case <-time.After(time.Minute):
		b.Errorf("%q was not answered", text)
	}
	return time.Since(begin)
}

// BenchmarkTurn works one turn after the other in a shop with 500 items of its
// own beside the starter's, each on the disk before it is answered.
func BenchmarkTurn(b *testing.B) { oneByOne(b, speaking(b)) }

// BenchmarkTurnUnsealed is the same on a database that is not sealed: the difference
// is what sealing costs.
func BenchmarkTurnUnsealed(b *testing.B) { oneByOne(b, speaking(b, unsealed)) }

func oneByOne(b *testing.B, s *speaker) {
	b.Helper()
	for n := range 500 {
		s.turn(b, "owner", shelf(n))
	}
	took := make([]time.Duration, b.N)
	b.ResetTimer()
	for n := range b.N {
		took[n] = s.turn(b, "owner", errandsOfADay[n%len(errandsOfADay)])
	}
	b.StopTimer()
	percentiles(b, took)
}

// BenchmarkTurnParallelShops works turns of 64 shops at once.
func BenchmarkTurnParallelShops(b *testing.B) {
	const shops = 64
	s := speaking(b)
	for n := range shops {
		s.turn(b, fmt.Sprint("owner", n), "1000 kilo chini aayi")
	}
	var next atomic.Int64
	took := make([][]time.Duration, shops)
	b.ResetTimer()
	begin := time.Now()
	var crew sync.WaitGroup
	for n := range shops {
		crew.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				took[n] = append(took[n], s.turn(b, fmt.Sprint("owner", n), errandsOfADay[i%int64(len(errandsOfADay))]))
			}
		})
	}
	crew.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/time.Since(begin).Seconds(), "turns/s")
	percentiles(b, slices.Concat(took...))
}

// percentiles reports how long turns took, in milliseconds.
func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, p := range []int{50, 95, 99} {
		at := took[min(len(took)*p/100, len(took)-1)]
		b.ReportMetric(float64(at.Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
}

// BenchmarkFirstAnswer opens the assistant, learning included, and has one
// message answered: in an empty folder, and in one with a thousand turns.
func BenchmarkFirstAnswer(b *testing.B) {
	first := func(b *testing.B, dir string) {
		ctx := context.Background()
		post := newPost()
		a, err := app.Open(ctx, app.Config{Data: dir, Clock: app.SystemClock{}, Channels: []bot.Channel{post}})
		if err != nil {
			b.Fatal(err)
		}
		m := bot.Message{Channel: "wire", ID: fmt.Sprint(time.Now().UnixNano()), Address: "owner", Text: "2 kilo chini becha 90", At: time.Now()}
		if err := a.Engine.Receive(ctx, m); err != nil {
			b.Fatal(err)
		}
		if err := a.Engine.Settle(ctx); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if post.n != 1 {
			b.Fatalf("%d bubbles", post.n)
		}
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.Run("fresh", func(b *testing.B) {
		for range b.N {
			b.StopTimer()
			dir := b.TempDir()
			b.StartTimer()
			first(b, dir)
		}
	})
	b.Run("existing", func(b *testing.B) {
		dir := b.TempDir()
		w := openAt(b, dir)
		owner := &person{world: w, address: "owner"}
		for n := range 1000 {
			owner.says(b, errandsOfADay[n%len(errandsOfADay)])
		}
		b.ResetTimer()
		for range b.N {
			first(b, dir)
		}
	})
}

// BenchmarkUnderstand is the understanding alone, of the sentences of a turn, in
// a shop with 500 items of its own.
func BenchmarkUnderstand(b *testing.B) {
	w := open(b)
	owner := w.stranger()
	for n := range 500 {
		owner.says(b, shelf(n))
	}
	ctx := context.Background()
	words, err := w.Book.Words(ctx, bot.NewTurn(0, owner.shop(b), 0, morning))
	if err != nil {
		b.Fatal(err)
	}
	took := make([]time.Duration, b.N)
	b.ResetTimer()
	for n := range b.N {
		begin := time.Now()
		u, err := w.Engine.Understand.Understand(ctx, bot.Utterance{
			Text: errandsOfADay[n%len(errandsOfADay)], Lang: "hi-Latn", Now: morning, Zone: india(), Words: words,
		})
		took[n] = time.Since(begin)
		if err != nil || len(u.Commands) != 1 || !strings.Contains(u.Commands[0].Errand, ".") {
			b.Fatalf("%v, %v", u, err)
		}
	}
	b.StopTimer()
	percentiles(b, took)
}
