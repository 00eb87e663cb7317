package sms

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/letter"
)

// maxVariable is how many characters of one variable an operator's filter lets
// through. What is longer is cut: the whole text would be thrown away.
const maxVariable = 30

// otherwise is the template for what has none of its own.
const otherwise = "default"

// mostVariables is how many variables a template can name.
const mostVariables = 9

// wording is a registered text, made ready.
type wording struct {
	id   string
	text pattern
}

// templates reads the registered texts.
func (c Config) templates(g *gateway) error {
	g.wordings = map[string]wording{}
	for name, t := range c.Templates {
		if t.ID == "" || control(t.ID) {
			return fmt.Errorf("template.%s has no id", name)
		}
		if t.Text == "" {
			t.Text = "{" + inText + "}"
		}
		p, err := parse(t.Text, variables()...)
		if err != nil {
			return fmt.Errorf("template.%s: %w", name, err)
		}
		if Segments(p.fill(nil, asIs)) > c.Segments {
			return fmt.Errorf("template.%s: %w", name, errLong)
		}
		g.wordings[name] = wording{t.ID, p}
	}
	return nil
}

// variables are the places of a registered text.
func variables() []string {
	out := []string{inText}
	for n := range mostVariables {
		out = append(out, strconv.Itoa(n+1))
	}
	return out
}

// wordingOf is the registered text of a bubble.
func (g *gateway) wordingOf(b bot.Bubble) (wording, error) {
	if b.Form != nil {
		if w, ok := g.wordings[b.Form.Name]; ok {
			return w, nil
		}
	}
	if w, ok := g.wordings[otherwise]; ok {
		return w, nil
	}
	if g.uses(inTemplate) {
		return wording{}, errors.New("no template is registered for it")
	}
	return wording{text: pattern{{name: inText}}}, nil
}

// write words a bubble, in so many segments at most.
func (w wording) write(b bot.Bubble, most int) (string, error) {
	values := map[string]string{}
	if b.Form != nil {
		for i, p := range b.Form.Body {
			values[strconv.Itoa(i+1)] = variable(p.Text)
		}
	}
	for _, p := range w.text {
		if _, ok := values[p.name]; !ok && p.name != "" && p.name != inText {
			return "", fmt.Errorf("the template has a variable %s, and the message has not", p.name)
		}
	}
	text := clean(b.Text)
	if w.text.has(inText) && text == "" {
		return "", errors.New("no text")
	}
	return fit(text, most, func(text string) string {
		values[inText] = text
		return w.text.fill(values, asIs)
	})
}

// variable is a text as a variable takes it. An ellipsis would make one in GSM-7
// dearer.
func variable(text string) string {
	text = clean(text)
	short := letter.Cut(text, maxVariable)
	if cut, ok := strings.CutSuffix(short, ellipsis); ok && short != text && plain(cut) {
		return cut + "."
	}
	return short
}

// clean is text that any encoding can hold, without blanks around it.
func clean(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", ""))
}
