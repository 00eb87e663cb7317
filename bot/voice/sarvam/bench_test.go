package sarvam

import (
	"math/rand/v2"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/caller"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// BenchmarkPieces is what it takes to make forms of a note of 5 minutes, before anything is
// sent: 11 pieces or more, 9.6 MB.
func BenchmarkPieces(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	s := voice.Speech{Clip: make(sound.Clip, 5*60*sound.Rate)}
	for i := range s.Clip {
		s.Clip[i] = int16(r.IntN(2000))
	}
	b.ReportAllocs()
	for b.Loop() {
		size := 0
		for _, f := range files(s) {
			body, _ := caller.Form(f, "model", DefaultModel)
			size += len(body)
		}
		b.ReportMetric(float64(size)/(1<<20), "MB")
	}
}
