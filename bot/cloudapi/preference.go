package cloudapi

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// consents are what a choice about marketing means.
var consents = map[wire.String]string{
	wire.PreferStop:   bot.Withdrawn,
	wire.PreferResume: bot.Given,
	wire.PreferSignup: bot.Given,
}

// preference works what a user chose about marketing in the settings of the chat.
func (r *reader) preference(o wire.One[wire.Preference], contacts []wire.One[wire.Contact]) {
	p := o.Value
	if p.Category != "" && p.Category != wire.AboutMarketing {
		r.note("preference", 0)
		return
	}
	who := senderOf(&wire.Message{From: p.WAID, FromUserID: p.UserID}, contacts)
	m := bot.Message{Channel: r.desks[r.at].channel, Name: who.name, Consent: consents[p.Value], At: p.Timestamp.Time}
	m.Address, m.Aliases = who.address()
	if m.At.IsZero() {
		m.At = r.now
	}
	m.ID = r.preferenceID(p, m.Address)
	err := sound(&m)
	if m.Consent == "" {
		err = errEmpty
	}
	if err != nil {
		r.aside("preference", err, o.Raw)
		return
	}
	b := r.batch()
	b.Messages = append(b.Messages, m)
}

// preferenceID makes an id of what a preference says, since it has none: told again
// it is the same, chosen again it is another.
func (r *reader) preferenceID(p wire.Preference, address string) string {
	at := r.made
	if !p.Timestamp.IsZero() {
		at = p.Timestamp.Unix()
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %q %d", p.WAID, p.UserID, address, p.Value, p.SignupID, at))
	return preferred + hex.EncodeToString(sum[:16])
}

// preferred begins the id of a message that was not written: WhatsApp has no such id.
const preferred = "preference."
