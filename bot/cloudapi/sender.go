package cloudapi

import (
	"strings"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// longestName is how many runes of a name are kept.
const longestName = 200

// sender is who wrote a message.
type sender struct {
	phone  string // in digits; "" when it is not shared
	userID string // business-scoped; "" when it is not told
	name   string
}

// senderOf finds who wrote m. A contact is believed to be the sender when an id
// says so, or when the message has no ids and there is no other.
func senderOf(m *wire.Message, contacts []wire.One[wire.Contact]) sender {
	s := sender{phone: digits(m.From), userID: string(m.FromUserID)}
	for _, o := range contacts {
		c := o.Value
		same := s.phone != "" && digits(c.WAID) == s.phone || s.userID != "" && string(c.UserID) == s.userID
		alone := s.phone == "" && s.userID == "" && len(contacts) == 1
		if same || alone {
			s.learn(c)
			break
		}
	}
	return s
}

// learn takes over what a contact tells beside.
func (s *sender) learn(c wire.Contact) {
	if s.phone == "" {
		s.phone = digits(c.WAID)
	}
	if s.userID == "" {
		s.userID = string(c.UserID)
	}
	s.name = clip(strings.TrimSpace(string(c.Profile.Name)), longestName)
}

// address is where to answer, and what else the sender is known by.
func (s sender) address() (address string, aliases []string) {
	switch {
	case s.phone == "":
		return s.userID, nil
	case s.userID == "":
		return s.phone, nil
	}
	return s.phone, []string{s.userID}
}

// digits is a phone number as WhatsApp writes it, without the plus.
func digits(phone wire.String) string {
	return strings.TrimPrefix(strings.TrimSpace(string(phone)), "+")
}

// clip is at most n runes of text.
func clip(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}
