package sales

import (
	"context"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// ranking is what may be asked of what sells most or least.
type ranking struct {
	Period   shop.Period   `slot:"period,optional"`
	Limit    shop.Number   `slot:"limit,optional"`
	Order    string        `slot:"order,optional,choose"`
	By       shop.Group    `slot:"by,optional,choose"`
	Of       shop.Metric   `slot:"of,optional,choose"`
	Item     shop.Item     `slot:"item,optional"`
	Customer shop.Customer `slot:"customer,optional"`
	Category shop.Shelf    `slot:"category,optional,choose"`
	Payment  shop.Payment  `slot:"payment,optional,choose"`
}

// question is the ranking as the book takes it: by item unless said, by day of
// the week when no period names the days.
func (r ranking) question(today shop.Day) shop.Question {
	q := shop.Question{
		Of: r.Of, By: r.By, Period: r.Period, Item: r.Item, Customer: r.Customer, Category: r.Category.Category(),
		Payment: r.Payment, Least: r.Order == "least", Limit: shop.Top(r.Limit),
	}
	switch {
	case q.By != "":
	case q.Of == shop.Bills && r.Item.None():
		q.By = shop.ByHour
	case !r.Item.None():
		q.By = shop.ByCustomer
	default:
		q.By = shop.ByItem
	}
	q = q.Lately(today)
	if q.By == shop.ByHour && q.Of == "" {
		q.Of = shop.Bills // when most people come
	}
	if q.By == shop.ByPayment {
		q.Payment, q.Of = "", "" // "cash kitna upi kitna" names both
	}
	return q
}

// top tells what sells most or least: items, customers, categories, days, hours
// or ways to pay.
func (s skill) top(ctx context.Context, t *bot.Turn, r ranking) error {
	book := s.book.In(t)
	q := r.question(book.Today())
	a, err := book.Answer(ctx, q)
	if ok, err := s.answerable(t, q, err); !ok {
		return err
	}
	args := bot.Args{"Period": a.Period, "Item": a.Item, "Customer": a.Customer, "Category": shop.Category(a.Category), "Payment": payment(a.Payment)}
	if a.Of == shop.Revenue {
		args["Total"] = shop.Money(a.Amount)
	}
	lines := a.Rows[:0]
	for _, l := range a.Rows {
		if a.By != shop.ByHour || l.Key != "-1" { // written later, nobody knows when
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		t.Say("report.nothing", args)
		return nil
	}
	t.Say(headOf(a), args)
	for i, l := range lines {
		t.Say("top."+string(a.By), lineArgs(a, l, i+1))
	}
	if a.Loose > 0 && (a.By == shop.ByItem || a.By == shop.ByCategory) {
		t.Say("report.loose", bot.Args{"Loose": a.Loose})
	}
	if a.Of != shop.Revenue {
		return nil
	}
	return s.against(ctx, t, a)
}

// headOf is the text a ranking begins with.
func headOf(a shop.Answer) string {
	switch {
	case a.Of == shop.Bills:
		return "top.busy"
	case a.By == shop.ByPayment:
		return "top.paid"
	case a.Least:
		return "top.least"
	}
	return "top.most"
}

// lineArgs are the arguments of one group; what is absent is not said.
func lineArgs(a shop.Answer, l shop.Line, rank int) bot.Args {
	args := bot.Args{"Rank": rank}
	if a.Of == shop.Bills {
		args["Count"] = int(l.Amount)
	} else {
		args["Revenue"] = l.PaidBy(a.Payment)
	}
	switch a.By {
	case shop.ByItem:
		args["Item"], args["Qty"] = l.Item, l.Item.Measure(l.Sold)
		if l.Sold == 0 && l.Revenue == 0 {
			args["Unsold"] = l.Item
		}
	case shop.ByCustomer:
		args["Customer"] = l.Customer
	case shop.ByCategory:
		args["Category"] = l.Category(a.By)
	case shop.ByDay:
		args["Day"] = shop.Day(l.Key)
	case shop.ByWeekday:
		args["Weekday"] = bot.Value{Kind: bot.Key, Text: "book.weekday." + l.Key}
		args["Revenue"] = l.PaidBy(a.Payment) / shop.Money(max(l.Days, 1)) / shop.Rupee * shop.Rupee
		if a.Of == shop.Bills {
			args["Count"] = int(l.Amount) / max(l.Days, 1)
		}
	case shop.ByHour:
		hour, _ := strconv.Atoi(l.Key)
		args["Part"] = bot.Value{Kind: bot.Key, Text: "sales.top.part." + partOf(hour)}
		args["From"], args["To"] = (hour+11)%12+1, (hour+12)%12+1
	case shop.ByPayment:
		args["Payment"], args["Percent"] = payment(shop.Payment(l.Key)), percent(l.Revenue, a.Revenue)
	}
	return args
}

// partOf is the part of the day an hour lies in.
func partOf(hour int) string {
	switch {
	case hour < 4 || hour >= 20:
		return "night"
	case hour < 12:
		return "morning"
	case hour < 16:
		return "noon"
	}
	return "evening"
}

// payment is a way to pay as an argument; nothing when none is meant.
func payment(p shop.Payment) bot.Value {
	if p == "" {
		return bot.Value{}
	}
	return bot.Value{Kind: bot.Key, Text: "book.payment." + string(p)}
}

// percent is how much of the whole a part is, rounded.
func percent(part, whole shop.Money) int {
	if whole <= 0 {
		return 0
	}
	return int((part*200 + whole) / (2 * whole))
}
