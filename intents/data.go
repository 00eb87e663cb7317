package intents

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

//go:embed data/*.toml
var dataFiles embed.FS

//go:embed phrases/*.txt
var phraseFiles embed.FS

// language is one data file: what a language says for the closed sets. Words are
// listed as they are written; they are compared by their plain form.
type language struct {
	Tag     string `toml:"-"`       // the file's name, a BCP 47 tag
	Compose bool   `toml:"compose"` // tens and ones are two words

	Function       string   `toml:"function"`
	Honorific      string   `toml:"honorific"`
	Verb           string   `toml:"verb"`
	Endings        []string `toml:"endings"` // of plurals and the like, that a name may take
	Case           []string `toml:"case"`    // what is written onto a name that other languages say after it
	Join           []string `toml:"join"`
	Follow         []string `toml:"follow"`
	Question       []string `toml:"question"`
	Also           []string `toml:"also"`
	Sum            []string `toml:"sum"`          // words before what several things come to
	Whether        []string `toml:"whether"`      // words that begin a question to be answered with yes or no
	Byname         []string `toml:"byname"`       // ends what is added to a name to tell two apart
	UntilAfter     []string `toml:"until_after"`  // after a day that something is to be done by
	UntilBefore    []string `toml:"until_before"` // before it
	Purpose        []string `toml:"purpose"`      // after what something is taken for
	Expiry         []string `toml:"expiry"`       // words beside the day that goods go bad
	Reported       []string `toml:"reported"`     // words of what somebody else is said to say
	Ask            string   `toml:"ask"`          // words a question is made with
	Negation       []string `toml:"negation"`
	Correction     []string `toml:"correction"`
	Was            []string `toml:"was"`
	Skip           []string `toml:"skip"`
	ReadOut        []string `toml:"read_out"` // whole sentences: speak what was said last
	Place          []string `toml:"place"`    // beside a number that is a place in a list
	Owner          []string `toml:"owner"`    // what follows the name of an owner
	All            []string `toml:"all"`
	CustomerAfter  []string `toml:"customer_after"`
	CustomerBefore []string `toml:"customer_before"`

	Ordinals    words `toml:"ordinals"`
	Numbers     words `toml:"numbers"`
	Multipliers words `toml:"multipliers"`
	Suffixes    words `toml:"suffixes"`
	Fractions   []struct {
		Words                []string
		Add, Alone, Is, Tail int64
	} `toml:"fractions"`
	Percent    []string    // after a number
	Worth      []string    // between a sum and what was sold for it
	Taken      []string    // what a customer does with goods
	Wanted     []string    // what is said of goods that somebody orders
	Exceptions []exception `toml:"exceptions"`

	Money struct{ Words, Paise []string } `toml:"money"`
	Rate  struct{ After, Before, Per []string }
	Units map[string][]string `toml:"units"`

	Measures []struct {
		Words []string
		Unit  string
		Per   int64
	} `toml:"measures"`

	Period    map[string][]string `toml:"period"`
	Months    words               `toml:"months"`
	Weekdays  words               `toml:"weekdays"`
	Tense     struct{ Future []string }
	Languages map[string][]string `toml:"languages"`
}

// script is what the language is written in: that of its first small word.
func (l language) script() script {
	for _, r := range l.Function {
		if s := scriptOf(r); s != noScript {
			return s
		}
	}
	return noScript
}

// telling calls f with the words that show the language by themselves: its small words,
// its verbs and its numbers. They come in parts no longer than a message may be.
func (l language) telling(f func(text string)) {
	f(l.Function)
	f(l.Verb)
	for _, n := range slices.Sorted(maps.Keys(l.Numbers)) {
		f(strings.Join(l.Numbers[n], " "))
	}
}

// words lists spellings by the number they stand for.
type words map[string][]string

// exception is a word that is no number after or before certain others.
type exception struct {
	Word          string
	After, Before []string
	Last          bool // at the end of a sentence of more than two words
}

// readLanguages reads every data file, in the order of their names.
func readLanguages(files fs.FS) ([]language, error) {
	names, err := fs.Glob(files, "data/*.toml")
	if err != nil {
		return nil, fmt.Errorf("intents: list data: %w", err)
	}
	var out []language
	for _, name := range names {
		var l language
		meta, err := toml.DecodeFS(files, name, &l) //nolint:musttag // keys are the fields, in lower case
		if err != nil {
			return nil, fmt.Errorf("intents: read %s: %w", name, err)
		}
		if unknown := meta.Undecoded(); len(unknown) > 0 {
			return nil, fmt.Errorf("intents: read %s: unknown key %s", name, strings.Join(unknown[0], "."))
		}
		l.Tag = strings.TrimSuffix(path.Base(name), ".toml")
		out = append(out, l)
	}
	return out, nil
}
