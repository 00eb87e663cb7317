package tariff_test

import (
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// addresses, and where they are.
var addresses = map[string]string{
	"919812345678":                     "IN",
	"+919812345678":                    "IN",
	" 919812345678 ":                   "IN",
	"919812345678@s.whatsapp.net":      "IN",
	"919812345678:12@s.whatsapp.net":   "IN",
	"919812345678@c.us":                "IN",
	"IN.13491208655302741918":          "IN",
	"GB.ENT.13491208655302741918":      "GB",
	"923001234567":                     "PK",
	"9779812345678":                    "NP",
	"971501234567":                     "AE",
	"447911123456":                     "GB",
	"8801712345678":                    "BD",
	"12025550123":                      "", // one code, many countries
	"79161234567":                      "",
	"919812345678@lid":                 "", // digits that are no phone number
	"120363041234567890@g.us":          "",
	"919812345678@":                    "",
	"@s.whatsapp.net":                  "",
	"in.13491208655302741918":          "",
	"IND.13491208655302741918":         "",
	"IN.":                              "",
	"IN":                               "",
	"":                                 "",
	"9198":                             "",
	"91981234567890123":                "",
	"91 98123 45678":                   "",
	"00919812345678":                   "",
	"++919812345678":                   "",
	"you":                              "",
	"९१९८१२३४५६७८":                     "",
	"919812345678@s.whatsapp.net.evil": "",
}

func TestCountry(t *testing.T) {
	for address, want := range addresses {
		if got := tariff.Country(address); got != want {
			t.Errorf("%q is in %q, want %q", address, got, want)
		}
	}
}

// FuzzCountry names a country or none, whatever an address looks like.
func FuzzCountry(f *testing.F) {
	for address := range addresses {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		got := tariff.Country(address)
		if got != "" && (len(got) != 2 || strings.ToUpper(got) != got || strings.ContainsAny(got, ".@+")) {
			t.Errorf("%q is in %q", address, got)
		}
	})
}
