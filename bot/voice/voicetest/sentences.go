// Package voicetest is what hearing is measured with: sentences in ten languages, what is
// to be made of them, and voices that say them into voice notes.
//
//	for n, c := range voicetest.Sentences("testdata").Commands(t, "commands", "hi") {
//		clip := voicetest.Played(t, voicetest.Note(t, c.Said, "hi", n))
package voicetest

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// Langs are the languages that are measured.
func Langs() []string {
	return []string{"hi", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa", "en"}
}

// What a measurement shows that is good enough: so many commands of a language's twelve
// heard as they were meant, in so many of the ten languages.
const (
	FewestRight = 9
	FewestLangs = 8
)

// Command is a sentence, and what must be made of it, as [Written] writes it:
// "udhaar.give amount=500 as=credit customer=ramesh".
type Command struct{ Said, Want string }

// Sentences is the folder of the sentences.
type Sentences string

// Commands are those of a set in a language: its file has sentence, errand and slots
// between tabs.
func (s Sentences) Commands(t testing.TB, set, lang string) []Command {
	t.Helper()
	const fields = 3
	var out []Command
	for _, row := range s.table(t, set+"."+lang+".txt") {
		if len(row) != fields {
			t.Fatalf("%s.%s.txt: not three fields in %q", set, lang, row)
		}
		slots := strings.Fields(row[2])
		slices.Sort(slots)
		out = append(out, Command{Said: row[0], Want: strings.Join(append([]string{row[1]}, slots...), " ")})
	}
	return out
}

// Outside are the sentences of a language that are no commands.
func (s Sentences) Outside(t testing.TB, set, lang string) []string {
	t.Helper()
	var out []string
	for _, row := range s.table(t, set+"."+lang+".txt") {
		out = append(out, row[0])
	}
	return out
}

// Names are the names of the shop of the measurements, in a language.
func (s Sentences) Names(t testing.TB, lang string) []bot.Name {
	t.Helper()
	rows := s.table(t, "shop.tsv")
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

// table reads a file: fields between tabs, # for comments.
func (s Sentences) table(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(string(s), filepath.Base(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out [][]string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if line := lines.Text(); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
