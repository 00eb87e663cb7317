package book

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// changeSeen remembers how things stood when an alert was seen, or forgets it.
func changeSeen(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) error {
	var state string
	if len(c.After) > 0 {
		if err := json.Unmarshal(c.After, &state); err != nil {
			return err
		}
	}
	if state == "" {
		_, err := tx.ExecContext(ctx, "delete from seen where shop = $1 and kind = $2 and thing = $3", of, c.Field, c.ID)
		return err
	}
	_, err := tx.ExecContext(ctx, `insert into seen (shop, kind, thing, state) values ($1, $2, $3, $4)
		on conflict (shop, kind, thing) do update set state = excluded.state`, of, c.Field, c.ID, state)
	return err
}

// Seen is how things stood when alerts were seen.
func (s source) Seen(ctx context.Context) (map[shop.SeenKey]string, error) {
	out := map[shop.SeenKey]string{}
	err := s.each(ctx, "select kind, thing, state from seen where shop = $1", func(row *sql.Rows) error {
		var k shop.SeenKey
		var state string
		err := row.Scan(&k.Kind, &k.Thing, &state)
		out[k] = state
		return err
	}, s.shop)
	return out, wrap("seen", err)
}
