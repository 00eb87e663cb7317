package book

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Rates are the prices of an item other than its usual one.
func (s source) Rates(ctx context.Context, item string) (map[shop.RateKey]shop.Money, error) {
	all, err := once(s.seen, "rates", item, func() (map[shop.RateKey]shop.Money, error) {
		out := map[shop.RateKey]shop.Money{}
		err := s.each(ctx, "select customer, unit, price from rate where shop = $1 and item = $2", func(row *sql.Rows) error {
			var k shop.RateKey
			var price shop.Money
			err := row.Scan(&k.Customer, &k.Unit, &price)
			out[k] = price
			return err
		}, s.shop, item)
		return out, err
	})
	return maps.Clone(all), wrap("rates", err)
}

// Prices are the changes of an item's usual price. What items are called and cost
// is not sealed.
func (s source) Prices(ctx context.Context, item string) ([]shop.PriceChange, error) {
	all, err := once(s.seen, "prices", item, func() ([]shop.PriceChange, error) { return s.prices(ctx, item) })
	return slices.Clone(all), wrap("prices", err)
}

func (s source) prices(ctx context.Context, item string) ([]shop.PriceChange, error) {
	var out []shop.PriceChange
	err := s.each(ctx, `select turn, n, field, before, after, reverses_turn, reverses_n, at from change
		where shop = $1 and what = $2 and id = $3 and (field = $4 or field = '') order by turn, n`, func(row *sql.Rows) error {
		var c shop.Change
		var before, after []byte
		var at int64
		err := row.Scan(&c.Turn, &c.N, &c.Field, &before, &after, &c.Reverses.Turn, &c.Reverses.N, &at)
		c.Before, c.After = before, after
		if p, ok := shop.PriceChangeOf(c); ok {
			p.At = time.UnixMilli(at).UTC()
			out = append(out, p)
		}
		return err
	}, s.shop, shop.ChangeItem, item, shop.FieldPrice)
	return out, err
}

// changeRate sets one rate, or takes it away.
func changeRate(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) error {
	k := shop.RateKeyOf(c.Field)
	var price *int64
	if len(c.After) > 0 {
		if err := json.Unmarshal(c.After, &price); err != nil {
			return err
		}
	}
	if price == nil {
		_, err := tx.ExecContext(ctx, "delete from rate where shop = $1 and item = $2 and customer = $3 and unit = $4",
			of, c.ID, k.Customer, k.Unit)
		return err
	}
	_, err := tx.ExecContext(ctx, `insert into rate (shop, item, customer, unit, price) values ($1, $2, $3, $4, $5)
		on conflict (shop, item, customer, unit) do update set price = excluded.price`, of, c.ID, k.Customer, k.Unit, *price)
	return err
}
