package sphinx_test

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// langs are the languages that are measured.
var langs = []string{"hi", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa", "en"}

// command is a sentence, and what must be made of it: "udhaar.give amount=500 customer=ramesh".
type command struct{ said, want string }

// table reads a file of testdata: fields between tabs, # for comments.
func table(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	s := bufio.NewScanner(f)
	for s.Scan() {
		if line := s.Text(); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// commands are the sentences of a set in a language.
func commands(t testing.TB, set, lang string) []command {
	t.Helper()
	var out []command
	for _, row := range table(t, set+"."+lang+".txt") {
		if len(row) != 3 {
			t.Fatalf("%s.%s.txt: not three fields in %q", set, lang, row)
		}
		slots := strings.Fields(row[2])
		slices.Sort(slots)
		out = append(out, command{row[0], strings.Join(append([]string{row[1]}, slots...), " ")})
	}
	return out
}

// outside are the sentences of a language that are no commands.
func outside(t testing.TB, set, lang string) []string {
	t.Helper()
	var out []string
	for _, row := range table(t, set+"."+lang+".txt") {
		out = append(out, row[0])
	}
	return out
}

// shopNames are the names of the shop of the measurements, in a language.
func shopNames(t testing.TB, lang string) []bot.Name {
	t.Helper()
	rows := table(t, "shop.tsv")
	column := slices.Index(rows[0], lang)
	if column < 0 {
		t.Fatalf("shop.tsv has no %s", lang)
	}
	var out []bot.Name
	for _, row := range rows[1:] {
		out = append(out, bot.Name{Kind: bot.Kind(row[0]), ID: row[1], Unit: row[2], Text: row[column]})
	}
	return out
}

// shopWords are the same, as the ears ask for them.
func shopWords(t testing.TB, lang string) []bot.Vocabulary {
	names := shopNames(t, lang)
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
	if got.Unsure {
		return ""
	}
	var out []string
	for _, c := range got.Commands {
		out = append(out, written(c))
	}
	return strings.Join(out, " ; ")
}

// written is a command: errand, then its slots in order.
func written(c bot.Command) string {
	fields := []string{cmp.Or(c.Errand, string(c.Kind))}
	for slot, v := range c.Slots {
		fields = append(fields, slot+"="+value(v))
	}
	slices.Sort(fields[1:])
	return strings.Join(fields, " ")
}

// value is a value of a slot: an id, rupees, a quantity with its unit.
func value(v bot.Value) string {
	switch v.Kind {
	case bot.Item, bot.Customer:
		return cmp.Or(v.ID, "?"+v.Text)
	case bot.Money:
		return fmt.Sprintf("%g", float64(v.N)/100)
	case bot.Quantity:
		return cmp.Or(v.Text, fmt.Sprintf("%g%s", float64(v.N)/1000, v.Unit))
	case bot.Number:
		return fmt.Sprintf("%g", float64(v.N)/1000)
	default:
		return v.Text
	}
}

// TestSentencesAreUnderstood sees that what is measured is the hearing alone: typed, every
// sentence gives what stands beside it.
func TestSentencesAreUnderstood(t *testing.T) {
	for _, lang := range langs {
		for _, c := range commands(t, "commands", lang) {
			if got := understood(t, c.said, lang); got != c.want {
				t.Errorf("%s: %q\n\tgot  %s\n\twant %s", lang, c.said, got, c.want)
			}
		}
	}
}
