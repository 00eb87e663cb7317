package simulator

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/big"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Errors of the emulator.
var (
	// ErrConfig says that an emulator cannot be made of what it was given.
	ErrConfig = errors.New("simulator: bad configuration")
	// ErrSaid says that a user cannot do that.
	ErrSaid = errors.New("simulator: cannot be said")
	// ErrPhone says that no such phone is there.
	ErrPhone = errors.New("simulator: no such phone")
	// ErrUndelivered says that the bot did not take a webhook; it is tried again.
	ErrUndelivered = errors.New("simulator: webhook not taken")
	// ErrClock says that the clock the emulator was given cannot be moved that way.
	ErrClock = errors.New("simulator: this clock cannot be moved so")
	// ErrMedia says that a file is too large, or not one that can be sent.
	ErrMedia = errors.New("simulator: unusable file")
)

// Config says what an emulator stands on. The zero Config works: it has one
// phone, takes any token, and keeps nothing.
type Config struct {
	Clock     bot.Clock // nil: a [Clock] of its own
	Token     string    // what the bot must show; "" takes any
	Secret    string    // signs webhooks; "" leaves them unsigned
	Verify    string    // asked of the webhook once; "" does not ask
	Number    Number
	Webhook   string // where the bot listens; "" until [Emulator.SetWebhook]
	Phones    []Phone
	Templates fs.FS                       // *.json, one template a file, as the Graph API lists them
	File      string                      // keeps chats between starts; files are kept in a folder beside it
	Pace      bool                        // enforce the pair and the number rate
	Charged   time.Time                   // from when what is said within the window costs money; zero: 1 October 2026
	Hosts     []string                    // further names the page may be reached by
	Plug      func(context.Context) error // kills and restarts the bot; nil: the page hides the button
	Log       *slog.Logger
}

// Number is the bot's own number.
type Number struct {
	ID      string `json:"-"`       // phone_number_id
	Account string `json:"-"`       // of the business account
	Display string `json:"display"` // +91 80 0000 0000
	Name    string `json:"name"`
}

// Phone is one that somebody writes from.
type Phone struct {
	Address string `json:"address"` // 919800000001
	UserID  string `json:"user_id"` // IN.…; made from the address when it is ""
	Name    string `json:"name"`
	Role    string `json:"role"`             // owner, staff, neighbour, stranger
	Of      string `json:"of,omitempty"`     // address of the owner of the shop he works in
	Hidden  bool   `json:"hidden,omitempty"` // has a username: the bot learns only the user id
}

// filled is the configuration with what was left open.
func (c Config) filled() Config {
	if c.Clock == nil {
		c.Clock = &Clock{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Charged.IsZero() {
		c.Charged = charged
	}
	def(&c.Number.ID, "100000000000001")
	def(&c.Number.Account, "200000000000002")
	def(&c.Number.Display, "+91 80 0000 0000")
	def(&c.Number.Name, "Sahayak")
	if len(c.Phones) == 0 {
		c.Phones = []Phone{{Address: "919800000001", Name: "Asha", Role: "owner"}}
	}
	return c
}

// def fills what is empty.
func def[S ~string](s *S, value S) {
	if *s == "" {
		*s = value
	}
}

// checked is a phone as it is kept, or why it cannot be.
func (p Phone) checked() (Phone, error) {
	if p.Address = digits(p.Address); len(p.Address) < 7 || len(p.Address) > 15 {
		return p, fmt.Errorf("%w: a phone's address is 7 to 15 digits", ErrConfig)
	}
	p.Name = clip(strings.TrimSpace(p.Name), MaxName)
	def(&p.Name, "+"+p.Address)
	def(&p.Role, "stranger")
	if p.Role = clip(p.Role, MaxName); p.UserID == "" {
		p.UserID = userID(p.Address)
	}
	return p, nil
}

// key is the address, or of who has none the user id.
func (p Phone) key() string {
	if p.Address == "" {
		return p.UserID
	}
	return p.Address
}

// userID makes a business-scoped user id that is always the same for a phone.
func userID(address string) string {
	sum := sha256.Sum256([]byte(address))
	return "IN." + new(big.Int).SetBytes(sum[:8]).String()
}

// digits are the digits of a phone number as people write it; "" when it is none.
func digits(s string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			out.WriteRune(r)
		case !strings.ContainsRune("+ -().", r):
			return ""
		}
	}
	return out.String()
}

// clip cuts s to n runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
