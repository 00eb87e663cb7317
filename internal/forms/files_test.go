package forms_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// program are the templates of the program.
func program(t *testing.T) *forms.Set {
	t.Helper()
	set, err := app.Forms()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestRealTemplates reads the program's own templates as who approves them would.
func TestRealTemplates(t *testing.T) {
	set := program(t)
	for _, f := range set.Check() {
		t.Error(f)
	}
	var got []string
	for _, f := range set.All() {
		got = append(got, f.Name)
	}
	if want := []string{"sahayak_answered", "sahayak_desk", "sahayak_morning", "sahayak_waiting"}; !slices.Equal(got, want) {
		t.Errorf("there are %v, want %v", got, want)
	}
}

// TestRealTemplatesNameTheirButtons finds in every body that tells what to tap the
// title of the first quick reply, as it stands there.
func TestRealTemplatesNameTheirButtons(t *testing.T) {
	for _, f := range program(t).All() {
		for lang, text := range f.Texts {
			if !strings.Contains(text.Body, "“"+text.Buttons[0]+"”") {
				t.Errorf("%s %s: %q does not name %q", f.Name, lang, text.Body, text.Buttons[0])
			}
		}
	}
}

// TestRealInfo looks at what is submitted.
func TestRealInfo(t *testing.T) {
	info, ok := program(t).Find("sahayak_morning").Info("hi")
	raw, err := json.Marshal(info)
	want := `{"name":"sahayak_morning","language":"hi","category":"UTILITY","parameter_format":"NAMED","components":[` +
		`{"type":"BODY","text":"☀️ कल की बिक्री {{sales}}, उसमें उधार {{credit}}। सब पढ़ने के लिए नीचे “दिखाओ” दबाइए।",` +
		`"example":{"body_text_named_params":[{"param_name":"sales","example":"₹4,250"},{"param_name":"credit","example":"₹600"}]}},` +
		`{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"दिखाओ"},{"type":"QUICK_REPLY","text":"बंद करो"}]}]}`
	if !ok || err != nil || string(raw) != want {
		t.Errorf("got  %s, %v\nwant %s", raw, err, want)
	}
	if _, ok := program(t).Find("sahayak_morning").Info("fr"); ok {
		t.Error("there is one in French")
	}
}

// TestRealFill fills the program's templates as the engine's answers would.
func TestRealFill(t *testing.T) {
	stop := bot.Choice{Key: "alerts.morning.choice.stop"}
	list := bot.Choice{Key: "alerts.morning.choice.list"}
	day := bot.Reply{Key: "alerts.morning.day", Args: bot.Args{"Revenue": bot.Value{Kind: bot.Money, N: 12500000}}}
	lent := bot.Reply{Key: day.Key, Args: bot.Args{"Revenue": day.Args["Revenue"], "Credit": bot.Value{Kind: bot.Money, N: 60050}}}
	labels := []bot.Label{{ID: "7.1", Text: "a"}, {ID: "7.2", Text: "b"}}
	for name, c := range map[string]struct {
		answer forms.Answer
		want   string // of the form, as JSON without names of fields
	}{
		"the morning": {
			forms.Answer{Lang: "hi-Latn", Show: "7.0", Labels: labels, Replies: []bot.Reply{lent, {Key: "alerts.morning.stop", Choices: []bot.Choice{list, stop}}}},
			`sahayak_morning hi [sales=₹1,25,000 credit=₹600.50] [7.0 7.2]`,
		},
		"a morning without udhaar or alerts": {
			forms.Answer{Lang: "ta", Show: "7.0", Labels: labels[:1], Replies: []bot.Reply{day, {Key: "alerts.morning.stop", Choices: []bot.Choice{stop}}}},
			`sahayak_morning ta [sales=₹1,25,000 credit=₹0] [7.0 7.1]`,
		},
		"a morning after a day without sales": {
			forms.Answer{Lang: "kn", Show: "7.0", Labels: labels, Args: bot.Args{"Shop": "Sri Ganesh Stores"}, Replies: []bot.Reply{{Key: "alerts.list.stock"}, {Key: "alerts.morning.stop", Choices: []bot.Choice{list, stop}}}},
			`sahayak_waiting kn [shop=Sri Ganesh Stores] [7.0]`,
		},
		"an answer of a person": {
			forms.Answer{Lang: "en", Show: "9.0", Replies: []bot.Reply{{Key: "bot.person.says", Args: bot.Args{"Text": "call me"}}}},
			`sahayak_answered en [] [9.0]`,
		},
		"somebody waits": {
			forms.Answer{Lang: "ml", Show: "9.0", Replies: []bot.Reply{{Key: "bot.desk.new", Args: bot.Args{"Number": "48213", "Shop": "Asha"}}, {Key: "bot.desk.line"}}},
			`sahayak_desk ml [number=48213] [9.0]`,
		},
		"anything else, of a shop without a name": {
			forms.Answer{Lang: "pa", Show: "9.0", Replies: []bot.Reply{{Key: "sharing.heard.asked", Args: bot.Args{"Shop": "Another's Shop"}}}},
			`sahayak_waiting pa [shop=ਤੁਹਾਡੀ ਦੁਕਾਨ] [9.0]`,
		},
		"a language there is none in": {
			forms.Answer{Lang: "fr", Show: "9.0", Args: bot.Args{"Shop": ""}},
			`sahayak_waiting en [shop=your shop] [9.0]`,
		},
	} {
		form, category, ok := program(t).Fill(c.answer, nil)
		if got := show(form); got != c.want || category != forms.Utility || !ok {
			t.Errorf("%s:\n got %s %s %v\nwant %s", name, got, category, ok, c.want)
		}
	}
}

// show is a form on one line.
func show(f bot.Form) string {
	var body []string
	for _, p := range f.Body {
		body = append(body, p.Name+"="+p.Text)
	}
	return f.Name + " " + f.Lang + " [" + strings.Join(body, " ") + "] [" + strings.Join(f.Taps, " ") + "]"
}
