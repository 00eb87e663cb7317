package intents

import (
	"slices"
	"sync"
)

// Labelled is a line of a data set and what it is about.
type Labelled struct{ Text, Label string }

// Classifier tells the labels of a data set apart: the learner of [Understander],
// without shops, slots and thresholds. It is safe for concurrent use.
type Classifier struct {
	model *model
	pool  *sync.Pool
}

// modest is the temperature of the probabilities: with it the thresholds that matter
// lie well apart.
const modest = 0.8

// Learn learns thoroughly to tell the labels of lines apart, of which there may be at most 256.
func Learn(lines []Labelled) *Classifier {
	lessons := make([]lesson, len(lines))
	for i, l := range lines {
		lessons[i] = lesson{tokens: tokenise(normalise(l.Text)), class: l.Label, weight: 1}
	}
	return &Classifier{model: train(lessons, thorough), pool: newScratchPool()}
}

// Classify returns the likeliest label of a text, and its probability.
func (c *Classifier) Classify(text string) (label string, p float64) {
	s := borrow(c.pool)
	defer c.pool.Put(s)
	scores := s.score(c.model, tokenise(normalise(text)), nil)
	softmax(scores, modest)
	top := slices.Index(scores, slices.Max(scores))
	return c.model.classes[top], float64(scores[top])
}
