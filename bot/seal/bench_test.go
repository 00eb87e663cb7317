package seal_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// BenchmarkSeal is what a turn does a dozen times: it seals and opens a text of a
// kilobyte, and makes an index.
func BenchmarkSeal(b *testing.B) {
	j, err := journal.Open(b.Context(), journal.Config{Path: filepath.Join(b.TempDir(), "bot.db"), Clock: bottest.NewClock(time.Unix(1e9, 0)), Key: seal.Secret{1}})
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	k, p, plain := j.Keys(), seal.Place{Shop: 7, Column: "turn.body", Row: "12"}, make([]byte, 1000)
	sealed, err := k.Seal(b.Context(), p, plain)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := k.Open(b.Context(), p, sealed); err != nil { // from here on the key is kept
		b.Fatal(err)
	}
	b.Run("seal", func(b *testing.B) {
		for b.Loop() {
			_, err = k.Seal(b.Context(), p, plain)
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			_, err = k.Open(b.Context(), p, sealed)
		}
	})
	b.Run("blind", func(b *testing.B) {
		for b.Loop() {
			_ = k.Blind("address|wire", "919812345670")
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}
