package shop

import (
	"context"
	"strings"
)

// Plain reports whether money that was given to a customer, or that he paid, can have been
// nothing else, however badly it was heard: he is known, nobody else is called like him,
// and the account does not fit the money going the other way. He cannot have paid more
// than he owes; and who pays all that he owes to the paisa has hardly got as much again.
func (b *Book) Plain(ctx context.Context, c Customer, m Money, paid bool) (bool, error) {
	if c.ID == "" {
		return false, nil
	}
	all, err := b.Customers(ctx)
	if err != nil {
		return false, err
	}
	for _, other := range all {
		if other.ID != c.ID && soundsLike(c, other) {
			return false, nil
		}
	}
	owes, err := b.balance(ctx, c.ID)
	if paid {
		return owes == m, err
	}
	return owes < m, err
}

// soundsLike reports whether one of two customers may be heard for the other: names, or
// first words of them, in which no more than two letters differ.
func soundsLike(c, other Customer) bool {
	for _, name := range c.calls() {
		for _, also := range other.calls() {
			if near(first(name), first(also)) {
				return true
			}
		}
	}
	return false
}

// first is the first word of a name, folded.
func first(name string) string {
	word, _, _ := strings.Cut(Fold(name), " ")
	return word
}

// furthest is how many letters may differ in names that sound alike.
const furthest = 2

// near reports whether two words are no further apart than that, and less than half of
// their letters (Levenshtein's distance).
func near(word, other string) bool {
	some, others := []rune(word), []rune(other)
	row := make([]int, len(others)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range some {
		diagonal := row[0]
		row[0] = i + 1
		for j, o := range others {
			change := diagonal
			if r != o {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	apart := row[len(others)]
	return apart <= furthest && 2*apart < max(len(some), len(others))
}
