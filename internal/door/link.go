package door

import (
	"net/url"
	"strings"
)

// Words are what somebody writes who comes in by a code.
func Words(code string) string { return "Namaste " + code }

// Link opens a chat with the bot on any phone, the code written already; "" when its
// number is not known.
func Link(number, code string) string {
	number = Name(number)
	if !digits(number) {
		return ""
	}
	return "https://wa.me/" + number + "?text=" + strings.ReplaceAll(url.QueryEscape(Words(code)), "+", "%20")
}

// nationals is how many digits a phone number has in India without the country's.
const nationals = 10

// Whole reports whether a name can be that of somebody who writes: a phone number needs its
// country's digits.
func Whole(name string) bool {
	return name != "" && (!digits(name) || len(name) > nationals && name[0] != '0')
}
