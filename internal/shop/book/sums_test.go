package book

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// The day summaries say what a scan of all entries says, whatever is asked; and
// the book in SQL answers as the one in memory, also of names that were new,
// taken away and named again.
func TestSummariesAreScans(t *testing.T) {
	b := open(t)
	rapid.Check(t, func(t *rapid.T) {
		c, mem := b.shopFor(t), shop.NewMemory()
		for range rapid.IntRange(1, 12).Draw(t, "turns") {
			turn := c.next()
			for range rapid.IntRange(1, 3).Draw(t, "lines") {
				randomly(t, c, turn)
			}
			sameEffects(t, c, mem, turn)
			c.commit(turn)
			c.check(mem.Write(int64(turn.ID), pending(turn)))
		}
		agree(t, c, mem)
	})
}

// randomly does one thing or takes a turn back.
func randomly(t *rapid.T, c *counter, turn *bot.Turn) {
	ctx, b := context.Background(), c.In(turn)
	name := rapid.SampledFrom([]string{"Bhakarwadi", "sugar", "चीनी", "khakhra"}).Draw(t, "name")
	who := shop.Customer{Name: rapid.SampledFrom([]string{"Ramesh", "Sunita", "Kumar"}).Draw(t, "who")}
	n := rapid.Int64Range(1, 5000).Draw(t, "n")
	day := b.Today().Plus(-rapid.IntRange(0, 3).Draw(t, "ago"))
	var err error
	switch rapid.IntRange(0, 12).Draw(t, "what") {
	case 0:
		_, err = b.Sell(ctx, shop.Sale{
			Item: shop.Item{Name: name}, Qty: shop.Measure{N: n}, Amount: shop.Money(n), As: shop.AsTotal, Sure: true,
			Customer: who, Payment: rapid.SampledFrom([]shop.Payment{shop.Cash, shop.UPI, shop.Udhaar}).Draw(t, "pay"), Day: day,
		})
	case 1:
		_, err = b.Buy(ctx, shop.Bought{Item: shop.Item{Name: name}, Qty: shop.Measure{N: n}, Amount: shop.Money(n), As: shop.AsTotal, Sure: true, Supplier: who})
	case 2:
		_, err = b.SellTotal(ctx, shop.Total{Amount: shop.Money(n), Day: day})
	case 3:
		_, err = b.GiveCredit(ctx, shop.Lending{Customer: who, Amount: shop.Money(n), Day: day})
	case 4:
		_, err = b.TakePayment(ctx, shop.Receipt{Customer: who, Amount: shop.Money(n), Day: day})
	case 5:
		_, err = b.Spend(ctx, shop.Spending{Head: rapid.SampledFrom(playHeads).Draw(t, "head"), What: name, Amount: shop.Money(n), Day: day})
	case 6:
		_, err = b.PaySupplier(ctx, shop.Paying{Supplier: who, Amount: shop.Money(n), Payment: shop.UPI, Day: day})
	case 7:
		_, err = b.Buy(ctx, shop.Bought{
			Item: shop.Item{Name: name}, Qty: shop.Measure{N: n}, Amount: shop.Money(n), As: shop.AsTotal, Sure: true,
			Supplier: who, Payment: shop.Udhaar, Day: day,
		})
	case 8:
		_, err = b.Buy(ctx, shop.Bought{
			Item: shop.Item{Name: name}, Qty: shop.Measure{N: n}, Amount: shop.Money(n), As: shop.AsTotal, Sure: true,
			Expires: b.Today().Plus(int(n % 3)),
		})
	case 9, 10:
		take := b.Spoil
		if n%2 == 0 {
			take = b.Consume
		}
		if _, err = take(ctx, shop.Gone{Item: shop.Item{Name: name}, Qty: shop.Measure{N: n}, Day: day}); errors.Is(err, shop.ErrNotFound) {
			err = nil
		}
	case 11:
		_, err = b.TakeBack(ctx, shop.Giveback{Item: shop.Item{Name: name}, Qty: shop.Measure{N: n}, Customer: who, Day: day})
		if errors.Is(err, shop.ErrNotSold) {
			err = nil
		}
	case 12:
		_, err = b.CloseDay(ctx, shop.Close{Counted: shop.Money(n), Day: day})
		if errors.Is(err, shop.ErrClosed) {
			err = nil
		}
	case 13:
		_, err = b.Settle(ctx, shop.Bill{Percent: shop.Number{N: n}, Paid: shop.Money(n), Payment: shop.UPI})
		if errors.Is(err, shop.ErrNothing) || errors.Is(err, shop.ErrNoCustomer) {
			err = nil
		}
	default:
		if turn.ID > 1 {
			last := rapid.IntRange(1, int(turn.ID)-1).Draw(t, "undone")
			if err = c.Undo(ctx, turn, bot.TurnID(last), rapid.Bool().Draw(t, "own")); errors.Is(err, bot.ErrNothing) {
				err = nil
			}
		}
	}
	c.check(err)
}

// sameEffects asks the book in memory for an undo of every turn and holds it
// against the one in SQL.
func sameEffects(t *rapid.T, c *counter, mem *shop.Memory, turn *bot.Turn) {
	for undone := int64(1); undone < int64(turn.ID); undone++ {
		var effects []any
		m := shop.NewBook(mem, shop.Turn{
			ID: 99, Person: 7, Now: c.now, Zone: india, Pending: func() []any { return effects },
			Do: func(more ...shop.Effect) {
				for _, e := range more {
					effects = append(effects, e)
				}
			},
		})
		_, wrong := m.Reverse(context.Background(), undone, false)
		stored := bot.NewTurn(99, c.shop, 7, c.now)
		stored.Zone = india
		err := c.Undo(context.Background(), stored, bot.TurnID(undone), false)
		if (wrong == nil) != (err == nil) || !reflect.DeepEqual(effects, pending(stored)) && len(effects)+len(stored.Effects()) > 0 {
			t.Fatalf("undo %d: memory %v %+v\nsql %v %+v", undone, wrong, effects, err, stored.Effects())
		}
	}
}

// agree asks both every question.
func agree(t *rapid.T, c *counter, mem *shop.Memory) {
	ctx, s := context.Background(), c.source(c.shop)
	entries, err := s.entries(ctx, " order by turn, n")
	c.check(err)
	if want := mem.Written(); !slices.EqualFunc(entries, want, func(a, b shop.Entry) bool { return a == b }) {
		t.Fatalf("entries:\n%+v\nwant\n%+v", entries, want)
	}
	people, err := mem.Customers(ctx)
	c.check(err)
	customer := "nobody"
	if len(people) > 0 {
		customer = people[0].ID
	}
	for _, q := range queries("sugar", customer) {
		got, err := s.Sums(ctx, q)
		c.check(err)
		want, err := mem.Sums(ctx, q)
		c.check(err)
		got = slices.DeleteFunc(got, func(r shop.Row) bool { return r.Sums == shop.Sums{} })
		slices.SortFunc(got, func(a, b shop.Row) int { return strings.Compare(a.Key, b.Key) })
		if !slices.Equal(got, want) {
			t.Fatalf("%+v:\n%+v\nwant\n%+v\n%s", q, got, want, c.dump())
		}
	}
	agreeOnThings(ctx, t, s, mem)
}

// agreeOnThings asks both for all they have.
func agreeOnThings(ctx context.Context, t *rapid.T, s source, mem *shop.Memory) {
	for name, ask := range map[string]func(shop.Source) (any, error){
		"items":      func(s shop.Source) (any, error) { return s.OwnItems(ctx) },
		"customers":  func(s shop.Source) (any, error) { return s.Customers(ctx) },
		"stocks":     func(s shop.Source) (any, error) { return s.Stocks(ctx) },
		"batches":    func(s shop.Source) (any, error) { return s.AllBatches(ctx) },
		"sugar's":    func(s shop.Source) (any, error) { return s.Batches(ctx, "sugar") },
		"moved":      func(s shop.Source) (any, error) { return s.Moved(ctx) },
		"balances":   func(s shop.Source) (any, error) { return s.Balances(ctx) },
		"owed":       func(s shop.Source) (any, error) { return s.AllOwed(ctx) },
		"till":       func(s shop.Source) (any, error) { return s.Till(ctx) },
		"last close": func(s shop.Source) (any, error) { return s.LastClose(ctx, "") },
		"closings":   func(s shop.Source) (any, error) { return s.Closings(ctx, shop.DayOf(noon, india)) },
		"cash by":    func(s shop.Source) (any, error) { return s.CashBy(ctx, shop.DayOf(noon, india).Plus(-1)) },
		"sales":      func(s shop.Source) (any, error) { return s.Sales(ctx, "sugar", "", 3) },
		"since": func(s shop.Source) (any, error) {
			b := shop.NewBook(s, shop.Turn{Now: noon, Zone: india, Pending: func() []any { return nil }})
			owing, err := b.Owing(ctx)
			slices.SortFunc(owing, func(a, b shop.Account) int { return cmp.Compare(a.Customer.ID, b.Customer.ID) })
			return owing, err
		},
	} {
		got, err := ask(s)
		want, wrong := ask(mem)
		if err != nil || wrong != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: %+v (%v), want %+v (%v)", name, got, err, want, wrong)
		}
	}
}
