package forms_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// morning is an answer that has a template of its own.
func morning(lang string) forms.Answer {
	return forms.Answer{
		Lang: lang, Show: "7.0", Labels: []bot.Label{{ID: "7.1"}}, Args: bot.Args{"Shop": "Asha Stores"},
		Replies: []bot.Reply{
			{Key: "alerts.list.stock"},
			{Key: "alerts.morning.day", Args: bot.Args{"Revenue": bot.Value{Kind: bot.Money, N: 100}}},
			{Key: "alerts.morning.stop", Choices: []bot.Choice{{Key: "alerts.morning.choice.stop"}}},
		},
	}
}

// TestFillChooses finds the nearest template that may be sent: the answer's own
// before the one for all, the reader's language before English.
func TestFillChooses(t *testing.T) {
	all := map[string]bool{"sahayak_morning te": true, "sahayak_waiting te": true, "sahayak_morning en": true, "sahayak_waiting en": true}
	for _, want := range []string{"sahayak_morning te", "sahayak_waiting te", "sahayak_morning en", "sahayak_waiting en", ""} {
		form, category, ok := program(t).Fill(morning("te-Latn"), func(name, lang string) (forms.Category, bool) {
			return forms.Marketing, all[name+" "+lang]
		})
		if got := form.Name + " " + form.Lang; ok != (want != "") || ok && (got != want || category != forms.Marketing) {
			t.Errorf("got %q %s %v, want %q", got, category, ok, want)
		}
		delete(all, want)
	}
}

// TestFillNeedsAll takes the template for all where the answer's own lacks what it
// says or offers.
func TestFillNeedsAll(t *testing.T) {
	for name, spoil := range map[string]func(*forms.Answer){
		"no argument":               func(a *forms.Answer) { a.Replies[1].Args = nil },
		"an argument that is none":  func(a *forms.Answer) { a.Replies[1].Args = bot.Args{"Revenue": struct{}{}} },
		"a key that nobody has":     func(a *forms.Answer) { a.Replies[1].Args = bot.Args{"Revenue": bot.Value{Kind: bot.Key, Text: "x"}} },
		"a text of nothing but air": func(a *forms.Answer) { a.Replies[1].Args = bot.Args{"Revenue": " \n\t"} },
		"no choices":                func(a *forms.Answer) { a.Replies[2].Choices = nil },
		"another choice":            func(a *forms.Answer) { a.Replies[2].Choices[0].Key = "bot.choice.undo" },
		"choices without an id":     func(a *forms.Answer) { a.Labels = nil },
		"choices that come later":   func(a *forms.Answer) { a.Replies = append(a.Replies, bot.Reply{Choices: []bot.Choice{{}}}) },
		"nothing that is known":     func(a *forms.Answer) { a.Replies = nil },
	} {
		answer := morning("gu")
		spoil(&answer)
		form, _, ok := program(t).Fill(answer, nil)
		if got, want := show(form), "sahayak_waiting gu [shop=Asha Stores] [7.0]"; !ok || got != want {
			t.Errorf("%s: %s, %v", name, got, ok)
		}
	}
}

// TestFillTooLong leaves a template alone that would be longer than WhatsApp takes.
func TestFillTooLong(t *testing.T) {
	long := strings.Repeat("y", 800)
	for body, want := range map[string]bool{
		"You sold {{sales}} " + long + ".":                           true,
		"You sold {{sales}} and {{sales}} " + long + ".":             false,
		"You sold {{sales}} and " + strings.Repeat("y", 1100) + " .": false,
	} {
		s, err := set(t, strings.Replace(sound(), "You sold {{sales}} yesterday.", body, 1))
		if err != nil {
			t.Fatal(err)
		}
		answer := morning("en")
		answer.Replies[1].Args = bot.Args{"Revenue": strings.Repeat("x", 130)}
		if _, _, ok := s.Fill(answer, nil); ok != want {
			t.Errorf("%.40s: %v", body, ok)
		}
	}
}

// TestFillKeys writes an argument that is a key in the template's language.
func TestFillKeys(t *testing.T) {
	answer := morning("hi")
	answer.Replies[1].Args = bot.Args{"Revenue": bot.Value{Kind: bot.Key, Text: "alerts.list.title"}}
	form, _, _ := program(t).Fill(answer, nil)
	if want := "sahayak_morning hi [sales=अलर्ट credit=₹0] [7.0 7.1]"; show(form) != want {
		t.Errorf("got %s, want %s", show(form), want)
	}
}

// TestFillIsClean fills in whatever a shop may be called: WhatsApp would take it.
func TestFillIsClean(t *testing.T) {
	s := program(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z \n\t{}\x{200b}\x{202e}ि]{0,400}`), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "name")
		form, _, ok := s.Fill(forms.Answer{Lang: rapid.SampledFrom(forms.Languages()).Draw(t, "lang"), Args: bot.Args{"Shop": name}}, nil)
		if !ok || len(form.Body) != 1 {
			t.Fatalf("not filled: %v", form)
		}
		got := form.Body[0].Text
		switch {
		case got == "", got != strings.TrimSpace(got):
			t.Fatalf("%q begins or ends with nothing", got)
		case strings.ContainsAny(got, "\n\t\r\u2028\u202e") || strings.Contains(got, "  "):
			t.Fatalf("%q is not one line", got)
		case !utf8.ValidString(got) || utf8.RuneCountInString(got) > 300:
			t.Fatalf("%q is too long, or broken", got)
		}
	})
}

// TestFillKeepsWords changes nothing of what is fine.
func TestFillKeepsWords(t *testing.T) {
	for name, want := range map[string]string{
		"श्री गणेश किराना":       "श्री गणेश किराना",
		"  Sharma\n& Sons\t ":    "Sharma & Sons",
		"क्\u200dष":              "क्\u200dष",
		"\u200b\ufeff":           "आपकी दुकान",
		strings.Repeat("x", 300): strings.Repeat("x", 300),
		strings.Repeat("x", 301): strings.Repeat("x", 299) + "…",
		"ab \u202ecd":            "ab cd",
	} {
		form, _, _ := program(t).Fill(forms.Answer{Lang: "hi", Args: bot.Args{"Shop": name}}, nil)
		if got := form.Body[0].Text; got != want {
			t.Errorf("%q became %q", name, got)
		}
	}
}
