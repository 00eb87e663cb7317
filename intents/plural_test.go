package intents

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// cloth is the vocabulary of a shop that sells some.
func cloth(context.Context) ([]bot.Name, error) {
	item := func(id, en, hi, latin string) bot.Name {
		return bot.Name{Kind: bot.Item, ID: id, Text: en, Names: map[string]string{"en": en, "hi": hi, "hi-Latn": latin}, Unit: "pcs"}
	}
	return []bot.Name{
		item("cotton", "cotton saree", "सूती साड़ी", "suti saree"), item("silk", "silk saree", "सिल्क साड़ी", "silk saree"),
		item("fall", "saree fall", "साड़ी फॉल", "saree fall"),
		item("kurta", "cotton kurta", "सूती कुर्ता", "suti kurta"), item("silkkurta", "silk kurta", "सिल्क कुर्ता", "silk kurta"),
		item("kurti", "rayon kurti", "रेयॉन कुर्ती", "rayon kurti"), item("longkurti", "long kurti", "लंबी कुर्ती", "lambi kurti"),
		{Kind: bot.Item, ID: "parle", Text: "parle ji", Unit: "packet"},
	}, nil
}

// TestKindsOfThings has words in the plural, and words of which several things are kinds:
// such a word may also mean a thing of just that name, which has no id.
func TestKindsOfThings(t *testing.T) {
	for text, want := range map[string]string{
		"5 silk sarees came for 9000":   "silk",
		"how many silk sarees are left": "silk",
		"20 sarees came for 16000":      "cotton silk +saree",
		"5 साड़ियां आई 2000 की":         "cotton silk +साड़ी",
		"10 kurtas came for 3000":       "kurta silkkurta +kurta",
		"6 kurtiyan aayi 1800 ki":       "kurti longkurti +kurti",
		"6 kurti aayi 1800 ki":          "kurti longkurti +kurti",
		"2 saree fall aaye 60 ke":       "fall",
	} {
		v := say(text)
		v.Words = []bot.Vocabulary{{Key: t.Name(), Read: cloth}}
		got, err := understander(t).Understand(context.Background(), v)
		if err != nil || len(got.Commands) != 1 {
			t.Errorf("%q: %+v, %v", text, got, err)
			continue
		}
		if item := meant(got.Commands[0].Slots["item"]); item != want {
			t.Errorf("%q means %q, want %q", text, item, want)
		}
	}
	v := say("jio ka rate")
	v.Words = []bot.Vocabulary{{Key: t.Name(), Read: cloth}}
	got, err := understander(t).Understand(context.Background(), v)
	if err != nil || slices.ContainsFunc(got.Commands, func(c bot.Command) bool { return c.Slots["item"].ID == "parle" }) {
		t.Errorf("jio is taken for parle ji: %+v, %v", got, err)
	}
}

// meant are the ids of what a value may be; what would be new has a plus.
func meant(v bot.Value) string {
	if v.ID != "" {
		return v.ID
	}
	var out []string
	for _, one := range v.Among {
		if one.ID == "" {
			out = append(out, "+"+one.Text)
			continue
		}
		out = append(out, one.ID)
	}
	return strings.Join(out, " ")
}
