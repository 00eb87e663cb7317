package intents

import (
	"math"
	"slices"
	"strings"
)

// tongues tells which language words are in: by script, and for Latin letters by
// which language's phrases and small words use them.
type tongues struct {
	own    string   // the language of the ear
	script script   // it is written in
	tags   []string // of what is told apart: the language in Latin letters, and English
	byWord map[string]*[tagsOfEar]float32
	totals [tagsOfEar]float32
}

// tagsOfEar is how many languages an ear hears in Latin letters, and as many as a test may
// have it hear.
const tagsOfEar = 4

// english is the language that is written in Latin letters by itself.
const english = "en"

// latinTag is how a language's romanised form is tagged.
func latinTag(lang string) string {
	if lang == english || strings.HasSuffix(lang, "-Latn") {
		return lang
	}
	return lang + "-Latn"
}

// often is how many times the words that tell a language count.
const often = 3

// newTongues learns from phrases and the language data.
func newTongues(own string, phrases []Phrase, data []language) *tongues {
	t := &tongues{own: own, byWord: map[string]*[tagsOfEar]float32{}}
	for _, p := range phrases {
		p.around(func(text string) { t.learn(p.Lang, text, 1) })
	}
	for _, l := range data {
		if l.Tag == own {
			t.script = l.script()
		}
		l.telling(func(text string) { t.learn(l.Tag, text, often) })
	}
	return t
}

// learn counts the words of a text that are in Latin letters.
func (t *tongues) learn(lang, text string, weight float32) {
	at := t.tag(latinTag(lang))
	for _, tok := range tokenise(normalise(text)) {
		if tok.class != word || tok.in != latin {
			continue
		}
		if t.byWord[tok.plain] == nil {
			t.byWord[tok.plain] = new([tagsOfEar]float32)
		}
		t.byWord[tok.plain][at] += weight
		t.totals[at] += weight
	}
}

// tag is the place of a tag, which is new or not.
func (t *tongues) tag(tag string) int {
	at := slices.Index(t.tags, tag)
	if at < 0 && len(t.tags) < tagsOfEar {
		t.tags = append(t.tags, tag)
		at = len(t.tags) - 1
	}
	return max(at, 0)
}

// scriptLangs is the language each Indic script speaks for until more than one
// language of a script is on board.
var scriptLangs = [...]string{
	devanagari: "hi", bengali: "bn", gurmukhi: "pa", gujarati: "gu", oriya: "or",
	tamil: "ta", telugu: "te", kannada: "kn", malayalam: "ml", otherScript: "",
}

// clearly is how much likelier a language must be than the next.
const clearly = 0.7

// of returns the BCP 47 tag of the language tokens are in, "" when it could be
// any. Names and digits say nothing.
func (t *tongues) of(tokens []token, marks []mark) string {
	var scripts [otherScript + 1]int
	for i, tok := range tokens {
		if m, at := markAt(marks, i); tok.class == word && (!at || m.shape < anItem || tok.in != latin) {
			scripts[tok.in]++
		}
	}
	most := latin
	for s := devanagari; s < otherScript; s++ {
		if scripts[s] > scripts[most] || scripts[s] > 0 && scripts[s]*2 >= scripts[most] && most == latin {
			most = s
		}
	}
	switch most {
	case latin:
		return t.ofLatin(tokens, marks)
	case t.script:
		return t.own
	}
	return scriptLangs[most]
}

// ofLatin weighs the words in Latin letters.
func (t *tongues) ofLatin(tokens []token, marks []mark) string {
	var sums [tagsOfEar]float64
	known := 0
	for i, tok := range tokens {
		if m, at := markAt(marks, i); tok.class != word || tok.in != latin || at && m.shape >= anItem {
			continue
		}
		seen := t.byWord[tok.plain]
		if seen == nil {
			continue
		}
		known++
		for k := range t.tags {
			sums[k] += math.Log(float64((seen[k] + 0.1) / (t.totals[k] + 1)))
		}
	}
	best, second := 0, math.Inf(-1)
	for k := 1; k < len(t.tags); k++ {
		if sums[k] > sums[best] {
			second, best = sums[best], k
		} else {
			second = max(second, sums[k])
		}
	}
	if known == 0 || len(t.tags) > 1 && sums[best]-second < clearly {
		return ""
	}
	return t.tags[best]
}
