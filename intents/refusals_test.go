package intents

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// one is a folder with one file.
func one(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }

func TestPhraseFilesAreRefusedAtTheirLine(t *testing.T) {
	for name, row := range map[string]struct{ text, place, says string }{
		"no sample":        {"ok\n{item} hai", ":2", "{slot:sample}"},
		"empty sample":     {"{item:} hai", ":1", "{slot:sample}"},
		"empty slot":       {"# x\n\n{:chini} hai", ":3", "{slot:sample}"},
		"open brace":       {"a\nb\nc\n{item:chini hai", ":4", "braces"},
		"stray brace":      {"item:chini} hai", ":1", "braces"},
		"brace in brace":   {"{a:{b:c}}", ":1", "braces"},
		"open group":       {"ok\r\nkitni (hai", ":2", "( without )"},
		"stray group":      {"kitni hai)", ":1", ") without ("},
		"group in group":   {"((a|b)|c)", ":1", "nest"},
		"too many choices": {strings.Repeat("(a|b)", 9), ":1", "256"},
	} {
		_, err := ParsePhrases(one("phrases/give.hi.txt", row.text))
		if !errors.Is(err, ErrPhrase) || !strings.Contains(err.Error(), "phrases/give.hi.txt"+row.place+":") || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAsManyChoicesAsAllowed(t *testing.T) {
	phrases, err := ParsePhrase(strings.TrimSpace(strings.Repeat("(a|b) ", 8)))
	if err != nil || len(phrases) != maxExpansions {
		t.Errorf("%d phrases, %v", len(phrases), err)
	}
}

func TestPhraseFilesMustBeNamedRightly(t *testing.T) {
	for _, name := range []string{"phrases/give.txt", "phrases/.hi.txt", "phrases/give..txt", "phrases/give.hi.old.txt"} {
		if _, err := ParsePhrases(one(name, "ok")); !errors.Is(err, ErrPhrase) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"phrases/give.hi.md", "phrases/sub/give.hi.txt", "give.hi.txt", "values/x.hi.txt"} {
		if got, err := ParsePhrases(one(name, "{broken")); err != nil || len(got) > 0 {
			t.Errorf("%s was read: %v, %v", name, got, err)
		}
	}
}

func TestValueFilesAreRefusedAtTheirLine(t *testing.T) {
	for text, place := range map[string]string{
		"cash nakad":             ":1",
		"cash: nakad\n: phonepe": ":2",
		"# how\n\n   \nudhaar":   ":4",
	} {
		_, err := parseValues(one("values/payment.hi.txt", text), nil)
		if !errors.Is(err, ErrPhrase) || !strings.Contains(err.Error(), "values/payment.hi.txt"+place+":") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := parseValues(one("values/payment.txt", "cash: x"), nil); !errors.Is(err, ErrPhrase) {
		t.Errorf("a file without a language: %v", err)
	}
}

// unreadable is a folder whose files cannot be read.
type unreadable struct{ fstest.MapFS }

var errUnreadable = errors.New("unreadable")

func (u unreadable) ReadFile(string) ([]byte, error) { return nil, errUnreadable }

func TestUnreadableFilesAreReported(t *testing.T) {
	files := unreadable{one("phrases/give.hi.txt", "ok")}
	if _, err := ParsePhrases(files); !errors.Is(err, errUnreadable) {
		t.Errorf("phrases: %v", err)
	}
	files = unreadable{one("values/kind.hi.txt", "a: b")}
	if _, err := parseValues(files, nil); !errors.Is(err, errUnreadable) {
		t.Errorf("values: %v", err)
	}
}

func TestSkillsAreRefusedByName(t *testing.T) {
	for name, files := range map[string]fs.FS{
		"an errand nobody declares": one("phrases/take.hi.txt", "le lo"),
		"a slot nobody declares":    one("phrases/give.hi.txt", "{item:chini} do"),
		"a phrase that is broken":   one("phrases/give.hi.txt", "{amount"),
		"a value that is broken":    one("values/kind.hi.txt", "x"),
	} {
		_, err := New([]bot.Skill{{Name: "shopkeeper", Files: files, Errands: []bot.Dialog{fakeErrand{"shopkeeper.give", parseSlots("amount:money")}}}})
		if !errors.Is(err, ErrPhrase) || !strings.Contains(err.Error(), "skill shopkeeper") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLanguageFilesAreRefused(t *testing.T) {
	for name, row := range map[string]struct{ text, says string }{
		"no toml":           {"numbers = [", "data/xx.toml"},
		"an unknown key":    {"nombers = 1", "nombers"},
		"a key too deep":    {"[money]\ncoins = [\"x\"]", "money.coins"},
		"the wrong type":    {"join = 5", "data/xx.toml"},
		"a list of lists":   {"join = [[\"a\"]]", "data/xx.toml"},
		"a number as a map": {"[numbers.one]\na = 1", "data/xx.toml"},
	} {
		_, err := readLanguages(one("data/xx.toml", row.text))
		if err == nil || !strings.Contains(err.Error(), row.says) || !strings.HasPrefix(err.Error(), "intents: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLanguagesWithImpossibleNumbersAreRefused(t *testing.T) {
	bad := words{"many": {"x"}}
	for name, l := range map[string]language{
		"numbers":     {Numbers: bad},
		"multipliers": {Multipliers: bad},
		"suffixes":    {Suffixes: bad},
		"months":      {Months: bad},
		"weekdays":    {Weekdays: bad},
		"ordinals":    {Ordinals: bad},
		"periods":     {Period: map[string][]string{"someday": {"x"}}},
		"overflow":    {Numbers: words{"99999999999999999999": {"x"}}},
	} {
		if _, err := newLexicon([]language{l}); err == nil || !strings.HasPrefix(err.Error(), "intents: data: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := newLexicon(nil); err != nil {
		t.Errorf("no language at all: %v", err)
	}
}

func TestLanguagesOnBoardAreNamedByTheirFile(t *testing.T) {
	data, err := readLanguages(dataFiles)
	if err != nil || len(data) < 2 {
		t.Fatalf("%d languages, %v", len(data), err)
	}
	seen := map[string]bool{}
	for _, l := range data {
		if l.Tag == "" || seen[l.Tag] || len(l.Numbers) == 0 || l.Function == "" {
			t.Errorf("language %q", l.Tag)
		}
		seen[l.Tag] = true
	}
	if !seen["hi"] || !seen["en"] {
		t.Errorf("on board are %v", seen)
	}
}

// savedTiny is a small model, saved.
func savedTiny(t testing.TB) []byte {
	t.Helper()
	u, err := New(tinySkills("give {customer:suresh} {amount:50}"))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := u.Save(common, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEveryShortenedModelIsRefused(t *testing.T) {
	whole := savedTiny(t)
	if _, err := readModel(bytes.NewReader(whole)); err != nil {
		t.Fatalf("the whole model: %v", err)
	}
	for n := 0; n < len(whole); n += 1 + n/7 {
		if _, err := readModel(bytes.NewReader(whole[:n])); !errors.Is(err, ErrModel) {
			t.Fatalf("%d bytes of %d: %v", n, len(whole), err)
		}
	}
	if _, err := readModel(bytes.NewReader(whole[:len(whole)-1])); !errors.Is(err, ErrModel) {
		t.Errorf("a byte short: %v", err)
	}
}

func TestModelsWithImpossibleHeadersAreRefused(t *testing.T) {
	good := savedHeader{Magic: savedMagic, Classes: 2, Features: 3, Scale: 1}
	for name, spoil := range map[string]func(*savedHeader){
		"another format":    func(h *savedHeader) { h.Magic[7] = '9' },
		"no classes":        func(h *savedHeader) { h.Classes = 0 },
		"too many classes":  func(h *savedHeader) { h.Classes = mostClasses + 1 },
		"too many features": func(h *savedHeader) { h.Features = mostFeatures + 1 },
		"too many weights":  func(h *savedHeader) { h.Weights = mostWeights + 1 },
	} {
		h := good
		spoil(&h)
		var b bytes.Buffer
		if err := binary.Write(&b, binary.LittleEndian, h); err != nil {
			t.Fatal(err)
		}
		if _, err := readModel(&b); !errors.Is(err, ErrModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSpoiltModelsNeverPanic(t *testing.T) {
	whole := savedTiny(t)
	rapid.Check(t, func(t *rapid.T) {
		spoilt := bytes.Clone(whole)
		header := binary.Size(savedHeader{})
		for range rapid.IntRange(1, 4).Draw(t, "bytes") {
			at := rapid.IntRange(0, min(len(spoilt)-1, 4*header)).Draw(t, "at")
			spoilt[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "with"))
		}
		if m, err := readModel(bytes.NewReader(spoilt)); err != nil && !errors.Is(err, ErrModel) {
			t.Fatalf("%v, %v", m, err)
		}
	})
}

// brokenReader fails; full takes nothing.
type (
	brokenReader struct{}
	full         struct{}
)

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }
func (full) Write([]byte) (int, error)        { return 0, io.ErrShortWrite }

func TestModelsThatCannotBeReadOrWritten(t *testing.T) {
	u, err := New(tinySkills(""), reading(brokenReader{}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.Understand(context.Background(), say("lend mohan 300")); !errors.Is(err, ErrModel) || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("read: %v", err)
	}
	if err := u.Save("xx", io.Discard); err == nil {
		t.Error("a language that nobody speaks was saved")
	}
	u, err = New(tinySkills(""))
	if err != nil {
		t.Fatal(err)
	}
	if err := u.Save(common, full{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("saved: %v", err)
	}
}

func TestFilesOfAFolderThatIsNotThere(t *testing.T) {
	if got, err := ParsePhrases(os.DirFS("testdata/nowhere")); err != nil || len(got) > 0 {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := (noFiles{}).Open("x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no files hold x: %v", err)
	}
}
