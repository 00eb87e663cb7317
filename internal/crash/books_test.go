package crash

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// books: the book of every shop is its paper, to the paisa and the thousandth.
func (l *ledger) books() {
	for of, p := range l.papers {
		got, err := l.book(l.t.Context(), of)
		if err != nil {
			l.complain("shop %d: %v", of, err)
			continue
		}
		for _, name := range names(got, p.total) {
			if got[name] != p.total[name] {
				l.complain("in shop %d %s is %d, on paper %d", of, name, got[name], p.total[name])
			}
		}
	}
	if len(l.papers) != l.form.shops {
		l.complain("there are %d shops, and should be %d", len(l.papers), l.form.shops)
	}
	for _, people := range l.crowd.shops {
		for _, p := range people {
			if _, _, err := l.app.Journal.Person(l.t.Context(), cloudapi.Name, p.address); err != nil {
				l.complain("%s: %v", p.address, err)
			}
		}
	}
}

// book is what stands in a shop's book.
func (l *ledger) book(ctx context.Context, of bot.ShopID) (sums, error) {
	turn := bot.NewTurn(0, of, 0, time.Now().UTC())
	turn.Zone = time.UTC
	b := l.app.Book.In(turn)
	till, err := b.Till(ctx)
	if err != nil {
		return nil, fmt.Errorf("till: %w", err)
	}
	got := sums{"cash": int64(till.Cash), "upi": int64(till.UPI)}
	for id, word := range map[string]string{"sugar": "chini", "maggi": "maggi"} {
		s, err := b.Stock(ctx, shop.Item{ID: id, Name: word})
		if err != nil && !errors.Is(err, shop.ErrNotFound) {
			return nil, fmt.Errorf("stock: %w", err)
		}
		got["qty "+word] = s.Qty.N
	}
	for _, c := range customers {
		a, err := b.Balance(ctx, shop.Customer{Name: c})
		if err != nil && !errors.Is(err, shop.ErrNotFound) {
			return nil, fmt.Errorf("balance: %w", err)
		}
		got["due "+c] = int64(a.Balance)
	}
	days, err := b.Sums(ctx, shop.Query{By: shop.ByDay})
	if err != nil && !errors.Is(err, shop.ErrNotFound) {
		return nil, fmt.Errorf("sums: %w", err)
	}
	for _, d := range days {
		got["revenue"] += int64(d.Revenue)
	}
	return got, nil
}

// names are those of two sums, each once.
func names(a, b sums) []string {
	var out []string
	for _, s := range []sums{a, b} {
		for name := range s {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}
