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

// tongue is the language to answer in.
type tongue struct {
	Language shop.Language `slot:"language"`
}

// language answers in another language from now on.
func (s skill) language(_ context.Context, t *bot.Turn, f tongue) error {
	lang := string(f.Language)
	if t.Message.Pick == "" {
		lang = inScript(lang, t.Message.Text, t.Languages())
	}
	if !slices.Contains(t.Languages(), lang) {
		t.Say("language.missing", bot.Args{"Language": f.Language})
		t.Say("language.which", nil, others(t)...)
		return nil
	}
	t.Speak(lang)
	t.Say("language.done", bot.Args{"Language": shop.Language(lang)})
	return nil
}

// inLatin marks a language written in Latin letters that has its own.
const inLatin = "-Latn"

// inScript keeps to the letters somebody writes in: who asks for Hindi in Latin
// letters reads it so.
func inScript(lang, said string, spoken []string) string {
	other := func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }
	if said != "" && !strings.ContainsFunc(said, other) && slices.Contains(spoken, lang+inLatin) {
		return lang + inLatin
	}
	return lang
}

// languages offers each language in its own name.
func languages(_ context.Context, t *bot.Turn, _ tongue) ([]bot.Choice, error) {
	return others(t), nil
}

// others offers the language spoken in its other letters, then every other language
// once: Hindi in the letters he reads now, the rest in their own.
func others(t *bot.Turn) []bot.Choice {
	own, latin := strings.CutSuffix(t.Lang, inLatin)
	also := own
	if !latin {
		also += inLatin
	}
	latin = latin || t.Lang == english
	var first, rest []bot.Choice
	for _, lang := range t.Languages() {
		base, roman := strings.CutSuffix(lang, inLatin)
		choice := dialogs.Pick("language.choice", bot.Args{"Language": shop.Language(lang)}, "language", shop.Language(lang))
		switch {
		case lang == also:
			first = append(first, choice)
		case base == own:
		case base == "hi" && roman == latin, base != "hi" && !roman:
			rest = append(rest, choice)
		}
	}
	return append(first, rest...)
}
