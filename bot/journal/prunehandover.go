package journal

import (
	"context"
	"database/sql"

	"github.com/sahayak-dev/sahayak/bot"
)

// handovers removes those that were closed long ago, with what was said in them.
func (p *Pruning) handovers(ctx context.Context) (n int, more bool, err error) {
	now := p.j.clock.Now()
	old, more, err := p.look(ctx, "select id, shop, opened_at, closed_at from handover where id > $1 order by id", p.stride.rows, func(rows *sql.Rows, s *seen) error {
		var closed int64
		err := rows.Scan(&s.id, &s.shop, &s.at, &closed)
		s.old = closed != 0 && older(now, closed, p.keep.Conversations)
		return err
	})
	if err != nil || len(old) == 0 {
		return 0, more, err
	}
	n, err = p.remove(ctx, "handovers", func(ctx context.Context, t bot.Tx) (map[bot.ShopID]int, error) {
		gone := map[bot.ShopID]int{}
		for _, s := range old {
			for _, query := range []string{"delete from relayed where handover = $1", "delete from handover where id = $1"} {
				if _, err := t.ExecContext(ctx, query, s.id); err != nil {
					return nil, err
				}
			}
			gone[s.shop]++
		}
		return gone, nil
	})
	return n, more, err
}
