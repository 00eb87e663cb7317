package journal_test

import (
	"context"
	"slices"
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
