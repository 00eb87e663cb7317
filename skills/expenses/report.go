package expenses

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// question is what may be asked of the costs; the period is this month unless said.
type question struct {
	Period shop.Period `slot:"period,optional"`
	Kind   shop.Head   `slot:"kind,optional,choose"`
}

// report tells what was spent by kind, against the period before.
func (s skill) report(ctx context.Context, t *bot.Turn, q question) error {
	book := s.book.In(t)
	if q.Period == (shop.Period{}) {
		q.Period = book.ThisMonth()
	}
	c, err := book.Costs(ctx, q.Period, q.Kind)
	if err != nil {
		return err
	}
	args := bot.Args{"Period": c.Period, "Total": c.Total}
	if q.Kind != "" {
		args["Head"] = q.Kind
	}
	switch {
	case c.Total == 0:
		t.Say("report.none", args)
	case q.Kind == shop.Home:
		t.Say("report.home", args)
	case q.Kind != "":
		t.Say("report.kind", args)
	default:
		t.Say("report.all", args)
		heads(t, c)
	}
	if c.Was != 0 {
		t.Say("report.before", bot.Args{"Period": c.Before, "Total": c.Was})
	}
	if c.Drawn != 0 {
		t.Say("report.drawn", bot.Args{"Amount": c.Drawn})
	}
	return nil
}

// heads says one line a kind, with what it was in the period before.
func heads(t *bot.Turn, c shop.Costs) {
	for _, h := range c.Heads {
		if h.Amount == 0 {
			continue
		}
		args := bot.Args{"Head": h.Head, "Amount": h.Amount}
		if c.Was != 0 {
			args["Was"] = h.Was
		}
		t.Say("report.line", args)
	}
}
