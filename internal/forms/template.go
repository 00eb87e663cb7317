package forms

import (
	"io/fs"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// Show is the quick reply that shows what waits; it is no choice of an answer.
const Show = "show"

// Category is what a template is charged as.
type Category string

// The categories a template of ours can have.
const (
	Utility   Category = "utility"
	Marketing Category = "marketing"
)

// Template is one template in all its languages.
type Template struct {
	Name     string          `toml:"name"`     // sahayak_…, as WhatsApp knows it
	Category Category        `toml:"category"` // as we ask for it; WhatsApp may decide otherwise
	For      []string        `toml:"for"`      // keys of the replies it stands for; none is every other
	Buttons  []string        `toml:"buttons"`  // its quick replies: keys of choices, or [Show]
	Vars     []Var           `toml:"var"`      // in the order they are filled
	Texts    map[string]Text `toml:"lang"`     // by language, as WhatsApp writes it

	prefix string // of the source it is from
}

// Var is one variable of a template, {{name}} in its bodies.
type Var struct {
	Name    string `toml:"name"`
	From    string `toml:"from"`    // the argument that fills it
	Example string `toml:"example"` // for who approves it
}

// Text is a template in one language.
type Text struct {
	Header  string            `toml:"header"`
	Body    string            `toml:"body"`
	Footer  string            `toml:"footer"`
	Buttons []string          `toml:"buttons"` // what the quick replies are called, in order
	Else    map[string]string `toml:"else"`    // by variable: what stands there when there is nothing to fill it with
}

// Words writes arguments as they stand in texts; *locales.Bundle does.
type Words interface {
	// Value prints a value as it stands in a text of a language.
	Value(lang string, v bot.Value) string
	// Write says a key in a language; bot.ErrNotFound when there is no such key.
	Write(lang, key string, args map[string]bot.Value) (string, error)
	// Placeholders lists the arguments that a text uses.
	Placeholders(lang, key string) []string
}

// Source is where a skill, or the engine, keeps its templates.
type Source struct {
	Prefix string // what the keys begin with that its templates are for
	Files  fs.FS  // holds forms/<name>.toml; without that folder it has none
}

// Languages are those every template is in, as WhatsApp writes them.
func Languages() []string {
	return []string{"hi", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa", "en"}
}

// fallback is the language of who reads none of the others.
const fallback = "en"

// Set is all templates. It never changes once made, and is safe for concurrent use.
type Set struct {
	words   Words
	all     []*Template
	byKey   map[string]*Template
	generic *Template
}

// All lists the templates in order of name.
func (s *Set) All() []*Template { return slices.Clone(s.all) }
