package intents

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// ear understands one language in both its scripts, and the English mixed into it.
// It is safe for concurrent use.
type ear struct {
	lang     string // the language besides English
	lex      *lexicon
	errands  map[string]*errand
	carriers *vocabulary
	places   *placement
	tongues  *tongues
	people   *people
	listed   map[string]bool   // words of the skills' listed values
	sorted   []*errand         // errands about sums of listed kinds
	tells    map[string]bool   // errands that are about what somebody else says
	exact    map[uint64]string // errands of whole sentences without slots, by a hash of their plain words
	said     templates
	model    *model
	loaded   bool // the model was not learnt here
	indexes  *indexes
	pool     *sync.Pool
}

// newEar learns a corpus in one language and English, whose data are given.
func newEar(lang string, c *corpus, data []language, o options) (*ear, error) {
	lex, err := newLexicon(data)
	if err != nil {
		return nil, err
	}
	carriers := newVocabulary(c.phrases)
	u := &ear{
		lang: lang, lex: lex, errands: c.errands, carriers: carriers, places: newPlacement(lex.honorific),
		tongues: newTongues(lang, c.phrases, data), exact: map[uint64]string{}, said: templates{}, tells: map[string]bool{},
		people: newPeople(carriers), listed: listedWords(c.errands), sorted: sortedOf(c.errands), indexes: newIndexes(), pool: newScratchPool(),
	}
	return u, u.learn(c.phrases, o)
}

// learn takes from the phrases what is not simply looked up.
func (u *ear) learn(phrases []Phrase, o options) error {
	for _, p := range phrases {
		s := u.study(p)
		u.places.learn(p.Errand, s)
		u.said.learn(u.errandNamed(p.Errand), clause{tokens: s.tokens, marks: s.marks})
		if u.reported(s.tokens) {
			u.tells[p.Errand] = true
		}
		if len(p.Slots) == 0 {
			u.exact[hashBytes(hashStart, spoken(s.tokens))] = u.errandNamed(p.Errand)
		}
	}
	key := fingerprint(phrases)
	m, err := o.model(u.lang, key)
	if err != nil {
		return err
	}
	if u.model, u.loaded = m, m != nil; !u.loaded {
		u.model = train(u.lessonsOf(phrases), usual)
		u.model.key = key
	}
	return nil
}

// errandNamed is the name of an errand as it is kept, so that thousands of sentences do
// not keep the phrases they were read from.
func (u *ear) errandNamed(name string) string {
	if e := u.errands[name]; e != nil {
		return e.name
	}
	return strings.Clone(name)
}

// spoken is the plain words and numbers of a sentence, without its marks.
func spoken(tokens []token) string {
	kept := make([]token, 0, len(tokens))
	for _, t := range tokens {
		if t.class == word || t.class == figure || t.class == sign {
			kept = append(kept, t)
		}
	}
	return joined(kept)
}

// sentence is an utterance, read.
type sentence struct {
	bot.Utterance
	clause
	top guess // of the whole
}

// Understand reads an utterance. It fails only when a vocabulary cannot be read.
func (u *ear) Understand(ctx context.Context, said bot.Utterance) (bot.Understanding, error) {
	indexes, err := u.indexes.all(ctx, u.lex, said.Words)
	if err != nil {
		return bot.Understanding{}, err
	}
	s := u.hear(said, indexes)
	out := bot.Understanding{Lang: u.spokenIn(s)}
	if !slices.ContainsFunc(s.tokens, meaningful) {
		return out, nil
	}
	for _, read := range [...]func(*sentence) []bot.Command{
		u.completed, u.picked, u.readsOut, u.skipped, u.settled, u.misspelt, u.corrected, u.commanded, u.followed, u.answered,
	} {
		if commands := read(s); len(commands) > 0 {
			out.Commands = commands
			if s.named(commands[0]) {
				out.Lang = "" // a shop may be called "Lakshmi Saree Centre" in any language
			}
			return out, nil
		}
	}
	u.begin(s, &out)
	return out, nil
}

// spokenIn is the language of a sentence, "" when it could be any. One word in
// Latin letters does not change the language of a conversation that has one:
// everybody says "help" and "stock".
func (u *ear) spokenIn(s *sentence) string {
	lang := u.tongues.of(s.tokens, s.marks)
	words := 0
	for _, t := range s.tokens {
		if t.class == word {
			words++
		}
	}
	if words < sentenceWords && s.Lang != "" && lang != u.lang && !slices.Contains(scriptLangs[:], lang) {
		return ""
	}
	return lang
}

// named reports whether a sentence is a name that was asked for, in letters that many
// languages are written in.
func (s *sentence) named(c bot.Command) bool {
	_, answers := c.Slots[s.Asked.Name]
	return answers && c.Kind == bot.Fill && s.Asked.Kind == bot.Text &&
		!slices.ContainsFunc(s.tokens, func(t token) bool { return t.class == word && t.in != latin })
}

// sentenceWords is how many words in Latin letters show a language.
const sentenceWords = 3

// meaningful reports whether a token can mean anything.
func meaningful(t token) bool { return t.class != comma && t.class != stop }

// hear reads the text of an utterance.
func (u *ear) hear(said bot.Utterance, indexes []*index) *sentence {
	s := &sentence{Utterance: said}
	s.tokens = u.cut(tokenise(normalise(said.Text)), indexes)
	r := reader{
		matcher: matcher{lex: u.lex, carriers: u.carriers, people: u.people, listed: u.listed, indexes: indexes},
		clock:   newClock(said.Now, said.Zone, u.lex.speaksOfFuture(s.tokens)),
	}
	s.marks = u.withStrangers(s.tokens, r.marks(s.tokens))
	s.clause = u.mended(s.clause)
	s.top = u.classify(s.clause)
	if s.asksName() && !s.top.exact {
		s.top = u.guess(s.clause) // "chai 50" answers what was sold
	}
	return s
}

// classify guesses what a clause is about; a sentence that stands in the phrases
// word for word is certain.
func (u *ear) classify(c clause) guess {
	g := u.guess(c)
	if class, ok := u.exact[hashBytes(hashStart, spoken(c.tokens))]; ok {
		g.class, g.p, g.exact = class, certain, true
	} else if errand := u.said.find(c); errand != "" {
		g.class, g.p = errand, certain
	} else if e := u.onlyKinds(c); e != nil {
		g.class, g.p = e.name, certain
	}
	return g
}

// certain is the probability of what needs no guessing.
const certain = 0.99

// settled takes a word to the engine that stands in the phrases as it was said.
func (u *ear) settled(s *sentence) []bot.Command {
	if !s.top.exact {
		return nil
	}
	return u.commanded(s)
}

// commanded takes a sentence that is a word to the engine and nothing else.
func (u *ear) commanded(s *sentence) []bot.Command {
	kind, ok := commands[s.top.class]
	if !ok || s.top.p < u.threshold(s.top.class) {
		return nil
	}
	if !s.top.exact && (slices.ContainsFunc(s.marks, s.valued) || s.asksName() && courtesy(s.top.class)) {
		return nil
	}
	return []bot.Command{{Kind: kind, Score: float64(s.top.p)}}
}

// asksName reports whether a name would answer the open question.
func (s *sentence) asksName() bool {
	return s.Asked.Kind == bot.Item || s.Asked.Kind == bot.Customer || s.Asked.Kind == bot.Text
}

// valued reports whether a mark could fill a slot of an open errand. "Galti se do
// baar likh diya" fills none.
func (s *sentence) valued(m mark) bool {
	return m.shape != aStranger && (m.shape != bareNumber || commands[s.top.class] != bot.Undo)
}

// valued reports whether a mark is of something.
func valued(m mark) bool { return m.shape != aStranger }

// begin starts the errands of a sentence, or says what it may have been about.
func (u *ear) begin(s *sentence, out *bot.Understanding) {
	if u.empty(s) {
		if slices.ContainsFunc(s.tokens, func(t token) bool { return t.class != sign && meaningful(t) }) {
			out.Nearest = s.top.nearest // a picture alone is near to nothing
		}
		return
	}
	if parts := u.ordered(s); len(parts) > 0 {
		for _, part := range parts {
			u.take(part, out)
		}
		out.Draft, out.Unsure = true, false
		return
	}
	parts, more := u.split(s)
	for _, part := range parts {
		u.take(part, out)
	}
	out.Commands = withoutCourtesy(out.Commands)
	for n := len(out.Commands); more && n > 0 && len(out.Commands) <= bot.MaxCommands; {
		out.Commands = append(out.Commands, out.Commands[n-1]) // what was not read is too much, not nothing
	}
	if len(out.Commands) > bot.MaxCommands+1 { // one too many is how the engine knows
		out.Commands = out.Commands[:bot.MaxCommands+1]
	}
	if len(out.Commands) == 0 && s.top.class != outOfScope {
		out.Nearest = s.top.nearest
	}
}

// empty reports whether a sentence names nothing and asks nothing: a number
// alone, or only small words. "12 packet = 1 peti" says how much one is of the other.
func (u *ear) empty(s *sentence) bool {
	if e := u.errands[s.top.class]; e.measures() && s.top.p >= u.threshold(s.top.class) {
		return false
	}
	day := func(m mark) bool { return !m.shape.numeric() }
	return !s.top.exact && !u.carries(s.clause) && !slices.ContainsFunc(s.marks, day)
}

// take adds what one part of a sentence wants.
func (u *ear) take(p part, out *bot.Understanding) {
	score := float64(p.guess.p)
	if kind, ok := commands[p.guess.class]; ok && p.guess.p >= u.threshold(p.guess.class) {
		out.Commands = append(out.Commands, bot.Command{Kind: kind, Score: score})
		return
	}
	e := u.errands[p.guess.class]
	if e == nil || p.guess.p < unsureAt {
		return
	}
	if e.pairs() && !u.carries(p.clause) && len(p.slots) < 2 {
		out.Nearest = p.guess.nearest // a name alone says nothing of a second one
		return
	}
	if p.guess.p < u.threshold(e.name) || u.hedged(e, p.clause) || leftOver(e, p) {
		out.Unsure = true
		out.Nearest = p.guess.nearest
	}
	out.Commands = append(out.Commands, bot.Command{Kind: bot.Start, Errand: e.name, Slots: p.slots, Score: score})
}

// withoutCourtesy drops greetings and thanks said along with something else.
func withoutCourtesy(list []bot.Command) []bot.Command {
	polite := func(c bot.Command) bool { return c.Kind == bot.Greet || c.Kind == bot.Thanks }
	if !slices.ContainsFunc(list, func(c bot.Command) bool { return !polite(c) }) {
		return list[:min(len(list), 1)]
	}
	return slices.DeleteFunc(list, polite)
}
