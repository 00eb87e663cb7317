package locales

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sahayak-dev/sahayak/bot"
)

// Problem says what is wrong with a text.
type Problem string

// What [Bundle.Check] looks for.
const (
	Missing    Problem = "missing"             // another language of the prefix has the key
	Different  Problem = "other placeholders"  // than the first language of the prefix
	Unknown    Problem = "unknown placeholder" // not an argument's name, or asked for what no argument can do
	Leaked     Problem = "foreign letters"     // words in a script that the language's readers did not choose
	Long       Problem = "label too long"      // for a button
	Ragged     Problem = "label of many lines" // a button has one
	Decomposed Problem = "letters in parts"    // not in Unicode's composed form: would not compare equal
	Unheard    Problem = "spoken form"         // of no text, or in a language that is not read aloud
)

// maxLabel is how many runes a button of the narrowest channel holds.
const maxLabel = 20

// Fault is one text that is not good yet.
type Fault struct {
	Lang    string
	Key     string
	Problem Problem
	Detail  string // the words or names it is about
}

// String puts the fault on one line, for a test's output.
func (f Fault) String() string {
	return strings.TrimSuffix(fmt.Sprintf("%s: %s: %s: %s", f.Lang, f.Key, f.Problem, f.Detail), ": ")
}

// Check reads every text with a proofreader's eye and lists what it finds, by
// prefix, key and language. A prefix is only held to the languages it declares.
func (b *Bundle) Check() []Fault {
	var faults []Fault
	for prefix, langs := range b.spoken {
		for _, key := range b.union(prefix) {
			faults = append(faults, b.compare(langs, key)...)
			for _, lang := range langs {
				faults = append(faults, b.proofread(lang, key)...)
			}
			faults = append(faults, b.listen(langs, key)...)
		}
		faults = append(faults, b.orphans(prefix, langs)...)
	}
	slices.SortStableFunc(faults, func(a, c Fault) int {
		return strings.Compare(a.Key+"\x00"+a.Lang, c.Key+"\x00"+c.Lang)
	})
	return faults
}

// union lists every key that some language of a prefix has.
func (b *Bundle) union(prefix string) []string {
	var all []string
	for _, keys := range b.keys[prefix] {
		all = append(all, keys...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// compare holds the languages of a key against each other.
func (b *Bundle) compare(langs []string, key string) []Fault {
	var faults []Fault
	var model []string
	seen := false
	for _, lang := range langs {
		t, ok := b.editions[lang].texts[key]
		switch {
		case !ok:
			faults = append(faults, Fault{Lang: lang, Key: key, Problem: Missing})
		case !seen:
			model, seen = t.needs, true
		case !slices.Equal(model, t.needs):
			detail := fmt.Sprintf("%v, not %v", t.needs, model)
			faults = append(faults, Fault{Lang: lang, Key: key, Problem: Different, Detail: detail})
		}
	}
	return faults
}

// listen holds the spoken form of a key against the text, and the languages that are read
// aloud against each other: what one has, all have.
func (b *Bundle) listen(langs []string, key string) []Fault {
	spoken := key + spokenForm
	if !slices.ContainsFunc(langs, func(lang string) bool { return b.editions[lang].has(spoken) }) {
		return nil
	}
	var faults []Fault
	add := func(lang string, p Problem, detail string) {
		faults = append(faults, Fault{Lang: lang, Key: spoken, Problem: p, Detail: detail})
	}
	for _, lang := range langs {
		e := b.editions[lang]
		switch said := e.texts[spoken]; {
		case b.heard[lang] == nil && e.has(spoken):
			add(lang, Unheard, "")
		case b.heard[lang] != nil && !e.has(spoken):
			add(lang, Missing, "")
		case said != nil && e.texts[key] != nil:
			for _, name := range said.needs {
				if !slices.Contains(e.texts[key].needs, name) {
					add(lang, Different, name)
				}
			}
		}
		faults = append(faults, b.proofread(lang, spoken)...)
	}
	return faults
}

// orphans finds spoken forms of what is not written.
func (b *Bundle) orphans(prefix string, langs []string) []Fault {
	var faults []Fault
	for _, lang := range langs {
		e := b.editions[lang]
		for key := range e.texts {
			written, spoken := strings.CutSuffix(key, spokenForm)
			if spoken && strings.HasPrefix(key, prefix+".") && !e.has(written) {
				faults = append(faults, Fault{Lang: lang, Key: key, Problem: Unheard})
			}
		}
	}
	return faults
}

// has reports whether the edition has a key, be it to say nothing.
func (e *edition) has(key string) bool {
	_, ok := e.texts[key]
	return ok
}

// proofread looks at one text alone.
func (b *Bundle) proofread(lang, key string) []Fault {
	e := b.editions[lang]
	t := e.texts[key]
	if t == nil {
		return nil
	}
	var faults []Fault
	add := func(p Problem, detail string) {
		faults = append(faults, Fault{Lang: lang, Key: key, Problem: p, Detail: detail})
	}
	for _, name := range t.strange {
		add(Unknown, name)
	}
	if err := e.rehearse(key, t); err != nil {
		add(Unknown, err.Error())
	}
	for _, word := range leaks(e.tongue.script, t.plain) {
		add(Leaked, word)
	}
	if !norm.NFC.IsNormalString(t.plain) {
		add(Decomposed, "")
	}
	if strings.Contains(key, ".choice.") || strings.HasSuffix(key, ".title") { // a title is offered when it is not clear what was meant
		label(t, add)
	}
	return faults
}

// rehearse writes a text without arguments and with all of them: what reading
// it did not show.
func (e *edition) rehearse(key string, t *text) error {
	args := make(map[string]bot.Value, len(t.needs))
	for _, name := range t.needs {
		args[name] = bot.Value{Kind: bot.Number, N: 2000}
	}
	_, bare := e.write(key, t, nil)
	_, full := e.write(key, t, args)
	return errors.Join(bare, full)
}

// label looks at the words of a button. Arguments have a length only when they
// are known, so what is counted is the rest.
func label(t *text, add func(Problem, string)) {
	for _, line := range strings.Split(strings.TrimSuffix(t.plain, "\n"), "\n") {
		if utf8.RuneCountInString(line) > maxLabel {
			add(Long, line)
		}
	}
	for _, form := range t.forms {
		if strings.Contains(strings.TrimSpace(form), "\n") {
			add(Ragged, form)
		}
	}
}
