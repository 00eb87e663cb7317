package forms

import (
	"regexp"
	"strings"
	"unicode"
)

// maxValue is how many runes of a value go into a template.
const maxValue = 300

// clean makes a value fit for a variable: one line without tabs or runs of spaces,
// which WhatsApp refuses, without marks that turn the direction of writing, and
// not too long.
func clean(value string) string {
	value = strings.Join(strings.Fields(strings.Map(calm, strings.ToValidUTF8(value, ""))), " ")
	if r := []rune(value); len(r) > maxValue {
		return strings.TrimSpace(string(r[:maxValue-1])) + "…"
	}
	return value
}

// calm makes a space of what could break a line.
func calm(r rune) rune {
	switch {
	case unicode.Is(unicode.Bidi_Control, r), strings.ContainsRune("\u200b\u2060\ufeff", r):
		return -1 // or nothing to be seen: a name of that alone is none
	case unicode.IsControl(r), unicode.IsSpace(r):
		return ' '
	}
	return r
}

// variable is a place in a body that is filled in.
var variable = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// filled is a body with its variables filled in.
func filled(body string, values map[string]string) string {
	return variable.ReplaceAllStringFunc(body, func(v string) string { return values[v[2:len(v)-2]] })
}

// names lists the variables of a body in the order they stand there.
func names(body string) []string {
	var out []string
	for _, m := range variable.FindAllStringSubmatch(body, -1) {
		out = append(out, m[1])
	}
	return out
}
