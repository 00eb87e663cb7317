package profit

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// asked is the ranking as the book takes it.
func (q question) asked(today shop.Day) shop.Question {
	ask := shop.Question{
		Of: shop.Profit, By: q.By, Period: q.Period, Item: q.Item, Category: q.Category.Category(),
		Least: q.Order == "least", Limit: shop.Top(q.Limit),
	}
	if q.Of == ofMargin {
		ask.Of = shop.Margin
	}
	if ask.By == "" {
		ask.By = shop.ByItem
	}
	return ask.Lately(today)
}

// ranking tells what earns most or least.
func (s skill) ranking(ctx context.Context, t *bot.Turn, q question) error {
	book := s.book.In(t)
	ask := q.asked(book.Today())
	if ask.By == shop.ByHour || ask.By == shop.ByPayment {
		t.Say("report.notkept", nil)
		return nil
	}
	a, err := book.Answer(ctx, ask)
	switch {
	case errors.Is(err, shop.ErrNotFound):
		t.Say("report.unknown", bot.Args{"Item": q.Item})
		return nil
	case errors.Is(err, shop.ErrNotKept):
		t.Say("report.notkept", nil)
		return nil
	case err != nil:
		return err
	}
	lines := a.Rows[:0]
	for _, l := range a.Rows {
		if l.Revenue > l.Uncosted || l.Earned() != 0 { // what it cost is known
			lines = append(lines, l)
		}
	}
	args := bot.Args{"Period": a.Period, "Item": a.Item, "Category": shop.Category(a.Category)}
	if len(lines) == 0 {
		t.Say("report.none", args)
		return nil
	}
	t.Say(headOf(a), args)
	for i, l := range lines {
		t.Say("report."+string(a.By), lineArgs(a, l, i+1))
	}
	s.complete(t, a.Uncosted, a.Doubtful)
	return nil
}

// headOf is the text a ranking begins with.
func headOf(a shop.Answer) string {
	switch {
	case a.Of == shop.Margin && a.Least:
		return "report.leastmargin"
	case a.Of == shop.Margin:
		return "report.mostmargin"
	case a.Least:
		return "report.least"
	}
	return "report.most"
}

// lineArgs are the arguments of one group; what is absent is not said.
func lineArgs(a shop.Answer, l shop.Line, rank int) bot.Args {
	args := bot.Args{
		"Rank": rank, "Percent": bot.Value{Kind: bot.Number, N: l.Margin() / 10 * 100},
		"Item": l.Item, "Customer": l.Customer, "Category": l.Category(a.By),
	}
	earned := l.Earned()
	if a.By == shop.ByWeekday {
		earned = earned / shop.Money(max(l.Days, 1)) / shop.Rupee * shop.Rupee
		args["Weekday"] = bot.Value{Kind: bot.Key, Text: "book.weekday." + l.Key}
	}
	if a.By == shop.ByDay {
		args["Day"] = shop.Day(l.Key)
	}
	if earned < 0 {
		args["Loss"] = -earned
	} else {
		args["Profit"] = earned
	}
	return args
}
