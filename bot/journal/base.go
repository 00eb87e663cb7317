package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// Base reads what a turn starts from, as of one moment; see [bot.Journal]. A
// person who does not belong to the shop is a stranger there.
func (j *Journal) Base(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Base, error) {
	var b bot.Base
	var role string
	err := j.reader.QueryRowContext(ctx, `select s.rev, coalesce(c.rev, 0), coalesce(m.role, ''), s.zone, s.demo
		from shop s
		left join checkpoint c on c.shop = s.id and c.person = $2
		left join member m on m.shop = s.id and m.person = $2
		where s.id = $1`, shop, person).Scan(&b.ShopRev, &b.SessionRev, &role, &b.Zone, &b.Demo)
	b.Role = bot.ParseRole(role)
	return b, wrap("base", found(err))
}

// Checkpoint reads the session as the last turn left it; see [bot.Journal].
func (j *Journal) Checkpoint(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Session, error) {
	fresh := bot.Session{Person: person, Shop: shop}
	var text string
	err := j.reader.QueryRowContext(ctx, "select body from checkpoint where shop = $1 and person = $2",
		shop, person).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return fresh, nil
	}
	if err != nil {
		return bot.Session{}, wrap("checkpoint", err)
	}
	body, err := j.keys.Open(ctx, sessionPlace(shop, person), text)
	if err != nil {
		return bot.Session{}, wrap("checkpoint", err)
	}
	var s bot.Session
	if err := json.Unmarshal(body, &s); err != nil {
		return bot.Session{}, wrap("checkpoint", err)
	}
	return s, nil
}
