package shop

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// alike is the least share of letter triples, in percent, that two names of like
// sound have in common.
const alike = 40

// ItemsLike lists at most n items whose name is like one nobody has, the most
// alike first.
func (b *Book) ItemsLike(ctx context.Context, name string, n int) ([]Item, error) {
	all, err := b.Items(ctx)
	if err != nil {
		return nil, err
	}
	type near struct {
		item  Item
		share int
	}
	var found []near
	want := triples(name)
	for _, it := range all {
		share := 0
		for _, call := range it.calls() {
			share = max(share, common(want, triples(call)))
		}
		if share >= alike {
			found = append(found, near{it, share})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(b.share, a.share) })
	var out []Item
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.item)
	}
	return out, nil
}

// triples are the runs of three letters of a name, its ends marked.
func triples(name string) map[string]bool {
	runes := []rune(" " + strings.ReplaceAll(Fold(name), " ", "") + " ")
	out := map[string]bool{}
	for i := range len(runes) - 2 {
		out[string(runes[i:i+3])] = true
	}
	return out
}

// common is the share of triples two names have in common, in percent (Dice's
// coefficient).
func common(a, b map[string]bool) int {
	both := 0
	for t := range a {
		if b[t] {
			both++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 200 * both / (len(a) + len(b))
}
