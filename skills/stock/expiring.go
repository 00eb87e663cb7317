package stock

import (
	"context"
	"errors"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// dates is what may be asked of expiry dates: within a time, or of one item.
type dates struct {
	Period shop.Period `slot:"period,optional"`
	Item   shop.Item   `slot:"item,optional"`
	Within shop.Number `slot:"within,optional"`
	Grain  string      `slot:"grain,optional,choose"`
}

// period is the time asked about: the coming days unless said.
func (d dates) period(today shop.Day) shop.Period {
	if d.Period != (shop.Period{}) {
		return d.Period
	}
	n := windowOf(d.Within, d.Grain, shop.SoonDays)
	return shop.Period{From: today, To: today.Plus(n), Name: "next_" + strconv.Itoa(n) + "_days"}
}

// expiring lists what goes bad soon, and apart from it what is past its date.
func (s skill) expiring(ctx context.Context, t *bot.Turn, d dates) error {
	if !d.Item.None() {
		return s.expiresWhen(ctx, t, d.Item)
	}
	book := s.book.In(t)
	p := d.period(book.Today())
	all, err := book.Expiring(ctx, p)
	if err != nil {
		return err
	}
	switch {
	case all.Dated == 0:
		t.Say("expiring.undated", nil)
		return nil
	case len(all.Soon) == 0:
		t.Say("expiring.none", bot.Args{"Period": p})
	default:
		t.Say("expiring.head", bot.Args{"Count": len(all.Soon), "Period": p})
		batches(t, "expiring.line", all.Soon)
	}
	past(t, all.Past)
	return nil
}

// past lists what is past its date, and offers to write the first off.
func past(t *bot.Turn, over []shop.Expiring) {
	if len(over) == 0 {
		return
	}
	t.Say("expiring.past", bot.Args{"Count": len(over)}, throwAway(over[0]))
	batches(t, "expiring.over", over)
}

// throwAway offers to write goods off that are past their date, as many as there
// are.
func throwAway(x shop.Expiring) bot.Choice {
	c := dialogs.Begin("expiring.choice.throw", bot.Args{"Item": x.Item}, "stock.damage", "item", x.Item)
	if qty, err := bot.ValueOf(x.Qty); err == nil {
		c.Do[0].Slots["qty"] = qty
	}
	return c
}

// batches says one line a batch, and how many more there are.
func batches(t *bot.Turn, key string, all []shop.Expiring) {
	for _, x := range all[:min(lines, len(all))] {
		t.Say(key, batch(x, t))
	}
	if more := len(all) - lines; more > 0 {
		t.Say("expiring.more", bot.Args{"Count": more})
	}
}

// batch are the arguments of goods with a date.
func batch(x shop.Expiring, t *bot.Turn) bot.Args {
	args := bot.Args{"Item": x.Item, "Qty": x.Qty, "Day": t.Dated(string(x.Expires))}
	if x.Days > 0 {
		args["Count"] = x.Days
	}
	return args
}

// expiresWhen tells the dates of one item.
func (s skill) expiresWhen(ctx context.Context, t *bot.Turn, i shop.Item) error {
	k, err := s.book.In(t).Batches(ctx, i)
	switch {
	case errors.Is(err, shop.ErrNotFound):
		return s.unknown(ctx, t, i)
	case err != nil:
		return err
	case len(k.Dated) == 0:
		t.Say("expiring.nodate", bot.Args{"Item": k.Item})
		return nil
	}
	t.Say("expiring.item", bot.Args{"Item": k.Item, "Stock": k.Stock})
	for _, x := range k.Dated {
		key := "expiring.batch"
		var choices []bot.Choice
		if x.Days < 0 {
			key, choices = "expiring.gone", []bot.Choice{throwAway(x)}
		}
		t.Say(key, batch(x, t), choices...)
	}
	if k.Undated.N > 0 {
		t.Say("expiring.rest", bot.Args{"Qty": k.Undated})
	}
	return nil
}

// ahead says of an item asked about what expires first of it, and what already has.
func (s skill) ahead(ctx context.Context, t *bot.Turn, i shop.Item) error {
	k, err := s.book.In(t).Batches(ctx, i)
	if err != nil {
		return err
	}
	for _, x := range k.Dated {
		if x.Days < 0 {
			t.Say("expiring.gone", batch(x, t), throwAway(x))
			continue
		}
		if x.Days <= shop.SoonDays {
			t.Say("expiring.batch", batch(x, t))
		}
		return nil
	}
	return nil
}
