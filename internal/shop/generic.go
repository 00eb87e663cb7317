package shop

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// leastKinds is how many things must be kinds of a name for it to be their word.
const leastKinds = 2

// generic completes an item that is called by the word of which others are kinds: plain
// rice is counted and filed as basmati and the rest are, and has their word for it in
// each language. Anything else is counted in what the unit said suggests.
func (b *Book) generic(ctx context.Context, it Item, unit string) (Item, error) {
	it.Unit = kindly(unit)
	all, err := b.Items(ctx)
	if err != nil {
		return it, err
	}
	kinds := slices.DeleteFunc(slices.Clone(all), func(k Item) bool { return !k.kindOf(it.Name) })
	if len(kinds) < leastKinds {
		return it, nil
	}
	it.Category = shared(kinds, func(k Item) string { return k.Category })
	as := Item{Unit: shared(kinds, func(k Item) string { return k.Unit })}
	if _, fits := as.ratio(unit, as.Unit); fits && as.Unit != "" {
		it.Unit = as.Unit
	}
	if len(strings.Fields(it.Name)) == 1 {
		it.Names = wordFor(kinds, all)
	}
	return it, nil
}

// wordFor is what some items are kinds of, in each language that has one word for it
// which is nothing else's name.
func wordFor(kinds, all []Item) map[string]string {
	out := map[string]string{}
	for _, lang := range starterLangs {
		word := shared(kinds, func(k Item) string { return lastWord(k.Names[lang]) })
		if word != "" && !slices.ContainsFunc(all, func(k Item) bool { return k.called(word) }) {
			out[lang] = word
		}
	}
	return out
}

// kindOf reports whether one of i's names ends in a name: basmati rice is rice.
func (i Item) kindOf(name string) bool {
	end := " " + Fold(name)
	for _, call := range append([]string{i.Name}, slices.Collect(maps.Values(i.Names))...) {
		if strings.HasSuffix(Fold(call), end) {
			return true
		}
	}
	return false
}

// called reports whether i goes by a name.
func (i Item) called(name string) bool {
	return slices.ContainsFunc(i.calls(), func(s string) bool { return Fold(s) == Fold(name) })
}

// shared is what more than half of some items have in common, "" for nothing.
func shared(items []Item, of func(Item) string) string {
	count := map[string]int{}
	for _, it := range items {
		count[of(it)]++
	}
	most := slices.MaxFunc(items, func(a, b Item) int { return cmp.Compare(count[of(a)], count[of(b)]) })
	if 2*count[of(most)] <= len(items) {
		return ""
	}
	return of(most)
}

// lastWord is the last word of a name.
func lastWord(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
