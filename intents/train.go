package intents

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// How the model is trained. The step shrinks by itself (AdaGrad); classes the
// model is already sure of are left alone, which makes a pass cheap.
const (
	passes      = 5
	averaged    = 3 // of the passes: the last ones
	step        = 0.28
	sureEnough  = 0.004 // an error too small to correct
	seldomAtAll = 2     // sentences a letter run must stand in to count
)

// example is a sentence and its class.
type example struct {
	input
	class  int
	weight float32
	key    uint64 // of what it says
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
		out[i].key = keyOf(l)
	}
	return out
}

// fit runs over the examples, in an order that looks random but is always the same,
// and hardly another when there is one phrase more: each is placed by what it says.
// The weights are the mean of the last passes, which varies less than the last.
func (m *model) fit(examples []example) {
	squares := make([]float32, len(m.weights))
	p := make([]float32, len(m.classes))
	sum := make([]float32, len(m.weights))
	for pass := range passes {
		slices.SortFunc(examples, func(a, b example) int {
			return cmp.Compare(mix(a.key, uint64(pass)), mix(b.key, uint64(pass)))
		})
		for i := range examples {
			e := &examples[i]
			m.scores(&e.input, p)
			softmax(p, 1)
			p[e.class]--
			m.correct(e, p, squares)
		}
		if pass < passes-averaged {
			continue
		}
		for i, w := range m.weights {
			sum[i] += w / averaged
		}
	}
	m.weights = sum
}

// keyOf is a number for what a lesson says and means.
func keyOf(l lesson) uint64 {
	h := fnv.New64a()
	for _, t := range l.tokens {
		_, _ = h.Write([]byte(t.plain + " "))
	}
	_, _ = h.Write([]byte(l.class))
	return h.Sum64()
}

// mix scatters keys, in another way for each pass (the finaliser of splitmix64).
func mix(key, pass uint64) uint64 {
	z := key + (pass+1)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
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
