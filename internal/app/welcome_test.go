package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

// TestNoShopIsCalledAQuestion has a new shopkeeper ask for his stock, in each language,
// when the bot wants to know what his shop is called: he is answered.
func TestNoShopIsCalledAQuestion(t *testing.T) {
	texts, err := app.Texts(skills.All(nil))
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, func(c *app.Config) { c.Welcome = app.Welcome })
	for _, lang := range locales.Languages() {
		p := w.stranger()
		asked, err := texts.Write(lang, "stock.check.example", nil)
		if err != nil {
			t.Fatal(err)
		}
		sold, err := texts.Write(lang, "sales.record.example", nil)
		if err != nil {
			t.Fatal(err)
		}
		if a := p.says(t, sold); !a.said("settings.shop.hello") {
			t.Errorf("%s: %q is answered by %q", lang, sold, a.keys())
		}
		a := p.says(t, asked)
		if !slices.ContainsFunc(a.keys(), func(key string) bool { return strings.HasPrefix(key, "stock.check") }) {
			t.Errorf("%s: %q is answered by %q:\n%s", lang, asked, a.keys(), a.text())
		}
	}
}
