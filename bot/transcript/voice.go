package transcript

import (
	"path"
	"slices"
	"strings"
)

// sounds are how the names of files end that are sent as voice notes.
var sounds = []string{".ogg", ".opus", ".oga", ".mp3", ".m4a", ".aac", ".amr", ".wav"}

// sound reports whether a name is that of a file with sound in it.
func sound(name string) bool { return slices.Contains(sounds, strings.ToLower(path.Ext(name))) }

// spoken reads a voice note: a file, or what is heard in it.
func spoken(text string) (Line, bool) {
	if name, ok := strings.CutPrefix(text, "@"); ok && sound(name) {
		return Line{Media: "audio", Text: strings.TrimSpace(name)}, true
	}
	rest, ok := strings.CutPrefix(text, mic)
	rest, limited := strings.CutPrefix(rest, "?")
	if !ok || rest != "" && rest[0] != ' ' {
		return Line{}, false
	}
	rest = strings.TrimSpace(rest)
	heard := readings(rest)
	if !limited && sound(heard[len(heard)-1]) {
		return Line{Media: "audio", Text: rest}, true
	}
	return Line{Media: "audio", Heard: heard, Limited: limited}, true
}

// readings are what a voice note is heard as, likeliest first: at least one, which is
// "" for nothing.
func readings(text string) []string {
	var out []string
	for reading := range strings.SplitSeq(text, "|") {
		if reading = strings.TrimSpace(reading); reading != "" {
			out = append(out, reading)
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}
