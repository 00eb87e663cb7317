package book

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// theirs is what another shop has: its customer, its item, a turn that wrote.
type theirs struct {
	*counter
	customer, item string
	turn           bot.TurnID
}

// methodsTried try a method of the book with another shop's ids from mine: what it
// says is to hold nothing of them.
var methodsTried = map[string]func(ctx context.Context, mine *counter, of theirs) (any, error){
	"Apply": func(ctx context.Context, mine *counter, of theirs) (any, error) { // what it writes is written in its shop
		t := mine.next()
		t.Do(shop.Change{What: shop.ChangeCustomer, ID: of.customer, After: []byte(`{"name":"Mine"}`)})
		return nil, mine.j.Write(ctx, func(ctx context.Context, tx bot.Tx) error { return mine.Apply(ctx, tx, t) })
	},
	"Undo": func(ctx context.Context, mine *counter, of theirs) (any, error) {
		t := mine.next()
		err := mine.Undo(ctx, t, of.turn, false)
		return t.Replies(), err
	},
	"In": func(ctx context.Context, mine *counter, of theirs) (any, error) {
		return mine.In(mine.next()).Customer(ctx, of.customer)
	},
	"Words": func(ctx context.Context, mine *counter, _ theirs) (any, error) {
		all, err := mine.Words(ctx, mine.next())
		if err != nil {
			return nil, err
		}
		return all[1].Read(ctx)
	},
	"Dump": func(ctx context.Context, mine *counter, _ theirs) (any, error) { return mine.Dump(ctx, mine.shop) },
	"Demo": func(ctx context.Context, mine *counter, _ theirs) (any, error) {
		other := mine.shopFor(mine.t)
		return nil, mine.j.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
			return mine.Demo(ctx, tx, other.shop, india, shop.DayOf(noon, india))
		})
	},
	"Forget": func(ctx context.Context, mine *counter, of theirs) (any, error) {
		return nil, mine.j.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
			return mine.Forget(ctx, tx, mine.shop, of.customer)
		})
	},
	"AllDeals": func(ctx context.Context, mine *counter, _ theirs) (any, error) { return mine.AllDeals(ctx, mine.shop) },
	"Shops":    func(ctx context.Context, mine *counter, _ theirs) (any, error) { return mine.Shops(ctx, mine.next()) },
	"Keeper": func(ctx context.Context, mine *counter, _ theirs) (any, error) { // whom only the others know is nobody
		is, _, err := mine.Keeper(ctx, mine.next(), "Secretperson")
		if is {
			return "Secretperson", err
		}
		return nil, err
	},
	"People": func(ctx context.Context, mine *counter, _ theirs) (any, error) {
		return mine.People().Members(ctx, mine.shop)
	},
	"Allow": func(ctx context.Context, mine *counter, _ theirs) (any, error) {
		return mine.Allow(ctx, mine.news("alerts.morning"), noon) // who agreed there has not agreed here
	},
	"Narrow": func(ctx context.Context, mine *counter, of theirs) (any, error) {
		two := []bot.Value{{Kind: bot.Item, ID: of.item}, {Kind: bot.Item, ID: "nothing"}}
		v, err := mine.Narrow(ctx, mine.next(), bot.Value{Kind: bot.Item, Among: two})
		return len(v.Among) != len(two), err // what others deal in narrows nothing here
	},
	"Title": func(ctx context.Context, mine *counter, _ theirs) (any, error) {
		name, err := mine.Title(ctx, mine.next())
		if name == "" {
			return nil, err
		}
		return name, err
	},
	"Until": func(ctx context.Context, mine *counter, _ theirs) (any, error) {
		at, err := mine.Until(ctx, bot.Message{Shop: mine.shop}, noon)
		return !at.Equal(noon), err
	},
	"Door": func(_ context.Context, mine *counter, _ theirs) (any, error) { return mine.Door(), nil },
	"At":   func(_ context.Context, mine *counter, _ theirs) (any, error) { mine.At(""); return nil, nil },
	"Draw": func(ctx context.Context, mine *counter, of theirs) (any, error) {
		return mine.Draw(ctx, bot.Drawing{File: bot.File{Kind: shop.WholeBook}, Shop: mine.shop, Turn: of.turn})
	},
	"Destroy": func(ctx context.Context, mine *counter, of theirs) (any, error) {
		return mine.Destroy(ctx, mine.shop, of.customer, noon.AddDate(1, 0, 0).UnixMilli())
	},
	"Mentions": func(ctx context.Context, mine *counter, of theirs) (any, error) {
		speaks, err := mine.Mentions(ctx, mine.shop, of.customer)
		if err != nil || speaks("Secretperson") {
			return "Secret", err
		}
		return nil, nil
	},
	"CustomerNamed": func(ctx context.Context, mine *counter, _ theirs) (any, error) {
		return mine.CustomerNamed(ctx, mine.shop, "Secretperson")
	},
}

// sourcesTried are the same for what a turn reads by.
var sourcesTried = map[string]func(ctx context.Context, s source, of theirs) (any, error){
	"Profile": func(ctx context.Context, s source, _ theirs) (any, error) { return s.Profile(ctx) },
	"Setting": func(ctx context.Context, s source, _ theirs) (any, error) { return s.Setting(ctx, "limit.sale") },
	"OwnItem": func(ctx context.Context, s source, of theirs) (any, error) {
		_, own, err := s.OwnItem(ctx, shop.Item{ID: of.item})
		return own, err
	},
	"OwnItems":   func(ctx context.Context, s source, _ theirs) (any, error) { return s.OwnItems(ctx) },
	"Customer":   func(ctx context.Context, s source, of theirs) (any, error) { return s.Customer(ctx, of.customer) },
	"Customers":  func(ctx context.Context, s source, _ theirs) (any, error) { return s.Customers(ctx) },
	"Leaving":    func(ctx context.Context, s source, _ theirs) (any, error) { return s.Leaving(ctx) },
	"Seen":       func(ctx context.Context, s source, _ theirs) (any, error) { return s.Seen(ctx) },
	"Stock":      func(ctx context.Context, s source, of theirs) (any, error) { return s.Stock(ctx, of.item) },
	"Batches":    func(ctx context.Context, s source, of theirs) (any, error) { return s.Batches(ctx, of.item) },
	"AllBatches": func(ctx context.Context, s source, _ theirs) (any, error) { return s.AllBatches(ctx) },
	"Moved":      func(ctx context.Context, s source, _ theirs) (any, error) { return s.Moved(ctx) },
	"Stocks":     func(ctx context.Context, s source, _ theirs) (any, error) { return s.Stocks(ctx) },
	"Balance":    func(ctx context.Context, s source, of theirs) (any, error) { return s.Balance(ctx, of.customer) },
	"Balances":   func(ctx context.Context, s source, _ theirs) (any, error) { return s.Balances(ctx) },
	"Till":       func(ctx context.Context, s source, _ theirs) (any, error) { return s.Till(ctx) },
	"Rates":      func(ctx context.Context, s source, of theirs) (any, error) { return s.Rates(ctx, of.item) },
	"Prices":     func(ctx context.Context, s source, of theirs) (any, error) { return s.Prices(ctx, of.item) },
	"Sums": func(ctx context.Context, s source, of theirs) (any, error) {
		var out [][]shop.Row
		for _, q := range queries(of.item, of.customer) {
			rows, err := s.Sums(ctx, q)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				if r.Sums != (shop.Sums{}) {
					out = append(out, rows)
				}
			}
		}
		return out, nil
	},
	"Credits":  func(ctx context.Context, s source, of theirs) (any, error) { return s.Credits(ctx, of.customer) },
	"Promises": func(ctx context.Context, s source, of theirs) (any, error) { return s.Promises(ctx, of.customer) },
	"Ledger": func(ctx context.Context, s source, of theirs) (any, error) {
		entries, before, err := s.Ledger(ctx, of.customer, shop.Period{})
		if before != 0 {
			return before, err
		}
		return entries, err
	},
	"Sales": func(ctx context.Context, s source, of theirs) (any, error) {
		return s.Sales(ctx, of.item, of.customer, 9)
	},
	"CashBy": func(ctx context.Context, s source, _ theirs) (any, error) {
		return s.CashBy(ctx, shop.DayOf(noon, india))
	},
	"Closings": func(ctx context.Context, s source, _ theirs) (any, error) {
		return s.Closings(ctx, shop.DayOf(noon, india))
	},
	"LastClose": func(ctx context.Context, s source, _ theirs) (any, error) { return s.LastClose(ctx, "") },
	"Entries":   func(ctx context.Context, s source, of theirs) (any, error) { return s.Entries(ctx, int64(of.turn)) },
	"Changes":   func(ctx context.Context, s source, of theirs) (any, error) { return s.Changes(ctx, int64(of.turn)) },
	"Lines":     func(ctx context.Context, s source, _ theirs) (any, error) { return s.Lines(ctx) },
	"Owed":      func(ctx context.Context, s source, of theirs) (any, error) { return s.Owed(ctx, of.customer) },
	"AllOwed":   func(ctx context.Context, s source, _ theirs) (any, error) { return s.AllOwed(ctx) },
	"Standing": func(ctx context.Context, s source, of theirs) (any, error) {
		return s.Standing(ctx, shop.Ref{Turn: int64(of.turn), N: 1})
	},
	"Used": func(ctx context.Context, s source, of theirs) (any, error) {
		return s.Used(ctx, shop.ChangeCustomer, of.customer)
	},
	"MovedSince": func(ctx context.Context, s source, of theirs) (any, error) {
		return s.MovedSince(ctx, of.item, 0)
	},
	"Shortfalls": func(ctx context.Context, s source, _ theirs) (any, error) {
		return s.Shortfalls(ctx, shop.Period{})
	},
	"Former": func(ctx context.Context, s source, of theirs) (any, error) {
		return s.Former(ctx, shop.ChangeCustomer, of.customer)
	},
}

// harmless are methods that take no shop.
var harmless = map[string]string{
	"Old":      "says how tables are sealed",
	"RunBy":    "is the program's: it tells who runs it",
	"Operator": "tells who runs the program, of no shop",
	"Leavers":  "is the program's: it names shops and numbers",
}

// TestProperty44_EveryMethod has an empty shop ask every method for what is
// another's, and finds nothing of it; and nothing of the other changes.
func TestProperty44_EveryMethod(t *testing.T) {
	b := open(t)
	mine, other := b.shopFor(t), b.shopFor(t)
	mine.turn = 100 // its turns are not the other's
	ids := tradeOf(other, 77, "Secret")
	of := theirs{counter: other, item: ids[0], customer: ids[1], turn: 1}
	if _, err := other.source(other.shop).Customer(t.Context(), of.customer); err != nil {
		t.Fatal(err)
	}
	other.prefers(1, bot.Preference{Name: bot.Nudges, Value: bot.Given})
	before := other.dump()
	empty := func(name string, got any, err error) {
		t.Helper()
		v := reflect.ValueOf(got)
		text, isText := got.(string)
		switch {
		case errors.Is(err, shop.ErrNotFound), errors.Is(err, bot.ErrNotFound), errors.Is(err, bot.ErrNothing):
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case isText && !strings.Contains(text, "Secret"), got == nil, v.IsZero(), (v.Kind() == reflect.Slice || v.Kind() == reflect.Map) && v.Len() == 0:
		default:
			t.Errorf("%s tells of another shop: %+v", name, got)
		}
		if after := other.dump(); after != before {
			t.Errorf("%s changed another shop:\n%s\nwas\n%s", name, after, before)
		}
	}
	for name, try := range sourcesTried {
		got, err := try(t.Context(), mine.source(mine.shop), of)
		empty(name, got, err)
	}
	for name, try := range methodsTried {
		if name == "Apply" {
			continue // last, because it fills the shop
		}
		got, err := try(t.Context(), mine, of)
		empty(name, got, err)
	}
	got, err := methodsTried["Apply"](t.Context(), mine, of)
	empty("Apply", got, err)
}

// TestProperty44_EveryMethodIsTried fails when a method is not tried.
func TestProperty44_EveryMethodIsTried(t *testing.T) {
	for _, all := range []struct {
		of    reflect.Type
		tried func(string) bool
	}{
		{reflect.TypeFor[*Book](), func(name string) bool { return methodsTried[name] != nil || harmless[name] != "" }},
		{reflect.TypeFor[shop.Source](), func(name string) bool { return sourcesTried[name] != nil }},
	} {
		if all.of.NumMethod() < 5 {
			t.Errorf("%s has only %d methods", all.of, all.of.NumMethod())
		}
		for i := range all.of.NumMethod() {
			if name := all.of.Method(i).Name; !all.tried(name) {
				t.Errorf("%s.%s is not tried with another shop's ids", all.of, name)
			}
		}
	}
}

// TestForget deletes a customer's key: the book knows him no more, and the sums
// stand.
func TestForget(t *testing.T) {
	b := open(t)
	c := b.shopFor(t)
	lent := c.lend(shop.Lending{Customer: shop.Customer{Name: "Zubeida"}, Amount: 50000, Note: "for Zubeida's wedding", Sure: true})
	c.lend(shop.Lending{Customer: shop.Customer{Name: "Sunita"}, Amount: 700, Note: "milk", Sure: true})
	id, err := c.CustomerNamed(t.Context(), c.shop, "zubeida")
	if err != nil || id != lent.Customer.ID {
		t.Fatalf("%q, %v", id, err)
	}
	c.check(c.j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error { return c.Forget(ctx, tx, c.shop, id) }))
	text := c.dump()
	if strings.Contains(text, "Zubeida") || !strings.Contains(text, "balance    — 500") || !strings.Contains(text, `"milk"`) {
		t.Errorf("the book\n%s", text)
	}
	if _, err := c.CustomerNamed(t.Context(), c.shop, "Zubeida"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("found again: %v", err)
	}
	words, err := c.source(c.shop).words(t.Context(), shop.Kirana)
	if err != nil || len(words) != 1 || words[0].Text != "Sunita" {
		t.Errorf("words %+v, %v", words, err)
	}
	again := c.lend(shop.Lending{Customer: shop.Customer{Name: "Zubeida"}, Amount: 900, Sure: true})
	if again.Customer.ID == id || again.Balance != 900 {
		t.Errorf("who comes again is %+v, the one who was forgotten", again)
	}
	c.undo(1) // what he was lent can be taken back
	if err := c.j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error { return c.Forget(ctx, tx, c.shop, "") }); err == nil {
		t.Error("nobody was forgotten")
	}
}
