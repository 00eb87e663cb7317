package journal

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Why an answer is not sent any more although nothing went wrong with it; see
// [Journal.Letters].
const (
	takenBack = "taken back"
	dropped   = "dropped by the operator"
)

// Letter is an answer that did not reach whom it was for, and that nobody tries to
// send any more.
type Letter struct {
	ID      int64
	Shop    bot.ShopID
	Turn    bot.TurnID
	Channel string
	Address string    // the whole of it: who shows it, hides it
	Since   time.Time // when it was answered
	Tries   int
	Taken   bool   // the channel took it, and could not deliver it
	Code    int    // the channel's number of the failure; 0 when it took nothing
	Why     string // the failure in words
}

// dead selects answers that were given up, and those a channel took and then said
// it cannot deliver. What was taken back, dropped or not wanted any more is neither, nor
// is a voice note: what it says has been written. An answer in parts that was sent again
// is judged by what became of each part last.
var dead = `select o.id, o.shop, o.turn, o.channel, o.blind, o.sealed, t.at, o.tries, false, 0, coalesce(o.error, '')
		from outbox o join turn t on t.id = o.turn
		where o.state = 3 and o.id > $1 and o.aloud < 2 and coalesce(o.error, '') not in (` + forgone + `)
	union all
	select o.id, o.shop, o.turn, o.channel, o.blind, o.sealed, t.at, o.tries, true, max(b.code), max(b.error)
		from bubble b join outbox o on o.id = b.outbox join turn t on t.id = o.turn
		where b.state = 2 and b.outbox > $1 and o.state = 2 and o.aloud < 2 and not exists
			(select 1 from bubble n where n.outbox = b.outbox and n.part = b.part and n.state <> 2)
		group by o.id, o.shop, o.turn, o.channel, o.blind, o.sealed, t.at, o.tries`

// Letters lists answers that could not be delivered, in order of their numbers,
// after a number.
func (j *Journal) Letters(ctx context.Context, after int64, limit int) ([]Letter, error) {
	var out []Letter
	var names []name
	rows, err := j.reader.QueryContext(ctx, dead+" order by 1"+atMost(limit), after)
	err = each(rows, err, func(rows *sql.Rows) error {
		l, n, err := scanLetter(rows)
		out, names = append(out, l), append(names, n)
		return err
	})
	for i, n := range names { // once all rows are read: it may need a connection of its own
		var opening error
		out[i].Address, opening = j.openName(ctx, addressName, out[i].Channel, n.blind, n.sealed)
		err = errors.Join(err, opening)
	}
	return out, wrap("letters", err)
}

// name is what a channel calls something, as its row keeps it.
type name struct{ blind, sealed string }

// scanLetter reads a letter, and its address as it is kept.
func scanLetter(rows *sql.Rows) (l Letter, n name, err error) {
	var since int64
	err = rows.Scan(&l.ID, &l.Shop, &l.Turn, &l.Channel, &n.blind, &n.sealed, &since, &l.Tries, &l.Taken, &l.Code, &l.Why)
	l.Since = time.UnixMilli(since).UTC()
	return l, n, err
}

// Resend puts letters back among what is to be sent, as if they had not been
// tried; of one in parts, from the first that failed. It returns those it did: the
// others are no letters any more, or their turn was taken back since.
func (j *Journal) Resend(ctx context.Context, ids ...int64) ([]int64, error) {
	sent, err := j.deal(ctx, ids, ActSend, func(ctx context.Context, t bot.Tx, l Letter) (bool, error) {
		n, err := changed(t.ExecContext(ctx, `update outbox set state = 0, tries = 0, error = null, due_at = $2,
			parts = case when state = 3 then parts else (select min(b.part) - 1 from bubble b where b.outbox = $1 and b.state = 2
				and not exists (select 1 from bubble n where n.outbox = b.outbox and n.part = b.part and n.state <> 2)) end
			where id = $1 and state > 1 and exists (select 1 from turn where id = outbox.turn and undone_by = 0)`, l.ID, j.now()))
		return n == 1, err
	})
	return sent, wrap("resend", err)
}

// Drop takes letters off the list for good. It returns those it did.
func (j *Journal) Drop(ctx context.Context, ids ...int64) ([]int64, error) {
	gone, err := j.deal(ctx, ids, ActDelete, func(ctx context.Context, t bot.Tx, l Letter) (bool, error) {
		n, err := changed(t.ExecContext(ctx, "update outbox set state = 3, error = $2 where id = $1 and state > 1", l.ID, dropped))
		return n == 1, err
	})
	return gone, wrap("drop", err)
}

// deal does something with each letter, one unit for each, and writes it into the
// audit.
func (j *Journal) deal(ctx context.Context, ids []int64, act Act, do func(context.Context, bot.Tx, Letter) (bool, error)) (done []int64, err error) {
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		var did bool
		err := j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
			did = false // of a run that was rolled back
			l, known, err := letter(ctx, t, id)
			if err != nil || !known {
				return err
			}
			if did, err = do(ctx, t, l); err != nil || !did {
				return err
			}
			_, err = j.note(ctx, t, Deed{Shop: l.Shop, Turn: l.Turn, Act: act, What: "letter"})
			return err
		})
		if err != nil {
			return done, err
		}
		if did {
			done = append(done, id)
		}
	}
	return done, nil
}

// ofOne narrows [dead] to one answer.
var ofOne = strings.NewReplacer("o.id > $1", "o.id = $1", "b.outbox > $1", "b.outbox = $1").Replace(dead)

// letter finds a letter by its number, without its address, and keeps others from it.
func letter(ctx context.Context, t bot.Tx, id int64) (l Letter, known bool, err error) {
	if _, err := t.ExecContext(ctx, "update outbox set state = state where id = $1", id); err != nil {
		return l, false, err
	}
	rows, err := t.QueryContext(ctx, ofOne, id)
	err = each(rows, err, func(rows *sql.Rows) error {
		known = true
		l, _, err = scanLetter(rows)
		return err
	})
	return l, known, err
}
