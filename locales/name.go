package locales

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/sahayak-dev/sahayak/bot"
)

// printName prints a known thing: by its name in the reader's language, by what
// it is called if he can read that, else by the nearest name it has.
func printName(e *edition, v bot.Value) string {
	if name := v.Names[e.lang]; name != "" {
		return oneLine(name)
	}
	if v.Text != "" && writtenIn(e.tongue.script, v.Text) {
		return oneLine(v.Text)
	}
	for _, lang := range e.order {
		if name := v.Names[lang]; name != "" {
			return oneLine(name)
		}
	}
	return oneLine(v.Text)
}

// printLanguage prints what a language is called, in the reader's language. In other
// letters than its own it is called what it is called in them, unless it has a name for that.
// What the reader has no name for is called what its own speakers call it.
func printLanguage(t *tongue, tag string) string {
	if name, ok := t.Languages[tag]; ok {
		return name
	}
	if parsed, err := ParseTag(tag); err == nil {
		for _, known := range []string{parsed, Base(parsed)} {
			if name, ok := t.Languages[known]; ok {
				return name
			}
		}
	}
	if name := display.Self.Name(language.Make(tag)); name != "" {
		return oneLine(name)
	}
	return oneLine(tag)
}

// writtenIn reports whether the first letter of s belongs to script.
func writtenIn(script *unicode.RangeTable, s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.Is(script, r)
		}
	}
	return true
}

// oneLine makes what a user called something safe inside a line of ours: line
// breaks and other controls become spaces, and marks that turn the direction of
// writing are dropped.
func oneLine(s string) string {
	if !strings.ContainsFunc(s, disturbs) {
		return s
	}
	return strings.Join(strings.Fields(strings.Map(calm, s)), " ")
}

// disturbs reports whether r could break or turn a line.
func disturbs(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

func calm(r rune) rune {
	switch {
	case unicode.Is(unicode.Bidi_Control, r):
		return -1
	case disturbs(r):
		return ' '
	}
	return r
}
