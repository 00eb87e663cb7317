package settings

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// lexicon is what words mean that people say of settings. A word, or several with a blank
// between, can have several senses.
type lexicon map[string][]string

// Senses of whole messages.
const (
	senseStop   = "stop"   // no more messages are wanted
	senseHalt   = "halt"   // something shall stop
	senseDelete = "delete" // confirms a deletion
	senseFine   = "fine"   // agrees to whatever was said
)

// Senses of words in a sentence.
const (
	sensePIN      = "pin"      // names one
	senseUnwanted = "unwanted" // something is not to be
	sensePlain    = "plain"    // of messages that come unasked, and of agreeing to them
)

// lexicons are what the files of this package say, by language, and all together under
// [every]. They are read once; that they can be is for a test to show.
var lexicons = sync.OnceValue(func() map[string]lexicon {
	all, err := readLexicons(files)
	if err != nil {
		panic(err)
	}
	return all
})

// every is what all languages together are filed under: a word to stop counts in any.
const every = ""

// english is mixed into every other language.
const english = "en"

// inEvery are the words of every language.
func inEvery() lexicon { return lexicons()[every] }

// in are the words of a language, in both its scripts, and of the English that is mixed
// into it. "sat" is seven in one language and Saturday in another.
func in(lang string) lexicon {
	if l, ok := lexicons()[base(lang)]; ok && lang != english {
		return l
	}
	return lexicons()["hi"] // English is mixed with it
}

// base is a language without its script.
func base(lang string) string { return strings.TrimSuffix(lang, inLatin) }

// readLexicons reads words/<lang>.txt: lines of "sense: word, another word".
func readLexicons(files fs.FS) (map[string]lexicon, error) {
	names, err := fs.Glob(files, "words/*.txt")
	if err != nil {
		return nil, err
	}
	all := map[string]lexicon{every: {}}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		lang := base(strings.TrimSuffix(path.Base(name), ".txt"))
		if all[lang] == nil {
			all[lang] = lexicon{}
		}
		for line := range strings.Lines(string(raw)) {
			sense, words, ok := strings.Cut(line, ":")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			for said := range strings.SplitSeq(words, ",") {
				all[every].learn(said, sense)
				all[lang].learn(said, sense)
			}
		}
	}
	for said, senses := range all[english] {
		for _, l := range all {
			for _, sense := range senses {
				l.learn(said, sense) // where it is known already, nothing changes
			}
		}
	}
	return all, nil
}

// learn files a sense of something said.
func (l lexicon) learn(said, sense string) {
	said = shop.Fold(said)
	if said != "" && !slices.Contains(l[said], sense) {
		l[said] = append(l[said], sense)
	}
}

// means reports whether a text is one saying of some sense. Which marks around it do not
// count is for who asks to say: "delete?" deletes nothing.
func (l lexicon) means(text, sense string) bool {
	return slices.Contains(l[shop.Fold(text)], sense)
}

// within reports whether a saying of some sense stands in a text, as words of its own.
func (l lexicon) within(text, sense string) bool {
	return l.find(" "+strings.Join(split(text), " ")+" ", sense, " ")
}

// inside reports whether a saying of some sense stands in a text, even within a word:
// "upipin".
func (l lexicon) inside(text, sense string) bool { return l.find(shop.Fold(text), sense, "") }

// find reports whether a saying of some sense, with what is around it, stands in a text.
func (l lexicon) find(text, sense, around string) bool {
	for saying, senses := range l {
		if slices.Contains(senses, sense) && strings.Contains(text, around+saying+around) {
			return true
		}
	}
	return false
}
