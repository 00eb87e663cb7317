package journal

import (
	"context"
	"database/sql"

	"github.com/sahayak-dev/sahayak/bot"
)

// relayed wipes what speaks of him in what was said to operators and by them. Their
// own turns are other shops', and keep no words.
func (u *unsaying) relayed(ctx context.Context) error {
	var found []sealedRow
	return u.rows(ctx, "select turn, body from relayed where shop = $1 and turn > $2 order by turn", func(rows *sql.Rows) (int64, error) {
		var r sealedRow
		err := rows.Scan(&r.id, &r.body)
		found = append(found, r)
		return r.id, err
	}, func() error {
		for _, r := range found {
			turn := bot.TurnID(r.id)
			plain, err := u.keys.Open(ctx, relayedPlace(u.shop, turn), r.body)
			if err != nil {
				return err
			}
			if !u.turns[turn] && !u.about(string(plain)) {
				continue
			}
			err = u.Write(ctx, func(ctx context.Context, t bot.Tx) error {
				body, err := u.keys.In(t).Seal(ctx, relayedPlace(u.shop, turn), []byte("null"))
				if err == nil {
					_, err = t.ExecContext(ctx, "update relayed set body = $1 where turn = $2 and shop = $3", body, turn, u.shop)
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		found = found[:0]
		return nil
	})
}
