package forms

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/locales"
)

var (
	atEdge    = regexp.MustCompile(`^[\s\p{P}]*\{\{|\}\}[\s\p{P}]*$`)
	adjacent  = regexp.MustCompile(`\}\}[\s\p{P}]*\{\{`)
	tooSpaced = regexp.MustCompile(`\t|\r| {4}|\n\s*\n\s*\n`)
	leading   = regexp.MustCompile(`(?i)\b(wa\.me|wa\.link|api\.whatsapp\.com|chat\.whatsapp\.com|bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd|ow\.ly|cutt\.ly|rb\.gy|t\.ly|rebrand\.ly|buff\.ly)\b`)
)

// text looks at a template in one language.
func (c *checking) text(lang string, t Text) {
	c.body(lang, t.Body)
	for _, part := range []struct {
		text string
		most int
	}{{t.Header, wire.MaxHeader}, {t.Footer, wire.MaxFooter}} {
		if utf8.RuneCountInString(part.text) > part.most {
			c.fault(lang, Long, part.text)
		}
		if strings.Contains(part.text, "{{") {
			c.fault(lang, Fixed, part.text)
		}
	}
	c.titles(lang, t.Buttons)
	all := []string{t.Header, t.Body, t.Footer}
	all = append(all, t.Buttons...)
	for _, v := range c.t.Vars {
		if word, ok := t.Else[v.Name]; ok {
			all = append(all, word)
		}
	}
	for name := range t.Else {
		if !slices.ContainsFunc(c.t.Vars, func(v Var) bool { return v.Name == name }) {
			c.fault(lang, BadVar, name+": else")
		}
	}
	c.language(lang, variable.ReplaceAllString(strings.Join(all, "\n"), " "))
}

// body looks at the body alone.
func (c *checking) body(lang, body string) {
	if strings.TrimSpace(body) == "" {
		c.fault(lang, Empty, "body")
		return
	}
	if n := utf8.RuneCountInString(body); n > wire.MaxBody {
		c.fault(lang, Long, strconv.Itoa(n))
	}
	used := names(body)
	slices.Sort(used)
	if got := strings.Join(slices.Compact(used), " "); got != c.declared() {
		c.fault(lang, BadVar, "has "+got+", not "+c.declared())
	}
	if rest := variable.ReplaceAllString(body, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		c.fault(lang, BadVar, rest)
	}
	if atEdge.MatchString(body) {
		c.fault(lang, Edge, body)
	}
	if adjacent.MatchString(body) {
		c.fault(lang, Adjacent, adjacent.FindString(body))
	}
	if tooSpaced.MatchString(body) {
		c.fault(lang, Spaced, "")
	}
	if words := len(strings.Fields(variable.ReplaceAllString(body, " "))); words < wordsEach*len(used) {
		c.advise(lang, Crowded, strconv.Itoa(words)+" words")
	}
}

// titles looks at what the quick replies are called.
func (c *checking) titles(lang string, titles []string) {
	if len(titles) != len(c.t.Buttons) {
		c.fault(lang, BadButtons, strconv.Itoa(len(titles))+", not "+strconv.Itoa(len(c.t.Buttons)))
	}
	seen := map[string]bool{}
	for _, title := range titles {
		switch {
		case strings.TrimSpace(title) == "":
			c.fault(lang, Empty, "quick reply")
		case utf8.RuneCountInString(title) > maxTitle:
			c.fault(lang, Long, title)
		case seen[title], strings.ContainsFunc(title, unfit):
			c.fault(lang, BadTitle, title)
		}
		seen[title] = true
	}
}

// unfit reports whether a rune may not stand in the title of a quick reply:
// pictures, line breaks, and what makes letters bold or begins a variable.
func unfit(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk, unicode.Cc, unicode.Variation_Selector) || strings.ContainsRune("*_~`{}", r)
}

// language looks at the words of a language, all parts together.
func (c *checking) language(lang, all string) {
	if c.t.Category == Utility {
		for _, word := range promoting(lang, all) {
			c.fault(lang, Promotional, word)
		}
	}
	if link := leading.FindString(all); link != "" {
		c.fault(lang, Linked, link)
	}
	for _, word := range locales.Leaks(lang, all) {
		c.fault(lang, Leaked, word)
	}
	if !norm.NFC.IsNormalString(all) {
		c.fault(lang, Decomposed, "")
	}
}
