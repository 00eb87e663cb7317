package journal_test

import (
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/journal/journaltest"
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
		j, err := journal.Open(t.Context(), journal.Config{URL: url.(string), Blobs: place, Clock: clock, Zone: "Asia/Kolkata"})
		if err != nil {
			t.Fatal(err)
		}
		return j
	})
}
