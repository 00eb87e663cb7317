package intents

import (
	"math"

	"github.com/sahayak-dev/sahayak/bot"
)

// placement learns from the phrases where in a sentence each slot stands, to
// tell the amount from the discount and "3 maggi" from "maggi 3".
type placement struct {
	slots map[string]*placeCount // by slot name, and by errand and slot name
	near  map[string]float64     // all slots together
	total float64
	mute  map[string]bool // words that say nothing of where they stand: bhai, ji
}

// placeCount counts what stands around the samples of one slot.
type placeCount struct {
	total float64
	near  map[string]float64
}

// newPlacement returns a placement that has learnt nothing.
func newPlacement(mute map[string]bool) *placement {
	return &placement{slots: map[string]*placeCount{}, near: map[string]float64{}, mute: mute}
}

// numeric reports the shapes whose slot is in question.
func (s shape) numeric() bool {
	return s == bareNumber || s == aMoney || s == aRate || s == aQuantity
}

// learn counts the slots of one phrase.
func (p *placement) learn(errand string, s studied) {
	for i, m := range s.marks {
		if s.slots[i] == "" || !m.shape.numeric() {
			continue
		}
		near := p.surroundings(s.tokens, s.marks, i)
		for _, n := range near {
			p.near[n]++
		}
		p.total++
		p.of(s.slots[i]).add(near)
		p.of(errand + " " + s.slots[i]).add(near)
	}
}

// of returns the count under a key.
func (p *placement) of(key string) *placeCount {
	if p.slots[key] == nil {
		p.slots[key] = &placeCount{near: map[string]float64{}}
	}
	return p.slots[key]
}

// add counts one sample.
func (c *placeCount) add(near [4]string) {
	c.total++
	for _, n := range near {
		c.near[n]++
	}
}

// surroundings describes where mark k stands: its shape and its two neighbours
// on either side, names and numbers by their tags.
func (p *placement) surroundings(tokens []token, marks []mark, k int) [4]string {
	m := marks[k]
	return [...]string{
		"=" + tags[m.shape],
		"<" + p.neighbour(tokens, marks, m.from-1),
		">" + p.neighbour(tokens, marks, m.to),
		">>" + p.neighbour(tokens, marks, m.to) + " " + p.neighbour(tokens, marks, m.to+1),
	}
}

// neighbour is the tag or word at token i, "" beyond the ends and for a word
// that says nothing: "90 rupaye bhai" ends with 90 rupaye.
func (p *placement) neighbour(tokens []token, marks []mark, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	if m, at := markAt(marks, i); at {
		if m.shape == aStranger {
			return tags[anItem]
		}
		return tags[m.shape]
	}
	if p.mute[tokens[i].plain] {
		return ""
	}
	return tokens[i].plain
}

// likelihood is how well a slot fits the surroundings: the logarithm of how
// often it is filled at all, and of how much oftener it is in each of them. What
// was never seen says nothing. The errand's own phrases count most.
func (p *placement) likelihood(errand, slot string, near [4]string) float64 {
	const own, doubt = 8, 4
	general, special := p.slots[slot], p.slots[errand+" "+slot]
	if general == nil {
		return math.Inf(-1)
	}
	if special == nil {
		special = &placeCount{}
	}
	prior := (general.total + own*special.total) / (p.total + own*special.total + 1)
	if p.near[near[2]] == 0 { // a word no phrase says there ends what is said of the number
		near[2], near[3] = ">", ">> "
	}
	sum := math.Log(prior)
	for _, n := range near {
		count := general.near[n] + own*special.near[n]
		all := p.near[n] + own*special.near[n]
		sum += math.Log((count + doubt*prior) / (all + doubt) / prior)
	}
	return sum
}

// rateSlot is the slot an amount for one unit goes to, where an errand has it.
const rateSlot = "rate"

// takes reports whether a slot can hold a mark of the shape.
func takes(e *errand, slot bot.Slot, s shape) bool {
	if byRule(slot.Name) {
		return false
	}
	_, rated := e.slot(rateSlot)
	switch slot.Kind {
	case bot.Quantity:
		return s == aQuantity || s == bareNumber
	case bot.Number: // "10 kilo se kam" is a number too, where nothing else is counted
		return s == bareNumber || s == aQuantity && !e.has(bot.Quantity)
	case bot.Money:
		switch s {
		case aRate:
			return slot.Name == rateSlot || !rated
		case aMoney, bareNumber:
			return slot.Name != rateSlot
		}
	}
	return false
}
