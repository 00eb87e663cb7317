package locales

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// order sorts languages by how near they are to a reader of lang: his own, the
// fallback, his language in another script, what is at least in a script he
// reads, then in the fallback's, the rest. A reader of Latin letters is offered English before his own
// language in letters he did not choose: "hi-Latn" goes to "en", then "hi".
func order(lang string, have []string) []string {
	sorted := slices.Clone(have)
	slices.SortFunc(sorted, func(a, b string) int {
		return cmp.Or(cmp.Compare(distance(lang, a), distance(lang, b)), cmp.Compare(a, b))
	})
	return sorted
}

// distance ranks how far a language is from a reader of another.
func distance(from, to string) int {
	switch {
	case to == from:
		return 0
	case to == fallback:
		return 1
	case Base(to) == Base(from):
		return 2
	case reads(from, to):
		return 3
	case reads(fallback, to):
		return 4
	}
	return 5
}

// reads reports whether a reader of one language knows the letters of another.
func reads(from, to string) bool {
	return script(language.Make(from)) == script(language.Make(to))
}

// preferred sorts the languages of a skill: the fallback, then by name.
func preferred(langs []string) {
	slices.SortFunc(langs, func(a, b string) int {
		return cmp.Or(cmp.Compare(min(distance(fallback, a), 1), min(distance(fallback, b), 1)), cmp.Compare(a, b))
	})
}

// Base is the language of a tag without its script and country: "hi" of "hi-Latn".
func Base(tag string) string {
	spoken, _, _ := strings.Cut(tag, "-")
	return spoken
}
