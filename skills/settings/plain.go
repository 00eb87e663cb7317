package settings

import "strings"

// plain reports whether a text says that messages are wanted, and nothing else. With any
// other word in it, it may be about something else: who wants news of the weather has not
// agreed to be told of his sales.
func plain(lang, text string) bool {
	words := strings.Fields(strings.NewReplacer(",", " ", ".", " ", "!", " ", "।", " ", "?", " ").Replace(text))
	for _, w := range words {
		if !in(lang).means(w, sensePlain) {
			return false
		}
	}
	return true
}
