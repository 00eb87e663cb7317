package journal_test

import (
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/journal/journaltest"
	"github.com/sahayak-dev/sahayak/bot/seal"
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

// TestConformanceSealed is the same suite on a journal that is sealed.
func TestConformanceSealed(t *testing.T) {
	key := seal.NewSecret()
	journaltest.Run(t, func(t testing.TB, place string, clock bot.Clock) journaltest.Journal {
		j, err := journal.Open(t.Context(), journal.Config{
			Path: filepath.Join(place, "data", "bot.db"), Clock: clock, Zone: "Asia/Kolkata", Key: key,
		})
		if err != nil {
			t.Fatal(err)
		}
		return j
	})
}

// TestConformanceTwice is the same suite with every unit of work run twice, the
// first time in vain: nothing of a first run may be left, no key either.
func TestConformanceTwice(t *testing.T) {
	journaltest.Run(t, func(t testing.TB, place string, clock bot.Clock) journaltest.Journal {
		j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(place, "data", "bot.db"), Clock: clock, Zone: "Asia/Kolkata", Key: seal.Secret{7}})
		if err != nil {
			t.Fatal(err)
		}
		return journal.Twice(j)
	})
}
