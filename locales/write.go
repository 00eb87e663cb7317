package locales

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"

	"github.com/sahayak-dev/sahayak/bot"
)

// parser turns texts into templates in which an absent argument is a nil [Arg]
// and not "<no value>". go-i18n keeps what it made.
var parser = &template.TextParser{Option: "missingkey=zero"}

// Write says key in the language nearest to lang that has it, with the
// arguments printed in that language. An argument called Count chooses the
// plural form. The error is [bot.ErrNotFound] when no language has the key.
func (b *Bundle) Write(lang, key string, args map[string]bot.Value) (string, error) {
	for _, near := range b.order(lang) {
		e := b.editions[near]
		if t := e.texts[key]; t != nil {
			return e.write(key, t, args)
		}
	}
	return "", fmt.Errorf("locales: write %q: %w", key, bot.ErrNotFound)
}

// Value prints a value as it stands in a text of a language.
func (b *Bundle) Value(lang string, v bot.Value) string {
	for _, near := range b.order(lang) {
		if e, ok := b.editions[near]; ok {
			return newArg(v, e).String()
		}
	}
	return v.Text
}

// order lists where to look for a text for a reader of lang.
func (b *Bundle) order(lang string) []string {
	if e, ok := b.editions[lang]; ok {
		return e.order
	}
	if tag, err := ParseTag(lang); err == nil {
		if e, ok := b.editions[tag]; ok {
			return e.order
		}
		return order(tag, b.editions[fallback].order)
	}
	return b.editions[fallback].order
}

// write fills in a text of the edition.
func (e *edition) write(key string, t *text, args map[string]bot.Value) (string, error) {
	data := make(map[string]*Arg, len(t.needs))
	for _, name := range t.needs {
		if v, ok := args[name]; ok {
			data[name] = newArg(v, e)
		}
	}
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: data, TemplateParser: parser}
	if slices.Contains(t.needs, "Count") {
		config.PluralCount = data["Count"].count()
	}
	said, err := e.localizer.Localize(&config)
	if err != nil {
		return "", fmt.Errorf("locales: write %q in %s: %w", key, e.lang, err)
	}
	return strings.TrimSpace(said), nil
}
