package expenses

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// lines is how many suppliers one answer lists.
const lines = 10

// whose is the supplier asked about; all of them unless one is named.
type whose struct {
	Supplier shop.Customer `slot:"supplier,optional"`
}

// dues says what the shop owes somebody, or everybody.
func (s skill) dues(ctx context.Context, t *bot.Turn, w whose) error {
	if w.Supplier.None() {
		return s.allDues(ctx, t)
	}
	d, err := s.book.In(t).Owed(ctx, w.Supplier)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("dues.unknown", bot.Args{"Supplier": w.Supplier})
		return nil
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Supplier": d.Supplier}
	key := "dues.clear"
	switch {
	case d.Owed > 0:
		key, args["Owed"] = "dues.owes", d.Owed
	case d.Owed < 0:
		key, args["Ahead"] = "dues.ahead", -d.Owed
	}
	t.Say(key, args)
	if d.Balance > 0 {
		t.Say("dues.customer", bot.Args{"Supplier": d.Supplier, "Balance": d.Balance})
	}
	return nil
}

// allDues lists who is owed, the most first, and with whom money lies ahead.
func (s skill) allDues(ctx context.Context, t *bot.Turn) error {
	all, err := s.book.In(t).Suppliers(ctx)
	if err != nil {
		return err
	}
	var total shop.Money
	n := 0
	for _, d := range all {
		if d.Owed > 0 {
			total += d.Owed
			n++
		}
	}
	if n == 0 {
		t.Say("dues.none", nil)
	} else {
		t.Say("dues.head", bot.Args{"Count": n, "Total": total})
	}
	for _, d := range all[:min(lines, len(all))] {
		if d.Owed > 0 {
			t.Say("dues.line", bot.Args{"Supplier": d.Supplier, "Owed": d.Owed})
		} else {
			t.Say("dues.lent", bot.Args{"Supplier": d.Supplier, "Ahead": -d.Owed})
		}
	}
	if more := len(all) - lines; more > 0 {
		t.Say("dues.more", bot.Args{"Count": more})
	}
	return nil
}
