package cloudapi

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

func text(out *bot.Message, t *wire.Text) error {
	if t == nil || strings.TrimSpace(string(t.Body)) == "" {
		return errEmpty
	}
	out.Text = string(t.Body)
	return nil
}

// file is a file by its id; its caption is what was said.
func file(out *bot.Message, m *wire.Message) error {
	f, media := attached(m)
	if f == nil || f.ID == "" || len(f.ID) > longestID {
		return errEmpty
	}
	media.Type, media.Ref, media.Name = string(f.Type), string(f.ID), string(f.Filename)
	media.Voice = media.Voice || bool(f.Voice)
	out.Text = string(f.Caption)
	out.Media = append(out.Media, media)
	return nil
}

// attached is the file of a message and the kind of media it makes.
func attached(m *wire.Message) (*wire.Media, bot.Media) {
	switch kind(m) {
	case wire.TypeImage:
		return m.Image, bot.Media{Kind: "image"}
	case wire.TypeVideo:
		return m.Video, bot.Media{Kind: "video"}
	case wire.TypeDocument:
		return m.Document, bot.Media{Kind: "document"}
	case wire.TypeSticker:
		return m.Sticker, bot.Media{Kind: "sticker"}
	case wire.TypeVoice:
		return cmp.Or(m.Voice, m.Audio), bot.Media{Kind: "audio", Voice: true}
	}
	return cmp.Or(m.Audio, m.Voice), bot.Media{Kind: "audio"}
}

func place(out *bot.Message, l *wire.Location) error {
	if l == nil || l.Latitude < -90 || l.Latitude > 90 || l.Longitude < -180 || l.Longitude > 180 {
		return errors.New("no place on earth")
	}
	name := l.Name
	if name == "" {
		name = l.Address
	}
	out.Media = append(out.Media, bot.Media{
		Kind: "location", Name: string(name), Lat: float64(l.Latitude), Lon: float64(l.Longitude),
	})
	return nil
}

// order is a basket: its note is what was said, its lines are the name.
func order(out *bot.Message, o *wire.Order) error {
	if o == nil || len(o.Items) == 0 {
		return errEmpty
	}
	var lines []string
	for i := range wire.Good(o.Items) {
		lines = append(lines, fmt.Sprintf("%s × %s", i.Quantity, i.RetailerID))
	}
	out.Text = string(o.Text)
	out.Media = append(out.Media, bot.Media{Kind: "order", Name: strings.Join(lines, ", "), Ref: string(o.CatalogID)})
	return nil
}

// button is a tap on a template's quick reply.
func button(out *bot.Message, b *wire.Button) error {
	if b == nil || b.Text == "" && b.Payload == "" {
		return errEmpty
	}
	out.Pick, out.Text = string(b.Payload), string(b.Text)
	return nil
}

// interactive is a tap on a button or a row; a form that was filled in and leave
// to call are nothing that a bot asked for. It also comes empty, when Meta could
// not tell what it is.
func interactive(out *bot.Message, i *wire.Interactive) error {
	if i == nil {
		return unsupported(out)
	}
	choice := i.ButtonReply
	if choice == nil {
		choice = i.ListReply
	}
	if choice == nil {
		return unsupported(out)
	}
	if choice.ID == "" && choice.Title == "" {
		return errEmpty
	}
	out.Pick, out.Text = string(choice.ID), string(choice.Title)
	return nil
}

// edit is a new message in the place of an old one.
func edit(out *bot.Message, e *wire.Edit) error {
	if e == nil || e.OriginalID == "" || e.Message == nil {
		return errEmpty
	}
	switch kind(e.Message) {
	case wire.TypeEdit, wire.TypeRevoke, wire.TypeSystem:
		return errors.New("an edit within an edit")
	}
	out.Edits = string(e.OriginalID)
	tie(out, e.Message.Context)
	return fill(out, e.Message)
}

func revoke(out *bot.Message, r *wire.Revoke) error {
	if r == nil || r.OriginalID == "" {
		return errEmpty
	}
	out.Deletes = string(r.OriginalID)
	return nil
}

func unsupported(out *bot.Message) error {
	out.Media = append(out.Media, bot.Media{Kind: "unsupported"})
	return nil
}
