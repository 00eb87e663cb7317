package profit

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// question is what may be asked of the profit; the period is today unless said.
type question struct {
	Period   shop.Period `slot:"period,optional"`
	Item     shop.Item   `slot:"item,optional"`
	Category shop.Shelf  `slot:"category,optional,choose"`
	Of       string      `slot:"of,optional,choose"` // margin, stock, net; profit unless said
	By       shop.Group  `slot:"by,optional,choose"`
	Order    string      `slot:"order,optional,choose"`
	Limit    shop.Number `slot:"limit,optional"`
}

// The values of "of".
const (
	ofStock  = "stock"
	ofNet    = "net"
	ofMargin = "margin"
)

// report tells what was earned, against the period before, and why.
func (s skill) report(ctx context.Context, t *bot.Turn, q question) error {
	book := s.book.In(t)
	switch {
	case q.Of == ofStock:
		return s.stock(ctx, t, q)
	case q.By != "" || q.Order != "" && q.Item.None():
		return s.ranking(ctx, t, q)
	}
	if q.Period == (shop.Period{}) {
		q.Period = shop.Period{From: book.Today(), To: book.Today(), Name: "today"}
	}
	e, err := book.Earnings(ctx, q.Period, q.Item, q.Category.Category())
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("report.unknown", bot.Args{"Item": q.Item})
		return nil
	}
	if err != nil {
		return err
	}
	if e.Now.Revenue == 0 && e.Now.Cost == 0 && e.Expenses == 0 && e.Waste == 0 {
		t.Say("report.none", subject(e))
		return nil
	}
	s.earned(t, e, q.Of == ofNet)
	s.compared(t, e)
	if e.Now.Revenue > e.Now.Uncosted {
		s.complete(t, e.Now.Uncosted, e.Doubtful)
	}
	return nil
}

// subject is what earnings are about, as arguments.
func subject(e shop.Earnings) bot.Args {
	return bot.Args{"Period": e.Period, "Item": e.Item, "Category": shop.Category(e.Category)}
}

// earned says the profit or the loss, and what is left of it after expenses.
func (s skill) earned(t *bot.Turn, e shop.Earnings, net bool) {
	args, earned, costed := subject(e), e.Now.Earned(), e.Now.Revenue-e.Now.Uncosted
	args["Revenue"] = e.Now.Revenue
	switch {
	case e.Now.Revenue == 0 && e.Now.Cost == 0:
		t.Say("report.none", args)
	case costed <= 0 && earned == 0:
		t.Say("report.uncosted", args)
	case earned < 0:
		args["Loss"] = -earned
		t.Say("report.loss", args)
	default:
		args["Profit"], args["Percent"] = earned, bot.Value{Kind: bot.Number, N: e.Now.Margin() / 10 * 100}
		t.Say("report.done", args)
	}
	s.net(t, e)
	if net && e.Expenses <= 0 {
		t.Say("report.noexpenses", nil)
	}
}

// net says what is left after expenses and what was lost, if there were any.
func (s skill) net(t *bot.Turn, e shop.Earnings) {
	args := bot.Args{}
	if e.Expenses > 0 {
		args["Expenses"] = e.Expenses
	}
	if e.Waste > 0 {
		args["Waste"] = e.Waste
	}
	switch {
	case len(args) == 0:
	case e.Net() < 0:
		args["Loss"] = -e.Net()
		t.Say("report.netloss", args)
	default:
		args["Profit"] = e.Net()
		t.Say("report.net", args)
	}
}

// compared says how much more or less that is than before, and the causes.
func (s skill) compared(t *bot.Turn, e shop.Earnings) {
	if !e.Compared {
		return
	}
	args := bot.Args{"Period": e.Before, "Was": e.Was.Earned()}
	switch change := e.Causes.Change(); {
	case change > 0:
		args["More"] = change
	case change < 0:
		args["Less"] = -change
	}
	t.Say("report.before", args)
	for _, c := range e.Main {
		side := ".up"
		if c.Amount < 0 {
			side = ".down"
		}
		t.Say("report."+c.Name+side, bot.Args{"Amount": max(c.Amount, -c.Amount), "Item": c.Item})
	}
}

// complete says how much of it the book knows.
func (s skill) complete(t *bot.Turn, uncosted shop.Money, doubtful int) {
	if uncosted > 0 {
		t.Say("report.untold", bot.Args{"Revenue": uncosted})
	}
	if doubtful > 0 {
		t.Say("report.doubtful", bot.Args{"Count": doubtful})
	}
}

// stock says what the goods on the shelf cost.
func (s skill) stock(ctx context.Context, t *bot.Turn, q question) error {
	ask := shop.Question{Of: shop.StockValue, Item: q.Item, Category: q.Category.Category(), Limit: shop.Top(shop.Number{})}
	if q.Item.None() {
		ask.By = shop.ByItem
	}
	if q.By == shop.ByCategory {
		ask.By = shop.ByCategory
	}
	a, err := s.book.In(t).Answer(ctx, ask)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("report.unknown", bot.Args{"Item": q.Item})
		return nil
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Item": a.Item, "Category": shop.Category(a.Category)}
	if a.Amount <= 0 {
		t.Say("report.nostock", args)
		return nil
	}
	args["Value"] = shop.Money(a.Amount)
	t.Say("report.stock", args)
	for _, l := range a.Rows {
		if l.Amount > 0 {
			t.Say("report.stockline", bot.Args{"Item": l.Item, "Category": l.Category(a.By), "Value": shop.Money(l.Amount)})
		}
	}
	s.complete(t, 0, a.Doubtful)
	return nil
}
