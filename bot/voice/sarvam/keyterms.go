package sarvam

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// keytermsSince is the model that can be told of words to expect: no older one can
// (https://docs.sarvam.ai/api/api-guides-tutorials/speech-to-text/how-to/keyterms).
const keytermsSince = "saaras:v4"

// How many words are told, and how many letters each may have.
const (
	maxKeyterms = 50
	maxKeyterm  = 64
)

// keyterms are the best of the hints, as a list in JSON; "" when there are none.
func keyterms(hints []string) string {
	var out []string
	for _, h := range hints {
		h = strings.Join(strings.Fields(strings.ToValidUTF8(h, "")), " ")
		if h != "" && utf8.RuneCountInString(h) <= maxKeyterm && len(out) < maxKeyterms && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	if len(out) == 0 {
		return ""
	}
	text, _ := json.Marshal(out) // of strings, it cannot fail
	return string(text)
}
