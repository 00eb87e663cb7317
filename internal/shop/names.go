package shop

import (
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold is the form in which names are compared: lower case, one space between
// words, nothing around them.
func Fold(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// calls are all names of an item.
func (i Item) calls() []string {
	all := i.ownCalls()
	for _, also := range i.Also {
		all = append(all, also...)
	}
	return all
}

// Printed is what an item is called, by language tag: in the languages its starter knows
// too, until the shop calls it otherwise.
func (i Item) Printed() map[string]string {
	if len(i.Names) == 0 || len(i.Also) == 0 {
		return i.Names
	}
	out := maps.Clone(i.Names)
	for lang, also := range i.Also {
		if _, named := out[lang]; !named {
			out[lang] = also[0]
		}
	}
	return out
}

// ownCalls are all names of an item but those that every shop of its trade knows anyway.
func (i Item) ownCalls() []string { return calls(i.Name, i.Names, i.Aliases) }

// calls are all names of a customer.
func (c Customer) calls() []string { return calls(c.Name, c.Names, c.Aliases) }

func calls(name string, names map[string]string, aliases []string) []string {
	all := append([]string{name}, aliases...)
	for _, n := range names {
		all = append(all, n)
	}
	return all
}

// properName writes a person's name as names are written: each word of it begins
// with a capital, where the script has them.
func properName(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToTitle(r)) + w[size:]
	}
	return strings.Join(words, " ")
}

// plainName reports whether a name can stand in a book: some letters or digits,
// nothing that is not written, no longer than [MaxName].
func plainName(name string) bool {
	if len(name) > 4*MaxName || len([]rune(name)) > MaxName || strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
