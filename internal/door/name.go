package door

import (
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// phones is what WhatsApp puts behind the number of a phone.
const phones = "@s.whatsapp.net"

// Name is what all forms of an address have in common: of a phone number its digits,
// whether it is written "+91 98000 00001", "919800000001" or as WhatsApp's own
// "919800000001@s.whatsapp.net"; anything else as it is, without what surrounds it.
func Name(address string) string {
	address = strings.TrimSpace(address)
	number := strings.TrimPrefix(strings.TrimSuffix(address, phones), "+")
	if user, device, is := strings.Cut(number, ":"); is && address != number && digits(user) && digits(device) {
		number = user // one of his devices
	}
	number = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "").Replace(number)
	if digits(number) {
		return number
	}
	return address
}

// digits reports whether a text is a number.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// names are those of a sender, by each of his addresses.
func names(m bot.Message) []string {
	out := []string{Name(m.Address)}
	for _, a := range m.Aliases {
		out = append(out, Name(a))
	}
	return out
}
