package shop

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// Every kind of shop has a catalogue of common items, each with a usual price,
// a unit that converts and a name in every language there is.
func TestStarter(t *testing.T) {
	for _, trade := range Trades() {
		items, err := Starter(string(trade))
		if err != nil {
			t.Fatal(err)
		}
		if len(items) < 250 {
			t.Errorf("%s: %d items", trade, len(items))
		}
		ids := map[string]bool{}
		for _, it := range items {
			if ids[it.ID] {
				t.Errorf("%s: %s twice", trade, it.ID)
			}
			ids[it.ID] = true
			if it.Price <= 0 || it.Category == "" || it.Cost != 0 {
				t.Errorf("%s: %+v", trade, it)
			}
			for _, lang := range []string{"en", "hi", "hi-Latn"} {
				if it.Names[lang] == "" {
					t.Errorf("%s: %s has no name in %s", trade, it.ID, lang)
				}
			}
			if names := it.Printed(); trade == Kirana {
				for _, lang := range []string{"bn", "gu", "kn", "ml", "mr", "pa", "ta", "te"} {
					if names[lang] == "" || names[lang+"-Latn"] == "" {
						t.Errorf("%s: %s has no name in %s", trade, it.ID, lang)
					}
				}
			}
			for _, p := range it.Packs {
				if _, err := (Measure{N: 1000, Unit: p.BigUnit}).In(it); err != nil {
					t.Errorf("%s: %s: a %s: %v", trade, it.ID, p.BigUnit, err)
				}
			}
		}
	}
}

// The catalogue is found by what people call things.
func TestStarterByName(t *testing.T) {
	c := open()
	for name, id := range map[string]string{
		"chini": "sugar", "चीनी": "sugar", "Sugar": "sugar", "maggi": "maggi",
		"சர்க்கரை": "sugar", "sakhar": "sugar", "khand": "khand", // Gujarati for all sugar, Hindi for this one
	} {
		if it, err := c.EnsureItem(t.Context(), name, ""); err != nil || it.ID != id {
			t.Errorf("%s: %s, %v; want %s", name, it.ID, err, id)
		}
	}
	if len(c.effects) > 0 {
		t.Errorf("finding wrote %+v", c.effects)
	}
}

func TestStarterUnknown(t *testing.T) {
	if _, err := Starter("bakery"); !errors.Is(err, ErrStarter) {
		t.Errorf("%v, want ErrStarter", err)
	}
	if _, err := StarterHash(""); !errors.Is(err, ErrStarter) {
		t.Errorf("%v, want ErrStarter", err)
	}
	one, err := StarterHash("kirana")
	two, wrong := StarterHash("pharmacy")
	if err != nil || wrong != nil || one == two || one == "" {
		t.Errorf("%q, %q, %v, %v", one, two, err, wrong)
	}
}

// Changing the list that was handed out changes nothing else.
func TestStarterIsACopy(t *testing.T) {
	first := must[[]Item](t)(Starter("kirana"))
	name := first[0].Name
	first[0].Name = "changed"
	if again := must[[]Item](t)(Starter("kirana")); again[0].Name != name {
		t.Error("the catalogue changed")
	}
}

func TestReadStarter(t *testing.T) {
	text := "id\tcategory\tunit\tprice\tpack\ten\thi\thi-Latn\taliases\n" +
		"# sweets\n\n" +
		"sugar\tbasics\tkg\t45\tbag=50\tsugar\tचीनी\tchini\tcheeni|शक्कर\r\n" +
		"maggi\tnoodles\tpacket\t14.50\t12 packet = 1 box|box2=24\tMaggi\n"
	items, err := ReadStarter(strings.NewReader(text))
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v, %v", items, err)
	}
	s, m := items[0], items[1]
	if s.Price != 45*Rupee || s.Name != "sugar" || s.Names["hi-Latn"] != "chini" || !slices.Equal(s.Aliases, []string{"cheeni", "शक्कर"}) {
		t.Errorf("%+v", s)
	}
	if !slices.Equal(s.Packs, []Pack{{50_000, "kg", 1000, "bag"}}) {
		t.Errorf("%+v", s.Packs)
	}
	if m.Price != 1450 || !slices.Equal(m.Packs, []Pack{{12_000, "packet", 1000, "box"}, {24_000, "packet", 1000, "box2"}}) {
		t.Errorf("%+v", m)
	}
}

func TestReadStarterRefuses(t *testing.T) {
	for _, line := range []string{
		"sugar", "sugar\tx\t\t45\t\tsugar", "\tx\tkg\t45\t\tsugar", "sugar\tx\tkg\tmuch\t\tsugar", "sugar\tx\tkg\t-5\t\tsugar",
		"sugar\tx\tkg\t4.555\t\tsugar", "sugar\tx\tkg\t45\tbag\tsugar", "sugar\tx\tkg\t45\tbag=0\tsugar", "sugar\tx\tkg\t45\tkg=2\tsugar",
		"sugar\tx\tkg\t45\t\t", "sugar\tx\tkg\t45\t\t…", "sugar\tx\tkg\t45\t\tsugar\t\t\t\tmore", "sugar\tx\tkg\t99999999999\t\tsugar",
		"sugar\tx\tkg\t45\t\tsugar\nsugar\tx\tkg\t45\t\tsugar", strings.Repeat("a", 70_000),
	} {
		if items, err := ReadStarter(strings.NewReader(line)); !errors.Is(err, ErrStarter) {
			t.Errorf("%.40q: %+v, %v", line, items, err)
		}
	}
}

// Whatever is in the file, it is refused or becomes items that can be sold.
func FuzzStarter(f *testing.F) {
	f.Add("sugar\tbasics\tkg\t45\tbag=50\tsugar\tचीनी\tchini\tcheeni|शक्कर\n")
	f.Add("a\tb\tpcs\t1.5\t12 pcs = 1 box\ta\n#\n\n")
	f.Add("a\tb\tc\t\t=\td")
	f.Fuzz(func(t *testing.T, text string) {
		items, err := ReadStarter(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrStarter) {
				t.Errorf("%v is no ErrStarter", err)
			}
			return
		}
		ids := map[string]bool{}
		for _, it := range items {
			if it.ID == "" || it.Unit == "" || ids[it.ID] || it.Price < 0 || it.Price > MaxMoney || !plainName(it.Name) {
				t.Errorf("%+v", it)
			}
			ids[it.ID] = true
			for _, p := range it.Packs {
				if p.Small <= 0 || p.Big <= 0 || p.SmallUnit == p.BigUnit {
					t.Errorf("%s: %+v", it.ID, p)
				}
			}
		}
	})
}
