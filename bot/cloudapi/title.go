package cloudapi

import (
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/letter"
)

// titles are the words of choices within n runes, no two alike: the second
// "Ramesh" is "Ramesh 2".
func titles(choices []bot.Label, n int) []string {
	taken := map[string]bool{}
	out := make([]string, len(choices))
	for i, l := range choices {
		title := letter.Cut(line(l.Text), n)
		for again := 2; taken[title]; again++ {
			mark := " " + strconv.Itoa(again)
			title = letter.Cut(line(l.Text), n-len(mark)) + mark
		}
		taken[title] = true
		out[i] = title
	}
	return out
}

// line is text on one line, without space at its ends.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
