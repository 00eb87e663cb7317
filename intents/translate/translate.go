// Package translate has free text translated by a service without what must not change:
// names, sums, quantities and days. They are cut out of the text, stand for themselves as
// <ID1>, <ID2> while it is translated, and are put back as the reader's language writes
// them. Models for Indian languages are trained to leave such signs alone; a translation
// in which one is lost, doubled or made up, or that holds a figure of its own, is thrown
// away: no translation is better than a wrong one.
package translate

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/locales"
)

// ErrChanged says that a translation lost, doubled or made up what must not change.
var ErrChanged = errors.New("translate: the translation changed what it must not")

// Ears cut a text into what is translated and what is not: [intents.Understander].
type Ears interface {
	Pieces(ctx context.Context, said bot.Utterance) ([]intents.Piece, error)
}

// Pen writes a value as a language does: [locales.Bundle].
type Pen interface {
	Value(lang string, v bot.Value) string
}

// Translator translates by a service what the service may see. It implements
// [bot.Translator] and is safe for concurrent use.
type Translator struct {
	Service bot.Translator // which knows languages without their script: "hi", not "hi-Latn"
	Ears    Ears
	Pen     Pen
	Clock   bot.Clock
	Zone    *time.Location // whose days are meant
}

var _ bot.Translator = Translator{}

// Translate puts a text into another language. ErrChanged, or the service's error, when it
// cannot.
func (t Translator) Translate(ctx context.Context, text, from, to string) (string, error) {
	pieces, err := t.Ears.Pieces(ctx, bot.Utterance{Text: text, Lang: from, Now: t.Clock.Now(), Zone: t.Zone})
	if err != nil {
		return "", fmt.Errorf("translate: %w", err)
	}
	masked, kept := t.mask(pieces, to)
	if !strings.ContainsFunc(sign.ReplaceAllString(masked, ""), unicode.IsLetter) {
		return restore(masked, kept) // nothing but what stays
	}
	out, err := t.Service.Translate(ctx, masked, locales.Base(from), locales.Base(to))
	if err != nil {
		return "", fmt.Errorf("translate: %w", err)
	}
	return restore(out, kept)
}

// mask is a text with signs in place of what must not change, and what they stand for.
func (t Translator) mask(pieces []intents.Piece, to string) (masked string, kept []string) {
	var b strings.Builder
	for _, p := range pieces {
		if !p.Glued {
			b.WriteByte(' ')
		}
		if !p.Fixed {
			b.WriteString(strings.NewReplacer("<", "‹", ">", "›").Replace(p.Text)) // nobody writes signs of ours
			continue
		}
		is := p.Text
		if p.Value != nil {
			is = t.Pen.Value(to, *p.Value)
		}
		kept = append(kept, is)
		fmt.Fprintf(&b, "<ID%d>", len(kept))
	}
	return b.String(), kept
}

// sign is a sign as it may come back: models put spaces into it, write its letters small
// and its figure in their own script.
var sign = regexp.MustCompile(`<\s*[Ii][Dd]\s*(\p{Nd}+)\s*>`)

// restore puts back what signs stand for. ErrChanged when that is not all there is, once
// each, or when there are figures besides.
func restore(translated string, kept []string) (string, error) {
	seen, odd := map[int]bool{}, false
	out := sign.ReplaceAllStringFunc(translated, func(s string) string {
		n, err := strconv.Atoi(intents.Figures(sign.FindStringSubmatch(s)[1]))
		if err != nil || n < 1 || n > len(kept) || seen[n] {
			odd = true
			return ""
		}
		seen[n] = true
		return kept[n-1]
	})
	switch {
	case odd:
		return "", fmt.Errorf("%w: a sign too many", ErrChanged)
	case len(seen) < len(kept):
		return "", fmt.Errorf("%w: a sign is lost", ErrChanged)
	case strings.ContainsFunc(sign.ReplaceAllString(translated, ""), unicode.IsDigit):
		return "", fmt.Errorf("%w: it has a figure of its own", ErrChanged)
	}
	return strings.TrimSpace(out), nil
}
