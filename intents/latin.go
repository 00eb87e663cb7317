package intents

import (
	"strings"
	"unicode"
)

// Latin writes a text in plain Latin letters, as it sounds: रमेश is "ramesh". Latin
// letters are only made small and lose their marks.
func Latin(text string) string {
	words := strings.Fields(normalise(text))
	for i, w := range words {
		words[i] = romanise(w)
	}
	return strings.Join(words, " ")
}

// scriptTags are the ISO 15924 names of scripts.
var scriptTags = [...]string{
	noScript: "", latin: "Latn", devanagari: "Deva", bengali: "Beng", gurmukhi: "Guru", gujarati: "Gujr", oriya: "Orya",
	tamil: "Taml", telugu: "Telu", kannada: "Knda", malayalam: "Mlym", otherScript: "Zyyy",
}

// ScriptOf is the ISO 15924 name of the script that most letters of a text are in, ""
// when it has none.
func ScriptOf(text string) string {
	var letters [otherScript + 1]int
	most := noScript
	for _, r := range text {
		s := scriptOf(r)
		if s == noScript || !unicode.IsLetter(r) {
			continue
		}
		letters[s]++
		if letters[s] > letters[most] {
			most = s
		}
	}
	return scriptTags[most]
}
