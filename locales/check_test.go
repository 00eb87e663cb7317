package locales_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/locales"
)

func TestNewRefusesWhatNoReaderShouldMeet(t *testing.T) {
	for name, c := range map[string]struct{ file, content, says string }{
		"no TOML":          {"en", "t = ", "toml"},
		"a key twice":      {"en", "t = 'a'\nt = 'b'", "already"},
		"a number":         {"en", "t = 5", "int64"},
		"an unquoted key":  {"en", "give.done = 'a'", "in quotes"},
		"a strange plural": {"en", "[t]\nsome = 'a'\nother = 'b'", "plural form"},
		"no other":         {"en", "[t]\none = 'a'", `"other" is missing`},
		"an empty text":    {"en", "t = ' '", "empty"},
		"no template":      {"en", "t = '{{.A'", "template"},
		"unknown function": {"en", "t = '{{colour .A}}'", "colour"},
		"a loop":           {"en", "t = '{{range .A}}x{{end}}'", "range"},
		"a moved dot":      {"en", "t = '{{with .A}}x{{end}}'", "with"},
		"the dot":          {"en", "t = '{{.}}'", "may not use"},
		"a variable":       {"en", "t = '{{$a := .A}}x'", "variables"},
		"a template":       {"en", "t = '{{define \"a\"}}x{{end}}y'", "define templates"},
		"another template": {"en", "t = '{{if .A}}{{else}}{{template \"a\"}}{{end}}'", "may not use"},
		"no language":      {"english please", "t = 'a'", "not a language tag"},
		"no words for it":  {"fr", "t = 'a'", "fr: there are no words"},
	} {
		_, err := locales.New(source(map[string]string{c.file: c.content}))
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "locales: ") {
			t.Errorf("%s: %v, want %q in it", name, err, c.says)
		}
	}
}

func TestNewRefusesPrefixes(t *testing.T) {
	for _, prefix := range []string{"", "a.b"} {
		if _, err := locales.New(locales.Source{Prefix: prefix, Files: fstest.MapFS{}}); err == nil {
			t.Errorf("%q is taken as a prefix", prefix)
		}
	}
}

func TestNewRefusesAKeyOfTwoSources(t *testing.T) {
	one := source(map[string]string{"en": "t = 'a'"})
	if _, err := locales.New(one, one); err == nil || !strings.Contains(err.Error(), "x.t is said twice") {
		t.Error(err)
	}
}

func TestNewPassesOnWhatItCouldNotRead(t *testing.T) {
	_, err := locales.New(locales.Source{Prefix: "x", Files: broken{}})
	if !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
}

type broken struct{}

func (broken) Open(string) (fs.File, error) { return nil, fs.ErrPermission }

func TestNewReadsOnlyTexts(t *testing.T) {
	files := fstest.MapFS{
		"locales/README.md": {Data: []byte("# hello")},
		"locales/hi.toml":   {Data: []byte("t = 'ह'")},
		"phrases/t.hi.txt":  {Data: []byte("x")},
	}
	b, err := locales.New(locales.Source{Prefix: "x", Files: files}, locales.Source{Prefix: "y", Files: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Languages("x"); !slices.Equal(got, []string{"hi"}) {
		t.Error(got)
	}
	if got := b.Languages("y"); len(got) != 0 {
		t.Error(got)
	}
}

func TestCheckFinds(t *testing.T) {
	const fine = "t = 'good'"
	for name, c := range map[string]struct {
		en, hi, latin string
		want          []string
	}{
		"nothing":             {fine, "t = 'ठीक'", "t = 'theek'", nil},
		"a missing key":       {fine + "\nu = 'more'", "t = 'ठीक'", "t = 'theek'\nu = 'aur'", []string{"hi: x.u: missing"}},
		"a placeholder less":  {"t = '{{.A}} {{.B}}'", "t = '{{.A}}'", "t = '{{.B}}{{.A}}'", []string{"hi: x.t: other placeholders: [A], not [A B]"}},
		"plural needs Count":  {"[t]\none = 'a'\nother = 'b'", "t = '{{.Count}}'", "t = '{{if .Count}}a{{end}}'", nil},
		"English in Hindi":    {fine, "t = 'ये item ठीक'", fine, []string{"hi: x.t: foreign letters: item"}},
		"Latin that is ours":  {fine, "t = 'UPI से, 2 kg, SMS, WhatsApp।'", fine, nil},
		"Hindi in English":    {"t = 'a दुकान'", "t = 'दुकान'", fine, []string{"en: x.t: foreign letters: दुकान"}},
		"Hindi in Latin":      {fine, "t = 'ठीक'", "t = 'theek है'", []string{"hi-Latn: x.t: foreign letters: है"}},
		"a danda in Latin":    {fine, "t = 'ठीक।'", "t = 'theek।'", []string{"hi-Latn: x.t: foreign letters: ।"}},
		"a leak in a branch":  {"t = 'a{{if .A}}b{{end}}'", "t = 'क {{if .A}}b{{end}}'", "t = '{{if .A}}{{else}}a{{end}}'", []string{"hi: x.t: foreign letters: b"}},
		"a leak in a plural":  {"[t]\none = 'क'\nother = 'b'", "t = 'क{{if .Count}}{{end}}'", "t = 'k{{.Count}}'", []string{"en: x.t: foreign letters: क"}},
		"Tamil anywhere":      {"t = 'a உ'", "t = 'क உ'", fine, []string{"en: x.t: foreign letters: உ", "hi: x.t: foreign letters: உ"}},
		"a small letter":      {"t = '{{.amount}}'", "t = '{{.amount}}'", "t = '{{.amount}}'", []string{"en: x.t: unknown placeholder: amount", "hi: x.t: unknown placeholder: amount", "hi-Latn: x.t: unknown placeholder: amount"}},
		"a button too long":   {"'a.choice.b' = 'twenty-one letters he'", "'a.choice.b' = 'ठीक'", "'a.choice.b' = 'twenty letters and h'", []string{"en: x.a.choice.b: label too long: twenty-one letters he"}},
		"a button of lines":   {"'a.choice.b' = '''a\nb'''", "'a.choice.b' = 'क'", "'a.choice.b' = 'k'", []string{"en: x.a.choice.b: label of many lines: a\nb"}},
		"long, but no button": {"t = 'twenty-one letters here and more'", "t = 'क'", "t = 'k'", nil},
		"letters in parts":    {fine, "t = '\u095b'", fine, []string{"hi: x.t: letters in parts"}},
	} {
		b := bundle(t, map[string]string{"en": c.en, "hi": c.hi, "hi-Latn": c.latin})
		var got []string
		for _, f := range b.Check() {
			got = append(got, f.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestCheckFindsWhatCannotBeWritten(t *testing.T) {
	for name, text := range map[string]string{
		"unknown method":           "{{.A.Colour}}",
		"unknown method in branch": "{{if .A}}{{else}}{{if .B}}{{.A.Colour}}{{end}}{{end}}",
		"method of a string":       "{{.A.Plain.Abs}}",
		"arguments compared":       "{{if eq .A \"upi\"}}x{{end}}",
		"an index":                 "{{index .A 1}}",
	} {
		faults := bundle(t, map[string]string{"en": "t = '''" + text + "'''"}).Check()
		if !slices.ContainsFunc(faults, func(f locales.Fault) bool { return f.Problem == locales.Unknown }) {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestParseTag(t *testing.T) {
	for s, want := range map[string]string{
		"hi": "hi", "HI": "hi", "hi-IN": "hi", "hi_IN": "hi", "hi-Deva": "hi", "hi-Deva-IN": "hi",
		"hi-Latn": "hi-Latn", "hi_latn": "hi-Latn", "HI-LATN-IN": "hi-Latn",
		"en": "en", "en-IN": "en", "en-GB-oxendict": "en", "ta-Latn": "ta-Latn", "pa-Arab": "pa-Arab", "iw": "he",
	} {
		if got, err := locales.ParseTag(s); got != want || err != nil {
			t.Errorf("ParseTag(%q) = %q, %v; want %q", s, got, err, want)
		}
	}
	for _, s := range []string{"", "?", "hindi language", "und", "und-Latn", "x-private", strings.Repeat("a", 5000)} {
		if got, err := locales.ParseTag(s); got != "" || !errors.Is(err, locales.ErrTag) {
			t.Errorf("ParseTag(%.20q) = %q, %v", s, got, err)
		}
	}
}

func FuzzParseTag(f *testing.F) {
	for _, s := range []string{"hi-Latn", "en_IN", "", "und", "zh-Hant-TW-u-co-stroke", "a-DE"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tag, err := locales.ParseTag(s)
		if err != nil {
			return
		}
		if again, err := locales.ParseTag(tag); again != tag || err != nil {
			t.Errorf("ParseTag(%q) = %q, which reads %q, %v", s, tag, again, err)
		}
	})
}
