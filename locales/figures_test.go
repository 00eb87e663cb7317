package locales_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/locales"
)

var written = []string{"en", "hi", "hi-Latn"}

func TestMoney(t *testing.T) {
	for paise, want := range map[int64]string{
		0:              "₹0",
		1:              "₹0.01",
		50:             "₹0.50",
		-5:             "−₹0.05",
		9000:           "₹90",
		9050:           "₹90.50",
		9005:           "₹90.05",
		-9000:          "−₹90",
		99900:          "₹999",
		100000:         "₹1,000",
		9999999:        "₹99,999.99",
		10000000:       "₹1,00,000",
		12500000:       "₹1,25,000",
		-12500050:      "−₹1,25,000.50",
		100000000:      "₹10,00,000",
		1000000000:     "₹1,00,00,000",
		123456789012:   "₹1,23,45,67,890.12",
		10000000000000: "₹1,00,00,00,00,000",
		math.MaxInt64:  "₹92,23,37,20,36,85,47,758.07",
		math.MinInt64:  "−₹92,23,37,20,36,85,47,758.08",
	} {
		for _, lang := range written {
			if got := locales.Money(lang, paise); got != want {
				t.Errorf("Money(%s, %d) = %q, want %q", lang, paise, got, want)
			}
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0:             "0",
		1:             "0.001",
		10:            "0.01",
		250:           "0.25",
		-250:          "−0.25",
		1000:          "1",
		2500:          "2.5",
		2050:          "2.05",
		2005:          "2.005",
		1234567:       "1,234.567",
		125000000:     "1,25,000",
		-125000500:    "−1,25,000.5",
		math.MaxInt64: "9,22,33,72,03,68,54,775.807",
		math.MinInt64: "−9,22,33,72,03,68,54,775.808",
	} {
		for _, lang := range written {
			if got := locales.Number(lang, n); got != want {
				t.Errorf("Number(%s, %d) = %q, want %q", lang, n, got, want)
			}
		}
	}
}

func TestQuantity(t *testing.T) {
	for _, c := range []struct {
		n    int64
		unit string
		want [3]string // en, hi, hi-Latn
	}{
		{2000, "kg", [3]string{"2 kg", "2 किलो", "2 kilo"}},
		{2500, "kg", [3]string{"2.5 kg", "2.5 किलो", "2.5 kilo"}},
		{-2000, "kg", [3]string{"−2 kg", "−2 किलो", "−2 kilo"}},
		{250000, "g", [3]string{"250 g", "250 ग्राम", "250 gram"}},
		{1000, "l", [3]string{"1 litre", "1 लीटर", "1 litre"}},
		{500, "l", [3]string{"0.5 litres", "0.5 लीटर", "0.5 litre"}},
		{500000, "ml", [3]string{"500 ml", "500 एमएल", "500 ml"}},
		{1000, "packet", [3]string{"1 packet", "1 पैकेट", "1 packet"}},
		{2000, "packet", [3]string{"2 packets", "2 पैकेट", "2 packet"}},
		{-1000, "packet", [3]string{"−1 packet", "−1 पैकेट", "−1 packet"}},
		{0, "packet", [3]string{"0 packets", "0 पैकेट", "0 packet"}},
		{1500, "packet", [3]string{"1.5 packets", "1.5 पैकेट", "1.5 packet"}},
		{1000, "dozen", [3]string{"1 dozen", "1 दर्जन", "1 darjan"}},
		{3000, "dozen", [3]string{"3 dozen", "3 दर्जन", "3 darjan"}},
		{1000, "box", [3]string{"1 box", "1 पेटी", "1 peti"}},
		{2000, "box", [3]string{"2 boxes", "2 पेटी", "2 peti"}},
		{2000, "bag", [3]string{"2 bags", "2 बोरी", "2 bori"}},
		{1000, "pcs", [3]string{"1 pc", "1 पीस", "1 piece"}},
		{1250000, "pcs", [3]string{"1,250 pcs", "1,250 पीस", "1,250 piece"}},
		{4000, "", [3]string{"4", "4", "4"}},
		{4000, "thali", [3]string{"4 thali", "4 thali", "4 thali"}},
	} {
		for i, lang := range written {
			if got := locales.Quantity(lang, c.n, c.unit); got != c.want[i] {
				t.Errorf("Quantity(%s, %d, %q) = %q, want %q", lang, c.n, c.unit, got, c.want[i])
			}
		}
	}
}

func TestRate(t *testing.T) {
	for _, c := range []struct {
		paise int64
		unit  string
		want  [3]string
	}{
		{6000, "kg", [3]string{"₹60/kg", "₹60/किलो", "₹60/kilo"}},
		{1250, "packet", [3]string{"₹12.50/packet", "₹12.50/पैकेट", "₹12.50/packet"}},
		{500, "pcs", [3]string{"₹5/pc", "₹5/पीस", "₹5/piece"}},
		{12500000, "quintal", [3]string{"₹1,25,000/quintal", "₹1,25,000/क्विंटल", "₹1,25,000/quintal"}},
	} {
		for i, lang := range written {
			if got := locales.Rate(lang, c.paise, c.unit); got != c.want[i] {
				t.Errorf("Rate(%s, %d, %q) = %q, want %q", lang, c.paise, c.unit, got, c.want[i])
			}
		}
	}
}

func TestFiguresOfUnknownLanguagesAreTheFallbacks(t *testing.T) {
	for lang, want := range map[string]string{
		"hi-IN": "2 किलो", "hi_IN": "2 किलो", "hi-Latn-IN": "2 kilo", "en-GB": "2 kg", "or": "2 kg", "": "2 kg", "?": "2 kg",
	} {
		if got := locales.Quantity(lang, 2000, "kg"); got != want {
			t.Errorf("Quantity(%q) = %q, want %q", lang, got, want)
		}
	}
}

// scaled reads a figure back with the given number of decimals.
func scaled(figure string, decimals int) (int64, error) {
	bare := strings.NewReplacer("₹", "", ",", "", "−", "-").Replace(figure)
	whole, fraction, _ := strings.Cut(bare, ".")
	fraction += strings.Repeat("0", decimals-len(fraction))
	return strconv.ParseInt(whole+fraction, 10, 64)
}

func TestEveryAmountReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		lang := rapid.SampledFrom(written).Draw(t, "lang")
		if back, err := scaled(locales.Money(lang, n), 2); err != nil || back != n {
			t.Fatalf("%d paise print as %q, which reads %d, %v", n, locales.Money(lang, n), back, err)
		}
		if back, err := scaled(locales.Number(lang, n), 3); err != nil || back != n {
			t.Fatalf("%d thousandths print as %q, which reads %d, %v", n, locales.Number(lang, n), back, err)
		}
	})
}

func TestGroupsAreIndian(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, math.MaxInt64).Draw(t, "n")
		whole, _, _ := strings.Cut(locales.Number("en", n), ".")
		groups := strings.Split(whole, ",")
		for i, g := range groups {
			want := 2
			if i == len(groups)-1 {
				want = 3
			}
			if len(g) != want && (i > 0 || len(g) == 0 || len(g) > want) {
				t.Fatalf("%s: group %q", whole, g)
			}
		}
	})
}

func FuzzMoney(f *testing.F) {
	for _, n := range []int64{0, 1, -1, 99, 100, 12500000, -12500050, math.MaxInt64, math.MinInt64} {
		f.Add(n, "hi")
	}
	f.Fuzz(func(t *testing.T, paise int64, lang string) {
		got := locales.Money(lang, paise)
		if back, err := scaled(got, 2); err != nil || back != paise {
			t.Errorf("Money(%q, %d) = %q reads %d, %v", lang, paise, got, back, err)
		}
	})
}
