package simulator

import (
	"context"
	"net/url"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// interactive checks buttons, a list, a button that opens a page, or one that shares a
// place.
func (e *Emulator) interactive(ctx context.Context, s wire.Send, d *draft) *refusal {
	i := s.Interactive
	switch {
	case i == nil:
		return missing("interactive")
	case i.Body == nil || i.Body.Text == "":
		return missing("interactive['body']['text']")
	case !fits(i.Body.Text, wire.MaxBody):
		return long("Body text", wire.MaxBody)
	case i.Footer != nil && !fits(i.Footer.Text, wire.MaxFooter):
		return long("Footer text", wire.MaxFooter)
	case i.Action == nil:
		return missing("interactive['action']")
	}
	if d.Text = string(i.Body.Text); i.Footer != nil {
		d.Footer = string(i.Footer.Text)
	}
	var r *refusal
	switch i.Type {
	case wire.Buttons:
		r = buttons(i.Action, d)
	case wire.List:
		r = list(i, d)
	case wire.OpenPage:
		r = pageButton(i.Action.Page, d)
	case wire.AskPlace:
		r = placeButton(i, d)
	default:
		r = refuse(wire.CodeInvalid, "Interactive type must be one of {button, list, cta_url, location_request_message} - got %q", clip(string(i.Type), MaxName))
	}
	if r != nil || i.Header == nil {
		return r
	}
	return e.header(ctx, i.Header, d)
}

// header checks what stands above the body.
func (e *Emulator) header(ctx context.Context, h *wire.Header, d *draft) *refusal {
	body := d.Text
	var r *refusal
	switch h.Type {
	case "text":
		if !fits(h.Text, wire.MaxHeader) {
			return long("Header text", wire.MaxHeader)
		}
		d.Header = string(h.Text)
		return nil
	case wire.TypeImage:
		r = e.attachment(ctx, wire.TypeImage, h.Image, d)
	case wire.TypeVideo:
		r = e.attachment(ctx, wire.TypeVideo, h.Video, d)
	case wire.TypeDocument:
		r = e.attachment(ctx, wire.TypeDocument, h.Document, d)
	default:
		return refuse(wire.CodeInvalid, "Header type must be one of {text, image, video, document}")
	}
	d.Text = body
	return r
}

// buttons checks reply buttons: each title and each id once.
func buttons(a *wire.Action, d *draft) *refusal {
	if n := len(a.Buttons); n == 0 || n > wire.MaxButtons {
		return refuse(wire.CodeInvalid, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: %d", wire.MaxButtons)
	}
	ids, titles := map[wire.String]bool{}, map[wire.String]bool{}
	for _, b := range a.Buttons {
		switch {
		case b.Type != "reply":
			return refuse(wire.CodeInvalid, "Button type must be reply")
		case !fits(b.Reply.Title, wire.MaxButtonTitle):
			return long("Button title", wire.MaxButtonTitle)
		case !fits(b.Reply.ID, wire.MaxButtonID):
			return long("Button id", wire.MaxButtonID)
		case ids[b.Reply.ID] || titles[b.Reply.Title]:
			return refuse(wire.CodeInvalid, "Duplicate button: titles and ids must be unique")
		}
		ids[b.Reply.ID], titles[b.Reply.Title] = true, true
		d.Choices = append(d.Choices, Choice{ID: string(b.Reply.ID), Title: string(b.Reply.Title)})
	}
	return nil
}

// list checks a list.
func list(i *wire.Interactive, d *draft) *refusal {
	a := i.Action
	switch {
	case i.Header != nil && i.Header.Type != "text":
		return refuse(wire.CodeInvalid, "Header type of a list must be text")
	case !fits(a.Button, wire.MaxListButton):
		return long("Button label", wire.MaxListButton)
	case len(a.Sections) == 0 || len(a.Sections) > wire.MaxSections:
		return refuse(wire.CodeInvalid, "Invalid sections count. Min allowed sections: 1, Max allowed sections: %d", wire.MaxSections)
	}
	d.List = &List{Button: string(a.Button)}
	ids, total := map[wire.String]bool{}, 0
	for _, s := range a.Sections {
		if utf8.RuneCountInString(string(s.Title)) > wire.MaxSectionTitle || (s.Title == "" && len(a.Sections) > 1) {
			return long("Section title", wire.MaxSectionTitle)
		}
		rows, r := rows(s.Rows, ids)
		if r != nil {
			return r
		}
		total += len(rows)
		d.List.Sections = append(d.List.Sections, Section{Title: string(s.Title), Rows: rows})
	}
	if total > wire.MaxRows {
		return refuse(wire.CodeInvalid, "Total row count exceed max allowed count: %d", wire.MaxRows)
	}
	return nil
}

// rows checks the rows of one section; ids are those of all so far.
func rows(in []wire.Choice, ids map[wire.String]bool) ([]Choice, *refusal) {
	if len(in) == 0 {
		return nil, refuse(wire.CodeInvalid, "A section must have at least one row")
	}
	out := make([]Choice, 0, len(in))
	for _, c := range in {
		switch {
		case !fits(c.Title, wire.MaxRowTitle):
			return nil, long("Row title", wire.MaxRowTitle)
		case !fits(c.ID, wire.MaxRowID):
			return nil, long("Row id", wire.MaxRowID)
		case utf8.RuneCountInString(string(c.Description)) > wire.MaxRowText:
			return nil, refuse(wire.CodeInvalid, "Row description is too long. Max length is %d", wire.MaxRowText)
		case ids[c.ID]:
			return nil, refuse(wire.CodeInvalid, "Duplicate row id: %q", clip(string(c.ID), MaxName))
		}
		ids[c.ID] = true
		out = append(out, Choice{ID: string(c.ID), Title: string(c.Title), Description: string(c.Description)})
	}
	return out, nil
}

// pageButton checks a button that opens a page.
func pageButton(l *wire.PageButton, d *draft) *refusal {
	if l == nil || l.URL == "" {
		return missing("interactive['action']['parameters']")
	}
	if !fits(l.Text, wire.MaxButtonTitle) {
		return long("Button display_text", wire.MaxButtonTitle)
	}
	if u, err := url.Parse(string(l.URL)); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return refuse(wire.CodeInvalid, "Button url is not valid")
	}
	d.Link = &WebLink{Text: string(l.Text), URL: string(l.URL)}
	return nil
}

// placeButton checks a button that shares a place: it stands alone under its words.
func placeButton(i *wire.Interactive, d *draft) *refusal {
	switch {
	case i.Action.Name != wire.SendPlace:
		return refuse(wire.CodeInvalid, "Action name must be send_location")
	case i.Header != nil || i.Footer != nil:
		return refuse(wire.CodeInvalid, "A location request has a body only")
	}
	d.AsksPlace = true
	return nil
}
