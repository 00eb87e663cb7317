package settings

// plain reports whether a text says that messages are wanted, and nothing else. With any
// other word in it, it may be about something else: who wants news of the weather has not
// agreed to be told of his sales.
func plain(lang, text string) bool {
	for _, w := range in(lang).words(text) {
		if !w.is(sensePlain) {
			return false
		}
	}
	return true
}
