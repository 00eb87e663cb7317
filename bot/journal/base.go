package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// opener opens what is sealed.
type opener func(ctx context.Context, p seal.Place, text string) ([]byte, error)

// Base reads what a turn starts from, as of one moment; see [bot.Journal]. A
// person who does not belong to the shop is a stranger there.
func (j *Journal) Base(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Base, error) {
	var b bot.Base
	var role string
	var vouched, closes, stopped int64
	var handover bot.HandoverID
	err := j.reader.QueryRowContext(ctx, `select s.rev, coalesce(c.rev, 0), coalesce(m.role, ''), coalesce(m.vouched, 0), s.zone, s.demo, s.closes_at, s.stopped_at, coalesce(h.id, 0),
			exists (select 1 from alias a join outbox o on o.channel = a.channel and o.blind = a.blind
				where a.person = $2 and o.state < 2 and o.rests > 0)
		from shop s
		left join checkpoint c on c.shop = s.id and c.person = $2
		left join member m on m.shop = s.id and m.person = $2
		left join handover h on h.shop = s.id and h.person = $2 and h.closed_at = 0
		where s.id = $1`, shop, person).Scan(&b.ShopRev, &b.SessionRev, &role, &vouched, &b.Zone, &b.Demo, &closes, &stopped, &handover, &b.Rests)
	if closes > 0 {
		b.Closes = time.UnixMilli(closes).UTC()
	}
	b.Role, b.Stopped = bot.ParseRole(role), instantOf(stopped)
	if vouched != 0 {
		b.Vouched = time.UnixMilli(vouched).UTC()
	}
	if err == nil {
		b.Handover, err = j.handoverOf(ctx, shop, person, handover)
	}
	return b, wrap("base", found(err))
}

// Checkpoint reads the session as the last turn left it; see [bot.Journal].
func (j *Journal) Checkpoint(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Session, error) {
	s, err := j.checkpoint(ctx, j.reader, j.keys.Open, shop, person)
	return s, wrap("checkpoint", err)
}

// checkpoint reads a session by a reader, and opens it.
func (j *Journal) checkpoint(ctx context.Context, r Reader, open opener, shop bot.ShopID, person bot.PersonID) (bot.Session, error) {
	fresh := bot.Session{Person: person, Shop: shop}
	var text string
	err := r.QueryRowContext(ctx, "select body from checkpoint where shop = $1 and person = $2",
		shop, person).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return fresh, nil
	}
	if err != nil {
		return bot.Session{}, err
	}
	body, err := open(ctx, sessionPlace(shop, person), text)
	if err != nil {
		return bot.Session{}, err
	}
	var s bot.Session
	err = json.Unmarshal(body, &s)
	return s, err
}
