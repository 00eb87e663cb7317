package journal

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// CloseShop gives a shop up: from then on nothing is done in it but taking that
// back, and jobs pass it over. It is to be erased at the given time; the zero time
// opens it again.
func (j *Journal) CloseShop(ctx context.Context, t bot.Tx, shop bot.ShopID, at time.Time) error {
	var closes int64
	if !at.IsZero() {
		closes = at.UnixMilli()
	}
	_, err := t.ExecContext(ctx, "update shop set closes_at = $1 where id = $2", closes, shop)
	return wrap("close shop", err)
}

// Closed lists shops whose time to be erased has come, the longest due first.
func (j *Journal) Closed(ctx context.Context, limit int) ([]bot.ShopID, error) {
	out, err := column[bot.ShopID](ctx, j.reader, `select id from shop where closes_at > 0 and closes_at <= $1
		order by closes_at, id`+atMost(limit), j.now())
	return out, wrap("closed shops", err)
}
