// Package transcript is how a conversation is written down: one line for what
// somebody did, lines for what was answered. Tests are written in it, the
// terminal takes it after its prompt, and recordings come out in it.
//
//	> 2 kilo chini becha 90        somebody writes
//	staff> ramesh ko 500 udhaar    another person writes
//	> [2]                          taps the second choice
//	> ^2 700 tha                   answers the second-last bubble
//	> ~ 3 kilo chini becha 90      edits his last message
//	> x                            deletes his last message
//	> » suresh kehta hai …         forwards
//	> 📷 bill.jpg                  sends a photo; 📎 a document
//	> 🎤 note.ogg                  sends a voice note; so does @note.ogg
//	> 🎤 do kilo chini becha       a voice note in which this is heard
//	> 🎤 paanch sau | pachaas      or this, but less likely
//	> 🎤? paanch sau               heard by a recogniser that knows little; 🎤 alone: nothing is heard
//	> 📍 18.52,73.86               shares a location
//	>+2h                           time passes
//	< ✍️ चीनी: 2 किलो, ₹90          was answered
//	< [गलती से]                    with these choices
package transcript

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ErrLine is wrapped by every fault of a line.
var ErrLine = errors.New("transcript: cannot read line")

// Line is one thing somebody did.
type Line struct {
	Who     string        // "" is the owner
	Text    string        // what he wrote, or the name of the file he sent
	Tap     string        // number or words of the choice he tapped
	Back    int           // answers the bubble this many back; 1 is the last
	Edit    bool          // Text replaces his last message
	Delete  bool          // his last message goes
	Forward bool          // Text is somebody else's
	Media   string        // image, audio, document or location
	Heard   []string      // what is heard in a voice note that is no file, likeliest first; "" alone is nothing
	Limited bool          // by a recogniser that knows little
	Lat     float64       // of a location, degrees north
	Lon     float64       // degrees east
	Wait    time.Duration // time that passes instead
}

var (
	said  = regexp.MustCompile(`^([\pL\pM\pN_-]*)>(\+\S+)?(?: (.*))?$`)
	tap   = regexp.MustCompile(`^\[([^\[\]]+)\]$`)
	reply = regexp.MustCompile(`^\^(\d*) (.*)$`)
)

// media are the marks of what is sent beside words; mic is that of voice notes.
var media = map[string]string{"📷": "image", "📎": "document"}

const mic = "🎤"

// IsSaid reports whether a line of a transcript is something somebody did.
func IsSaid(line string) bool { return said.MatchString(line) }

// ParseLine reads a line with its prompt.
func ParseLine(line string) (Line, error) {
	m := said.FindStringSubmatch(line)
	if m == nil {
		return Line{}, fmt.Errorf("%w: %q", ErrLine, line)
	}
	if m[2] != "" {
		wait, err := ParseWait(m[2][1:])
		return Line{Who: m[1], Wait: wait}, err
	}
	l, err := ParseSaid(m[3])
	l.Who = m[1]
	return l, err
}

// ParseSaid reads what stands after the prompt.
func ParseSaid(text string) (Line, error) {
	if m := tap.FindStringSubmatch(text); m != nil {
		return Line{Tap: m[1]}, nil
	}
	if m := reply.FindStringSubmatch(text); m != nil {
		back, err := strconv.Atoi("0" + m[1])
		if err != nil {
			return Line{}, fmt.Errorf("%w: %q", ErrLine, text)
		}
		return Line{Back: max(back, 1), Text: m[2]}, nil
	}
	switch {
	case text == "x":
		return Line{Delete: true}, nil
	case strings.HasPrefix(text, "~ "):
		return Line{Edit: true, Text: text[2:]}, nil
	case strings.HasPrefix(text, "» "):
		return Line{Forward: true, Text: strings.TrimPrefix(text, "» ")}, nil
	}
	if at, ok := strings.CutPrefix(text, "📍 "); ok {
		return location(at)
	}
	if l, ok := spoken(text); ok {
		return l, nil
	}
	for mark, kind := range media {
		if rest, ok := strings.CutPrefix(text, mark+" "); ok {
			return Line{Media: kind, Text: strings.TrimSpace(rest)}, nil
		}
	}
	return Line{Text: text}, nil
}

// Degrees from the equator, and from Greenwich.
const (
	maxLat = 90
	maxLon = 180
)

// location reads where somebody is: degrees north, a comma, degrees east.
func location(text string) (Line, error) {
	north, east, _ := strings.Cut(text, ",")
	lat, err := strconv.ParseFloat(strings.TrimSpace(north), 64)
	if err == nil {
		var lon float64
		lon, err = strconv.ParseFloat(strings.TrimSpace(east), 64)
		if err == nil && math.Abs(lat) <= maxLat && math.Abs(lon) <= maxLon {
			return Line{Media: "location", Lat: lat, Lon: lon}, nil
		}
	}
	return Line{}, fmt.Errorf("%w: location %q", ErrLine, text)
}

// ParseWait reads how much time passes: a Go duration, or days as "3d".
func ParseWait(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 3660 {
			return 0, fmt.Errorf("%w: wait %q", ErrLine, text)
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%w: wait %q", ErrLine, text)
	}
	return d, nil
}

// File is how a file in a bubble is shown where it cannot be opened.
func File(name string) string { return "📎 " + name }

// Note is how a voice note is shown in an answer, with its words where they are known.
func Note(words string) string { return strings.TrimRight("🔊 "+words, " ") }

// Answer writes a bubble as lines of a transcript.
func Answer(text string, choices []string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("< "+line, " ") + "\n")
	}
	if len(choices) > 0 {
		b.WriteString("< [" + strings.Join(choices, "] [") + "]\n")
	}
	return b.String()
}
