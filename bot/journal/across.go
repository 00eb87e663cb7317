package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Stand is what somebody must know of a shop to write to it from another's turn.
type Stand struct {
	Rev  int64
	Zone string // IANA name
}

// Stand reads how a shop stands; [bot.ErrNotFound] when there is none of that number, or
// it was stopped: nothing is written to it then.
func (j *Journal) Stand(ctx context.Context, shop bot.ShopID) (Stand, error) {
	var s Stand
	err := j.reader.QueryRowContext(ctx, "select rev, zone from shop where id = $1 and stopped_at = 0", shop).Scan(&s.Rev, &s.Zone)
	return s, wrap("stand", found(err))
}

// Remind has a job done in another shop than a turn's, for the first of its owners
// who has written; for nobody when there is none. It is part of the turn's
// transaction, which reaches the shop, and is dropped when the turn is taken back
// before then.
func (j *Journal) Remind(ctx context.Context, t bot.Tx, shop bot.ShopID, turn bot.TurnID, n bot.Nudge, at time.Time) error {
	var person bot.PersonID
	err := t.QueryRowContext(ctx, `select m.person from member m
		join checkpoint c on c.shop = m.shop and c.person = m.person
		where m.shop = $1 and m.role = $2 order by m.person limit 1`, shop, bot.Owner.String()).Scan(&person)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return wrap("remind", err)
	}
	raw, err := json.Marshal(n.Args)
	if err != nil {
		return wrap("remind", err)
	}
	args, err := j.keys.In(t).Seal(ctx, reminderPlace(shop, turn), raw)
	if err != nil {
		return wrap("remind", err)
	}
	_, err = t.ExecContext(ctx, `insert into reminder (shop, person, turn, job, args, at)
		values ($1, $2, $3, $4, $5, $6)`, shop, person, turn, n.Job, args, milliAfter(at))
	return wrap("remind", err)
}

// Witness writes into the audit of another shop that a turn wrote to it.
func (j *Journal) Witness(ctx context.Context, t bot.Tx, d Deed) error {
	_, err := t.ExecContext(ctx, insertDeed, d.columns(j.now())...)
	return wrap("witness", err)
}
