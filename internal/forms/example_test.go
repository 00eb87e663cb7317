package forms_test

import (
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

func ExampleSet_Fill() {
	set, err := app.Forms()
	if err != nil {
		panic(err)
	}
	var approved forms.Registry
	approved.Set("sahayak_morning", "hi", forms.Approved, forms.Utility)
	answer := forms.Answer{
		Lang: "hi-Latn", Show: "17.0", Labels: []bot.Label{{ID: "17.1", Text: "Band karo"}},
		Replies: []bot.Reply{
			{Key: "alerts.morning.day", Args: bot.Args{"Revenue": bot.Value{Kind: bot.Money, N: 425000}}},
			{Key: "alerts.morning.stop", Choices: []bot.Choice{{Key: "alerts.morning.choice.stop"}}},
		},
	}
	form, category, ok := set.Fill(answer, approved.Usable)
	fmt.Println(form.Name, form.Lang, form.Body, form.Taps, category, ok)
	// Output: sahayak_morning hi [{sales ₹4,250} {credit ₹0}] [17.0 17.1] utility true
}
