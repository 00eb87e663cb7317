package book

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// face is who a shop is and how it likes things, as its rows keep it.
type face struct {
	shop.Profile
	words    int64 // counts changes of what things are called
	settings map[string]string
	leaving  map[string]shop.Day // who was given up
}

// face reads a shop's profile, all its settings and who was given up, which are
// few, at once.
func (s source) face(ctx context.Context) (face, error) {
	return once(s.seen, "face", nil, func() (face, error) {
		f := face{settings: map[string]string{}, leaving: map[string]shop.Day{}}
		err := s.each(ctx, `select 0, name, trade, place, words from profile where shop = $1
			union all select 1, name, value, '', 0 from setting where shop = $1
			union all select 2, customer, until, '', 0 from leaving where shop = $1`, func(row *sql.Rows) error {
			var what int
			var name, value, place string
			var words int64
			err := row.Scan(&what, &name, &value, &place, &words)
			switch what {
			case 1:
				f.settings[name] = value
			case 2:
				f.leaving[name] = shop.Day(value)
			default:
				f.Profile, f.words = shop.Profile{Name: name, Trade: shop.Trade(value), Place: place}, words
			}
			return err
		}, s.shop)
		return f, err
	})
}

// goods are what a shop's rows say of an item.
type goods struct {
	facts []byte // nil when it has none of its own
	stock shop.Stock
	told  []shop.Batch // by day
}

// goods reads an item, what there is of it and when that expires at once: who asks
// for one asks for the others.
func (s source) goods(ctx context.Context, id string) (goods, error) {
	return once(s.seen, "goods", id, func() (goods, error) {
		var g goods
		err := s.each(ctx, `select 0, facts, 0, 0, 0 from item where shop = $1 and id = $2
			union all select 1, '', qty, value, doubt from stock where shop = $1 and item = $2
			union all select 2, expires, qty, 0, 0 from batch where shop = $1 and item = $2 and qty <> 0`, func(row *sql.Rows) error {
			var what int
			var text []byte
			var k shop.Stock
			err := row.Scan(&what, &text, &k.Qty, &k.Value, &k.Doubt)
			switch what {
			case 0:
				g.facts = text
			case 1:
				g.stock = k
			default:
				g.told = append(g.told, shop.Batch{Expires: shop.Day(text), Qty: k.Qty})
			}
			return err
		}, s.shop, id)
		slices.SortFunc(g.told, func(a, b shop.Batch) int { return cmp.Compare(a.Expires, b.Expires) })
		return g, err
	})
}

// account is what a shop's rows say of a customer.
type account struct {
	facts string // "" when there is no such customer
	due   shop.Money
}

// account reads a customer and what he owes at once.
func (s source) account(ctx context.Context, id string) (account, error) {
	return once(s.seen, "account", id, func() (account, error) {
		var a account
		err := s.each(ctx, `select 0, facts, 0 from customer where shop = $1 and id = $2
			union all select 1, '', due from balance where shop = $1 and customer = $2`, func(row *sql.Rows) error {
			var balance bool
			var facts string
			var due shop.Money
			err := row.Scan(&balance, &facts, &due)
			if balance {
				a.due = due
			} else {
				a.facts = facts
			}
			return err
		}, s.shop, id)
		return a, err
	})
}
