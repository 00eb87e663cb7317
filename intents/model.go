package intents

import (
	"math"
	"slices"
)

// model is a linear classifier over hashed n-grams: multinomial logistic
// regression.
type model struct {
	key     uint64 // fingerprint of the phrases it learnt
	classes []string
	ids     map[uint64]int32 // features seen in training
	rarity  []float32        // of each feature: rare ones say more
	weights []float32        // by feature, then class
	scale   float32          // of which every weight is a whole multiple
}

// input is a sentence as the model sees it.
type input struct {
	ids    []int32
	values []float32
}

// encode looks the features of a sentence up; unknown ones are left out, but
// count in the length of their block, so that a sentence of mostly unknown
// words has little to say.
func (m *model) encode(f *features, in *input) {
	in.ids, in.values = in.ids[:0], in.values[:0]
	for b := range f.hashes {
		hashes := f.hashes[b]
		slices.Sort(hashes)
		start, sum := len(in.ids), 0.0
		for k, h := range hashes {
			if k > 0 && hashes[k-1] == h {
				continue
			}
			id, ok := m.ids[h]
			if !ok {
				sum += unknownRarity
				continue
			}
			in.ids = append(in.ids, id)
			in.values = append(in.values, m.rarity[id])
			sum += float64(m.rarity[id]) * float64(m.rarity[id])
		}
		scale := scaled(sum, block(b))
		for k := start; k < len(in.values); k++ {
			in.values[k] *= scale
		}
	}
}

// unknownRarity is what an unseen n-gram adds to the length of its block. It is
// far below that of a seen one: most unseen n-grams come from spelling.
const unknownRarity = 0.5

// scores adds up the weights of a sentence's features, by class.
func (m *model) scores(in *input, out []float32) {
	clear(out)
	n := len(m.classes)
	for k, id := range in.ids {
		v := in.values[k]
		row := m.weights[int(id)*n : int(id)*n+n]
		row = row[:len(out)]
		for c, w := range row {
			out[c] += v * w
		}
	}
}

// softmax turns scores into probabilities in place; a temperature above 1 makes
// them more modest.
func softmax(scores []float32, temperature float32) {
	top := slices.Max(scores)
	sum := float32(0)
	for i, s := range scores {
		scores[i] = float32(math.Exp(float64((s - top) / temperature)))
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}
