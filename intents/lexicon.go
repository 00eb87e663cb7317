package intents

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/locales"
)

// lexicon is what all languages together say for the closed sets: people mix
// languages within a sentence, so they are not kept apart.
type lexicon struct {
	numbers    *table[numeral]
	suffixes   *table[int64] // letters right after digits: 2.5k
	exceptions map[string]exceptionSets
	money      *table[int64] // paise in one
	units      *table[measure]
	rateAfter  *table[bool]
	rateBefore *table[bool]
	per        *table[bool]
	periods    *table[calendar]
	months     *table[int]
	weekdays   *table[int]
	ordinals   *table[int]
	future     *table[bool]
	languages  *table[string]

	join, follow, question, negation *table[bool]
	correction, was, skip, all       *table[bool]
	readOut                          map[string]bool // sentences by their words
	customerAfter, customerBefore    *table[bool]
	also, owner, reported, sum       *table[bool]
	untilAfter, untilBefore, byname  *table[bool]
	expiry, purpose, ago             *table[bool]
	whether, place                   *table[bool]
	percent, worth, taken, wanted    *table[bool]
	ask                              map[string]bool
	endings                          []string
	cases                            []string // as they are written, the longest first

	speaks                    map[string]bool // the languages that names are heard in
	mother                    string          // of these, the one besides English
	function, honorific, verb map[string]bool
	small                     map[string]bool // function words of other scripts than Latin, as they are written
}

// numeral is what a number word contributes.
type numeral struct {
	role  numeralRole
	value int64 // thousandths
	alone int64 // of a fraction that is added: what it is by itself
	tail  int64 // of a fraction: what it adds after "and a"
}

// numeralRole says how a number word joins others.
type numeralRole uint8

const (
	ones       numeralRole = iota + 1 // a number by itself
	tens                              // a number that ones may follow
	multiplier                        // sau, hundred
	adding                            // sava, sadhe, paune
	fractional                        // dedh, dhai, half
)

// measure is a unit, and how many thousandths of it one is.
type measure struct {
	unit string
	per  int64
}

// exceptionSets are the plain words beside which a word is no number.
type exceptionSets struct {
	after, before map[string]bool
	last          bool
}

// newLexicon merges the languages; where two disagree the earlier one stays.
func newLexicon(languages []language) (*lexicon, error) {
	l := emptyLexicon()
	l.speaks, l.mother = map[string]bool{trade: true}, trade
	for _, lang := range languages {
		if l.speaks[lang.Tag] = true; lang.Tag != english {
			l.mother = lang.Tag
		}
		if err := l.addNumbers(lang); err != nil {
			return nil, err
		}
		l.addMeasures(lang)
		l.addWords(lang)
		if err := l.addCalendar(lang); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// emptyLexicon returns a lexicon that knows no word.
func emptyLexicon() *lexicon {
	flags := newTable[bool]
	return &lexicon{
		numbers: newTable[numeral](), suffixes: newTable[int64](), exceptions: map[string]exceptionSets{},
		money: newTable[int64](), units: newTable[measure](),
		rateAfter: flags(), rateBefore: flags(), per: flags(),
		periods: newTable[calendar](), months: newTable[int](), weekdays: newTable[int](),
		ordinals: newTable[int](), future: flags(), languages: newTable[string](),
		join: flags(), follow: flags(), question: flags(), negation: flags(),
		correction: flags(), was: flags(), skip: flags(), all: flags(), readOut: map[string]bool{},
		customerAfter: flags(), customerBefore: flags(),
		untilAfter: flags(), untilBefore: flags(), byname: flags(), expiry: flags(), purpose: flags(), ago: flags(),
		percent: flags(), worth: flags(), taken: flags(), wanted: flags(),
		also: flags(), owner: flags(), reported: flags(), sum: flags(), whether: flags(), place: flags(), ask: map[string]bool{}, function: map[string]bool{}, honorific: map[string]bool{}, verb: map[string]bool{}, small: map[string]bool{},
	}
}

// addNumbers files number words and the fractions.
func (l *lexicon) addNumbers(lang language) error {
	for _, typed := range []bool{true, false} { // what chabbish is decides who types it, and not what চব্বিশ sounds like
		err := lang.Numbers.each(func(n int64, spelling string) {
			role := ones
			if lang.Compose && n >= 20 && n < 100 && n%10 == 0 {
				role = tens
			}
			if typed == (strings.IndexFunc(spelling, indic) < 0) {
				l.numbers.add(spelling, numeral{role: role, value: n * thousandth})
			}
		})
		if err != nil {
			return err
		}
	}
	if err := lang.Multipliers.each(func(n int64, spelling string) {
		l.numbers.add(spelling, numeral{role: multiplier, value: n * thousandth})
	}); err != nil {
		return err
	}
	if err := lang.Suffixes.each(func(n int64, spelling string) { l.suffixes.add(spelling, n*thousandth) }); err != nil {
		return err
	}
	for _, f := range lang.Fractions {
		n := numeral{role: adding, value: f.Add, alone: f.Alone, tail: f.Tail}
		if f.Is != 0 {
			n.role, n.value = fractional, f.Is
		}
		for _, spelling := range f.Words {
			l.numbers.add(spelling, n)
		}
	}
	for _, tag := range []string{lang.Tag, latinTag(lang.Tag)} {
		fractions := locales.Fractions(tag)
		for _, said := range slices.Sorted(maps.Keys(fractions)) {
			n := fractions[said]
			if n > thousandth && !strings.Contains(said, " ") { // எட்டரை; less than one are everyday words too
				l.numbers.add(said, numeral{role: fractional, value: n})
			}
		}
	}
	for _, e := range lang.Exceptions {
		l.exceptions[plainOf(e.Word)] = exceptionSets{after: plainSet(e.After), before: plainSet(e.Before), last: e.Last}
	}
	return nil
}

// addMeasures files units and the words of money.
func (l *lexicon) addMeasures(lang language) {
	for _, unit := range slices.Sorted(maps.Keys(lang.Units)) {
		for _, s := range lang.Units[unit] {
			l.units.add(s, measure{unit: unit, per: thousandth})
		}
	}
	for _, m := range lang.Measures {
		for _, s := range m.Words {
			l.units.add(s, measure{unit: m.Unit, per: m.Per})
		}
	}
	for _, s := range lang.Money.Words {
		l.money.add(s, 100)
	}
	for _, s := range lang.Money.Paise {
		l.money.add(s, 1)
	}
	flag(l.rateAfter, lang.Rate.After)
	flag(l.rateBefore, lang.Rate.Before)
	flag(l.per, lang.Rate.Per)
}

// addWords files the small words.
func (l *lexicon) addWords(lang language) {
	flag(l.join, lang.Join)
	flag(l.follow, lang.Follow)
	flag(l.question, lang.Question)
	flag(l.negation, lang.Negation)
	flag(l.correction, lang.Correction)
	flag(l.was, lang.Was)
	flag(l.skip, lang.Skip)
	for _, text := range lang.ReadOut {
		l.readOut[plainly(text)] = true
	}
	flag(l.place, lang.Place)
	flag(l.owner, lang.Owner)
	flag(l.all, lang.All)
	flag(l.customerAfter, lang.CustomerAfter)
	flag(l.customerBefore, lang.CustomerBefore)
	flag(l.future, lang.Tense.Future)
	for _, tag := range slices.Sorted(maps.Keys(lang.Languages)) {
		for _, s := range lang.Languages[tag] {
			l.languages.add(s, tag)
		}
	}
	for _, s := range lang.Endings {
		l.endings = append(l.endings, plainOf(s))
	}
	l.cases = byLength(append(l.cases, lang.Case...))
	flag(l.also, lang.Also)
	flag(l.percent, lang.Percent)
	flag(l.worth, lang.Worth)
	flag(l.taken, lang.Taken)
	flag(l.wanted, lang.Wanted)
	flag(l.reported, lang.Reported)
	flag(l.sum, lang.Sum)
	flag(l.byname, lang.Byname)
	flag(l.untilAfter, lang.UntilAfter)
	flag(l.expiry, lang.Expiry)
	flag(l.purpose, lang.Purpose)
	flag(l.untilBefore, lang.UntilBefore)
	flag(l.whether, lang.Whether)
	collect(l.ask, lang.Ask)
	collect(l.function, lang.Function)
	for _, w := range strings.Fields(normalise(lang.Function)) {
		if first, _ := utf8.DecodeRuneInString(w); scriptOf(first) != latin {
			l.small[w] = true
		}
	}
	collect(l.honorific, lang.Honorific)
	collect(l.verb, lang.Verb)
}

// flag files phrases in a table that only says yes.
func flag(t *table[bool], phrases []string) {
	for _, p := range phrases {
		t.add(p, true)
	}
}

// collect adds the plain form of every word of a list.
func collect(set map[string]bool, list string) {
	for _, w := range strings.Fields(list) {
		set[plainOf(normalise(w))] = true
	}
}

// plainSet is the plain forms of words, as a set.
func plainSet(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	collect(set, strings.Join(list, " "))
	return set
}

// each calls f with every spelling and its number, the numbers in order.
func (w words) each(f func(n int64, spelling string)) error {
	numbers := make([]int64, 0, len(w))
	for key := range w {
		n, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			return fmt.Errorf("intents: data: %q is not a number: %w", key, err)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		for _, s := range w[strconv.FormatInt(n, 10)] {
			f(n, s)
		}
	}
	return nil
}

// closed reports whether a word belongs to a closed set of any language: such a
// word is never a misspelt name.
func (l *lexicon) closed(plain string) bool {
	return l.function[plain] || l.honorific[plain] || l.verb[plain] ||
		l.numbers.starts(plain) || l.money.starts(plain) || l.units.starts(plain) ||
		l.periods.starts(plain) || l.months.starts(plain) || l.weekdays.starts(plain) ||
		l.join.starts(plain) || l.negation.starts(plain) || l.correction.starts(plain) ||
		l.rateAfter.starts(plain) || l.rateBefore.starts(plain) || l.all.starts(plain)
}
