package simulator

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Said is what a user does on his phone: exactly one of a text, a tap, a file, a
// place, a contact, a reaction, or a deletion. A file may have a text below it,
// and an edit has the text that takes the place of the old one.
type Said struct {
	Text      string    `json:"text,omitempty"`
	Pick      string    `json:"pick,omitempty"`     // id of a choice of the bubble in ReplyTo
	ReplyTo   string    `json:"reply_to,omitempty"` // the bubble that is answered
	Edits     string    `json:"edits,omitempty"`    // his own bubble, which Text replaces
	Deletes   string    `json:"deletes,omitempty"`  // his own bubble
	Forwarded bool      `json:"forwarded,omitempty"`
	Media     string    `json:"media,omitempty"` // id of a file that was uploaded
	Voice     bool      `json:"voice,omitempty"` // the file was spoken into the chat
	Location  *Location `json:"location,omitempty"`
	Contact   *Contact  `json:"contact,omitempty"`
	Reaction  string    `json:"reaction,omitempty"` // to ReactTo; "" takes it back
	ReactTo   string    `json:"react_to,omitempty"`
	Ad        bool      `json:"ad,omitempty"` // he came by tapping an advertisement
}

// checked is why nobody can do that, whatever his chat holds.
func (s Said) checked() error {
	acts := 0
	for _, is := range []bool{
		s.Pick != "", s.Edits != "", s.Deletes != "", s.Media != "", s.Location != nil, s.Contact != nil, s.ReactTo != "",
		s.Text != "" && s.Media == "" && s.Edits == "",
	} {
		if is {
			acts++
		}
	}
	switch {
	case acts == 0:
		return fmt.Errorf("%w: nothing is said", ErrSaid)
	case acts > 1:
		return fmt.Errorf("%w: one thing at a time", ErrSaid)
	case utf8.RuneCountInString(s.Text) > MaxSaid:
		return fmt.Errorf("%w: a message has at most %d characters", ErrSaid, MaxSaid)
	case s.Text != "" && s.Media == "" && strings.TrimSpace(s.Text) == "":
		return fmt.Errorf("%w: nothing is said", ErrSaid)
	case s.Edits != "" && s.Text == "":
		return fmt.Errorf("%w: an edit leaves a text", ErrSaid)
	case s.Pick != "" && s.ReplyTo == "":
		return fmt.Errorf("%w: a tap names its bubble", ErrSaid)
	case len(s.Reaction) > 64 || (s.Reaction != "" && s.ReactTo == ""):
		return fmt.Errorf("%w: a reaction is one emoji to a bubble", ErrSaid)
	}
	return s.card()
}

// card is why the place or the contact is none.
func (s Said) card() error {
	if l := s.Location; l != nil {
		if !(l.Lat >= -90 && l.Lat <= 90 && l.Lon >= -180 && l.Lon <= 180) || utf8.RuneCountInString(l.Name) > MaxText {
			return fmt.Errorf("%w: that is nowhere", ErrSaid)
		}
	}
	if c := s.Contact; c != nil {
		if strings.TrimSpace(c.Name) == "" || utf8.RuneCountInString(c.Name) > MaxText || utf8.RuneCountInString(c.Phone) > MaxName {
			return fmt.Errorf("%w: a contact has a name", ErrSaid)
		}
	}
	return nil
}
