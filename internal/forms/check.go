package forms

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// What a template may hold besides what any message may.
// Source: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates
const (
	maxName    = 512
	maxButtons = 10
	advisable  = 3 // quick replies that are all seen without another tap
	maxTitle   = 25
	wordsEach  = 3 // that one variable takes to be understood
)

// shared are the arguments that any template may be given: see [Answer].
var shared = []string{"Shop"}

var (
	nameForm = regexp.MustCompile(`^sahayak_[a-z0-9_]+$`)
	varForm  = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// checking is one template being looked at.
type checking struct {
	t     *Template
	words Words
	found []Fault
}

// Check reads every template as who approves it would, and lists what he would
// refuse, in order of template and language.
func (s *Set) Check() []Fault {
	var all []Fault
	for _, t := range s.all {
		c := checking{t: t, words: s.words}
		c.whole()
		for _, lang := range slices.Sorted(maps.Keys(t.Texts)) {
			if slices.Contains(Languages(), lang) {
				c.text(lang, t.Texts[lang])
			}
		}
		all = append(all, c.found...)
	}
	return all
}

// fault notes a fault of one language, or of all.
func (c *checking) fault(lang string, p Problem, detail string) {
	c.found = append(c.found, Fault{Template: c.t.Name, Lang: lang, Problem: p, Detail: detail})
}

// advise notes what may be taken all the same.
func (c *checking) advise(lang string, p Problem, detail string) {
	c.fault(lang, p, detail)
	c.found[len(c.found)-1].Advice = true
}

// whole looks at what is the same in all languages.
func (c *checking) whole() {
	if !nameForm.MatchString(c.t.Name) || len(c.t.Name) > maxName {
		c.fault("", BadName, c.t.Name)
	}
	for _, lang := range Languages() {
		if _, ok := c.t.Texts[lang]; !ok {
			c.fault(lang, Missing, "")
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(c.t.Texts)) {
		if !slices.Contains(Languages(), lang) {
			c.fault(lang, Strange, "")
		}
	}
	c.keys()
	c.vars()
	switch n := len(c.t.Buttons); {
	case n > maxButtons:
		c.fault("", BadButtons, strconv.Itoa(n))
	case n > advisable:
		c.advise("", BadButtons, strconv.Itoa(n))
	}
}

// keys looks at what it says it stands for, and at the choices it offers.
func (c *checking) keys() {
	for _, key := range slices.Concat(c.t.For, c.t.Buttons) {
		if key == Show {
			continue
		}
		if _, err := c.words.Write(fallback, key, nil); errors.Is(err, bot.ErrNotFound) {
			c.fault("", Unsaid, key)
		}
	}
}

// vars looks at how the variables are declared.
func (c *checking) vars() {
	seen := map[string]bool{}
	for _, v := range c.t.Vars {
		if !varForm.MatchString(v.Name) || seen[v.Name] {
			c.fault("", BadVar, v.Name)
		}
		seen[v.Name] = true
		if v.Example == "" || v.Example != clean(v.Example) {
			c.fault("", Empty, v.Name+": example")
		}
		if !c.given(v.From) {
			c.fault("", Unfillable, v.Name+": "+v.From)
		}
	}
}

// given reports whether some reply that the template stands for has an argument.
func (c *checking) given(arg string) bool {
	if slices.Contains(shared, arg) {
		return true
	}
	return slices.ContainsFunc(c.t.For, func(key string) bool {
		return slices.Contains(c.words.Placeholders(fallback, key), arg)
	})
}

// declared lists the variables' names, sorted.
func (c *checking) declared() string {
	var all []string
	for _, v := range c.t.Vars {
		all = append(all, v.Name)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
