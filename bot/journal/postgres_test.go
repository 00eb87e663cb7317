package journal_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/journal/journaltest"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// TestConformanceOnPostgres is the same suite as on SQLite, on a server.
func TestConformanceOnPostgres(t *testing.T) {
	server := bottest.StartPostgres(t)
	var places sync.Map // each place is a database
	journaltest.Run(t, func(t testing.TB, place string, clock bot.Clock) journaltest.Journal {
		url, known := places.Load(place)
		if !known {
			url = server.Database(t)
			places.Store(place, url)
		}
		j, err := journal.Open(t.Context(), journal.Config{URL: url.(string), Blobs: place, Clock: clock, Zone: "Asia/Kolkata", Key: seal.Secret{7}})
		if err != nil {
			t.Fatal(err)
		}
		return j
	})
}

// TestHints has one process on PostgreSQL hear from another where there is work,
// also when that is more than one notification holds.
func TestHints(t *testing.T) {
	server := bottest.StartPostgres(t)
	url, clock := server.Database(t), bottest.NewClock(time.Unix(1e9, 0))
	var js [2]*journal.Journal
	for i := range js {
		var err error
		if js[i], err = journal.Open(t.Context(), journal.Config{URL: url, Blobs: t.TempDir(), Clock: clock}); err != nil {
			t.Fatal(err)
		}
		defer js[i].Close()
	}
	if !js[0].Shared() {
		t.Error("a server is not shared")
	}
	heard := make(chan bot.Hint, 1000)
	ctx, stop := context.WithCancel(t.Context())
	var ears sync.WaitGroup
	ears.Go(func() { js[0].Hints(ctx, func(h bot.Hint) { heard <- h }) })
	listens := false
	for !listens { // nobody says when it has begun to listen
		if err := js[1].Hint(ctx, bot.Hint{Leases: true}); err != nil {
			t.Fatal(err)
		}
		select {
		case <-heard:
			listens = true
		default:
		}
	}
	const shops = 1000
	sent := bot.Hint{Sends: []string{"cloudapi"}}
	for shop := range bot.ShopID(shops) {
		sent.Shops = append(sent.Shops, 1e12+shop)
	}
	if err := js[1].Hint(ctx, sent); err != nil {
		t.Fatal(err)
	}
	seen := map[bot.ShopID]bool{}
	for len(seen) < shops {
		h := <-heard
		if len(h.Shops) > 0 && !slices.Equal(h.Sends, sent.Sends) {
			t.Fatalf("heard %v", h)
		}
		for _, shop := range h.Shops {
			seen[shop] = true
		}
	}
	stop()
	ears.Wait()
}

// again counts the units that were run again because two waited for each other.
type again struct {
	slog.Handler
	mu        sync.Mutex
	deadlocks int
}

func (a *again) Handle(_ context.Context, r slog.Record) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	r.Attrs(func(attr slog.Attr) bool {
		if strings.Contains(attr.Value.String(), "40P01") {
			a.deadlocks++
		}
		return true
	})
	return nil
}

// TestOneOrder has two processes tell of the same answers in opposite orders, some
// of bubbles that are known and some of others: nobody waits in a circle.
func TestOneOrder(t *testing.T) {
	const n, times = 16, 8
	url, clock := bottest.StartPostgres(t).Database(t), bottest.NewClock(start)
	seen := &again{Handler: slog.NewTextHandler(nil, &slog.HandlerOptions{Level: slog.LevelDebug})}
	var js [2]*journal.Journal
	for i := range js {
		var err error
		js[i], err = journal.Open(t.Context(), journal.Config{URL: url, Blobs: t.TempDir(), Clock: clock, Log: slog.New(seen)})
		if err != nil {
			t.Fatal(err)
		}
		defer js[i].Close()
	}
	for i := range times {
		receipts, statuses := answered(t, js[0], fmt.Sprint(i, "/"), n)
		if err := js[0].Settle(t.Context(), receipts[n/2]); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for p, j := range js {
			receipts, statuses := slices.Clone(receipts), slices.Clone(statuses)
			if p == 1 {
				slices.Reverse(receipts)
				slices.Reverse(statuses)
			}
			for k := range n {
				wg.Go(func() {
					if err := errors.Join(j.Settle(t.Context(), receipts...), j.Track(t.Context(), "console", statuses[k:]...)); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
	}
	if seen.deadlocks > 0 {
		t.Errorf("%d units waited for each other", seen.deadlocks)
	}
}

// answered are receipts of n answers of two bubbles each, and statuses of these.
func answered(t *testing.T, j *journal.Journal, key string, n int) (receipts []bot.Receipt, statuses []bot.Status) {
	t.Helper()
	for i := range n {
		to := bot.Target{Channel: "console", Address: fmt.Sprint(i)}
		if _, err := j.Receive(t.Context(), bot.Message{Channel: "console", ID: "hello" + to.Address, Address: to.Address}); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Tell(t.Context(), key+to.Address, to, bot.Reply{Key: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	out, err := j.Claim(t.Context(), "console", nil, n)
	if err != nil || len(out) != n {
		t.Fatalf("%d were claimed, %v", len(out), err)
	}
	for i, o := range out {
		parts := []string{fmt.Sprintf("%d-%d", o.ID, i), fmt.Sprintf("%d-%d", n-i, o.ID)}
		receipts = append(receipts, bot.Receipt{ID: o.ID, Parts: parts})
		for k, id := range parts {
			statuses = append(statuses, bot.Status{Bubble: id, Ref: fmt.Sprintf("%s.%d", o.Ref, k+1), State: bot.Delivered})
		}
	}
	return receipts, statuses
}
