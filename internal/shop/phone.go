package shop

import (
	"strings"
	"unicode"
)

// Phone brings a phone number as said into the form it is dialled in from
// anywhere, digits only: "98765 43210" is "919876543210". False when it is no
// number a message could reach.
func Phone(said string) (string, bool) {
	abroad := strings.HasPrefix(strings.TrimSpace(said), "+")
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, Digits(said))
	if strings.ContainsFunc(said, unicode.IsLetter) {
		return "", false
	}
	local := strings.TrimPrefix(digits, "0")
	if len(local) == 12 && strings.HasPrefix(local, "91") {
		local = local[2:]
	}
	switch {
	case len(local) == 10 && local[0] >= '6':
		return "91" + local, true
	case abroad && len(digits) >= 8 && len(digits) <= 15 && !strings.HasPrefix(digits, "91"):
		return digits, true
	}
	return "", false
}
