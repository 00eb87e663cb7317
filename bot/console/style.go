package console

import (
	"fmt"
	"strings"
)

// style is how bubbles look. The zero style is for pipes.
type style struct {
	clear, prompt, text, choice, dim, reset string
}

// fancy colours a terminal: green for what the bot says, as the app does.
var fancy = style{
	clear:  "\r\x1b[K", // an answer comes while the prompt stands
	prompt: "\x1b[1m> \x1b[0m",
	text:   "\x1b[32m",
	choice: "\x1b[36m",
	dim:    "\x1b[2m",
	reset:  "\x1b[0m",
}

// bubble writes an answer.
func (s style) bubble(text string, choices []string) string {
	if s == (style{}) {
		return plain(text, choices)
	}
	var b strings.Builder
	b.WriteString(s.clear + s.text + text + s.reset + "\n")
	for i, choice := range choices {
		fmt.Fprintf(&b, "%s[%d] %s%s   ", s.choice, i+1, choice, s.reset)
	}
	if len(choices) > 0 {
		b.WriteString("\n")
	}
	b.WriteString(s.prompt)
	return b.String()
}

// aside writes what the terminal itself has to say, before the next prompt.
func (s style) aside(text string) string {
	if s == (style{}) {
		return plain(text, nil)
	}
	return s.clear + s.dim + text + s.reset + "\n"
}

// plain writes an answer for a pipe. An empty line ends it, so that a program can
// tell one answer from the next; those in the answer itself are left out.
func plain(text string, choices []string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			b.WriteString(line + "\n")
		}
	}
	if len(choices) > 0 {
		b.WriteString("[" + strings.Join(choices, "] [") + "]\n")
	}
	b.WriteString("\n")
	return b.String()
}
