package book

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/BurntSushi/toml"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

var placeholder = regexp.MustCompile(`\.([A-Z][A-Za-z]*)`)

// texts reads the bundle of every language.
func texts(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := fs.Glob(Files, "locales/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for _, name := range files {
		raw, err := Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		if err := toml.Unmarshal(raw, &all); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		maps.DeleteFunc(all, func(key, _ string) bool { return strings.HasSuffix(key, ".aloud") }) // package locales checks how texts sound
		out[strings.TrimSuffix(name[len("locales/"):], ".toml")] = all
	}
	return out
}

// Every language has every text, with the same placeholders, and each reads as
// a template.
func TestTexts(t *testing.T) {
	all := texts(t)
	if len(all) < 3 {
		t.Fatalf("languages: %v", slices.Sorted(maps.Keys(all)))
	}
	for lang, texts := range all {
		if got, want := slices.Sorted(maps.Keys(texts)), slices.Sorted(maps.Keys(all["en"])); !slices.Equal(got, want) {
			t.Errorf("%s: keys %v, want %v", lang, got, want)
		}
		for key, text := range texts {
			if _, err := template.New(key).Parse(text); err != nil {
				t.Errorf("%s %s: %v", lang, key, err)
			}
			if got, want := needs(text), needs(all["en"][key]); !slices.Equal(got, want) {
				t.Errorf("%s %s needs %v, en needs %v", lang, key, got, want)
			}
		}
	}
}

func needs(text string) []string {
	names := map[string]bool{}
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names[m[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Whatever can be said of an undo has a text.
func TestEverythingSaidHasAText(t *testing.T) {
	en := texts(t)["en"]
	var things []shop.Reversed
	for _, kind := range []shop.Kind{
		shop.Selling, shop.Purchase, shop.Counting, shop.Damage, shop.Credit, shop.Repayment, shop.Opening, shop.Expense, shop.WriteOff,
		shop.OwnUse, shop.Dating,
	} {
		things = append(things, shop.Reversed{Entry: shop.Entry{Kind: kind}}, shop.Reversed{Entry: shop.Entry{Kind: kind, Item: "sugar"}})
	}
	for _, what := range []string{shop.ChangeItem, shop.ChangeCustomer, shop.ChangeProfile, shop.ChangeSetting} {
		for _, field := range []string{
			"", shop.FieldName, shop.FieldUnit, shop.FieldPrice, shop.FieldCost, shop.FieldAliases,
			shop.FieldLimit, shop.FieldDispute, shop.FieldNudged, shop.FieldPromise, shop.FieldPhone,
		} {
			things = append(things, shop.Reversed{Change: shop.Change{What: what, Field: field}})
		}
	}
	for _, r := range things {
		for range 2 {
			if key := key(r, nil); key != "" && en[strings.TrimPrefix(key, "book.")] == "" {
				t.Errorf("%s has no text: %+v", key, r)
			}
			r.Redone = true
		}
	}
	for _, key := range []string{kept, undone + "demo"} {
		if en[strings.TrimPrefix(key, "book.")] == "" {
			t.Errorf("%s has no text", key)
		}
	}
}
