package intents

import (
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// answered reads a sentence as the answer to the open question: what was asked,
// and whatever else of the errand it says. A clear errand of another kind is no
// answer.
func (u *ear) answered(s *sentence) []bot.Command {
	if s.Asked.Name == "" {
		return nil
	}
	if told := u.coded(s); told != nil {
		return told
	}
	if u.another(s) || u.again(s) || s.elsewhere() {
		return nil
	}
	if s.Asked.Kind == bot.Text {
		whole := bot.Value{Kind: bot.Text, Text: trimmedText(s.tokens)}
		return []bot.Command{{Kind: bot.Fill, Slots: slotValues{s.Asked.Name: whole}, Score: certain}}
	}
	e := u.open(s)
	s.clause = u.withoutListed(e, s.clause)
	slots := u.fill(e, s.clause)
	if slices.Contains(coming[:], s.Asked.Name) {
		u.comes(e, s.clause, slots, s.Asked.Name)
	}
	s.second(e, slots)
	if v, ok := u.asked(s, e, slots); ok {
		for other, filled := range slots {
			if (filled.ID == v.ID || e.pairs()) && filled.Text != "" && filled.Text == v.Text && other != s.Asked.Name {
				delete(slots, other)
			}
		}
		slots[s.Asked.Name] = v
	}
	if len(slots) == 0 {
		return nil
	}
	return []bot.Command{{Kind: bot.Fill, Slots: slots, Score: certain}}
}

// second gives what would go to an errand's first slot of a kind to the second,
// when that is what was asked for.
func (s *sentence) second(e *errand, slots slotValues) {
	first := firstOf(e, s.Asked.Kind)
	v, ok := slots[first]
	if _, filled := slots[s.Asked.Name]; filled || !ok || first == s.Asked.Name || s.Asked.Kind != bot.Date {
		return
	}
	delete(slots, first)
	slots[s.Asked.Name] = v
}

// skipped reads a sentence that only says to leave the open question: its answer
// is no.
func (u *ear) skipped(s *sentence) []bot.Command {
	_, w := u.lex.skip.at(s.tokens, 0)
	if s.Asked.Name == "" || w == 0 || w < len(s.tokens) {
		return nil
	}
	return []bot.Command{{Kind: bot.No, Score: certain}}
}

// readsOut reads a sentence that only says to speak what was said last. How answers are
// given from now on is an errand's.
func (u *ear) readsOut(s *sentence) []bot.Command {
	if len(s.tokens) > longestReadOut || !u.lex.readOut[plainly(s.Text)] {
		return nil
	}
	return []bot.Command{{Kind: bot.Aloud, Score: certain}}
}

// longestReadOut is how many tokens such a sentence has at most: words may be cut in two.
const longestReadOut = 12

// plainly is a text by its words, before any is cut.
func plainly(text string) string {
	var words []string
	for _, t := range tokenise(normalise(text)) {
		if meaningful(t) {
			words = append(words, t.plain)
		}
	}
	return strings.Join(words, " ")
}

// another reports whether a sentence clearly begins another errand.
func (u *ear) another(s *sentence) bool {
	if u.errands[s.top.class] == nil || s.top.class == s.Errand || !u.carries(s.clause) && !u.wonders(s) || u.only(s) || u.mere(s) {
		return false
	}
	if s.Asked.Kind == bot.Text && u.deals(s.clause) {
		return s.top.p >= unsureAt // no shop is called "100 maggi aayi 1000 ki"
	}
	return s.top.p >= u.threshold(s.top.class)
}

// wonders reports whether a sentence asks something of a known thing while a name is asked
// for: no shop is called "how much sugar is there".
func (u *ear) wonders(s *sentence) bool {
	known := func(m mark) bool { return (m.shape == anItem || m.shape == aCustomer) && m.whole }
	return s.Asked.Kind == bot.Text && u.asks(s.clause) && slices.ContainsFunc(s.marks, known)
}

// mere reports whether a sentence is only numbers and listed values of the open
// errand: it says how much and how, and begins nothing.
func (u *ear) mere(s *sentence) bool {
	if !slices.ContainsFunc(s.marks, func(m mark) bool { return m.shape.numeric() }) {
		return false
	}
	chosen := u.fillListed(u.open(s), s.clause, slotValues{})
	for i, t := range s.tokens {
		m, at := markAt(s.marks, i)
		if meaningful(t) && !chosen[i] && !u.lex.function[t.plain] && (!at || !m.shape.numeric()) {
			return false
		}
	}
	return true
}

// only reports whether a sentence is no more than a listed value, a language or
// a day that was asked for: "cash" says how it was paid, and closes no till.
func (u *ear) only(s *sentence) bool {
	switch s.Asked.Kind {
	case bot.Choose, bot.Language:
		_, ok := u.choice(u.open(s), s.clause)[s.Asked.Name]
		return ok
	case bot.Date, bot.Period:
		day := func(m mark) bool { return m.shape == aDate || m.shape == aPeriod }
		return slices.ContainsFunc(s.marks, day) && u.bare(s.clause) && !u.asks(s.clause)
	}
	return false
}

// again reports whether a sentence begins the errand under way anew, or asks
// something: what it names is then no answer. The dialog sees whether it only
// completes what was said before.
func (u *ear) again(s *sentence) bool {
	if s.Asked.Kind == bot.Text {
		return false
	}
	names := func(m mark) bool { return m.shape == anItem || m.shape == aCustomer || m.shape == aStranger }
	if s.top.class == s.Errand && s.top.p >= u.threshold(s.top.class) && (u.carries(s.clause) || asksNumber(s) && numbered(s.clause)) {
		return slices.ContainsFunc(s.marks, names) && !u.just(s)
	}
	return u.asks(s.clause) && s.top.class != s.Errand
}

// elsewhere reports whether a sentence says how many or how much of another thing than
// the question is about: "1 litre sarson tel 160" does not say how much milk came.
func (s *sentence) elsewhere() bool {
	if !numbered(s.clause) {
		return false
	}
	for _, known := range s.Filled {
		if known.Kind != bot.Item || known.ID == "" && len(known.Among) == 0 {
			continue
		}
		return slices.ContainsFunc(s.marks, func(m mark) bool { return m.shape == anItem && !meet(m.value, known) })
	}
	return false
}

// meet reports whether two names may be of one thing.
func meet(a, b bot.Value) bool {
	ids := func(v bot.Value) []string {
		out := []string{v.ID}
		for _, one := range v.Among {
			out = append(out, one.ID)
		}
		return out
	}
	return slices.ContainsFunc(ids(a), func(id string) bool { return id != "" && slices.Contains(ids(b), id) })
}

// just reports whether a sentence says what was asked for and nothing else: "sold
// to Suresh" answers to whom.
func (u *ear) just(s *sentence) bool {
	slots := u.fill(u.open(s), s.clause)
	_, ok := slots[s.Asked.Name]
	return ok && len(slots) == 1
}

// numbered reports whether a clause says how many or how much.
func numbered(c clause) bool {
	return slices.ContainsFunc(c.marks, func(m mark) bool { return m.shape.numeric() })
}

// deals reports whether a clause names an item and how many or how much.
func (u *ear) deals(c clause) bool {
	item := slices.ContainsFunc(c.marks, func(m mark) bool { return m.shape == anItem })
	return item && numbered(c)
}

// open is the errand the question belongs to; its slots are those of the
// utterance, which also serves an errand that has no phrases.
func (u *ear) open(s *sentence) *errand {
	e := &errand{name: s.Errand, slots: s.Slots}
	if known := u.errands[s.Errand]; known != nil {
		e.kinds = known.kinds
		if len(e.slots) == 0 {
			e.slots = known.slots
		}
	}
	if _, ok := e.slot(s.Asked.Name); !ok && s.Asked.Name != "" {
		e.slots = append(slices.Clone(e.slots), s.Asked)
	}
	return e
}

// courtesy reports the commands that are only politeness.
func courtesy(class string) bool {
	return commands[class] == bot.Greet || commands[class] == bot.Thanks
}

// asked finds the value of the slot the question is open for.
func (u *ear) asked(s *sentence, e *errand, slots slotValues) (bot.Value, bool) {
	switch s.Asked.Kind {
	case bot.Money, bot.Quantity, bot.Number:
		return askedNumber(s, e, slots)
	case bot.Item, bot.Customer:
		return u.askedName(s, slots)
	case bot.Phone:
		if v, ok := u.askedPhone(s); ok {
			return v, true
		}
	}
	v, ok := slots[s.Asked.Name]
	return v, ok
}

// trimmedText is a sentence as it was written, without the stops at its ends.
func trimmedText(tokens []token) string {
	for len(tokens) > 0 && !meaningful(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	for len(tokens) > 0 && !meaningful(tokens[0]) {
		tokens = tokens[1:]
	}
	return said(tokens)
}

// askedNumber takes the number that fits the question; where it went to another
// slot only because that seemed likelier, the question decides. "45 a kilo" is no
// sum where the errand takes rates.
func askedNumber(s *sentence, e *errand, slots slotValues) (bot.Value, bool) {
	if v, ok := slots[s.Asked.Name]; ok {
		return v, true
	}
	for _, m := range s.marks {
		if m.shape != bareNumber && !suits(s.Asked.Kind, m.shape) || m.shape == aRate && !takes(e, s.Asked, aRate) {
			continue
		}
		v := as(s.Asked.Kind, m.value)
		for slot, other := range slots {
			if sameAmount(other, m.value) {
				delete(slots, slot)
			}
		}
		return v, true
	}
	return bot.Value{}, false
}

// suits reports whether a mark of the shape is of the kind asked for.
func suits(kind bot.Kind, s shape) bool {
	return kind == bot.Money && (s == aMoney || s == aRate) || kind == bot.Quantity && s == aQuantity
}

// askedName takes the name that fits the question: a known one of the kind, an
// unknown one, or an ordinary word said alone. A name of another kind that is all
// that was said fills no slot but this.
func (u *ear) askedName(s *sentence, slots slotValues) (bot.Value, bool) {
	want := map[bot.Kind]shape{bot.Item: anItem, bot.Customer: aCustomer}[s.Asked.Kind]
	for _, m := range s.marks {
		if m.shape == want {
			return m.value, true
		}
	}
	for _, m := range s.marks {
		if m.shape == aStranger {
			return bot.Value{Kind: s.Asked.Kind, Text: m.value.Text}, true
		}
	}
	for _, m := range s.marks { // Mr Moti is not the pearls of the shop
		if (m.shape == anItem || m.shape == aCustomer) && m.to-m.from == len(s.tokens) {
			clear(slots)
			return bot.Value{Kind: s.Asked.Kind, Text: u.withoutHonour(s.tokens)}, true
		}
	}
	return u.ordinaryName(s)
}

// seldom is how often phrases may use a word that can still be a name.
const seldom = 2

// ordinaryName takes words the phrases hardly use as a name: "Kallu" looks like a
// slip in typing, and "Ram" like a greeting, until somebody asks who it was.
func (u *ear) ordinaryName(s *sentence) (bot.Value, bool) {
	var kept []token
	for i, t := range s.tokens {
		if t.class != word || covered(s.marks, i) || u.lex.closed(t.plain) || u.listed[t.plain] {
			continue
		}
		if u.carriers.plain[t.plain] <= seldom || courtesy(s.top.class) {
			kept = append(kept, t)
		}
	}
	return bot.Value{Kind: s.Asked.Kind, Text: said(kept)}, len(kept) > 0
}

// sameAmount reports whether a slot holds what a mark says.
func sameAmount(filled, said bot.Value) bool {
	as := as(filled.Kind, said)
	return amount(filled) && filled.N == as.N && filled.Unit == as.Unit
}
