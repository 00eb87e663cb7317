package book

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// source reads one shop's book: no query of it can reach another's. It reads
// what is committed, or within a transaction what that has written too; a turn's
// reads each thing once.
type source struct {
	read journal.Reader
	shop bot.ShopID
	keys *seal.Keys
	seen *seen // by the turn; nil reads everything afresh
}

var _ shop.Source = source{}

// Profile is who the shop is.
func (s source) Profile(ctx context.Context) (shop.Profile, error) {
	f, err := s.face(ctx)
	p := f.Profile
	if err == nil {
		p.Name, err = s.openText(ctx, profilePlace(s.shop, shop.ProfileName), p.Name)
	}
	if err == nil {
		p.Place, err = s.openText(ctx, profilePlace(s.shop, shop.ProfilePlace), p.Place)
	}
	return p, wrap("profile", err)
}

// Setting is one setting.
func (s source) Setting(ctx context.Context, name string) (string, error) {
	f, err := s.face(ctx)
	v, set := f.settings[name]
	if err == nil && set {
		v, err = s.openText(ctx, settingPlace(s.shop, name), v)
	}
	return v, wrap("setting", err)
}

// OwnItem lays the shop's facts over an item.
func (s source) OwnItem(ctx context.Context, base shop.Item) (shop.Item, bool, error) {
	g, err := s.goods(ctx, base.ID)
	if err != nil || g.facts == nil {
		return base, false, wrap("item", err)
	}
	it, err := base.With(g.facts)
	return it, true, wrap("item", err)
}

// OwnItems are all facts of the shop's own.
func (s source) OwnItems(ctx context.Context) (map[string][]byte, error) {
	all, err := once(s.seen, "items", nil, func() (map[string][]byte, error) {
		out := map[string][]byte{}
		err := s.each(ctx, "select id, facts from item where shop = $1", func(row *sql.Rows) error {
			var id string
			var facts []byte
			err := row.Scan(&id, &facts)
			out[id] = facts
			return err
		}, s.shop)
		return out, err
	})
	return maps.Clone(all), wrap("items", err)
}

// Customer is one customer.
func (s source) Customer(ctx context.Context, id string) (shop.Customer, error) {
	a, err := s.account(ctx, id)
	if err != nil {
		return shop.Customer{}, wrap("customer", err)
	}
	if a.facts == "" {
		return shop.Customer{}, shop.ErrNotFound
	}
	return s.openCustomer(ctx, id, a.facts)
}

// openCustomer reads a customer as his row keeps him.
func (s source) openCustomer(ctx context.Context, id, facts string) (shop.Customer, error) {
	plain, err := s.openFact(ctx, customerPlace(s.shop, id), facts)
	if err != nil {
		return shop.Customer{}, wrap("customer", err)
	}
	return shop.Customer{ID: id}.With(plain)
}

// Customers are all of them, but those who were given up.
func (s source) Customers(ctx context.Context) ([]shop.Customer, error) {
	all, err := once(s.seen, "customers", nil, func() ([]shop.Customer, error) { return s.customers(ctx) })
	return slices.Clone(all), wrap("customers", err)
}

func (s source) customers(ctx context.Context) ([]shop.Customer, error) {
	var stored [][2]string // id and facts
	err := s.each(ctx, `select id, facts from customer where shop = $1
		and id not in (select customer from leaving where shop = $1) order by id`, func(row *sql.Rows) error {
		var c [2]string
		err := row.Scan(&c[0], &c[1])
		stored = append(stored, c)
		return err
	}, s.shop)
	var out []shop.Customer
	for _, k := range stored {
		if err != nil {
			break
		}
		var c shop.Customer
		c, err = s.openCustomer(ctx, k[0], k[1])
		out = append(out, c)
	}
	return out, err
}

// Stock is what there is of an item.
func (s source) Stock(ctx context.Context, item string) (shop.Stock, error) {
	g, err := s.goods(ctx, item)
	return g.stock, wrap("stock", err)
}

// Stocks is what there is of all.
func (s source) Stocks(ctx context.Context) (map[string]shop.Stock, error) {
	all, err := once(s.seen, "stocks", nil, func() (map[string]shop.Stock, error) {
		out := map[string]shop.Stock{}
		err := s.each(ctx, "select item, qty, value, doubt from stock where shop = $1", func(row *sql.Rows) error {
			var item string
			var k shop.Stock
			err := row.Scan(&item, &k.Qty, &k.Value, &k.Doubt)
			out[item] = k
			return err
		}, s.shop)
		return out, err
	})
	return maps.Clone(all), wrap("stocks", err)
}

// Balance is what a customer owes.
func (s source) Balance(ctx context.Context, customer string) (shop.Money, error) {
	a, err := s.account(ctx, customer)
	return a.due, wrap("balance", err)
}

// Balances is what all customers owe.
func (s source) Balances(ctx context.Context) (map[string]shop.Money, error) {
	all, err := once(s.seen, "balances", nil, func() (map[string]shop.Money, error) {
		out := map[string]shop.Money{}
		err := s.each(ctx, "select customer, due from balance where shop = $1", func(row *sql.Rows) error {
			var customer string
			var due shop.Money
			err := row.Scan(&customer, &due)
			out[customer] = due
			return err
		}, s.shop)
		return out, err
	})
	return maps.Clone(all), wrap("balances", err)
}

// Owed is what the shop owes a supplier.
func (s source) Owed(ctx context.Context, supplier string) (shop.Money, error) {
	var owed shop.Money
	err := s.read.QueryRowContext(ctx, "select owed from owed where shop = $1 and customer = $2", s.shop, supplier).Scan(&owed)
	return owed, wrap("owed", orZero(err))
}

// AllOwed is what it owes all suppliers.
func (s source) AllOwed(ctx context.Context) (map[string]shop.Money, error) {
	out := map[string]shop.Money{}
	err := s.each(ctx, "select customer, owed from owed where shop = $1", func(row *sql.Rows) error {
		var supplier string
		var owed shop.Money
		err := row.Scan(&supplier, &owed)
		out[supplier] = owed
		return err
	}, s.shop)
	return out, wrap("owed", err)
}

// Till is all cash and UPI.
func (s source) Till(ctx context.Context) (shop.Till, error) {
	var t shop.Till
	err := s.read.QueryRowContext(ctx, "select cash, upi from cash where shop = $1", s.shop).Scan(&t.Cash, &t.UPI)
	return t, wrap("till", orZero(err))
}

// Credits are the days customers who owe were given credit.
func (s source) Credits(ctx context.Context, customer string) ([]shop.CreditDay, error) {
	all, err := once(s.seen, "credits", customer, func() ([]shop.CreditDay, error) { return s.credits(ctx, customer) })
	return slices.Clone(all), wrap("credits", err)
}

func (s source) credits(ctx context.Context, customer string) ([]shop.CreditDay, error) {
	query, args := `select customer, day, credit from day_customer where shop = $1 and credit <> 0
		and customer in (select customer from balance where shop = $1 and due > 0) order by day desc, customer`, []any{s.shop}
	if customer != "" {
		query = `select customer, day, credit from day_customer where shop = $1 and customer = $2 and credit <> 0
			order by day desc`
		args = append(args, customer)
	}
	var out []shop.CreditDay
	err := s.each(ctx, query, func(row *sql.Rows) error {
		var d shop.CreditDay
		err := row.Scan(&d.Customer, &d.Day, &d.Amount)
		out = append(out, d)
		return err
	}, args...)
	return out, err
}

// Former are the facts a thing was last created with.
func (s source) Former(ctx context.Context, what, id string) (json.RawMessage, error) {
	var at shop.Ref
	var fact string
	err := s.read.QueryRowContext(ctx, `select turn, n, after from change where shop = $1 and what = $2 and id = $3
		and field = '' and after <> 'null' order by turn desc, n desc limit 1`, s.shop, what, id).Scan(&at.Turn, &at.N, &fact)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, shop.ErrNotFound
	}
	if err != nil {
		return nil, wrap("former", err)
	}
	facts, err := s.openFact(ctx, factPlace(s.shop, what, id, "after", at), fact)
	return facts, wrap("former", err)
}

// each gives every row of a query to take.
func (s source) each(ctx context.Context, query string, take func(*sql.Rows) error, args ...any) error {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// orZero takes a row that is not there for one that is all zero.
func orZero(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// wrap names what failed.
func wrap(verb string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("book: %s: %w", verb, err)
}
