package cloudapi

import (
	"regexp"
	"strings"
)

// longest is how many bytes of somebody else's words are kept for the operator.
const longest = 300

var numbers = regexp.MustCompile(`\+?[0-9][0-9 ()-]{6,}[0-9]`)

// scrub makes words of Meta's or of a parser fit for a log: no phone numbers, one
// line, not too long.
func scrub(words string) string {
	if len(words) > longest {
		words = strings.ToValidUTF8(words[:longest], "") + "…"
	}
	words = strings.Join(strings.Fields(words), " ")
	return numbers.ReplaceAllString(words, "•")
}
