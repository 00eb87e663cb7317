package simulator

import (
	"context"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// draft is a message of the bot that was found to be in order.
type draft struct {
	Bubble
	react *wire.Reaction // it is a reaction, and no bubble
	free  bool           // it may go outside the window
	fault *wire.Error    // it is taken, and then fails
}

// draft checks a message as the Graph API does.
func (e *Emulator) draft(ctx context.Context, s wire.Send) (*draft, *refusal) {
	if s.Product != wire.Product {
		return nil, refuse(wire.CodeParameter, "The parameter messaging_product is required.")
	}
	if utf8.RuneCountInString(string(s.Opaque)) > wire.MaxOpaque {
		return nil, refuse(wire.CodeParameter, "Param biz_opaque_callback_data must be at most %d characters long.", wire.MaxOpaque)
	}
	if s.RecipientType != "" && s.RecipientType != "individual" {
		return nil, refuse(wire.CodeParameter, "Param recipient_type must be one of {INDIVIDUAL}")
	}
	d := &draft{Bubble: Bubble{From: FromBot, Opaque: string(s.Opaque), Category: category("")}}
	if r := e.part(ctx, s, d); r != nil {
		return nil, r
	}
	if s.Context != nil {
		d.ReplyTo = string(s.Context.MessageID)
	}
	return d, nil
}

// part checks what the type of a message names.
func (e *Emulator) part(ctx context.Context, s wire.Send, d *draft) *refusal {
	switch s.Type {
	case "", wire.TypeText:
		return text(s.Text, d)
	case wire.TypeImage:
		return e.attachment(ctx, wire.TypeImage, s.Image, d)
	case wire.TypeAudio:
		return e.attachment(ctx, wire.TypeAudio, s.Audio, d)
	case wire.TypeVideo:
		return e.attachment(ctx, wire.TypeVideo, s.Video, d)
	case wire.TypeDocument:
		return e.attachment(ctx, wire.TypeDocument, s.Document, d)
	case wire.TypeSticker:
		return e.attachment(ctx, wire.TypeSticker, s.Sticker, d)
	case wire.TypeLocation:
		return place(s.Location, d)
	case wire.TypeContacts:
		return cards(s.Contacts, d)
	case wire.TypeReaction:
		return reaction(s.Reaction, d)
	case wire.TypeInteractive:
		return e.interactive(ctx, s, d)
	case wire.TypeTemplate:
		return e.template(ctx, s.Template, d)
	}
	return refuse(wire.CodeParameter, "Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got %q.", clip(string(s.Type), MaxName))
}

// fits reports whether a text has 1 to most runes.
func fits(s wire.String, most int) bool {
	n := utf8.RuneCountInString(string(s))
	return n > 0 && n <= most
}

// text checks a plain text.
func text(t *wire.Text, d *draft) *refusal {
	switch {
	case t == nil:
		return missing("text")
	case t.Body == "":
		return missing("text['body']")
	case !fits(t.Body, wire.MaxText):
		return refuse(wire.CodeParameter, "Param text['body'] must be at most %d characters long.", wire.MaxText)
	}
	d.Text = string(t.Body)
	return nil
}

// place checks a location.
func place(l *wire.Location, d *draft) *refusal {
	switch {
	case l == nil:
		return missing("location")
	case l.Latitude < -90 || l.Latitude > 90:
		return refuse(wire.CodeInvalid, "Latitude must be between -90 and 90")
	case l.Longitude < -180 || l.Longitude > 180:
		return refuse(wire.CodeInvalid, "Longitude must be between -180 and 180")
	}
	name := string(l.Name)
	if l.Address != "" {
		name = join(name, string(l.Address))
	}
	d.Location = &Location{Lat: float64(l.Latitude), Lon: float64(l.Longitude), Name: clip(name, MaxText)}
	return nil
}

// cards checks contacts. The bubble shows the first; the names of the others
// stand below it.
func cards(cards []wire.Card, d *draft) *refusal {
	if len(cards) == 0 {
		return missing("contacts")
	}
	for i, c := range cards {
		if c.Name.Formatted == "" {
			return missing("contacts['name']['formatted_name']")
		}
		if i > 0 {
			d.Text = join(d.Text, clip(string(c.Name.Formatted), MaxText))
			continue
		}
		d.Contact = &Contact{Name: clip(string(c.Name.Formatted), MaxText)}
		for p := range wire.Good(c.Phones) {
			d.Contact.Phone = clip(string(p.Phone), MaxName)
			break
		}
	}
	return nil
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}

// reaction checks an emoji under a message.
func reaction(r *wire.Reaction, d *draft) *refusal {
	switch {
	case r == nil:
		return missing("reaction")
	case r.MessageID == "":
		return missing("reaction['message_id']")
	case utf8.RuneCountInString(string(r.Emoji)) > 16:
		return refuse(wire.CodeInvalid, "Emoji is not valid")
	}
	d.react = r
	return nil
}
