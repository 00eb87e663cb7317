package stock

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// unsold is what may be asked of stock that does not sell: for how long.
type unsold struct {
	Days   shop.Number `slot:"days,optional"`
	Grain  string      `slot:"grain,optional,choose"`
	Period shop.Period `slot:"period,optional"`
}

// window is how many days without a sale are asked about.
func (u unsold) window(today shop.Day) int {
	if u.Days.Whole() == 0 && u.Period.From != "" && u.Period.From < today {
		return min(shop.Period{From: u.Period.From, To: today}.Days(), longest)
	}
	return windowOf(u.Days, u.Grain, shop.DeadDays)
}

// dead lists what lies there and does not sell; what it cost is not for staff.
func (s skill) dead(ctx context.Context, t *bot.Turn, u unsold) error {
	book := s.book.In(t)
	d, err := book.Dead(ctx, u.window(book.Today()))
	if err != nil {
		return err
	}
	owner := t.Role >= bot.Manager
	if len(d.Items) == 0 {
		none(t, d)
		return nil
	}
	args := bot.Args{"Count": len(d.Items), "Days": d.Days}
	if owner && d.Tied > 0 {
		args["Tied"] = d.Tied
	}
	t.Say("dead.head", args)
	for _, i := range d.Items[:min(lines, len(d.Items))] {
		args := bot.Args{"Item": i.Item, "Qty": i.Qty, "Days": i.Days}
		if i.Sold == "" {
			args["Never"] = i.Days
		}
		if owner && i.Value > 0 {
			args["Cost"] = i.Value
		}
		t.Say("dead.line", args)
	}
	if more := len(d.Items) - lines; more > 0 {
		t.Say("expiring.more", bot.Args{"Count": more})
	}
	return nil
}

// none says that everything sells, or that the book cannot know yet.
func none(t *bot.Turn, d shop.DeadStock) {
	args := bot.Args{"Days": d.Days}
	if d.Known >= d.Days {
		t.Say("dead.none", args)
		return
	}
	if d.Known > 0 {
		args["Known"] = d.Known
	}
	t.Say("dead.young", args)
}
