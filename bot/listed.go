package bot

import (
	"fmt"
	"strings"
)

// Listed is a bubble as one text, for a channel without buttons: its choices stand under
// it as numbered lines. Whoever reads them answers with the number, or with the words:
//
//	Kaunsa Ramesh?
//
//	1. Ramesh (Dadar)
//	2. Ramesh (Thane)
//
// Where a number would answer what the bubble asks ([Bubble].Worded), the lines have
// none: they are answered by their words.
func (b Bubble) Listed() string {
	lines := make([]string, len(b.Choices))
	for i, choice := range b.Choices {
		mark := fmt.Sprintf("%d.", i+1)
		if b.Worded {
			mark = "•"
		}
		lines[i] = mark + " " + strings.Join(strings.Fields(choice.Text), " ")
	}
	menu := strings.Join(lines, "\n")
	if b.Written() == "" || menu == "" {
		return b.Written() + menu
	}
	return b.Written() + "\n\n" + menu
}
