package sphinx_test

import (
	"os"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/app"
)

func TestCover(t *testing.T) {
	for _, set := range []string{"dev", "commands"} {
		for _, lang := range langs {
			v, err := app.Aloud(lang, shopNames(t, lang))
			if err != nil {
				t.Fatal(err)
			}
			s, a := sphinx.Size(v, lang)
			n, all := 0, 0
			for _, c := range commands(t, set, lang) {
				all++
				if sphinx.Says(v, lang, c.said) {
					n++
				} else if set == "dev" || os.Getenv("ALL") != "" {
					t.Logf("%s: not said: %s", lang, c.said)
				}
			}
			t.Logf("%s %s: %d of %d; sentences %d states %d arcs %d", set, lang, n, all, len(v.Sentences), s, a)
		}
	}
}
