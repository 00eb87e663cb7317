package journal

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-dev/sahayak/bot"
)

// hints is the channel of PostgreSQL that processes talk to each other on.
const hints = "sahayak"

// maxHint is how many shops one hint names: PostgreSQL takes 8000 bytes.
const maxHint = 300

// hintPause is before the next try to listen.
const hintPause = time.Second

// Shared reports whether other processes may work on the journal beside this one,
// and can be told where there is work.
func (j *Journal) Shared() bool {
	_, ok := j.store.(*postgresStore)
	return ok
}

// Hint tells the other processes on this journal where there is work; see
// [bot.Sharing]. A file has no way to tell: there they find it by themselves.
func (j *Journal) Hint(ctx context.Context, h bot.Hint) error {
	p, ok := j.store.(*postgresStore)
	if !ok {
		return nil
	}
	for {
		part := h
		part.Shops = h.Shops[:min(len(h.Shops), maxHint)]
		words, err := json.Marshal(part)
		if err != nil {
			return wrap("hint", err)
		}
		if _, err := p.db.ExecContext(ctx, "select pg_notify($1, $2)", hints, string(words)); err != nil {
			return wrap("hint", explainPostgres(err))
		}
		if h.Shops = h.Shops[len(part.Shops):]; len(h.Shops) == 0 {
			return nil
		}
	}
}

// Hints hears what other processes tell, until ctx ends; see [bot.Sharing].
func (j *Journal) Hints(ctx context.Context, hear func(bot.Hint)) {
	p, ok := j.store.(*postgresStore)
	if !ok {
		<-ctx.Done()
		return
	}
	for ctx.Err() == nil {
		if err := p.listen(ctx, hear); err != nil && ctx.Err() == nil {
			j.log.Warn("journal: hints", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-j.clock.After(hintPause):
		}
	}
}

// listen hears hints on a connection of its own until that breaks.
func (p *postgresStore) listen(ctx context.Context, hear func(bot.Hint)) error {
	conn, err := pgx.ConnectConfig(ctx, p.config.Copy())
	if err != nil {
		return explainPostgres(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "listen "+hints); err != nil {
		return err
	}
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		var h bot.Hint
		if json.Unmarshal([]byte(n.Payload), &h) == nil {
			hear(h)
		}
	}
}
