package skills_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

// spoken are the languages the product has, as a bundle orders them: every skill speaks
// them all.
var spoken = append([]string{"en"}, slices.DeleteFunc(locales.Languages(), func(lang string) bool { return lang == "en" })...)

// talked are those in which transcripts show every errand: each in its own letters, and
// Hindi in both.
var talked = slices.DeleteFunc(slices.Clone(spoken), func(lang string) bool {
	return strings.HasSuffix(lang, "-Latn") && lang != "hi-Latn"
})

// least is how many phrases an errand has in each language, before they expand, and
// fewer in Latin letters where those are not what most write; one that is built, and so
// acts, has more.
const (
	leastDeclared = 20
	leastBuilt    = 30
	leastNative   = 12
	leastLatin    = 7
)

// leastOf is the least for an errand in a language.
func leastOf(d bot.Dialog, lang string) int {
	switch {
	case locales.Base(lang) != "hi" && strings.HasSuffix(lang, "-Latn"):
		return leastLatin
	case lang != "en" && locales.Base(lang) != "hi":
		return leastNative
	case built(d):
		return leastBuilt
	}
	return leastDeclared
}

func built(d bot.Dialog) bool {
	p, ok := d.(bot.Pending)
	return !ok || !p.NotYet()
}

// inner reports whether only the engine begins an errand.
func inner(d bot.Dialog) bool {
	i, ok := d.(bot.Inner)
	return ok && i.Inner()
}

// each runs a test for every errand of every skill that people begin.
func each(t *testing.T, test func(t *testing.T, s bot.Skill, d bot.Dialog)) {
	for _, s := range skills.All(nil) {
		for _, d := range s.Errands {
			if inner(d) {
				continue
			}
			t.Run(d.Name(), func(t *testing.T) { test(t, s, d) })
		}
	}
}

func texts(t *testing.T) *locales.Bundle {
	t.Helper()
	b, err := app.Texts(skills.All(nil))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTextsAreComplete(t *testing.T) {
	for _, fault := range texts(t).Check() {
		t.Error(fault)
	}
	for _, s := range skills.All(nil) {
		if got := texts(t).Languages(s.Name); !slices.Equal(got, spoken) {
			t.Errorf("%s speaks %v, want %v", s.Name, got, spoken)
		}
	}
}

func TestErrandsBelongToTheirSkill(t *testing.T) {
	each(t, func(t *testing.T, s bot.Skill, d bot.Dialog) {
		if owner, _, _ := strings.Cut(d.Name(), "."); owner != s.Name {
			t.Errorf("%s is listed by %s", d.Name(), s.Name)
		}
		if built(d) && d.Version() == "" {
			t.Error("has no version")
		}
	})
}

func TestEveryErrandHasATitleAndAnExample(t *testing.T) {
	b := texts(t)
	ears := ears(t)
	each(t, func(t *testing.T, _ bot.Skill, d bot.Dialog) {
		for _, lang := range spoken {
			if _, err := b.Write(lang, d.Name()+".title", nil); err != nil {
				t.Error(err)
			}
			example, err := b.Write(lang, d.Name()+".example", nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := understood(t, ears, lang, example); got != d.Name() {
				t.Errorf("%s: the example %q is understood as %s", lang, example, got)
			}
		}
	})
}

// listener understands as in a shop that has just begun.
type listener struct {
	bot.Understander
	words []bot.Vocabulary
}

func ears(t *testing.T) listener {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Clock: bottest.NewClock(time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	words, err := a.Book.Words(t.Context(), bot.NewTurn(0, 1, 0, time.Time{}))
	if err != nil {
		t.Fatal(err)
	}
	return listener{a.Engine.Understand, words}
}

// understood is the errand a sentence starts in a conversation in a language.
func understood(t *testing.T, ears listener, lang, text string) string {
	t.Helper()
	u, err := ears.Understand(t.Context(), bot.Utterance{
		Text: text, Lang: lang, Words: ears.words, Now: time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC), Zone: time.UTC,
	})
	if err != nil {
		t.Fatal(err)
	}
	if u.Unsure || len(u.Commands) != 1 {
		return fmt.Sprintf("%d commands, nearest %v", len(u.Commands), u.Nearest)
	}
	return u.Commands[0].Errand
}

func TestEverySlotThatIsAskedHasItsQuestion(t *testing.T) {
	b := texts(t)
	each(t, func(t *testing.T, _ bot.Skill, d bot.Dialog) {
		for _, slot := range d.Slots() {
			if slot.Optional || !built(d) {
				continue
			}
			for _, lang := range spoken {
				if _, err := b.Write(lang, d.Name()+".ask."+slot.Name, nil); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

func TestEveryErrandHasPhrases(t *testing.T) {
	each(t, func(t *testing.T, s bot.Skill, d bot.Dialog) {
		_, stem, _ := strings.Cut(d.Name(), ".")
		for _, lang := range spoken {
			if n := lines(t, s.Files, "phrases/"+stem+"."+lang+".txt"); n < leastOf(d, lang) {
				t.Errorf("%s: %d phrases, want %d", lang, n, leastOf(d, lang))
			}
		}
	})
}

// lines counts those of a file that are no comment.
func lines(t *testing.T, files fs.FS, name string) int {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.SplitSeq(string(raw), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			n++
		}
	}
	return n
}

func TestNoPhraseMeansTwoErrands(t *testing.T) {
	first := map[string]string{}
	for _, s := range skills.All(nil) {
		phrases, err := intents.ParsePhrases(s.Files)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range phrases {
			errand := s.Name + "." + p.Errand
			key := p.Lang + " " + p.Text
			if other, taken := first[key]; taken && other != errand {
				t.Errorf("%q (%s) is %s and %s", p.Text, p.Lang, other, errand)
			}
			first[key] = errand
		}
	}
}

// TestEveryErrandIsTalkedThrough plays the transcripts of every skill that has
// built errands: each errand is done in every language, and each skill is corrected,
// cancelled and undone.
func TestEveryErrandIsTalkedThrough(t *testing.T) {
	for _, s := range skills.All(nil) {
		if !slices.ContainsFunc(s.Errands, built) {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			done, heard := map[string]bool{}, map[string]bool{}
			bottest.Play(t, filepath.Join(s.Name, "testdata", "*.txtar"), apptest.Observed(func(turn bot.Trace) {
				for _, f := range turn.Finished {
					done[f.Errand+" in "+turn.Lang] = true
				}
				if turn.Undoes != 0 {
					heard["undo"] = true
				}
				for _, c := range turn.Understood.Commands {
					heard[string(c.Kind)] = true
					if c.Correction {
						heard["correction"] = true
					}
				}
			}))
			for _, d := range s.Errands {
				for _, lang := range talked {
					if what := d.Name() + " in " + lang; built(d) && !done[what] {
						t.Errorf("no transcript does %s", what)
					}
				}
			}
			for _, what := range []string{"correction", "cancel", "undo"} {
				if !heard[what] {
					t.Errorf("no transcript has a %s", what)
				}
			}
		})
	}
}
