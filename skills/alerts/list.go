package alerts

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// maxListed is how many alerts are shown at once. The others come when those are
// seen.
const maxListed = 8

// marks are how important a line is, to be seen at a glance.
var marks = map[shop.Importance]string{shop.Urgent: "🔴", shop.Important: "🟠", shop.Notice: "🟡"}

// list says what should be known, what matters most first.
func (s skill) list(ctx context.Context, t *bot.Turn, _ struct{}) error {
	listed, more, err := s.now(ctx, t)
	if err != nil {
		return err
	}
	if len(listed) == 0 {
		t.Say("list.none", nil)
		return nil
	}
	t.Say("list.head", bot.Args{"Count": len(listed) + more})
	for _, a := range listed {
		t.Say("list."+string(a.Kind), arguments(t, a))
	}
	seen := bot.Choice{Key: "seen.choice", Do: []bot.Command{{Kind: bot.Start, Errand: "alerts.seen"}}, Agree: true}
	if more > 0 {
		t.Say("list.more", bot.Args{"Count": more}, seen)
		return nil
	}
	t.Say("list.seen", nil, seen)
	return nil
}

// now are the alerts to be shown, and how many there are besides. Of money only
// who may see it is told.
func (s skill) now(ctx context.Context, t *bot.Turn) (listed []shop.Alert, more int, err error) {
	all, err := s.book.In(t).Alerts(ctx, t.Role >= bot.Manager)
	n := min(len(all), maxListed)
	return all[:n], len(all) - n, err
}

// arguments are an alert's.
func arguments(t *bot.Turn, a shop.Alert) bot.Args {
	args := bot.Args{"Mark": marks[a.Level]}
	switch a.Kind {
	case shop.AlertStock:
		args["Item"] = a.Item
		if a.Qty.N > 0 {
			args["Qty"] = a.Qty
		}
		if a.Qty.N > 0 && a.Days > 0 {
			args["Days"] = a.Days
		}
	case shop.AlertExpiry:
		args["Item"], args["Qty"], args["Expires"] = a.Item, a.Qty, t.Dated(string(a.Expires))
		if a.Days < 0 {
			args["Past"] = 1
		}
	default:
		args["Balance"], args["Limit"] = a.Balance, a.Limit
		if a.Kind == shop.AlertLimit {
			args["Customer"] = a.Customer
		}
		if a.Level == shop.Urgent {
			args["Over"] = 1
		}
	}
	return args
}
