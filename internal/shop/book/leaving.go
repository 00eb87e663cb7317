package book

import (
	"context"
	"encoding/json"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// changeLeaving gives a customer or the shop up, or takes that back.
func (b *Book) changeLeaving(ctx context.Context, tx bot.Tx, t *bot.Turn, c shop.Change) error {
	var until string
	if len(c.After) > 0 {
		if err := json.Unmarshal(c.After, &until); err != nil {
			return err
		}
	}
	var at time.Time
	var err error
	if until == "" {
		_, err = tx.ExecContext(ctx, "delete from leaving where shop = $1 and customer = $2 and at > 0", t.Shop, c.ID)
	} else if at, err = time.ParseInLocation(time.DateOnly, until, t.Zone); err == nil {
		_, err = tx.ExecContext(ctx, `insert into leaving (shop, customer, until, at) values ($1, $2, $3, $4)
			on conflict (shop, customer) do update set until = excluded.until, at = excluded.at`,
			t.Shop, c.ID, until, at.UnixMilli())
	}
	if err != nil || c.ID != "" {
		return err
	}
	return b.journal.CloseShop(ctx, tx, t.Shop, at)
}

// Leaving are those who were given up.
func (s source) Leaving(ctx context.Context) (map[string]shop.Day, error) {
	f, err := s.face(ctx)
	out := make(map[string]shop.Day, len(f.leaving))
	for id, until := range f.leaving {
		out[id] = until
	}
	return out, wrap("leaving", err)
}
