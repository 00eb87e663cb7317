package settings

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// spoken are the languages this product speaks so far, as their speakers would
// look for them.
var spoken = []string{"hi", "hi-Latn", "en"}

// tongue is the language to answer in.
type tongue struct {
	Language shop.Language `slot:"language"`
}

// language answers in another language from now on.
func (s skill) language(_ context.Context, t *bot.Turn, f tongue) error {
	lang := inScript(string(f.Language), t.Message.Text)
	if !slices.Contains(spoken, lang) {
		t.Say("language.missing", bot.Args{"Language": f.Language})
		return nil
	}
	t.Speak(lang)
	t.Say("language.done", bot.Args{"Language": shop.Language(lang)})
	return nil
}

// inScript keeps to the letters somebody writes in: who asks for Hindi in Latin
// letters reads it so.
func inScript(lang, said string) string {
	devanagari := strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) })
	if lang == "hi" && said != "" && !devanagari {
		return "hi-Latn"
	}
	return lang
}

// languages offers each language in its own name.
func languages(context.Context, *bot.Turn, tongue) ([]bot.Choice, error) {
	var out []bot.Choice
	for _, lang := range spoken {
		out = append(out, dialogs.Pick("language.choice."+lang, nil, "language", shop.Language(lang)))
	}
	return out, nil
}
