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
	Category shop.Shelf    `slot:"category,optional,choose"`
	Payment  shop.Payment  `slot:"payment,optional,choose"`
	Of       shop.Metric   `slot:"of,optional,choose"`
	By       shop.Group    `slot:"by,optional,choose"`
}

// report tells what was sold in a period, and how much of that the book knows.
func (s skill) report(ctx context.Context, t *bot.Turn, q question) error {
	book := s.book.In(t)
	if q.By != "" {
		return s.top(ctx, t, ranking{
			Period: q.Period, Item: q.Item, Customer: q.Customer, Category: q.Category, Payment: q.Payment, Of: q.Of, By: q.By,
		})
	}
	if q.Period == (shop.Period{}) {
		q.Period = shop.Period{From: book.Today(), To: book.Today(), Name: "today"}
	}
	if q.Category.Category() != "" || q.Payment != "" || q.Of == shop.Bills {
		return s.part(ctx, t, q)
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

// part tells of one category, of one way to pay, or of how many came.
func (s skill) part(ctx context.Context, t *bot.Turn, q question) error {
	ask := shop.Question{
		Of: q.Of, Period: q.Period, Item: q.Item, Customer: q.Customer, Category: q.Category.Category(), Payment: q.Payment,
	}
	if ask.Category != "" && q.Payment == "" && q.Of != shop.Bills {
		ask.By, ask.Limit = shop.ByItem, topItems
	}
	if ask.Payment != "" {
		ask.Of = shop.Revenue
	}
	a, err := s.book.In(t).Answer(ctx, ask)
	if ok, err := s.answerable(t, ask, err); !ok {
		return err
	}
	args := bot.Args{
		"Period": a.Period, "Item": a.Item, "Customer": a.Customer, "Category": shop.Category(a.Category), "Payment": payment(a.Payment),
	}
	switch {
	case a.Amount == 0:
		t.Say("report.nothing", args)
	case a.Of == shop.Bills:
		args["Count"], args["Revenue"] = int(a.Amount), a.Revenue
		t.Say("report.bills", args)
	default:
		args["Revenue"] = shop.Money(a.Amount)
		if a.Payment != "" && a.Revenue > 0 {
			args["Percent"] = percent(shop.Money(a.Amount), a.Revenue)
		}
		t.Say("report.part", args)
		for _, r := range a.Rows {
			t.Say("report.line", bot.Args{"Item": r.Item, "Qty": r.Item.Measure(r.Sold), "Revenue": r.Revenue})
		}
	}
	return s.against(ctx, t, a)
}

// against says the same figure of the period before, when there is one.
func (s skill) against(ctx context.Context, t *bot.Turn, a shop.Answer) error {
	book := s.book.In(t)
	p, ok := a.Period.Against(book.Today())
	if !ok {
		return nil
	}
	q := a.Question
	q.Period, q.By, q.Least, q.Limit = p, shop.Whole, false, 0
	was, err := book.Answer(ctx, q)
	if errors.Is(err, shop.ErrNotKept) || err == nil && was.Amount <= 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if a.Of == shop.Bills {
		t.Say("report.billsbefore", bot.Args{"Period": p, "Count": int(was.Amount)})
		return nil
	}
	t.Say("report.before", bot.Args{"Period": p, "Revenue": was.PaidBy(q.Payment)})
	return nil
}

// answerable says what cannot be answered, and reports whether it was.
func (s skill) answerable(t *bot.Turn, q shop.Question, err error) (bool, error) {
	switch {
	case errors.Is(err, shop.ErrNotFound):
		t.Say("report.unknown", bot.Args{"Item": q.Item, "Customer": q.Customer})
		return false, nil
	case errors.Is(err, shop.ErrNotKept):
		t.Say("top.notkept", nil)
		return false, nil
	}
	return err == nil, err
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
	complete(t, r.Loose, r.Doubtful)
}

// complete says how much of it the book knows.
func complete(t *bot.Turn, loose shop.Money, doubtful int) {
	if loose > 0 {
		t.Say("report.loose", bot.Args{"Loose": loose})
	}
	if doubtful > 0 {
		t.Say("report.doubtful", bot.Args{"Count": doubtful})
	}
}

// before says what the period before brought, when it brought anything.
func (s skill) before(ctx context.Context, t *bot.Turn, r shop.Report) error {
	book := s.book.In(t)
	p, ok := r.Period.Against(book.Today())
	if !ok {
		return nil
	}
	was, err := book.Report(ctx, p, r.Item, r.Customer)
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
