package transcript

import (
	"fmt"
	"strconv"
	"strings"
)

// String writes a line with its prompt. [ParseLine] reads it back as it was.
func (l Line) String() string {
	if l.Wait > 0 {
		return l.Who + ">+" + l.Wait.String()
	}
	return l.Who + "> " + l.Said()
}

// Said writes what stands after the prompt.
func (l Line) Said() string {
	switch {
	case l.Tap != "":
		return "[" + l.Tap + "]"
	case l.Back == 1:
		return "^ " + l.Text
	case l.Back > 1:
		return fmt.Sprintf("^%d %s", l.Back, l.Text)
	case l.Delete:
		return "x"
	case l.Edit:
		return "~ " + l.Text
	case l.Forward:
		return "» " + l.Text
	case l.Media != "":
		return l.sent()
	}
	return l.Text
}

// sent writes what is sent beside words.
func (l Line) sent() string {
	if l.Media == "location" {
		return "📍 " + strconv.FormatFloat(l.Lat, 'g', -1, 64) + "," + strconv.FormatFloat(l.Lon, 'g', -1, 64)
	}
	for mark, kind := range media {
		if kind == l.Media {
			return mark + " " + l.Text
		}
	}
	said := strings.Join(l.Heard, " | ") + l.Text // one of them is there
	if l.Limited {
		return strings.TrimSpace(mic + "? " + said)
	}
	return strings.TrimSpace(mic + " " + said)
}

// Attached is how a file in a bubble is written down: where it cannot be opened it is its
// name, and a sound is that it is one. How long it is not every channel tells.
func Attached(kind, name string) string {
	if kind == "audio" {
		return Sound(0)
	}
	return File(name)
}

// Sound is how a sound in a bubble is shown where it cannot be played, with its length in
// seconds, 0 when that is not known.
func Sound(seconds int) string {
	if seconds <= 0 {
		return "🔊"
	}
	return fmt.Sprintf("🔊 %d:%02d", seconds/60, seconds%60)
}
