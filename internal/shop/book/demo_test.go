package book

import (
	"context"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// demoFor fills a shop for the day after the tests' own.
func demoFor(t testing.TB, b books) *counter {
	t.Helper()
	c := b.shopFor(t)
	c.check(b.j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		return c.Demo(ctx, tx, c.shop, india, shop.DayOf(noon, india))
	}))
	return c
}

// A demo shop has ninety days of trade up to yesterday, whose sums are those of
// its entries; no stock is below nothing, and two items are running out.
func TestDemo(t *testing.T) {
	c := demoFor(t, open(t))
	ctx, b := t.Context(), c.view()
	today := shop.DayOf(noon, india)
	all, err := b.Report(ctx, shop.Period{}, shop.Item{}, shop.Customer{})
	if err != nil {
		t.Fatal(err)
	}
	if all.Days != demoSpan || len(all.Items) != len(demoGoods) || all.Doubtful != 0 || all.Uncosted != 0 {
		t.Errorf("%d days, %d items, %d doubtful, uncosted %s", all.Days, len(all.Items), all.Doubtful, all.Uncosted)
	}
	if margin := int64(all.Profit() * 100 / all.Revenue); margin < 5 || margin > 25 {
		t.Errorf("margin of %d%%", margin)
	}
	if r, err := b.Report(ctx, shop.Over(today), shop.Item{}, shop.Customer{}); err != nil || r.Revenue != 0 {
		t.Errorf("today: %+v, %v", r, err)
	}
	held, err := b.Held(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range held {
		if h.Qty.N < 0 || h.Value < 0 {
			t.Errorf("%s: %d at %s", h.Item.Name, h.Qty.N, h.Value)
		}
	}
	low, err := b.Low(ctx)
	if err != nil || len(low) < 2 {
		t.Errorf("low: %+v, %v", low, err)
	}
	owing, err := b.Owing(ctx)
	if err != nil || len(owing) < 4 {
		t.Errorf("owing: %+v, %v", owing, err)
	}
}

// The festival week sells far more than a plain one.
func TestDemoRush(t *testing.T) {
	c := demoFor(t, open(t))
	week := func(end shop.Day) shop.Money {
		r, err := c.view().Report(t.Context(), shop.Back(end, 7), shop.Item{}, shop.Customer{})
		c.check(err)
		return r.Revenue
	}
	if fest, plain := week("2026-11-08"), week("2026-10-25"); fest < plain*13/10 {
		t.Errorf("%s in the festival week, %s in a plain one", fest, plain)
	}
}

// The same day gives the same shop, and what is sold there is undone as
// anywhere.
func TestDemoIsTheSame(t *testing.T) {
	b := open(t)
	one, two := demoFor(t, b), demoFor(t, b)
	before := one.dump()
	if before != two.dump() {
		t.Error("two demo shops of one day differ")
	}
	one.sell(shop.Sale{Item: sugar, Qty: kilo(1), Amount: 45 * shop.Rupee})
	if got := says(t, one.undo(1)); got == "" {
		t.Error("nothing said")
	}
	if one.dump() == before {
		t.Error("a sale and its undo left no trace")
	}
	for _, s := range []*counter{one, two} {
		till, err := s.view().Till(t.Context())
		s.check(err)
		if other, err := two.view().Till(t.Context()); err != nil || till != other {
			t.Errorf("till %+v, %+v, %v", till, other, err)
		}
	}
}

// visitor is a person the journal knows, in his own shop.
func visitor(t *testing.T, b books) (bot.PersonID, bot.ShopID) {
	t.Helper()
	got, err := b.j.Receive(t.Context(), bot.Message{Channel: "console", ID: "1", Address: "owner", Text: "demo dikhao", At: noon})
	if err != nil || len(got) != 1 {
		t.Fatalf("receive: %+v, %v", got, err)
	}
	return got[0].From, got[0].Shop
}

// visit works a turn with one effect for a person in the shop he is in, and says
// which shop he is in then.
func (b books) visit(t *testing.T, turn bot.TurnID, person bot.PersonID, now time.Time, effect bot.Effect) bot.ShopID {
	t.Helper()
	_, at, err := b.j.Person(t.Context(), "console", "owner")
	if err != nil {
		t.Fatal(err)
	}
	tn := bot.NewTurn(turn, at, person, now)
	tn.Zone = mustZone(t)
	tn.Do(effect)
	if err := b.j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error { return b.Apply(ctx, tx, tn) }); err != nil {
		t.Fatal(err)
	}
	_, at, err = b.j.Person(t.Context(), "console", "owner")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func mustZone(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// He goes to a demo shop and back, finds the same one while it is fresh, and a
// new one when it has gone stale.
func TestVisit(t *testing.T) {
	b := open(t)
	person, home := visitor(t, b)
	demo := b.visit(t, 1, person, noon, shop.EnterDemo{})
	if demo == home {
		t.Fatal("still at home")
	}
	if p, err := b.source(demo).Profile(t.Context()); err != nil || p.Name != demoName {
		t.Errorf("%+v, %v", p, err)
	}
	if again := b.visit(t, 2, person, noon, shop.EnterDemo{}); again != demo {
		t.Errorf("entering in the demo shop led to %d", again)
	}
	if back := b.visit(t, 3, person, noon, shop.LeaveDemo{}); back != home {
		t.Errorf("leaving led to %d, want %d", back, home)
	}
	if back := b.visit(t, 4, person, noon, shop.LeaveDemo{}); back != home {
		t.Errorf("leaving at home led to %d", back)
	}
	later := noon.AddDate(0, 0, demoDays)
	if again := b.visit(t, 5, person, later, shop.EnterDemo{}); again != demo {
		t.Errorf("fresh still, but another shop: %d", again)
	}
	b.visit(t, 6, person, later, shop.LeaveDemo{})
	if again := b.visit(t, 7, person, later.AddDate(0, 0, 1), shop.EnterDemo{}); again == demo || again == home {
		t.Errorf("stale, but shop %d", again)
	}
	turn := bot.NewTurn(9, home, person, later)
	if err := b.Undo(t.Context(), turn, 1, false); err != nil || says(t, turn.Replies()) != "book.undone.demo" {
		t.Errorf("undo of entering: %v %v", err, turn.Replies())
	}
}
