package intents

import (
	"bufio"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// tableLine is a line of a table: its tab-separated fields and where it stands.
type tableLine struct {
	fields []string
	line   int
}

// tableAt reads a table of testdata: fields separated by tabs, # for comments.
func tableAt(t testing.TB, name string, fewest int) []tableLine {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []tableLine
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		l := tableLine{fields: strings.Split(s.Text(), "\t"), line: n}
		if len(l.fields) < fewest || slices.Contains(l.fields[:fewest], "") {
			t.Fatalf("%s:%d: fewer than %d fields in %q", name, n, fewest, s.Text())
		}
		out = append(out, l)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// ordered writes what is wanted as [told] does, the slots in order.
func ordered(want string) string {
	var out []string
	for _, c := range strings.Split(want, " ; ") {
		fields := strings.Fields(c)
		slices.Sort(fields[1:])
		out = append(out, strings.Join(fields, " "))
	}
	return strings.Join(out, " ; ")
}

// about is the errand a sentence of the table is about.
func (l tableLine) about() string { return strings.Fields(l.fields[1])[0] }

// understood writes what is made of an utterance.
func understood(t testing.TB, v bot.Utterance) string {
	t.Helper()
	got, err := understander(t).Understand(context.Background(), v)
	if err != nil {
		t.Fatalf("%q: %v", v.Text, err)
	}
	return told(got)
}

// mostSlips is how many sentences may be taken for another errand, or asked back
// about, before the table is worse than it was: what is learnt shifts a little
// whenever phrases do. Where the errand is right, every slot must be.
const mostSlips = 12

func TestSentences(t *testing.T) {
	slips := 0
	for _, l := range tableAt(t, "sentences.tsv", 2) {
		got, want := understood(t, say(l.fields[0])), ordered(l.fields[1])
		switch {
		case got == want:
		case errandsOf(got) == errandsOf(want):
			t.Errorf("line %d: %q\n\tgot  %s\n\twant %s", l.line, l.fields[0], got, want)
		default:
			slips++
			t.Logf("line %d: %q\n\tgot  %s\n\twant %s", l.line, l.fields[0], cmp.Or(got, "nothing"), want)
		}
	}
	if slips > mostSlips {
		t.Errorf("%d sentences slip, more than %d", slips, mostSlips)
	}
}

// errandsOf is what was understood, without the slots.
func errandsOf(told string) string {
	var out []string
	for _, c := range strings.Split(told, " ; ") {
		errand, _, _ := strings.Cut(c, " ")
		out = append(out, errand)
	}
	return strings.Join(out, " ")
}

// fewestSentences is how many sentences the table must hold of each errand that
// is built.
var fewestSentences = map[string]int{
	"sales.record": 25, "stock.add": 25, "stock.count": 25, "stock.check": 25,
	"udhaar.give": 25, "udhaar.repay": 25, "udhaar.balance": 25, "sales.report": 25,
	"stock.low": 10, "stock.items": 10, "stock.item": 10, "udhaar.list": 10,
	"settings.language": 10, "settings.show": 10, "settings.shop": 10, "settings.demo": 10,
}

func TestEveryErrandHasItsSentences(t *testing.T) {
	total := map[string]int{}
	scripts := map[string]map[string]int{}
	for _, l := range tableAt(t, "sentences.tsv", 2) {
		total[l.about()]++
		if scripts[l.about()] == nil {
			scripts[l.about()] = map[string]int{}
		}
		scripts[l.about()][languageOf(t, l.fields[0])]++
	}
	const fewestInALanguage = 2
	for errand, fewest := range fewestSentences {
		if total[errand] < fewest {
			t.Errorf("%s has %d sentences, fewer than %d", errand, total[errand], fewest)
		}
		for _, lang := range []string{"hi", "hi-Latn", "en"} {
			if scripts[errand][lang] < fewestInALanguage {
				t.Errorf("%s has %d sentences in %s", errand, scripts[errand][lang], lang)
			}
		}
	}
}

// languageOf is the language a sentence is taken to be in.
func languageOf(t testing.TB, text string) string {
	t.Helper()
	got, err := understander(t).Understand(context.Background(), say(text))
	if err != nil {
		t.Fatal(err)
	}
	return got.Lang
}

func TestSentencesInDevanagariAreHindi(t *testing.T) {
	for _, l := range tableAt(t, "sentences.tsv", 2) {
		first := []rune(l.fields[0])[0]
		if lang := languageOf(t, l.fields[0]); (scriptOf(first) == devanagari) && lang != "hi" {
			t.Errorf("line %d: %q is in %q", l.line, l.fields[0], lang)
		}
	}
}

func TestSentencesAreNotLearnt(t *testing.T) {
	c, err := readCorpus(skillsAt("../skills"))
	if err != nil {
		t.Fatal(err)
	}
	learnt := map[string]Phrase{}
	for _, p := range c.phrases {
		learnt[spoken(tokenise(p.Text))] = p
	}
	for _, name := range []string{"sentences.tsv", "todo.tsv"} {
		for _, l := range tableAt(t, name, 2) {
			if p, ok := learnt[spoken(tokenise(normalise(l.fields[0])))]; ok {
				t.Errorf("%s:%d: %q stands at %s:%d of %s", name, l.line, l.fields[0], p.File, p.Line, p.Errand)
			}
		}
	}
}

func TestSentencesAreWrittenOnce(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"sentences.tsv", "todo.tsv", "dev.tsv"} {
		for _, l := range tableAt(t, name, 2) {
			key := strings.ToLower(l.fields[0])
			if other, ok := seen[key]; ok {
				t.Errorf("%s:%d: %q stands in %s too", name, l.line, l.fields[0], other)
			}
			seen[key] = name
		}
	}
}

func TestSentencesWantWhatIsDeclared(t *testing.T) {
	ids := map[string]bool{}
	for _, n := range shopNames() {
		ids[n.ID] = true
	}
	for _, name := range []string{"sentences.tsv", "todo.tsv"} {
		for _, l := range tableAt(t, name, 2) {
			for _, c := range strings.Split(l.fields[1], " ; ") {
				fields := strings.Fields(c)
				checkWanted(t, name, l, fields[0], fields[1:], ids)
			}
		}
	}
}

// checkWanted reports slots that the errand has not, and things the shop has not.
func checkWanted(t *testing.T, name string, l tableLine, errand string, wanted []string, ids map[string]bool) {
	t.Helper()
	slots, ok := declared[errand]
	if !ok {
		t.Errorf("%s:%d: no errand %s", name, l.line, errand)
	}
	kinds := map[string]bot.Kind{}
	for _, s := range parseSlots(slots) {
		kinds[s.Name] = s.Kind
	}
	for _, w := range wanted {
		slot, value, ok := strings.Cut(w, "=")
		if kinds[slot] == "" || !ok || value == "" {
			t.Errorf("%s:%d: %s has no slot for %q", name, l.line, errand, w)
		}
		if k := kinds[slot]; (k == bot.Item || k == bot.Customer) && value[0] != '?' && value[0] != '~' && !ids[value] {
			t.Errorf("%s:%d: the shop has no %s", name, l.line, value)
		}
	}
}

// mostTodo is how many sentences were not understood when they were filed, of
// 381 written: 355 were, 93 in 100. Five are spellings of goods, filed later.
const mostTodo = 31

func TestTodoDoesNotGrow(t *testing.T) {
	wrong := 0
	for _, l := range tableAt(t, "todo.tsv", 3) {
		got := cmp.Or(understood(t, say(l.fields[0])), "nothing")
		switch {
		case got == ordered(l.fields[1]):
			t.Logf("line %d: %q is right by now", l.line, l.fields[0])
			continue
		case got != ordered(l.fields[2]):
			t.Logf("line %d: %q gives %s by now", l.line, l.fields[0], got)
		}
		wrong++
	}
	if wrong > mostTodo {
		t.Errorf("%d sentences are not understood, more than %d", wrong, mostTodo)
	}
}

func TestNothingIsDoneOutOfWrongGuesses(t *testing.T) {
	// Of what is not understood, what would change the book unasked is counted
	// apart: it is worse than a question back.
	writes := map[string]bool{"sales.record": true, "stock.add": true, "stock.count": true, "udhaar.give": true, "udhaar.repay": true}
	const mostWritten = 9
	written := 0
	for _, l := range tableAt(t, "todo.tsv", 3) {
		got := understood(t, say(l.fields[0]))
		errand, _, _ := strings.Cut(got, " ")
		if got != ordered(l.fields[1]) && writes[errand] && !strings.HasSuffix(got, "unsure") {
			written++
			t.Logf("%q: %s", l.fields[0], got)
		}
	}
	if written > mostWritten {
		t.Errorf("%d would be written wrongly, more than %d", written, mostWritten)
	}
}
