package sarvam

import (
	"slices"
	"strings"
)

// india is how the service writes a language: as it is spoken in India.
const india = "-IN"

// Languages are those that are heard and spoken, of those that shops are kept in.
func Languages() []string {
	return []string{"hi", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa", "en"}
}

// Hears reports whether it knows a language.
func (*Client) Hears(lang string) bool { return slices.Contains(Languages(), lang) }

// Speaks reports whether it knows a language.
func (*Client) Speaks(lang string) bool { return slices.Contains(Languages(), lang) }

// language is the code of a language as the service writes it, "hi-IN"; "" when that has
// none of two letters.
func language(answered string) string {
	lang, _, _ := strings.Cut(strings.ToLower(answered), "-")
	if len(lang) != len("hi") || strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	if lang == "od" {
		return "or"
	}
	return lang
}
