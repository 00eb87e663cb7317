package sphinx_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice/voicetest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// langs are the languages that are measured.
var langs = voicetest.Langs()

// sentences are those of the measurements.
const sentences = voicetest.Sentences("testdata")

// shopWords are the same, as the ears ask for them.
func shopWords(t testing.TB, lang string) []bot.Vocabulary {
	names := sentences.Names(t, lang)
	return []bot.Vocabulary{{Key: "sphinx/" + lang, Read: func(context.Context) ([]bot.Name, error) { return names, nil }}}
}

// ears understand what was heard.
var ears = sync.OnceValues(app.Ears)

// noon is when all is said: 21 May 2026, noon in Delhi.
var noon = time.Date(2026, 5, 21, 6, 30, 0, 0, time.UTC)

// understood is what is made of a text, written like what is wanted. "" when nobody would
// act on it.
func understood(t testing.TB, text, lang string) string {
	t.Helper()
	u, err := ears()
	if err != nil {
		t.Fatal(err)
	}
	got, err := u.Understand(t.Context(), bot.Utterance{
		Text: text, Lang: lang, Home: lang, Now: noon, Zone: time.FixedZone("IST", 5*3600+1800), Words: shopWords(t, lang),
	})
	if err != nil {
		t.Fatal(err)
	}
	return voicetest.Written(got)
}

// TestSentencesAreUnderstood sees that what is measured is the hearing alone: typed, every
// sentence gives what stands beside it.
func TestSentencesAreUnderstood(t *testing.T) {
	for _, lang := range langs {
		for _, c := range sentences.Commands(t, "commands", lang) {
			if got := understood(t, c.Said, lang); got != c.Want {
				t.Errorf("%s: %q\n\tgot  %s\n\twant %s", lang, c.Said, got, c.Want)
			}
		}
	}
}
