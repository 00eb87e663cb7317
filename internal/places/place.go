package places

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Place is the area of one PIN code.
type Place struct {
	Pin      string // six digits
	District string
	State    string
	At       Point // its middle; the zero Point when nobody has told
	Blur     int   // metres from At to the middles of the codes around it: how far from At a shop may well lie
}

// rough is the blur of a code whose middle is not sure.
const rough = 40_000

// Rough reports whether the middle of p is not sure, or not known at all: distances
// from there say little.
func (p Place) Rough() bool { return p.Blur >= rough }

// Pin finds the PIN code in what somebody wrote: "411038", "411 038", "pin-411038",
// "४११०३८". False when there is none, or more than one.
func Pin(text string) (string, bool) {
	var found []string
	for _, run := range figures.FindAllString(shop.Digits(text), -1) {
		if m := sixDigits.FindStringSubmatch(run); m != nil {
			found = append(found, m[1]+m[2])
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// figures are digits with no more than gaps between, and sixDigits those that are a
// code, in one or with the gap people leave in its middle.
var (
	figures   = regexp.MustCompile(`\d(?:[ -]?\d)*`)
	sixDigits = regexp.MustCompile(`^([1-9]\d{2})[ -]?(\d{3})$`)
)

// Bare reports whether nothing is written but a PIN code.
func Bare(text string) bool {
	return !strings.ContainsFunc(strings.ToLower(text), func(r rune) bool {
		return unicode.IsLetter(r) && !strings.ContainsRune("pincode", r)
	})
}
