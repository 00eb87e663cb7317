package intents

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The development sets of the other languages: written before any phrase of them, in the
// format of dev.tsv, measured against and never learnt. One file in the language's own
// script, one as it is typed in Latin letters.
const (
	yardsticks  = "testdata/dev/*.tsv"
	leastNative = 40
	leastTyped  = 20
)

// yardstick reads the development sets by their names.
func yardstick(t testing.TB) map[string][]tableLine {
	t.Helper()
	files, err := filepath.Glob(yardsticks)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	out := map[string][]tableLine{}
	for _, file := range files {
		name := filepath.Base(file)
		out[name] = tableAt(t, filepath.Join("dev", name), 2)
	}
	return out
}

func TestYardsticksAreWhole(t *testing.T) {
	all := yardstick(t)
	for _, lang := range []string{"bn", "gu", "kn", "ml", "mr", "pa", "ta", "te"} {
		native, typed := all[lang+".tsv"], all[lang+"-Latn.tsv"]
		if len(native) < leastNative || len(typed) < leastTyped {
			t.Errorf("%s has %d lines, %d in Latin letters", lang, len(native), len(typed))
		}
	}
}

func TestYardsticksWantWhatIsDeclared(t *testing.T) {
	c, err := readCorpus(skillsAt("../skills"))
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range yardstick(t) {
		for _, l := range lines {
			for _, want := range strings.Split(l.fields[1], " ; ") {
				checkDeclared(t, c, name, l, strings.Fields(want))
			}
		}
	}
}

// checkDeclared sees that there is such an errand, with such slots.
func checkDeclared(t *testing.T, c *corpus, name string, l tableLine, want []string) {
	t.Helper()
	if _, command := commands[want[0]]; command || want[0] == outOfScope {
		return
	}
	e := c.errands[want[0]]
	if e == nil {
		t.Errorf("%s:%d: no errand %s", name, l.line, want[0])
		return
	}
	for _, w := range want[1:] {
		slot, value, ok := strings.Cut(w, "=")
		if _, declared := e.slot(slot); !declared || !ok || value == "" {
			t.Errorf("%s:%d: %s has no slot for %q", name, l.line, want[0], w)
		}
	}
}

func TestYardsticksAreNotLearnt(t *testing.T) {
	c, err := readCorpus(skillsAt("../skills"))
	if err != nil {
		t.Fatal(err)
	}
	learnt := map[string]Phrase{}
	for _, p := range c.phrases {
		if _, command := commands[p.Errand]; !command {
			learnt[spoken(tokenise(p.Text))] = p
		}
	}
	var once []string
	for name, lines := range yardstick(t) {
		for _, l := range lines {
			key := spoken(tokenise(normalise(l.fields[0])))
			if p, ok := learnt[key]; ok {
				t.Errorf("%s:%d: %q stands at %s:%d of %s", name, l.line, l.fields[0], p.File, p.Line, p.Errand)
			}
			once = append(once, name+key)
		}
	}
	slices.Sort(once)
	if n := len(once); len(slices.Compact(once)) != n {
		t.Error("a line stands in a set twice")
	}
}
