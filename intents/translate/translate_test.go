package translate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/intents/translate"
)

// by is a service of a function.
type by func(text, from, to string) (string, error)

func (f by) Translate(_ context.Context, text, from, to string) (string, error) {
	return f(text, from, to)
}

// cutter cuts at spaces: what has a figure is fixed, and so is Ramesh.
type cutter struct{}

func (cutter) Pieces(_ context.Context, said bot.Utterance) (out []intents.Piece, _ error) {
	for i, word := range strings.Fields(said.Text) {
		p := intents.Piece{Text: word, Glued: i == 0, Fixed: strings.ContainsAny(word, "0123456789") || word == "Ramesh"}
		if word == "500" {
			p.Value = &bot.Value{Kind: bot.Money, N: 50000}
		}
		out = append(out, p)
	}
	return out, nil
}

// pen writes money in a way of its own.
type pen struct{}

func (pen) Value(lang string, v bot.Value) string { return fmt.Sprintf("₹%d(%s)", v.N/100, lang) }

func translator(service bot.Translator) translate.Translator {
	return translate.Translator{Service: service, Ears: cutter{}, Pen: pen{}, Clock: bottest.NewClock(time.Unix(1e9, 0)), Zone: time.UTC}
}

// TestTranslate cuts out what must not change, and puts it back wherever it comes to stand.
func TestTranslate(t *testing.T) {
	var seen string
	for _, c := range []struct{ text, answer, want string }{
		{"Ramesh owes 500 since 12/3", "since <ID3> owes <ID2> <ID1>", "since 12/3 owes ₹500(ta) Ramesh"},
		{"Ramesh owes 500", "< id 2 >ai <ID १> tharanum", "₹500(ta)ai Ramesh tharanum"},
		{"come tomorrow", "naalai vaa", "naalai vaa"},
		{"Ramesh 500", "never asked", "Ramesh ₹500(ta)"},
		{"<ID1> Ramesh is <b> there", "‹x› <ID2> there <ID1>", "‹x› Ramesh there <ID1>"},
	} {
		got, err := translator(by(func(text, from, to string) (string, error) {
			seen = text + from + to
			return c.answer, nil
		})).Translate(t.Context(), c.text, "hi-Latn", "ta")
		if err != nil || got != c.want {
			t.Errorf("%q is %q (%v), want %q; the service saw %q", c.text, got, err, c.want, seen)
		}
		if strings.Contains(seen, "Ramesh") || strings.Contains(seen, "500") || !strings.HasSuffix(seen, "hita") {
			t.Errorf("the service saw %q", seen)
		}
	}
}

// TestTranslateRefuses has no translation that lost, doubled or made up what must not
// change, and none when the service fails.
func TestTranslateRefuses(t *testing.T) {
	for _, answer := range []string{
		"owes", "<ID1> owes", "<ID1> owes <ID2> <ID2>", "<ID1> owes <ID2> <ID3>", "<ID1> owes <ID2> or 700", "<ID1> owes <ID2>, ७००", "<ID0> owes <ID1> <ID2>",
		"<ID1> owes <ID99999999999999999999> <ID2>", "",
	} {
		_, err := translator(by(func(string, string, string) (string, error) { return answer, nil })).Translate(t.Context(), "Ramesh owes 500", "en", "ta")
		if !errors.Is(err, translate.ErrChanged) {
			t.Errorf("%q: %v", answer, err)
		}
	}
	away := errors.New("away")
	if _, err := translator(by(func(string, string, string) (string, error) { return "", away })).Translate(t.Context(), "Ramesh owes 500", "en", "ta"); !errors.Is(err, away) {
		t.Error(err)
	}
}
