package intents

// The costs of spelling differently, in hundredths of a letter. A vowel is
// written in many ways, an h comes and goes, neighbours in sound are swapped; a
// wrong consonant is another word.
const (
	vowelCost   = 35
	breathCost  = 30
	similarCost = 60
	letterCost  = 100
	swapCost    = 80
)

// longestWord is how much of a word is compared.
const longestWord = 24

// distance is how differently two folded words are spelled, in hundredths of a
// letter; anything above limit may be reported as any number above it.
func distance(a, b string, limit int) int {
	a, b = a[:min(len(a), longestWord)], b[:min(len(b), longestWord)]
	var rows [3][longestWord + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) {
		last[j+1] = last[j] + dropCost(b[j])
	}
	for i := range len(a) {
		row[0] = last[0] + dropCost(a[i])
		best := row[0]
		for j := range len(b) {
			cost := min(last[j]+swap(a[i], b[j]), last[j+1]+dropCost(a[i]), row[j]+dropCost(b[j]))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] && a[i] != b[j] {
				cost = min(cost, before[j-1]+swapCost)
			}
			row[j+1] = cost
			best = min(best, cost)
		}
		if best > limit {
			return best
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// dropCost is the cost of a letter too many.
func dropCost(c byte) int {
	switch {
	case vowel(c):
		return vowelCost
	case c == 'h':
		return breathCost
	}
	return letterCost
}

// swap is the cost of one letter for another.
func swap(a, b byte) int {
	switch {
	case a == b:
		return 0
	case vowel(a) && vowel(b):
		return vowelCost
	case sound(a) == sound(b) && sound(a) != 0:
		return similarCost
	}
	return letterCost
}

// vowel reports the five.
func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

// sound groups consonants that are heard alike; 0 is a sound of its own.
func sound(c byte) byte {
	switch c {
	case 'k', 'g':
		return 'k'
	case 't', 'd', 'r':
		return 't'
	case 'p', 'b', 'f', 'v':
		return 'p'
	case 's', 'c', 'j':
		return 's'
	case 'm', 'n':
		return 'n'
	}
	return 0
}

// initial groups the first letters two spellings of a word may begin with: all
// vowels are one group.
func initial(fold string) byte {
	c := fold[0]
	switch {
	case vowel(c):
		return 'a'
	case sound(c) != 0:
		return sound(c)
	}
	return c
}

// allowance is how differently a word of n folded letters may be spelled and
// still be it. Short words must be exact: ghee is not ki, dahi is not thi.
func allowance(n int) int {
	switch {
	case n <= 3:
		return 0
	case n == 4:
		return vowelCost
	case n <= 6:
		return vowelCost
	case n <= 8:
		return 2 * vowelCost
	}
	return letterCost
}
