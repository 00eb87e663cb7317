package intents

import (
	"math"

	"github.com/sahayak-dev/sahayak/locales"
)

// teller tells which language a message is in. A script of one language is enough;
// of words in a shared one, such as Latin and Devanagari, it asks how each language would say
// them: by whole words, and by runs of three letters for spellings nobody has written
// down.
type teller struct {
	langs  []string // the languages told apart, without script
	shared map[script]*habits
}

// habits is what words of one script look like in each language.
type habits struct {
	words map[string][]float32 // times seen, by language
	runs  map[string][]float32 // of three letters
	pairs map[string][]float32 // of the first two of them
	total []float32            // words
}

// newTeller learns from the phrases, names left out, and from the languages' own words.
func newTeller(phrases []Phrase, data []language) *teller {
	t := &teller{shared: map[script]*habits{}}
	at := map[string]int{}
	for _, l := range data {
		at[l.Tag] = len(t.langs)
		t.langs = append(t.langs, l.Tag)
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
	rarely   = 0.1
	alphabet = 28
	byWord   = 0.6 // of a word's probability comes from the word, the rest from its letters
	farthest = 5.0 // behind the likeliest language, as a logarithm
	guessed  = 1.0 // the same, for a word that no language's phrases have: it may be a name
	ownBonus = 3.0 // for the language of the conversation
	anyBonus = 1.0 // for the commonest, where there is no conversation yet

	farBehind = 4.0 // the language of the conversation must be, to be left without asking it
)

// of returns the language of tokens, without script: the script's own, or the likeliest
// of those that share it; own, which may be "", when nothing tells. It is sure when
// own is far less likely.
func (t *teller) of(tokens []token, own string) (lang string, sure bool) {
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
		return scriptLangs[most], true
	}
	return t.likeliest(h, most, tokens, own)
}

// likeliest weighs the words of one script.
func (t *teller) likeliest(h *habits, s script, tokens []token, own string) (lang string, sure bool) {
	sums, here := make([]float64, len(t.langs)), make([]float64, len(t.langs))
	for i, lang := range t.langs {
		switch {
		case lang == own:
			sums[i] = ownBonus
		case own == "" && lang == common:
			sums[i] = anyBonus
		}
	}
	said := map[string]bool{}
	for _, tok := range tokens {
		if tok.class != word || tok.in != s || said[tok.plain] {
			continue
		}
		said[tok.plain] = true // once is enough: forty lines of goods are not forty words for a language
		far := farthest
		if h.words[tok.plain] == nil {
			far = guessed
		}
		h.weigh(tok.plain, here)
		top := math.Inf(-1)
		for _, p := range here {
			top = max(top, p)
		}
		for i, p := range here {
			sums[i] += max(p, top-far)
		}
	}
	best := -1
	for i := range t.langs {
		if h.total[i] > 0 && (best < 0 || sums[i] > sums[best]) {
			best = i
		}
	}
	if best < 0 || t.langs[best] == english {
		return own, false
	}
	for i, lang := range t.langs {
		if lang == own && sums[best]-sums[i] < farBehind {
			return t.langs[best], false
		}
	}
	return t.langs[best], true
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
