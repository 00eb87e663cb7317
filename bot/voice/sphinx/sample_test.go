package sphinx_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/app"
)

func TestSample(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var tsv strings.Builder
	for _, lang := range langs {
		v, err := app.Aloud(lang, shopNames(t, lang))
		if err != nil {
			t.Fatal(err)
		}
		for i := range 24 {
			text := sphinx.Sample(v, lang, r.IntN)
			e, _ := espeak.Find()
			ph, err := e.Phonemes(t.Context(), strings.Fields(text), lang)
			if err != nil {
				t.Fatal(err)
			}
			e.Variant = []string{"m1", "f2", "m7", "f4"}[i%4]
			e.Speed = []int{150, 160, 140, 170}[i/4%4]
			name := fmt.Sprintf("%s.%d", lang, i)
			e.Decode = func(_ context.Context, wav []byte, _ sound.Limits) (sound.Clip, error) {
				return nil, os.WriteFile("/dev/shm/t/train/"+name+".wav", wav, 0o600)
			}
			if _, err := e.Synthesise(t.Context(), text, lang); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&tsv, "%s\t%s\t%s\n", name, text, strings.Join(ph, " | "))
		}
	}
	os.WriteFile("/dev/shm/t/train/list.tsv", []byte(tsv.String()), 0o600)
}
