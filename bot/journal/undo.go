package journal

import (
	"context"
	"database/sql"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// takeBack marks the turn this one undoes. When that was itself an undo, what it
// had undone stands again, and so on down: every second turn of the chain is
// marked by the one before, every other is freed from it. The chain ends at a
// turn that was taken back with Own: what it had undone stays so. [bot.ErrUndone]
// when a link does not stand as it must, because somebody else undid it meanwhile.
func (e *entry) takeBack(ctx context.Context, t bot.Tx) error {
	by, turn, own := e.Turn, e.Undoes, e.Own
	for mark := true; turn != 0; mark = !mark {
		was, is := bot.TurnID(0), by
		if !mark {
			was, is = by, 0
		}
		next, err := e.turnOver(ctx, t, turn, was, is)
		if err != nil {
			return err
		}
		if own {
			next.turn = 0
		}
		if mark {
			if err := e.unsay(ctx, t, turn); err != nil {
				return err
			}
		}
		by, turn, own = turn, next.turn, next.own
	}
	return nil
}

// link is what a turn undoes, and how.
type link struct {
	turn bot.TurnID
	own  bool
}

// turnOver changes who a turn is undone by, and returns what it undoes itself.
func (e *entry) turnOver(ctx context.Context, t bot.Tx, turn, was, is bot.TurnID) (next link, err error) {
	err = t.QueryRowContext(ctx, `update turn set undone_by = $1 where id = $2 and shop = $3 and undone_by = $4
		returning undoes, own`, is, turn, e.Shop, was).Scan(&next.turn, &next.own)
	if !errors.Is(err, sql.ErrNoRows) {
		return next, err
	}
	var there bool
	err = t.QueryRowContext(ctx, "select exists (select 1 from turn where id = $1 and shop = $2)", turn, e.Shop).Scan(&there)
	switch {
	case err != nil:
		return link{}, err
	case !there:
		return link{}, bot.ErrNotFound
	}
	return link{}, bot.ErrUndone
}

// unsay drops what the turn wanted to say and nobody has taken to send yet. What
// was tried already, and may have arrived, is only given up: a status or an answer
// to it still finds its turn.
func (e *entry) unsay(ctx context.Context, t bot.Tx, turn bot.TurnID) error {
	_, err := t.ExecContext(ctx, `delete from outbox
		where turn = $1 and shop = $2 and state = 0 and claimed_at is null`, turn, e.Shop)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `update outbox set state = 3, error = 'taken back'
		where turn = $1 and shop = $2 and state = 0`, turn, e.Shop)
	return err
}
