package bot

import (
	"context"
	"strings"
	"time"
)

// Translator puts what people write to each other into another language.
type Translator interface {
	// Translate returns a text in the language of a BCP 47 tag. It is called outside
	// every transaction, and may be called again for the same text. An error means that
	// there is no translation, or none to be trusted: the text then goes as it is.
	Translate(ctx context.Context, text, from, to string) (string, error)
}

// TranslateTime is how long a translation may take; the text goes without after that.
const TranslateTime = 3 * time.Second

// translated is a text for readers of other languages, by tag; nothing when it needs none,
// or there is none.
func (a *attempt) translated(ctx context.Context, text, from string, to ...string) map[string]string {
	e := a.engine
	if e.Translate == nil || strings.TrimSpace(text) == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, TranslateTime)
	defer cancel()
	out := map[string]string{}
	for _, lang := range to {
		if _, done := out[lang]; done || lang == "" || from == "" || spokenIn(lang) == spokenIn(from) {
			continue
		}
		in, err := e.Translate.Translate(ctx, text, from, lang)
		if err != nil {
			e.Log.Warn("not translated", "turn", a.turn.ID, "from", from, "to", lang, "error", err)
			continue
		}
		if in = clip(in, MaxText); in != "" && in != text {
			out[lang] = in
		}
	}
	return out
}

// spokenIn is the language of a tag, without the script it is written in.
func spokenIn(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return base
}

// meaning is an argument that says a text in the language of whoever reads it, and nothing
// to who reads it as it is.
func meaning(in map[string]string) Value { return Value{Kind: Text, Names: in} }
