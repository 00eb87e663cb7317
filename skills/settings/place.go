package settings

import (
	"context"
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/places"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// where is where the shop is: a PIN code that was written, or a location that was
// shared.
type where struct {
	Place string `slot:"place"`
}

// sharedUnsure is how many metres a phone's own location is usually wrong by.
const sharedUnsure = 50

// spot is a place as it was told.
type spot struct {
	places.Place
	At     places.Point // the location that was shared, or else the middle of the code
	unsure int          // metres
	shared bool
}

// uri is the spot as the book keeps it; "" when nobody knows where it is.
func (s spot) uri() string {
	if s.At == (places.Point{}) {
		return ""
	}
	return fmt.Sprintf("geo:%s;u=%d", s.At, s.unsure)
}

// place writes where the shop is.
func (s skill) place(ctx context.Context, t *bot.Turn, w where) error {
	at, refused := find(w.Place)
	if refused != "" {
		return fmt.Errorf("settings: place: refused before: %s", refused)
	}
	book := s.book.In(t)
	if err := settle(ctx, book, at, w.Place); err != nil {
		return err
	}
	key := "place.done"
	if at.Rough() && !at.shared {
		key = "place.rough"
	}
	t.Say(key, bot.Args{"Pin": at.Pin, "District": at.District, "State": at.State}, dialogs.Undo())
	return nil
}

// settle writes the spot, and the PIN code as the shop's place unless that is said in
// words of its own.
func settle(ctx context.Context, book *shop.Book, at spot, said string) error {
	p, err := book.Profile(ctx)
	if err != nil {
		return err
	}
	_, coded := places.Pin(p.Place)
	text := at.Pin
	if !at.shared && !places.Bare(said) {
		text = strings.TrimSpace(said)
	}
	if p.Place == "" || coded || text != at.Pin {
		if _, err := book.SetProfile(ctx, shop.Profile{Place: text}); err != nil {
			return err
		}
	}
	return book.SetSetting(ctx, shop.SettingAt, at.uri())
}

// find reads a place; or says under which key why it cannot be.
func find(said string) (at spot, refused string) {
	if strings.HasPrefix(said, "geo:") {
		p, read := places.ParsePoint(said)
		in, ok := places.Around(p)
		if !read || !ok {
			return spot{}, "place.nowhere"
		}
		return spot{Place: in, At: p, unsure: sharedUnsure, shared: true}, ""
	}
	pin, coded := places.Pin(said)
	if !coded {
		return spot{}, "place.pin"
	}
	p, ok := places.Find(pin)
	if !ok {
		return spot{}, "place.unknown"
	}
	return spot{Place: p, At: p.At, unsure: p.Blur}, ""
}

// checkPlace asks again for what is no place in India.
func checkPlace(_ context.Context, _ *bot.Turn, w where) (*dialogs.Refusal, error) {
	switch {
	case w.Place == "":
		return nil, nil
	case len([]rune(w.Place)) > shop.MaxName:
		return &dialogs.Refusal{Slot: "place", Key: "place.pin"}, nil
	}
	if _, refused := find(w.Place); refused != "" {
		return &dialogs.Refusal{Slot: "place", Key: refused}, nil
	}
	return nil, nil
}
