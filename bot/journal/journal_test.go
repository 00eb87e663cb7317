package journal_test

import (
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/journal/journaltest"
)

func TestConformance(t *testing.T) {
	journaltest.Run(t, func(t testing.TB, place string, clock bot.Clock) journaltest.Journal {
		j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(place, "data", "bot.db"), Clock: clock, Zone: "Asia/Kolkata"})
		if err != nil {
			t.Fatal(err)
		}
		return j
	})
}
