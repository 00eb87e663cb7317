package sales

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// topItems is how many items a report names.
const topItems = 3

// question is what may be asked of the sales; the period is today unless said.
type question struct {
	Period   shop.Period   `slot:"period,optional"`
	Item     shop.Item     `slot:"item,optional"`
	Customer shop.Customer `slot:"customer,optional"`
}

// report tells what was sold in a period, and how much of that the book knows.
func (s skill) report(ctx context.Context, t *bot.Turn, q question) error {
	book := s.book.In(t)
	if q.Period == (shop.Period{}) {
		q.Period = shop.Period{From: book.Today(), To: book.Today(), Name: "today"}
	}
	r, err := book.Report(ctx, q.Period, q.Item, q.Customer)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("report.unknown", bot.Args{"Item": q.Item, "Customer": q.Customer})
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case r.Revenue == 0 && r.Lines == 0:
		t.Say("report.none", subject(r))
	case r.Item.Known():
		t.Say("report.item", with(subject(r), bot.Args{"Qty": r.Qty(), "Revenue": r.Revenue}))
	default:
		s.all(t, r)
	}
	return s.before(ctx, t, r)
}

// all tells of every item: the sum, the most sold, and what is not known.
func (s skill) all(t *bot.Turn, r shop.Report) {
	t.Say("report.all", with(subject(r), bot.Args{"Revenue": r.Revenue, "Count": int(r.Bills)}))
	for _, i := range r.Items[:min(topItems, len(r.Items))] {
		t.Say("report.line", bot.Args{"Item": i.Item, "Qty": i.Qty, "Revenue": i.Revenue})
	}
	if r.Credit > 0 || r.Repaid > 0 {
		t.Say("report.udhaar", bot.Args{"Credit": orNone(r.Credit), "Repaid": orNone(r.Repaid)})
	}
	if r.Loose > 0 {
		t.Say("report.loose", bot.Args{"Loose": r.Loose})
	}
	if r.Doubtful > 0 {
		t.Say("report.doubtful", bot.Args{"Count": r.Doubtful})
	}
}

// before says what the period before brought, when it brought anything.
func (s skill) before(ctx context.Context, t *bot.Turn, r shop.Report) error {
	p, ok := r.Period.Before()
	if !ok {
		return nil
	}
	was, err := s.book.In(t).Report(ctx, p, r.Item, r.Customer)
	if err != nil || was.Revenue <= 0 {
		return err
	}
	t.Say("report.before", bot.Args{"Period": p, "Revenue": was.Revenue})
	return nil
}

// subject is what a report is about, as arguments.
func subject(r shop.Report) bot.Args {
	return bot.Args{"Period": r.Period, "Item": r.Item, "Customer": r.Customer}
}

func with(args, more bot.Args) bot.Args {
	for name, v := range more {
		args[name] = v
	}
	return args
}

// orNone leaves a zero sum unsaid.
func orNone(m shop.Money) any {
	if m == 0 {
		return bot.Value{}
	}
	return m
}
