package cloudapi

import (
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// cards are contact cards, each with the number that is on WhatsApp, or the first.
func cards(out *bot.Message, list []wire.One[wire.Card]) error {
	for _, o := range list {
		card := o.Value
		phones := card.Phones
		name := cardName(card.Name)
		if name == "" && len(phones) == 0 {
			name, phones = vcard(string(card.VCard))
		}
		media := bot.Media{Kind: "contact", Name: name, Phone: reached(phones)}
		if media.Name != "" || media.Phone != "" {
			out.Media = append(out.Media, media)
		}
	}
	if len(out.Media) == 0 {
		return errEmpty
	}
	return nil
}

// reached is the number of a card that is on WhatsApp, or the first.
func reached(phones []wire.One[wire.Phone]) string {
	number := ""
	for p := range wire.Good(phones) {
		if p.WAID != "" {
			return digits(p.WAID)
		}
		if number == "" {
			number = string(p.Phone)
		}
	}
	return number
}

func cardName(n wire.CardName) string {
	if n.Formatted != "" {
		return string(n.Formatted)
	}
	return strings.TrimSpace(string(n.First + " " + n.Last))
}

// vcard reads the name and the numbers of a card that came as its text alone.
func vcard(text string) (name string, phones []wire.One[wire.Phone]) {
	for row := range strings.Lines(text) {
		property, value, found := strings.Cut(strings.TrimSpace(row), ":")
		parts := strings.Split(strings.ToUpper(property), ";")
		_, kind, grouped := strings.Cut(parts[0], ".") // as item1.TEL
		if !grouped {
			kind = parts[0]
		}
		switch {
		case !found:
		case kind == "FN":
			name = clip(value, longestName)
		case kind == "TEL":
			p := wire.Phone{Phone: wire.String(clip(value, longestName))}
			for _, part := range parts[1:] {
				if id, ok := strings.CutPrefix(part, "WAID="); ok {
					p.WAID = wire.String(clip(id, longestName))
				}
			}
			phones = append(phones, wire.Of(p)...)
		}
	}
	return name, phones
}
