package intents

import (
	"slices"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// What the classifier's probability must reach. Chosen on the development set,
// whose figures stand in its test.
const (
	actAt    = 0.55 // do it
	changeAt = 0.60 // do it, where it writes in a book
	undoAt   = 0.80 // take back what was written
	unsureAt = 0.25 // ask whether it was meant; below, it was not understood
)

// guess is what a sentence is probably about.
type guess struct {
	class   string
	p       float32
	exact   bool     // it stands in the phrases, word for word
	nearest []string // the two likeliest errands
}

// scratch is the memory a guess needs.
type scratch struct {
	features features
	input    input
	scores   []float32
}

// newScratchPool returns a pool of such memory.
func newScratchPool() *sync.Pool {
	return &sync.Pool{New: func() any { return new(scratch) }}
}

// borrow takes such memory from a pool.
func borrow(pool *sync.Pool) *scratch {
	if s, ok := pool.Get().(*scratch); ok {
		return s
	}
	return new(scratch)
}

// score is what a model makes of tokens and the marks on them, by class. It is valid
// until the next call.
func (s *scratch) score(m *model, tokens []token, marks []mark) []float32 {
	s.features.longest = m.describe.longest
	s.features.read(tokens, marks)
	m.encode(&s.features, &s.input)
	s.scores = slices.Grow(s.scores[:0], len(m.classes))[:len(m.classes)]
	m.scores(&s.input, s.scores)
	return s.scores
}

// guess classifies a clause.
func (u *ear) guess(c clause) guess {
	s := borrow(u.pool)
	defer u.pool.Put(s)
	p := s.score(u.model, c.tokens, c.marks)
	u.suit(c, p)
	softmax(p, temperature)
	return u.best(p)
}

// misfit is what a class loses, in the scale of scores, for each kind of known
// thing a clause names that it has no slot for: a sentence with a customer in
// it asks for no stock, and one with a sum says what is in no pack.
const misfit = 1.5

// suit lowers the scores of the errands that cannot hold what a clause names.
func (u *ear) suit(c clause, scores []float32) {
	var item, customer, money bool
	measures, numbers := 0, 0
	for _, m := range c.marks {
		item = item || m.shape == anItem
		customer = customer || m.shape == aCustomer
		money = money || m.shape == aMoney
		if m.shape.numeric() {
			numbers++
		}
		if m.shape == aQuantity {
			measures++
		}
	}
	for i, class := range u.model.classes {
		e := u.errands[class]
		if e == nil && class == outOfScope {
			continue
		}
		for _, lacks := range [...]bool{
			item && !e.has(bot.Item) && !u.holds(e, c), customer && !e.has(bot.Customer), money && !e.has(bot.Money),
			numbers > 0 && !e.counts(), e.measures() && (numbers > 2 || numbers != measures),
		} {
			if lacks {
				scores[i] -= misfit
			}
		}
	}
}

// temperature makes probabilities as modest as the development set shows them
// to be right.
const temperature = 1.0

// best picks the likeliest class and the two likeliest errands.
func (u *ear) best(p []float32) guess {
	top, first, second := -1, -1, -1
	for c, score := range p {
		if top < 0 || score > p[top] {
			top = c
		}
		if u.errands[u.model.classes[c]] == nil {
			continue
		}
		switch {
		case first < 0 || score > p[first]:
			first, second = c, first
		case second < 0 || score > p[second]:
			second = c
		}
	}
	g := guess{class: u.model.classes[top], p: p[top]}
	for _, c := range [...]int{first, second} {
		if c >= 0 {
			g.nearest = append(g.nearest, u.model.classes[c])
		}
	}
	return g
}

// threshold is what the probability of a class must reach to be acted on.
func (u *ear) threshold(class string) float32 {
	if commands[class] == bot.Undo {
		return undoAt
	}
	if e := u.errands[class]; e.has(bot.Money) || e.has(bot.Quantity) {
		return changeAt
	}
	return actAt
}
