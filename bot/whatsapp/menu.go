package whatsapp

import (
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxChoices is how many choices a menu has.
const maxChoices = 10

// menu is a text with its choices as numbered lines under it: whoever reads them answers
// with the number, or with the words.
func menu(b bot.Bubble) string {
	var out strings.Builder
	out.WriteString(b.Written())
	for i, choice := range b.Choices {
		if i == 0 {
			out.WriteString("\n")
		}
		fmt.Fprintf(&out, "\n%d. %s", i+1, oneLine(choice.Text))
	}
	return out.String()
}
