package intents

import (
	"math"
	"slices"
)

// model is a linear classifier over hashed n-grams: multinomial logistic
// regression. Of the weights of a feature only those are kept that tell.
type model struct {
	key     uint64 // fingerprint of the phrases it learnt
	classes []string
	hashes  []uint32  // of the features seen in training, in order
	rarity  []float32 // of each feature: rare ones say more
	rows    []int32   // of each feature: where its weights begin; and where the last ends
	of      []uint8   // of each weight: its class
	steps   []int8    // of each weight: how many times the scale it is
	scale   float32

	describe describe
}

// short32 is what is kept of a feature's hash: of a hundred thousand, one or two share it.
func short32(h uint64) uint32 { return uint32(h ^ h>>32) }

// mostClasses is how many classes a model can tell apart.
const mostClasses = 256

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
			at, ok := slices.BinarySearch(m.hashes, short32(h))
			if !ok {
				sum += m.describe.unknown
				continue
			}
			in.ids = append(in.ids, int32(at))
			in.values = append(in.values, m.rarity[at])
			sum += float64(m.rarity[at]) * float64(m.rarity[at])
		}
		scale := m.describe.scaled(sum, block(b))
		for k := start; k < len(in.values); k++ {
			in.values[k] *= scale
		}
	}
}

// scores adds up the weights of a sentence's features, by class.
func (m *model) scores(in *input, out []float32) {
	clear(out)
	for k, id := range in.ids {
		v := in.values[k] * m.scale
		from, to := m.rows[id], m.rows[id+1]
		steps := m.steps[from:to]
		for i, c := range m.of[from:to] {
			out[c] += v * float32(steps[i])
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
