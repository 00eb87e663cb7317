package intents

import "math"

// A sentence is described to the classifier from two sides: as it was said,
// names left out, and with a tag in place of each name, number and day
// ("CUST ko NUM udhar"). Words of the first side enter plain and folded, whole
// and as runs of letters.

// block keeps n-grams of different sides apart, and is weighed as one.
type block uint8

// The blocks of features.
const (
	wordBlock block = iota
	letterBlock
	tagBlock
	blocks
)

// features collects the n-grams of one sentence; it is reused to save memory.
type features struct {
	longest int // run of letters
	hashes  [blocks][]uint64
	tags    []uint64
	buf     []byte
}

// Hashes follow FNV-1a.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// hashBytes goes on with a hash.
func hashBytes(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// shortestRun is the shortest run of letters.
const shortestRun = 2

// describe is what of a sentence a model is shown.
type describe struct {
	longest int             // run of letters
	weights [blocks]float64 // balance the sides

	// unknown is what an unseen n-gram adds to the length of its block. It is far below
	// that of a seen one: most unseen n-grams come from spelling.
	unknown float64
}

// read describes the tokens from one to another, given the marks on them.
func (f *features) read(tokens []token, marks []mark) {
	for b := range f.hashes {
		f.hashes[b] = f.hashes[b][:0]
	}
	f.tags = f.tags[:0]
	last := uint64(0)
	for i := 0; i < len(tokens); i++ {
		m, at := markAt(marks, i)
		if at && m.from == i {
			f.tags = append(f.tags, hashBytes(hashStart, tags[m.shape]))
		}
		t := tokens[i]
		if hidden(t, m, at) {
			last = 0
			continue
		}
		plain := hashBytes(hashStart, t.plain)
		f.addWord(t, plain, last)
		last = plain
		if !at {
			f.tags = append(f.tags, plain)
		}
	}
	f.addTags()
}

// hidden reports whether a token says nothing by itself: a known name, a number,
// a pause.
func hidden(t token, m mark, at bool) bool {
	if t.class != word {
		return t.plain != "?" && t.plain != "%" && t.class != sign
	}
	return at && (m.shape == anItem || m.shape == aCustomer)
}

// addWord adds a word, alone and after the one before, and its letters.
func (f *features) addWord(t token, plain, last uint64) {
	words := f.hashes[wordBlock]
	words = append(words, plain)
	if t.fold != "" && t.fold != t.plain {
		words = append(words, hashBytes(hashStart+1, t.fold))
	}
	if last != 0 {
		words = append(words, (last*hashPrime^plain)*hashPrime)
	}
	f.hashes[wordBlock] = words
	if t.class != word {
		return
	}
	f.addLetters(t.plain)
	if t.fold != t.plain {
		f.addLetters(t.fold)
	}
}

// addLetters adds the runs of letters of a word, its ends marked.
func (f *features) addLetters(s string) {
	f.buf = append(append(append(f.buf[:0], '^'), s[:min(len(s), longestWord)]...), '$')
	for i := range f.buf {
		h := uint64(hashStart + 2)
		for n := 1; n <= f.longest && i+n <= len(f.buf); n++ {
			h = (h ^ uint64(f.buf[i+n-1])) * hashPrime
			if n >= shortestRun {
				f.hashes[letterBlock] = append(f.hashes[letterBlock], h)
			}
		}
	}
}

// addTags adds runs of one to three tagged words, and the ends of the sentence.
func (f *features) addTags() {
	const edge = 7
	before, last := uint64(edge), uint64(edge)
	out := f.hashes[tagBlock]
	for _, t := range append(f.tags, edge) {
		pair := (last*hashPrime ^ t) * hashPrime
		out = append(out, t^edge, pair+1, ((before*hashPrime^last)*hashPrime^t)*hashPrime+2)
		before, last = last, t
	}
	f.hashes[tagBlock] = out
}

// scaled is the length a block's features are brought to.
func (d describe) scaled(sum float64, b block) float32 {
	if sum == 0 {
		return 0
	}
	return float32(d.weights[b] / math.Sqrt(sum))
}
