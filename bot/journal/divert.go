package journal

import (
	"context"
	"database/sql"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// Divert copies an answer to another channel; see [bot.Journal]. The shop is locked, as
// a turn locks it: so two that divert the same answer wait for each other, and the second
// finds what the first has done.
func (j *Journal) Divert(ctx context.Context, outgoing int64, to bot.Target) (diverted bool, err error) {
	if !nameable(to.Channel) || !nameable(to.Address) {
		return false, wrap("divert", invalid("channel or address"))
	}
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		diverted = false // of a run that was rolled back
		of := entry{}
		err := t.QueryRowContext(ctx, "select shop from outbox where id = $1", outgoing).Scan(&of.Shop)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			err = of.lockShop(ctx, t)
		}
		if err != nil {
			return err
		}
		diverted, err = j.divert(ctx, t, outgoing, to)
		return err
	})
	return diverted && err == nil, wrap("divert", err)
}

// divert is Divert while the shop is locked.
func (j *Journal) divert(ctx context.Context, t bot.Tx, outgoing int64, to bot.Target) (bool, error) {
	blind, sealed, err := j.sealName(ctx, t, addressName, to.Channel, to.Address)
	if err != nil {
		return false, err
	}
	n, err := changed(t.ExecContext(ctx, `insert into outbox (shop, turn, channel, blind, sealed, lang, demo, body, due_at, jobs, purpose)
		select o.shop, o.turn, $2, $3, $4, $5, o.demo, o.body, cast($6 as bigint), o.jobs, o.purpose
		from outbox o join turn t on t.id = o.turn
		where o.id = $1 and t.undone_by = 0 and not exists (select 1 from outbox d where d.turn = o.turn and d.channel = $2)`,
		outgoing, to.Channel, blind, sealed, to.Lang, j.now()))
	return n > 0, err
}
