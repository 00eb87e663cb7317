package intents

import (
	"math"
	"slices"
)

// How the model is trained. The step shrinks by itself (AdaGrad); classes the
// model is already sure of are left alone, which makes a pass cheap.
const (
	passes      = 5
	step        = 0.28
	sureEnough  = 0.004 // an error too small to correct
	seldomAtAll = 2     // sentences a letter run must stand in to count
)

// example is a sentence and its class.
type example struct {
	input
	class  int
	weight float32
}

// lesson is a sentence to learn, before features are numbered.
type lesson struct {
	tokens []token
	marks  []mark
	class  string
	weight float32
}

// train learns to tell the classes of the lessons apart.
func train(lessons []lesson) *model {
	m := &model{ids: map[uint64]int32{}}
	m.classes = classesOf(lessons)
	m.number(lessons)
	examples := m.encodeAll(lessons)
	m.weights = make([]float32, len(m.rarity)*len(m.classes))
	m.fit(examples)
	m.round()
	return m
}

// round brings the weights to what a saved model holds of them, so that it
// understands the same, to the last bit, as the one it was saved from.
func (m *model) round() {
	m.scale = largest(m.weights) / math.MaxInt16
	for i, w := range m.weights {
		m.weights[i] = float32(math.Round(float64(w/m.scale))) * m.scale
	}
}

// classesOf lists the classes in order.
func classesOf(lessons []lesson) []string {
	seen := map[string]bool{}
	for _, l := range lessons {
		seen[l.class] = true
	}
	out := make([]string, 0, len(seen))
	for c := range seen {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// number gives every feature that stands in enough sentences a number, and
// weighs it by how rare it is.
func (m *model) number(lessons []lesson) {
	var f features
	count := map[uint64]int32{}
	for _, l := range lessons {
		f.read(l.tokens, l.marks)
		for b := range f.hashes {
			slices.Sort(f.hashes[b])
			for _, h := range slices.Compact(f.hashes[b]) {
				count[h]++
			}
		}
	}
	known := make([]uint64, 0, len(count))
	for h, n := range count {
		if n >= seldomAtAll {
			known = append(known, h)
		}
	}
	slices.Sort(known)
	m.rarity = make([]float32, len(known))
	for id, h := range known {
		m.ids[h] = int32(id)
		m.rarity[id] = float32(math.Log(float64(1+len(lessons))/float64(count[h])) + 1)
	}
}

// encodeAll turns lessons into examples.
func (m *model) encodeAll(lessons []lesson) []example {
	var f features
	out := make([]example, len(lessons))
	for i, l := range lessons {
		f.read(l.tokens, l.marks)
		m.encode(&f, &out[i].input)
		out[i].class, _ = slices.BinarySearch(m.classes, l.class)
		out[i].weight = l.weight
	}
	return out
}

// fit runs over the examples, in an order that looks random but is always the
// same.
func (m *model) fit(examples []example) {
	squares := make([]float32, len(m.weights))
	p := make([]float32, len(m.classes))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	seed := uint64(1)
	for range passes {
		for i := len(order) - 1; i > 0; i-- {
			seed = seed*6364136223846793005 + 1442695040888963407
			j := int(seed>>33) % (i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			e := &examples[i]
			m.scores(&e.input, p)
			softmax(p, 1)
			p[e.class]--
			m.correct(e, p, squares)
		}
	}
}

// correct moves the weights of an example against its errors.
func (m *model) correct(e *example, errors, squares []float32) {
	n := len(m.classes)
	for c, err := range errors {
		if err > -sureEnough && err < sureEnough {
			continue
		}
		err *= e.weight
		for k, id := range e.ids {
			at := int(id)*n + c
			g := err * e.values[k]
			squares[at] += g * g
			m.weights[at] -= step * g / float32(math.Sqrt(float64(squares[at])+1e-8))
		}
	}
}
