package intents

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Many of the languages write what Hindi says after a name onto it: Rameshला, Rameshக்கு,
// Rameshকে. Such words are cut in two, the name and its ending, so that the ending can
// tell who gave and who got, and the name is found among the shop's.

// shortestCut is how many letters, plain, what is left of a word that nobody knows must
// have, and leastEnding how many its ending, also as it is written: an n at the end of a
// name says nothing, nor does the vowel of சர்க்கரை.
const (
	shortestCut = 3
	leastEnding = 2
)

// byLength puts the longest endings first.
func byLength(endings []string) []string {
	out := make([]string, 0, len(endings))
	for _, e := range endings {
		if e = normalise(e); e != "" && !strings.Contains(e, " ") {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	return slices.Compact(out)
}

// cut cuts the endings off the words that the shop, or the language, knows without
// them, and off those that nobody knows.
func (u *ear) cut(tokens []token, indexes []*index) []token {
	if len(u.lex.cases) == 0 {
		return tokens
	}
	var out []token
	for i, t := range tokens {
		tokens[i].small = u.lex.small[t.said]
		t = tokens[i]
		parts := u.cutWord(t, indexes)
		if parts != nil && out == nil {
			out = append(make([]token, 0, len(tokens)+2), tokens[:i]...)
		}
		switch {
		case parts != nil:
			out = append(out, parts...)
		case out != nil:
			out = append(out, t)
		}
	}
	if out == nil {
		return tokens
	}
	return out
}

// cutWord is what a word is cut into, nil when it stays whole.
func (u *ear) cutWord(t token, indexes []*index) []token {
	if t.class != word || u.lex.closed(t.plain) || u.listed[t.plain] || u.lex.measured(t.plain) || indexed(indexes, t, true) {
		return nil
	}
	if at := u.stemOf(t, indexes); at > 0 {
		return u.halves(t, at, indexes)
	}
	if at := u.honour(t, indexes); at > 0 {
		return titled(t, at)
	}
	return nil
}

// stemOf is how many bytes of a word are left without its ending; 0 when it has none.
func (u *ear) stemOf(t token, indexes []*index) int {
	person, stranger := 0, 0
	common := u.carriers.plain[t.plain] > everydayWord // what is said all the time is no goods
	own := u.people.plain[t.plain] || u.carriers.plain[t.plain] > seldom
	for _, ending := range u.lex.cases {
		at := len(t.said) - len(ending)
		if at <= 0 || t.said[at:] != ending {
			continue
		}
		stem := u.stem(t, at)
		switch {
		case !common && indexed(indexes, stem, false) || !own && u.lex.measured(stem.plain) || u.lex.counts(stem.plain):
			return at
		case !common && obliquely(indexes, stem):
			return at
		case own || len(stem.plain) < shortestCut:
		case person == 0 && u.people.has(stem):
			person = at
		case len(plainOf(ending)) < leastEnding || utf8.RuneCountInString(ending) < leastEnding:
		case stranger == 0:
			stranger = at
		}
	}
	if person > 0 {
		return person
	}
	if own || stranger > 0 && t.in == latin && u.carriers.resembles(t) {
		return 0
	}
	return stranger
}

// indexed reports whether one of the shop's names is or holds a word: as it is spelled,
// or by its sound when it is long enough to tell.
func indexed(indexes []*index, t token, whole bool) bool {
	for _, x := range indexes {
		if w, ok := x.plain[t.plain]; ok && len(t.plain) > 1 && x.holds(t, hit{word: w}) {
			return true
		}
		if whole || len(t.fold) <= shortestCut {
			continue
		}
		for _, w := range x.folded[t.fold] {
			if x.holds(t, hit{word: w, cost: foldCost}) {
				return true
			}
		}
	}
	return false
}

// holds reports whether a name can hold a word as it is written.
func (x *index) holds(t token, h hit) bool {
	return slices.ContainsFunc(x.words[h.word].posts, func(p post) bool { return x.written(t, h, x.entries[p.entry]) })
}

// obliquely reports whether a word is a name as it stands before an ending.
func obliquely(indexes []*index, t token) bool {
	_, oblique := direct(indexes, t)
	return oblique
}

// direct is a word as it stands without an ending, of what it is before one, when that
// is how the shop knows it: साखर of साखरे, sakhar of sakhre.
func direct(indexes []*index, t token) (token, bool) {
	last, width := utf8.DecodeLastRuneInString(t.said)
	bare := readWord(t.said[:len(t.said)-width])
	switch {
	case len(bare.plain) < shortestCut:
	case t.in == latin && vowel(byte(last)):
		for _, x := range indexes {
			for _, h := range x.misspelt(bare.fold, nil) {
				if h.cost <= vowelCost+foldCost {
					return readWord(x.words[h.word].plain), true
				}
			}
		}
	case indic(last) && vowelSign(last) && indexed(indexes, bare, false):
		return bare, true
	}
	return t, false
}

// shortestUnit is the shortest unit that is cut out of a word that phrases use.
const shortestUnit = 4

// counts reports whether a word is a unit or money: കിലോയ്ക്ക് is by the kilo, however often
// it is said.
func (l *lexicon) counts(plain string) bool {
	_, unit := l.units.entries[plain]
	_, money := l.money.entries[plain]
	return len(plain) >= shortestUnit && (unit || money)
}

// measured reports whether a word is a unit, money, a number, a day or a language by itself.
func (l *lexicon) measured(plain string) bool {
	_, unit := l.units.entries[plain]
	_, money := l.money.entries[plain]
	_, number := l.numbers.entries[plain]
	_, period := l.periods.entries[plain]
	_, month := l.months.entries[plain]
	_, weekday := l.weekdays.entries[plain]
	_, language := l.languages.entries[plain]
	return unit || money || number || period || month || weekday || language
}

// halves are a word's stem and its ending, as tokens. A stem that ends in an honorific,
// रमेशभाऊच्या, is a known name with it.
func (u *ear) halves(t token, at int, indexes []*index) []token {
	stem, ending := u.stem(t, at), readWord(t.said[at:])
	if !indexed(indexes, stem, false) {
		stem, _ = direct(indexes, stem)
	}
	stem.glued, ending.glued, ending.tail = t.glued, true, true
	if at := u.honour(stem, indexes); at > 0 {
		return append(titled(stem, at), ending)
	}
	return []token{stem, ending}
}

// titled is a name and the honorific that begins at a byte of it.
func titled(t token, at int) []token {
	name, title := readWord(t.said[:at]), readWord(t.said[at:])
	name.glued, title.glued = t.glued, true
	return []token{name, title}
}

// honour is how many bytes of a word are one of the shop's names, the rest being an
// honorific; 0 when it is no such word.
func (u *ear) honour(t token, indexes []*index) int {
	if indexed(indexes, t, false) {
		return 0
	}
	for i := range t.said {
		if i > 0 && u.lex.honorific[plainOf(t.said[i:])] && indexed(indexes, readWord(t.said[:i]), false) {
			return i
		}
	}
	return 0
}

// stem is the word that begins at the start of t and ends at a byte of it. Where the
// ending took the place of a consonant's missing vowel, the name is written without one
// again: ரமேஷுக்கு is ரமேஷ்.
func (u *ear) stem(t token, at int) token {
	stem := t.said[:at]
	first, _ := utf8.DecodeRuneInString(t.said[at:])
	last, _ := utf8.DecodeLastRuneInString(stem)
	if bare := barely[scriptOf(last)]; bare != "" && indic(first) && (vowelSign(first) || vowelless(first)) && consonantal(last) {
		stem += bare
	}
	return readWord(stem)
}

// barely is what marks a consonant without a vowel, in the scripts whose names end in one.
var barely = map[script]string{tamil: "\u0bcd", malayalam: "\u0d4d"}

// vowelSign reports whether a rune is a vowel sign of an Indic script.
func vowelSign(r rune) bool {
	offset := int(r-firstIndic) % blockSize
	return offset >= firstSign && offset <= lastSign
}

// vowelless reports whether a rune is a Malayalam letter without a vowel.
func vowelless(r rune) bool { return r >= 'ൺ' && r <= 'ൿ' }

// consonantal reports whether a rune is a consonant of an Indic script.
func consonantal(r rune) bool { return indic(r) && consonant(int(r-firstIndic)%blockSize) }

// linkLetters is how many bytes before its written end a sample may end for a message's
// words: in രമേശിന് the vowel belongs to the ending, in a phrase it may stand with the name.
const linkLetters = 3

// widest is where a message with this word in it would be cut: before the longest
// ending that holds the rest of the word, after a sample that ends at a byte of it.
func (u *ear) widest(t token, end int) int {
	rest := len(t.said) - end
	for _, ending := range u.lex.cases {
		if n := len(ending); n >= rest && n <= rest+linkLetters && n < len(t.said) && t.said[len(t.said)-n:] == ending {
			return len(t.said) - n
		}
	}
	return end
}

// cutSamples cuts the words of a phrase where a sample ends within one.
func (u *ear) cutSamples(tokens []token, p Phrase) []token {
	out, at := make([]token, 0, len(tokens)+2), 0
	for _, t := range tokens {
		for at < len(p.Text) && !strings.HasPrefix(p.Text[at:], t.said) {
			at++
		}
		end := 0
		for _, s := range p.Slots {
			if t.class == word && s.To > at && s.To < at+len(t.said) {
				end = s.To - at
			}
		}
		at += len(t.said)
		if end == 0 {
			out = append(out, t)
			continue
		}
		out = append(out, u.halves(t, u.widest(t, end), nil)...)
	}
	return out
}
