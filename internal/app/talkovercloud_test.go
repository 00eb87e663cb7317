package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice/voicetest"
)

// spokenSentences are those that the ears on board are measured with.
const spokenSentences = voicetest.Sentences("../../bot/voice/sphinx/testdata")

// hearsWell are the languages of whose twelve commands [voicetest.FewestRight] must be
// understood. They are to be [voicetest.FewestLangs]: in the others it is not heard as it
// should yet. That nothing is done that was not meant is demanded of all.
var hearsWell = []string{"en"}

// atOnce is how many languages are measured at a time: a recogniser takes a whole processor.
const atOnce = 2

// TestTalkOverCloud has a shopkeeper of each language say twelve commands, and twelve
// sentences that are none, into voice notes, and everything go the whole way: a phone on
// the emulated Cloud API, its webhook, the download, the ears on board, the engine and the
// book. What was heard wrongly must be seen and never be done; what is agreed to must
// stand in the book as if it had been typed. Under the race detector it is two languages;
// without it all.
func TestTalkOverCloud(t *testing.T) {
	langs := voicetest.Langs()
	if bottest.RaceDetector {
		langs = []string{"en", "hi"}
	}
	results, places := make([]talked, len(langs)), make(chan struct{}, atOnce)
	t.Run("languages", func(t *testing.T) {
		for i, lang := range langs {
			t.Run(lang, func(t *testing.T) {
				t.Parallel()
				places <- struct{}{}
				defer func() { <-places }()
				results[i] = talk(t, lang)
			})
		}
	})
	var out strings.Builder
	for i, lang := range langs {
		r := &results[i]
		if r.whole == 0 {
			continue // it was not run, or it failed
		}
		out.WriteString(r.row(lang))
		if slices.Contains(hearsWell, lang) && r.right < voicetest.FewestRight {
			t.Errorf("%s: %d commands were understood, want %d", lang, r.right, voicetest.FewestRight)
		}
	}
	t.Logf("\n| lang | right of 12 | wrong, but caught | not heard | others taken for a command, of 12 | ms to hear | s in all |\n|---|---|---|---|---|---|---|\n%s", &out)
}

// talked is how a language went.
type talked struct {
	right, caught, deaf int
	taken               int             // sentences outside that were heard as a command
	agreed              int             // of those that were right
	took                []time.Duration // to hear each
	whole               time.Duration
}

// row is a row of the table.
func (r *talked) row(lang string) string {
	slices.Sort(r.took)
	median := time.Duration(0)
	if len(r.took) > 0 {
		median = r.took[len(r.took)/2]
	}
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %.1f |\n", lang, r.right, r.caught, r.deaf, r.taken, median.Milliseconds(), r.whole.Seconds())
}

// talk says everything of a language. A second shopkeeper types what the first agrees to.
func talk(t *testing.T, lang string) talked {
	var out talked
	begun := time.Now()
	s := talking(t, lang)
	talks, types := s.shopkeeper(t, "owner"), s.shopkeeper(t, "other")
	for n, c := range spokenSentences.Commands(t, "commands", lang) {
		out.command(t, talks, types, c, n)
	}
	for n, said := range spokenSentences.Outside(t, "outside", lang) {
		out.outside(t, talks, said, n)
	}
	if a, b := talks.book(t), types.book(t); a != b {
		t.Errorf("what was said and agreed to is not what is written when it is typed:\n%s\ntyped:\n%s", added(b, a), added(a, b))
	}
	if out.right >= voicetest.FewestRight && out.agreed == 0 {
		t.Error("nothing was agreed to")
	}
	out.whole = time.Since(begun)
	return out
}

// command says a command, and leaves it, or agrees to it: to every other that was right.
func (r *talked) command(t *testing.T, talks, types *shopkeeper, c voicetest.Command, n int) {
	a := r.hears(t, talks, c.Said, n)
	got, want := voicetest.Written(a.Understood), talks.typed(t, c)
	switch {
	case got == want:
		r.right++
		if next, ok := r.agrees(t, talks, a); ok {
			types.leaves(t, types.writes(t, c.Said))
			a = next
		}
	case a.Text == "":
		r.deaf++
		t.Logf("said  %s\nnot heard", c.Said)
	default:
		r.caught++
		t.Logf("said  %s\nheard %s\nwhich is  %s\nand not   %s", c.Said, a.Text, got, want)
	}
	talks.leaves(t, a)
}

// agrees says yes to every other thing that is asked about, and wants it in the book.
func (r *talked) agrees(t *testing.T, who *shopkeeper, a answer) (next answer, ok bool) {
	if r.right%2 == 0 {
		return a, false
	}
	before := who.book(t)
	next, ok = who.takes(t, a, agrees)
	if ok {
		r.agreed++
		if who.book(t) == before {
			t.Errorf("%q was agreed to, and is not in the book", a.Text)
		}
	}
	return next, ok
}

// outside says what is no command: nothing may come of it.
func (r *talked) outside(t *testing.T, who *shopkeeper, said string, n int) {
	a := r.hears(t, who, said, n)
	if a.Text != "" {
		r.taken++
		t.Logf("no command  %s\nheard       %s\nwhich is    %s", said, a.Text, voicetest.Written(a.Understood))
	}
	for _, f := range a.Finished {
		t.Errorf("%q was taken for %q, and %s done", said, a.Text, f.Errand)
	}
	who.leaves(t, a)
}

// hears has something said. Whatever was heard is seen, and nothing is written for it.
func (r *talked) hears(t *testing.T, who *shopkeeper, said string, n int) answer {
	before := who.book(t)
	a, took := who.talks(t, said, n)
	r.took = append(r.took, took)
	if after := who.book(t); after != before || len(a.Effects) > 0 {
		t.Errorf("%q was heard as %q, and written unasked:\n%s", said, a.Text, added(before, after))
	}
	want := "bot.heard"
	if a.Text == "" {
		want = "bot.unheard"
	}
	if !a.said(want) {
		t.Errorf("%q was heard as %q, and answered by %q", said, a.Text, a.keys())
	}
	return a
}
