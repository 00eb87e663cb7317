package sms

import (
	"errors"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/letter"
)

// The marks of a text that was cut: GSM-7 has no ellipsis, and one would make the
// whole text dearer.
const (
	dots     = "..."
	ellipsis = "…"
)

var errLong = errors.New("nothing of the text fits beside the words around it")

// fit cuts a text so that what stands around it, as wrap has it, and the text are
// so many segments at most. It never cuts within a letter.
func fit(text string, most int, wrap func(string) string) (string, error) {
	if whole := wrap(text); Segments(whole) <= most {
		return whole, nil
	}
	runes := []rune(text)
	for end := min(len(runes), most*gsmAlone); end > 0; end-- {
		if end < len(runes) && letter.Joined(runes[end-1], runes[end]) {
			continue
		}
		if cut := marked(string(runes[:end]), wrap); Segments(cut) <= most {
			return cut, nil
		}
	}
	return "", errLong
}

// marked is the beginning of a text with the mark that it was cut.
func marked(text string, wrap func(string) string) string {
	text = strings.TrimSpace(text)
	if whole := wrap(text + dots); plain(whole) {
		return whole
	}
	return wrap(text + ellipsis)
}
