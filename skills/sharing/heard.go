package sharing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// heardLate is how late what a neighbour said is still passed on: as long as any deal
// stands.
const heardLate = 72 * time.Hour

// heard tells a shop how a deal stands that its neighbour has moved. It reads the
// shop's own copy: what that does not hold nobody is told.
func (s skill) heard(ctx context.Context, t *bot.Turn) error {
	named, err := bot.ValueOf(t.Message.Due.Args["Deal"])
	if err != nil {
		return err
	}
	d, err := s.book.In(t).Deal(ctx, named.Text)
	if errors.Is(err, shop.ErrNotFound) {
		return nil // taken back since
	}
	if err != nil {
		return fmt.Errorf("sharing: heard: %w", err)
	}
	args := about(d, t)
	plea := d.State == shop.DealAsked && !d.Opened
	switch {
	case d.Open() && d.Late(t.Now()):
		return nil
	case plea:
		if quiet, err := s.putOff(ctx, t); quiet || err != nil {
			return err
		}
		t.Say(side("asked", d), args, say("choice."+sided("can", d), d, yes), say("choice.no", d, no))
	case d.State == shop.DealYes && d.Opened:
		t.Say(side("agreed", d), args, say("choice.settle", d, yes), say("choice.no", d, no))
	case d.State == shop.DealDone:
		t.Say(side("told.done", d), args)
	case !d.Open():
		t.Say("told."+string(d.State), args)
	}
	return nil
}

// putOff has what a neighbour asks said when quiet hours are over. Who is told how
// something stands that he asked for himself hears it at once.
func (s skill) putOff(ctx context.Context, t *bot.Turn) (quiet bool, err error) {
	h, err := s.book.In(t).Hours(ctx)
	if err != nil {
		return false, err
	}
	at, speaks := h.Speaks(t.Now(), t.Zone)
	if speaks && !at.After(t.Now()) {
		return false, nil
	}
	if speaks {
		t.Hold(at)
	}
	return true, nil
}

func sided(key string, d shop.Deal) string {
	if d.Gives {
		return key + "give"
	}
	return key + "take"
}

// say is a quick reply that answers a deal, however old it is.
func say(key string, d shop.Deal, verdict string) bot.Choice {
	return dialogs.BeginWith(key, nil, "sharing.answer", map[string]any{
		"deal": shop.DealID(d.ID), "verdict": bot.Value{Kind: bot.Choose, Text: verdict},
	})
}

// about is all there is to say of a deal.
func about(d shop.Deal, t *bot.Turn) bot.Args {
	args := bot.Args{
		"Name": d.Name, "Km": km(d.Metres), "Item": d.Item, "Qty": d.Qty, "Until": hour(d.Until, t), "Pickup": when(d.Pickup, t),
	}
	if d.Rate.Price > 0 {
		args["Rate"] = d.Rate
		if total, ok := d.Total(); ok {
			args["Total"] = total
		}
	}
	if d.Expires != "" {
		args["Expiry"] = t.Dated(string(d.Expires))
	}
	if d.Urgent {
		args["Urgent"] = yes
	}
	if d.Contact == shop.ByVisit {
		args["Visit"] = yes
	}
	return args
}

// km is a distance in kilometres, as a number that every language writes.
func km(metres int) bot.Value { return bot.Value{Kind: bot.Number, N: int64(metres)} }

// hour is until when something stands, on the shop's clock.
func hour(at time.Time, t *bot.Turn) string { return at.In(t.Zone).Format("2/1 15:04") }
