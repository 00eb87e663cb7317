package journal

import (
	"context"
	"encoding/json"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// jobsOf is what is noted with an answer of the jobs it is of: not what they were told,
// so that it says nothing of anybody.
func jobsOf(c bot.Commit) (string, error) {
	if len(c.Jobs) == 0 {
		return "", nil
	}
	jobs := make([]bot.Due, len(c.Jobs))
	for i, d := range c.Jobs {
		jobs[i] = bot.Due{Job: d.Job, Slot: d.Slot, At: d.At, Turn: d.Turn}
	}
	raw, err := json.Marshal(jobs)
	return string(raw), err
}

// Wake has answers sent that rested until now; see [bot.Schedule]. It looks first: most
// of the time nothing rests.
func (j *Journal) Wake(ctx context.Context, now time.Time) (woken int, err error) {
	var some bool
	err = j.reader.QueryRowContext(ctx, "select exists (select 1 from outbox where state < 2 and rests > 0 and rests <= $1)", now.UnixMilli()).Scan(&some)
	if err != nil || !some {
		return 0, wrap("wake", err)
	}
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		n, err := changed(t.ExecContext(ctx, `update outbox set rests = 0 where id in (select id from outbox
			where state < 2 and rests > 0 and rests <= $1 order by rests`+atMost(bot.MaxFired)+")", now.UnixMilli()))
		woken = int(n)
		return err
	})
	return woken, wrap("wake", err)
}
