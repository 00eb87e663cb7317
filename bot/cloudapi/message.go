package cloudapi

import (
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// longestID is the longest id of a message, user or choice that is believed: an
// index of a database holds not much more.
const longestID = 512

var (
	errEmpty  = errors.New("nothing in it")
	errNoID   = errors.New("no id, or one too long")
	errWho    = errors.New("nobody sent it")
	errGroup  = errors.New("from a group")
	errSilent = errors.New("nothing to answer") // not a fault: there is no turn to take
)

// message works one message.
func (r *reader) message(o wire.One[wire.Message], contacts []wire.One[wire.Contact]) {
	m := &o.Value
	switch {
	case kind(m) == wire.TypeSystem:
		r.system(o)
		return
	case r.ours[digits(m.From)]: // one bot must not talk to the other
		r.note("message of our own", 0)
		return
	}
	out, err := r.convert(m, contacts)
	switch {
	case errors.Is(err, errSilent):
		r.note(kind(m), 0)
	case err != nil:
		r.aside("message", errors.Join(err, o.Err), o.Raw)
	default:
		b := r.batch()
		b.Messages = append(b.Messages, out)
		for _, e := range m.Errors {
			r.note("error of a message", int(e.Value.Code))
		}
	}
}

// convert is a message in the bot's terms.
func (r *reader) convert(m *wire.Message, contacts []wire.One[wire.Contact]) (bot.Message, error) {
	who := senderOf(m, contacts)
	out := bot.Message{Channel: r.desks[r.at].channel, ID: string(m.ID), Name: who.name, At: m.Timestamp.Time}
	out.Address, out.Aliases = who.address()
	if out.At.IsZero() {
		out.At = r.now
	}
	tie(&out, m.Context)
	if err := fill(&out, m); err != nil {
		return out, err
	}
	if m.GroupID != "" {
		return out, errGroup
	}
	return out, sound(&out)
}

// sound refuses a message that could not be filed or answered.
func sound(m *bot.Message) error {
	if m.ID == "" {
		return errNoID
	}
	if m.Address == "" {
		return errWho
	}
	ids := append([]string{m.ID, m.Address, m.Pick, m.ReplyTo, m.Edits, m.Deletes}, m.Aliases...)
	for _, id := range ids {
		if len(id) > longestID {
			return errNoID
		}
	}
	return nil
}

// tie notes what a message answers, and whether it is somebody else's.
func tie(out *bot.Message, c *wire.Context) {
	if c == nil {
		return
	}
	out.Forwarded = out.Forwarded || bool(c.Forwarded || c.FrequentlyForwarded)
	if c.ID != "" {
		out.ReplyTo = string(c.ID)
	}
}

// fill puts in what the message says.
func fill(out *bot.Message, m *wire.Message) error {
	switch kind(m) {
	case wire.TypeText:
		return text(out, m.Text)
	case wire.TypeImage, wire.TypeVideo, wire.TypeDocument, wire.TypeSticker, wire.TypeAudio, wire.TypeVoice:
		return file(out, m)
	case wire.TypeLocation:
		return place(out, m.Location)
	case wire.TypeContacts:
		return cards(out, m.Contacts)
	case wire.TypeOrder:
		return order(out, m.Order)
	case wire.TypeButton:
		return button(out, m.Button)
	case wire.TypeInteractive:
		return interactive(out, m.Interactive)
	case wire.TypeEdit:
		return edit(out, m.Edit)
	case wire.TypeRevoke:
		return revoke(out, m.Revoke)
	case wire.TypeReaction, wire.TypeRequestWelcome:
		return errSilent
	}
	return unsupported(out)
}

// kind is the type of a message; where it is not told, by the part that is there.
func kind(m *wire.Message) string {
	if m.Type != "" {
		return string(m.Type)
	}
	parts := []struct {
		kind string
		have bool
	}{
		{wire.TypeText, m.Text != nil},
		{wire.TypeImage, m.Image != nil},
		{wire.TypeAudio, m.Audio != nil},
		{wire.TypeVoice, m.Voice != nil},
		{wire.TypeVideo, m.Video != nil},
		{wire.TypeDocument, m.Document != nil},
		{wire.TypeSticker, m.Sticker != nil},
		{wire.TypeLocation, m.Location != nil},
		{wire.TypeContacts, len(m.Contacts) > 0},
		{wire.TypeButton, m.Button != nil},
		{wire.TypeInteractive, m.Interactive != nil},
		{wire.TypeReaction, m.Reaction != nil},
		{wire.TypeOrder, m.Order != nil},
		{wire.TypeEdit, m.Edit != nil},
		{wire.TypeRevoke, m.Revoke != nil},
		{wire.TypeSystem, m.System != nil},
	}
	for _, p := range parts {
		if p.have {
			return p.kind
		}
	}
	return wire.TypeUnknown
}
