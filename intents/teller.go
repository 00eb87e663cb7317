package intents

import (
	"cmp"
	"math"
	"slices"

	"github.com/sahayak-dev/sahayak/locales"
)

// teller tells which language a message is in. A script of one language is enough;
// of words in a shared one, such as Latin and Devanagari, it asks how each language would say
// them: by whole words, and by runs of three letters for spellings nobody has written
// down.
type teller struct {
	langs  []string   // the languages told apart, without script
	cases  [][]string // what each of them writes onto a name, the longest first
	people *people    // names, whose endings tell
	shared map[script]*habits
}

// habits is what words of one script look like in each language.
type habits struct {
	words map[string][]float32 // times seen, by language
	runs  map[string][]float32 // of three letters
	pairs map[string][]float32 // of the first two of them
	total []float32            // words
}

// newTellerOf is a teller that knows the languages there are, and nothing of how they look.
func newTellerOf(data []language) *teller {
	t := &teller{people: everybody(), shared: map[script]*habits{}}
	for _, l := range data {
		t.langs = append(t.langs, l.Tag)
		t.cases = append(t.cases, byLength(l.Case))
	}
	return t
}

// newTeller learns from the phrases, names left out, and from the languages' own words.
func newTeller(phrases []Phrase, data []language) *teller {
	t := newTellerOf(data)
	at := map[string]int{}
	for i, lang := range t.langs {
		at[lang] = i
	}
	speak := map[script]int{latin: 2} // all of them are typed in it
	for _, l := range data {
		speak[l.script()]++
	}
	for s, n := range speak {
		if n < 2 {
			continue
		}
		t.shared[s] = &habits{
			words: map[string][]float32{}, runs: map[string][]float32{}, pairs: map[string][]float32{},
			total: make([]float32, len(t.langs)),
		}
	}
	for _, p := range phrases {
		lang, ok := at[locales.Base(p.Lang)]
		if !ok {
			continue
		}
		p.around(func(text string) { t.learn(lang, text, 1) })
	}
	for _, l := range data {
		l.telling(func(text string) { t.learn(at[l.Tag], text, often) })
	}
	return t
}

// learn counts the words of a text.
func (t *teller) learn(lang int, text string, weight float32) {
	for _, tok := range tokenise(normalise(text)) {
		h := t.shared[tok.in]
		if tok.class != word || h == nil {
			continue
		}
		n := len(t.langs)
		tally(h.words, tok.plain, n)[lang] += weight
		h.total[lang] += weight
		runsOf(tok.plain, func(run string) {
			tally(h.runs, run, n)[lang] += weight
			tally(h.pairs, run[:2], n)[lang] += weight
		})
	}
}

// tally is the counts under a key, made when there are none.
func tally(m map[string][]float32, key string, n int) []float32 {
	if m[key] == nil {
		m[key] = make([]float32, n)
	}
	return m[key]
}

// runsOf calls f with every run of three letters of a word, its ends marked.
func runsOf(plain string, f func(run string)) {
	marked := "^" + plain[:min(len(plain), longestWord)] + "$"
	for i := 0; i+3 <= len(marked); i++ {
		f(marked[i : i+3])
	}
}

// What is not known of words, and how far one word can speak against a language.
const (
	rarely      = 0.1
	alphabet    = 28
	byWord      = 0.8 // of a word's probability comes from the word, the rest from its letters
	farthest    = 3.5 // behind the likeliest language, as a logarithm
	mostGuessed = 2.0 // of such words together
	guessed     = 1.0 // the same, for a word that no language's phrases have: it may be a name
	ownBonus    = 6.0 // for the language of the conversation
	anyBonus    = 1.0 // for the commonest, where there is no conversation yet

	farBehind = 6.0 // a language is not asked when it is
)

// likely is a language that a message may be in, and how far behind the likeliest it is, as
// a logarithm.
type likely struct {
	lang   string
	behind float64
}

// of ranks the languages that tokens may be in, without script, the likeliest first: the
// script's own alone, or those that share it. The
// conversation's own language, which may be "", is a little likelier than others.
func (t *teller) of(tokens []token, own string) []likely {
	var scripts [otherScript + 1]int
	for _, tok := range tokens {
		if tok.class == word {
			scripts[tok.in]++
		}
	}
	most := noScript
	for s := devanagari; s < otherScript; s++ {
		if scripts[s] > scripts[most] {
			most = s
		}
	}
	if most == noScript || scripts[latin] > 2*scripts[most] {
		most = latin
	}
	h := t.shared[most]
	if h == nil {
		return []likely{{lang: scriptLangs[most]}}
	}
	return t.rank(h, most, tokens, own)
}

// rank weighs the words of one script.
func (t *teller) rank(h *habits, s script, tokens []token, own string) []likely {
	sums, here := make([]float64, len(t.langs)), make([]float64, len(t.langs))
	for i, lang := range t.langs {
		switch {
		case lang == own:
			sums[i] = ownBonus
		case lang == common && !h.speaks(t.langs, own):
			sums[i] = anyBonus
		}
	}
	strange, strangers := make([]float64, len(t.langs)), 0.0 // of words that no language's phrases have
	said := map[string]bool{}
	for _, tok := range tokens {
		if tok.class != word || tok.in != s || said[tok.plain] {
			continue
		}
		said[tok.plain] = true // once is enough: forty lines of goods are not forty words for a language
		h.weigh(tok.plain, here)
		top := slices.Max(here)
		if h.words[tok.plain] != nil {
			for i, p := range here {
				sums[i] += max(p-top, -farthest)
			}
			continue
		}
		strangers++
		for i, p := range here {
			strange[i] += max(p-top, -guessed)
			if t.people.takes(tok, t.cases[i]) {
				strange[i] += guessed
			}
		}
	}
	for i := range sums {
		sums[i] += strange[i] * min(1, mostGuessed/max(strangers, 1)) // six names of goods say no more than two
	}
	var out []likely
	for i, lang := range t.langs {
		if h.total[i] > 0 {
			out = append(out, likely{lang: lang, behind: sums[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b likely) int { return cmp.Compare(b.behind, a.behind) })
	if len(out) == 0 {
		return nil
	}
	best := out[0].behind
	for i := range out {
		out[i].behind = best - out[i].behind
	}
	return out
}

// speaks reports whether a language is written in the script.
func (h *habits) speaks(langs []string, lang string) bool {
	i := slices.Index(langs, lang)
	return i >= 0 && h.total[i] > 0
}

// weigh is the logarithm of how probable a word is in each language.
func (h *habits) weigh(plain string, out []float64) {
	letters := make([]float64, len(out))
	runsOf(plain, func(run string) {
		runs, pairs := h.runs[run], h.pairs[run[:2]]
		for i := range letters {
			n, of := 0.0, 0.0
			if runs != nil {
				n = float64(runs[i])
			}
			if pairs != nil {
				of = float64(pairs[i])
			}
			letters[i] += math.Log((n + rarely) / (of + rarely*alphabet))
		}
	})
	seen := h.words[plain]
	for i := range out {
		p := (1 - byWord) * math.Exp(letters[i])
		if seen != nil && h.total[i] > 0 {
			p += byWord * float64(seen[i]/h.total[i])
		}
		out[i] = math.Log(p + 1e-12)
	}
}
