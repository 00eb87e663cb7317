package locales

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/sahayak-dev/sahayak/bot"
)

// fallback is the language of a reader we know nothing of.
const fallback = "en"

//go:embed texts/*.toml
var engineTexts embed.FS

// Source is where a skill, or a domain, keeps its texts.
type Source struct {
	Prefix string // what its keys begin with: the skill's name
	Files  fs.FS  // holds locales/<lang>.toml; without that folder it has no texts
}

// Bundle holds every text in every language. It is a [bot.Writer], never
// changes once made, and is safe for concurrent use.
type Bundle struct {
	editions map[string]*edition            // by tag
	heard    map[string]*edition            // by tag: those that can be read aloud
	spoken   map[string][]string            // by prefix: tags, the preferred first
	keys     map[string]map[string][]string // by prefix and tag
}

var _ bot.Writer = (*Bundle)(nil)

// edition is all texts in one language. It has a go-i18n bundle of its own, so
// that which language answers is decided here and nowhere else.
type edition struct {
	lang      string
	tag       language.Tag
	tongue    *tongue
	order     []string         // where to look a text up, this language first
	texts     map[string]*text // nil for a spoken form that says nothing
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
	whole     *Bundle // it is an edition of
	reader    *reader // who reads it aloud; nil when it is read with the eyes
}

// New loads the texts of the engine (prefix "bot") and of the sources. It fails
// on what no reader should ever meet: a file that is not TOML, a text that is
// empty or no template, a key said twice, a language that has no words for
// figures and days. What is merely not good yet is found by [Bundle.Check].
func New(sources ...Source) (*Bundle, error) {
	b := &Bundle{
		editions: map[string]*edition{},
		heard:    map[string]*edition{},
		spoken:   map[string][]string{},
		keys:     map[string]map[string][]string{},
	}
	if err := b.load(engineTexts, "texts", "bot"); err != nil {
		return nil, err
	}
	for _, s := range sources {
		if err := b.load(s.Files, "locales", s.Prefix); err != nil {
			return nil, err
		}
	}
	b.settle()
	return b, nil
}

// Languages lists the tags that a skill (or "bot") speaks: the fallback first,
// then by name.
func (b *Bundle) Languages(prefix string) []string { return slices.Clone(b.spoken[prefix]) }

// Keys lists the whole keys ("udhaar.give.done") that a prefix has in a
// language, sorted, without those that are only how another sounds.
func (b *Bundle) Keys(prefix, lang string) []string { return slices.Clone(b.keys[prefix][lang]) }

// Placeholders lists the arguments that a text uses, sorted, Count among them
// when it chooses a plural form. It is nil for a text that is not there.
func (b *Bundle) Placeholders(lang, key string) []string {
	e, ok := b.editions[lang]
	if !ok || e.texts[key] == nil {
		return nil
	}
	return slices.Clone(e.texts[key].needs)
}

// edition finds or begins the edition of a language.
func (b *Bundle) edition(lang string) (*edition, error) {
	if e, ok := b.editions[lang]; ok {
		return e, nil
	}
	words, ok := tongues()[lang]
	if !ok {
		return nil, fmt.Errorf("locales: %s: there are no words for figures and days in it", lang)
	}
	tag := language.Make(lang)
	e := &edition{lang: lang, tag: tag, tongue: words, texts: map[string]*text{}, bundle: i18n.NewBundle(tag), whole: b}
	e.localizer = i18n.NewLocalizer(e.bundle, lang)
	b.editions[lang] = e
	return e, nil
}

// settle puts everything in order once all is loaded.
func (b *Bundle) settle() {
	have := make([]string, 0, len(b.editions))
	for lang := range b.editions {
		have = append(have, lang)
	}
	for lang, e := range b.editions {
		e.order = order(lang, have)
		if r, ok := readers()[lang]; ok {
			aloud := *e
			aloud.reader, aloud.tongue = r, r.tongue
			b.heard[lang] = &aloud
		}
	}
	for prefix, byLang := range b.keys {
		for lang, keys := range byLang {
			slices.Sort(keys)
			b.spoken[prefix] = append(b.spoken[prefix], lang)
		}
		preferred(b.spoken[prefix])
	}
}
