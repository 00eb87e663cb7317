package sphinx_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/bot/voice/voicetest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// recogniser hears what can be said in the shop of the measurements.
func recogniser(t testing.TB) *sphinx.Recogniser {
	t.Helper()
	e, err := espeak.Find()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]bot.Name{}
	for _, lang := range langs {
		names[lang] = sentences.Names(t, lang)
	}
	r, err := sphinx.New(sphinx.Config{Say: e, Temp: t.TempDir(), Vocabulary: func(_ context.Context, _ bot.ShopID, lang string) (sphinx.Vocabulary, error) {
		return app.Aloud(lang, names[lang])
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// result is how a language went.
type result struct {
	right, wrong, silent int
	accepted             int
	took                 time.Duration
	notes                []string
}

// run says everything of a language and hears it.
func run(t *testing.T, r *sphinx.Recogniser, lang, commandSet, outsideSet string) result {
	var out result
	if err := r.Warm(t.Context(), 1, lang); err != nil {
		t.Error(err)
		return out
	}
	hear := func(said string, n int) string {
		clip := voicetest.Played(t, voicetest.Note(t, said, lang, n))
		begun := time.Now()
		heard, err := r.Recognise(t.Context(), voice.Speech{Clip: clip, Lang: lang, Shop: 1})
		out.took += time.Since(begun)
		if err != nil || !heard.Limited {
			t.Errorf("%s: %q: %+v, %v", lang, said, heard, err)
		}
		return heard.Text
	}
	all := sentences.Commands(t, commandSet, lang)
	for n, c := range all {
		heard := hear(c.Said, n)
		switch got := understood(t, heard, lang); {
		case got == c.Want:
			out.right++
			continue
		case heard == "":
			out.silent++
		default:
			out.wrong++
		}
		out.notes = append(out.notes, fmt.Sprintf("%s: said  %s\n    heard %s", lang, c.Said, heard))
	}
	others := sentences.Outside(t, outsideSet, lang)
	for n, said := range others {
		if heard := hear(said, n); heard != "" {
			out.accepted++
			out.notes = append(out.notes, fmt.Sprintf("%s: no command %s\n    heard %s", lang, said, heard))
		}
	}
	out.took /= time.Duration(len(all) + len(others))
	return out
}

// measured are the languages of the table: English, or, for whoever has the time and wants
// to know ($SPEECH is "all"), every one. In the others it does not hear as it should yet.
func measured() []string {
	if os.Getenv("SPEECH") == "all" {
		return langs
	}
	return []string{"en"}
}

// TestTable says twelve commands and twelve other sentences in a language, and shows how
// they were heard.
func TestTable(t *testing.T) {
	r, langs := recogniser(t), measured()
	if _, err := ears(); err != nil {
		t.Fatal(err)
	}
	results := make([]result, len(langs))
	var work sync.WaitGroup
	places := make(chan struct{}, 2)
	for i, lang := range langs {
		work.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			results[i] = run(t, r, lang, "commands", "outside")
		})
	}
	work.Wait()
	var out strings.Builder
	good := 0
	for i, lang := range langs {
		is := results[i]
		fmt.Fprintf(&out, "| %s | %d | %d | %d | %d | %d |\n", lang, is.right, is.wrong, is.silent, is.accepted, is.took.Milliseconds())
		if is.right >= voicetest.FewestRight {
			good++
		}
		if is.accepted > 0 {
			t.Errorf("%s: %d sentences that are no commands were heard as one", lang, is.accepted)
		}
	}
	t.Logf("\n| lang | right of 12 | wrong | not heard | others accepted of 12 | ms |\n|---|---|---|---|---|---|\n%s", &out)
	for _, is := range results {
		for _, note := range is.notes {
			t.Log(note)
		}
	}
	if want := min(voicetest.FewestLangs, len(langs)); good < want {
		t.Errorf("%d languages with %d commands right, want %d", good, voicetest.FewestRight, want)
	}
}
