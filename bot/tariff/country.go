package tariff

import (
	"errors"
	"slices"
	"strings"
)

// calling are the calling codes of countries that have one to themselves, and a
// rate of their own or many Indians in them. 1 and 7 are several countries': who
// has such a number is not known here. Codes by ITU-T E.164 (list of 2016, which
// has not changed in these).
var calling = map[string]string{
	"20": "EG", "27": "ZA", "31": "NL", "33": "FR", "34": "ES", "39": "IT", "44": "GB", "49": "DE",
	"51": "PE", "52": "MX", "54": "AR", "55": "BR", "56": "CL", "57": "CO", "60": "MY", "61": "AU",
	"62": "ID", "64": "NZ", "65": "SG", "90": "TR", "91": "IN", "92": "PK", "94": "LK", "95": "MM",
	"234": "NG", "254": "KE", "255": "TZ", "256": "UG", "880": "BD", "960": "MV", "965": "KW",
	"966": "SA", "968": "OM", "971": "AE", "972": "IL", "973": "BH", "974": "QA", "975": "BT", "977": "NP",
}

// What numbers and names are made of.
const (
	lowerDigits  = "0123456789"
	leastNumber  = 8  // digits of a number with its calling code; shorter ones are somebody's own
	mostNumber   = 15 // by E.164
	leastCalling = 1
	mostCalling  = 3
	isoLetters   = 2
)

// phones are what stands behind the @ of an address that is a phone number. Behind
// others stand groups, and people whose number is hidden.
var phones = []string{"s.whatsapp.net", "c.us"}

// Country is where who has an address is, as ISO 3166 names it; "" where the
// address does not tell. An address is a phone number with its calling code
// ("919812345678"), with or without a plus; the same as a linked device writes it
// ("919812345678:3@s.whatsapp.net"); or an id that WhatsApp made for a business to
// know somebody by ("IN.13491208655302741918").
func Country(address string) string {
	address = strings.TrimSpace(address)
	if country, id, ok := strings.Cut(address, "."); ok && id != "" && iso(country) {
		return country
	}
	number, server, device := strings.Cut(address, "@")
	if device {
		if !slices.Contains(phones, server) {
			return ""
		}
		number, _, _ = strings.Cut(number, ":")
	}
	number = strings.TrimPrefix(number, "+")
	if len(number) < leastNumber || len(number) > mostNumber || strings.Trim(number, lowerDigits) != "" {
		return ""
	}
	for n := leastCalling; n <= mostCalling; n++ {
		if country, ok := calling[number[:n]]; ok {
			return country
		}
	}
	return ""
}

// iso is whether a text looks like a country.
func iso(text string) bool {
	return len(text) == isoLetters && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// countryNamed is a country as a card may name it: "IN", or by its calling code.
func countryNamed(name string) (string, error) {
	if country, ok := calling[strings.TrimPrefix(name, "+")]; ok {
		return country, nil
	}
	if !iso(name) {
		return "", errors.New(`name the country by its two capital letters: "IN"`)
	}
	return name, nil
}
