package book

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// says writes replies as keys with their arguments, in order of name.
func says(t *testing.T, replies []bot.Reply) string {
	t.Helper()
	var lines []string
	for _, r := range replies {
		values, err := r.Args.Values()
		if err != nil {
			t.Fatal(err)
		}
		var args []string
		for name, v := range values {
			if name == "Cash" {
				continue
			}
			args = append(args, fmt.Sprintf("%s=%s", name, plain(v)))
		}
		slices.Sort(args)
		lines = append(lines, strings.TrimSpace(r.Key+" "+strings.Join(args, " ")))
	}
	return strings.Join(lines, "\n")
}

// plain writes a value bare.
func plain(v bot.Value) string {
	switch v.Kind {
	case bot.Money:
		return shop.Money(v.N).String()
	case bot.Quantity:
		return shop.Quantity(v.N).String() + v.Unit
	case bot.Date:
		return v.From
	}
	return v.Text
}

func TestUndoSays(t *testing.T) {
	ramesh := shop.Customer{Name: "Ramesh"}
	for name, tt := range map[string]struct {
		do   func(context.Context, *shop.Book) error
		want string
		redo string
	}{
		"sale": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.Sell(ctx, shop.Sale{Item: sugar, Qty: kilo(2), Amount: 90 * shop.Rupee})
				return err
			},
			want: "book.undone.sale Amount=90 Day=2026-11-22 Item=sugar Qty=2kg Stock=10kg",
			redo: "book.redone.sale Amount=90 Day=2026-11-22 Item=sugar Qty=2kg Stock=8kg",
		},
		"new item on a new account": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.Sell(ctx, shop.Sale{
					Item: shop.Item{Name: "khakhra"}, Qty: shop.Measure{N: 1000}, Amount: 60 * shop.Rupee,
					Customer: shop.Customer{Name: "Sunita"}, Payment: shop.Udhaar,
				})
				return err
			},
			want: "book.undone.sale Amount=60 Balance=0 Customer=Sunita Day=2026-11-22 Item=khakhra Qty=1pcs Stock=0pcs\n" +
				"book.undone.item Item=khakhra Stock=0pcs\n" +
				"book.undone.customer Balance=0 Customer=Sunita",
			redo: "book.redone.sale Amount=60 Balance=60 Customer=Sunita Day=2026-11-22 Item=khakhra Qty=1pcs Stock=-1pcs",
		},
		"purchase": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.Buy(ctx, shop.Bought{Item: sugar, Qty: kilo(5), Amount: 210 * shop.Rupee})
				return err
			},
			want: "book.undone.purchase Amount=210 Day=2026-11-22 Item=sugar Qty=5kg Stock=10kg",
			redo: "book.redone.purchase Amount=210 Day=2026-11-22 Item=sugar Qty=5kg Stock=15kg",
		},
		"count": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.Count(ctx, sugar, kilo(4))
				return err
			},
			want: "book.undone.count Amount=0 Day=2026-11-22 Item=sugar Qty=6kg Stock=10kg",
			redo: "book.redone.count Amount=0 Day=2026-11-22 Item=sugar Qty=6kg Stock=4kg",
		},
		"credit": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.GiveCredit(ctx, shop.Lending{Customer: ramesh, Amount: 300 * shop.Rupee})
				return err
			},
			want: "book.undone.credit Amount=300 Balance=500 Customer=Ramesh Day=2026-11-22 Qty=0",
			redo: "book.redone.credit Amount=300 Balance=800 Customer=Ramesh Day=2026-11-22 Qty=0",
		},
		"payment beyond the debt": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.TakePayment(ctx, shop.Receipt{Customer: ramesh, Amount: 700 * shop.Rupee})
				return err
			},
			want: "book.undone.payment Amount=700 Balance=500 Customer=Ramesh Day=2026-11-22 Qty=0",
			redo: "book.redone.payment Advance=200 Amount=700 Customer=Ramesh Day=2026-11-22 Qty=0",
		},
		"total": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.SellTotal(ctx, shop.Total{Amount: 8500 * shop.Rupee})
				return err
			},
			want: "book.undone.total Amount=8500 Day=2026-11-22 Qty=0",
			redo: "book.redone.total Amount=8500 Day=2026-11-22 Qty=0",
		},
		"price": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, _, err := b.SetPrice(ctx, sugar, 48*shop.Rupee)
				return err
			},
			want: "book.undone.price Item=sugar Price=45 Stock=10kg",
			redo: "book.redone.price Item=sugar Price=48 Stock=10kg",
		},
		"profile": {
			do: func(ctx context.Context, b *shop.Book) error {
				_, err := b.SetProfile(ctx, shop.Profile{Name: "Gupta Store"})
				return err
			},
			want: "book.undone.profile",
			redo: "book.redone.profile",
		},
		"setting": {
			do:   func(ctx context.Context, b *shop.Book) error { return b.SetSetting(ctx, "voice", "on") },
			want: "book.undone.setting",
			redo: "book.redone.setting",
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t).shopFor(t)
			c.buy(shop.Bought{Item: sugar, Qty: kilo(10), Amount: 400 * shop.Rupee})
			c.lend(shop.Lending{Customer: ramesh, Amount: 500 * shop.Rupee})
			done := c.do(tt.do)
			if got := says(t, c.undo(done.ID)); got != tt.want {
				t.Errorf("undo:\n%s\nwant\n%s", got, tt.want)
			}
			if got := says(t, c.undo(c.turn)); got != tt.redo {
				t.Errorf("undo of the undo:\n%s\nwant\n%s", got, tt.redo)
			}
		})
	}
}

// What was changed again since stays, and says so; so does a customer who has
// taken more on account.
func TestUndoKeeps(t *testing.T) {
	c := open(t).shopFor(t)
	price := func(m shop.Money) bot.TurnID {
		return c.do(func(ctx context.Context, b *shop.Book) error {
			_, _, err := b.SetPrice(ctx, sugar, m)
			return err
		}).ID
	}
	first := price(48 * shop.Rupee)
	price(50 * shop.Rupee)
	if got, want := says(t, c.undo(first)), "book.undone.kept Item=sugar Price=50 Stock=0kg"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	ramesh := shop.Customer{Name: "Ramesh"}
	c.lend(shop.Lending{Customer: ramesh, Amount: 500 * shop.Rupee})
	opened := c.turn
	c.lend(shop.Lending{Customer: ramesh, Amount: 200 * shop.Rupee})
	// That his account stays, because it is used, is not worth a line.
	want := "book.undone.credit Amount=500 Balance=200 Customer=Ramesh Day=2026-11-22 Qty=0"
	if got := says(t, c.undo(opened)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	known, err := c.view().Customers(t.Context())
	if err != nil || len(known) != 1 {
		t.Errorf("customers %+v, %v", known, err)
	}
}

// A corrected correction leaves what was corrected first taken back.
func TestUndoOfACorrection(t *testing.T) {
	c := open(t).shopFor(t)
	c.sell(shop.Sale{Item: sugar, Qty: kilo(1), Amount: 45 * shop.Rupee})
	correct := func(undone bot.TurnID, amount shop.Money) bot.TurnID {
		turn := c.next()
		c.check(c.Undo(t.Context(), turn, undone, true))
		_, err := c.In(turn).Sell(t.Context(), shop.Sale{Item: sugar, Qty: kilo(1), Amount: amount})
		c.check(err)
		c.commit(turn)
		return turn.ID
	}
	second := correct(1, 46*shop.Rupee)
	correct(second, 47*shop.Rupee)
	till, err := c.view().Till(t.Context())
	if err != nil || till.Cash != 47*shop.Rupee {
		t.Errorf("cash %s (%v), want 47\n%s", till.Cash, err, c.dump())
	}
}

func TestUndoOfNothing(t *testing.T) {
	c := open(t).shopFor(t)
	c.sell(shop.Sale{Item: sugar, Qty: kilo(1), Amount: 45 * shop.Rupee})
	c.undo(1)
	for _, turn := range []bot.TurnID{1, 99} {
		if err := c.Undo(t.Context(), c.next(), turn, false); !errors.Is(err, bot.ErrNothing) {
			t.Errorf("turn %d: %v, want ErrNothing", turn, err)
		}
	}
}

// Two people of the same name never come of taking back and saying again.
func TestOneNameOneAccount(t *testing.T) {
	c := open(t).shopFor(t)
	ramesh := shop.Customer{Name: "Ramesh"}
	c.lend(shop.Lending{Customer: ramesh, Amount: 100 * shop.Rupee})
	c.undo(1)
	c.lend(shop.Lending{Customer: ramesh, Amount: 30 * shop.Rupee})
	c.undo(2)
	a, err := c.view().Balance(t.Context(), ramesh)
	all, wrong := c.view().Customers(t.Context())
	if err != nil || wrong != nil || len(all) != 1 || a.Balance != 130*shop.Rupee {
		t.Errorf("%+v %v, balance %s %v", all, wrong, a.Balance, err)
	}
}
