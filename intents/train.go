package intents

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// recipe is how a model is trained. The step shrinks by itself (AdaGrad); classes the
// model is already sure of are left alone, which makes a pass cheap.
type recipe struct {
	passes   int
	averaged int // of the passes: the last ones
	step     float32
	sure     float32 // an error too small to correct
	seldom   int32   // how many sentences a run of letters must stand in to count
	least    float64 // the size below which a weight tells nothing, as a share of the largest
	describe describe
}

// usual is for what people say to shops, where marks tell most and learning is part of
// a start; thorough is for sets of labelled lines. Both were chosen on lines kept back:
// of the phrases, and of CLINC150's validation set.
var (
	usual = recipe{
		passes: 5, averaged: 3, step: 0.28, sure: 0.004, seldom: 3, least: 0.03,
		describe: describe{longest: 4, unknown: 0.5, weights: [blocks]float64{wordBlock: 1, letterBlock: 1, tagBlock: 1}},
	}
	thorough = recipe{
		passes: 40, averaged: 8, step: 0.04, sure: 0.01, seldom: 2, least: 0.005,
		describe: describe{longest: 5, unknown: 1.5, weights: [blocks]float64{wordBlock: 1.4, letterBlock: 1, tagBlock: 0.4}},
	}
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

// learner is a model while it learns: with every weight of every class.
type learner struct {
	*model
	recipe  recipe
	weights []float32 // by feature, then class
}

// train learns to tell the classes of the lessons apart.
func train(lessons []lesson, how recipe) *model {
	l := &learner{recipe: how, model: &model{describe: how.describe}}
	l.classes = classesOf(lessons)
	l.number(lessons)
	examples := l.encodeAll(lessons)
	l.weights = make([]float32, len(l.rarity)*len(l.classes))
	l.fit(examples)
	l.settle()
	return l.model
}

// settle keeps the weights that tell, in whole steps, as a saved model has them: what
// is learnt understands the same, to the last bit, as what was saved of it.
func (l *learner) settle() {
	l.scale = largest(l.weights) / math.MaxInt8
	n, low := len(l.classes), l.recipe.least*math.MaxInt8
	l.rows = make([]int32, 1, len(l.rarity)+1)
	for at := 0; at < len(l.weights); at += n {
		for c, w := range l.weights[at : at+n] {
			if step := math.Round(float64(w / l.scale)); math.Abs(step) >= low {
				l.of, l.steps = append(l.of, uint8(c)), append(l.steps, int8(step))
			}
		}
		l.rows = append(l.rows, int32(len(l.of)))
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
func (l *learner) number(lessons []lesson) {
	f := features{longest: l.describe.longest}
	count := map[uint32]int32{}
	for _, one := range lessons {
		f.read(one.tokens, one.marks)
		for b := range f.hashes {
			slices.Sort(f.hashes[b])
			for _, h := range slices.Compact(f.hashes[b]) {
				count[short32(h)]++
			}
		}
	}
	known := make([]uint32, 0, len(count))
	for h, n := range count {
		if n >= l.recipe.seldom {
			known = append(known, h)
		}
	}
	slices.Sort(known)
	l.hashes, l.rarity = known, make([]float32, len(known))
	for id, h := range known {
		l.rarity[id] = float32(math.Log(float64(1+len(lessons))/float64(count[h])) + 1)
	}
}

// encodeAll turns lessons into examples.
func (l *learner) encodeAll(lessons []lesson) []example {
	f := features{longest: l.describe.longest}
	out := make([]example, len(lessons))
	for i, one := range lessons {
		f.read(one.tokens, one.marks)
		l.encode(&f, &out[i].input)
		out[i].class, _ = slices.BinarySearch(l.classes, one.class)
		out[i].weight = one.weight
		out[i].key = keyOf(one)
	}
	return out
}

// fit runs over the examples, in an order that looks random but is always the same,
// and hardly another when there is one phrase more: each is placed by what it says.
// The weights are the mean of the last passes, which varies less than the last.
func (l *learner) fit(examples []example) {
	squares := make([]float32, len(l.weights))
	p := make([]float32, len(l.classes))
	sum := make([]float32, len(l.weights))
	for pass := range l.recipe.passes {
		slices.SortFunc(examples, func(a, b example) int {
			return cmp.Compare(mix(a.key, uint64(pass)), mix(b.key, uint64(pass)))
		})
		for i := range examples {
			e := &examples[i]
			l.dense(&e.input, p)
			softmax(p, 1)
			p[e.class]--
			l.correct(e, p, squares)
		}
		if pass < l.recipe.passes-l.recipe.averaged {
			continue
		}
		for i, w := range l.weights {
			sum[i] += w / float32(l.recipe.averaged)
		}
	}
	l.weights = sum
}

// dense adds up the weights of a sentence's features, by class.
func (l *learner) dense(in *input, out []float32) {
	clear(out)
	n := len(l.classes)
	for k, id := range in.ids {
		v := in.values[k]
		row := l.weights[int(id)*n : int(id)*n+n]
		row = row[:len(out)]
		for c, w := range row {
			out[c] += v * w
		}
	}
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
func (l *learner) correct(e *example, errors, squares []float32) {
	n := len(l.classes)
	for c, err := range errors {
		if err > -l.recipe.sure && err < l.recipe.sure {
			continue
		}
		err *= e.weight
		for k, id := range e.ids {
			at := int(id)*n + c
			g := err * e.values[k]
			squares[at] += g * g
			l.weights[at] -= l.recipe.step * g / float32(math.Sqrt(float64(squares[at])+1e-8))
		}
	}
}
