package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Pending lists messages of a shop that are not worked yet; see [bot.Journal].
func (j *Journal) Pending(ctx context.Context, shop bot.ShopID, limit int) ([]bot.Message, error) {
	var out []bot.Message
	var sealed []sealedMessage
	rows, err := j.reader.QueryContext(ctx, `select id, turn, channel, blind, body, received_at from inbox
		where shop = $1 and state = 0 order by id`+atMost(limit), shop)
	err = each(rows, err, func(rows *sql.Rows) error {
		var s sealedMessage
		err := rows.Scan(&s.seq, &s.turn, &s.channel, &s.blind, &s.body, &s.received)
		sealed = append(sealed, s)
		return err
	})
	for _, s := range sealed {
		if err != nil {
			break
		}
		var m bot.Message
		m, err = j.openMessage(ctx, shop, s)
		out = append(out, m)
	}
	if err != nil {
		return nil, wrap("pending", err)
	}
	return out, nil
}

// sealedMessage is a message as the inbox keeps it.
type sealedMessage struct {
	seq, received        int64
	turn                 bot.TurnID
	channel, blind, body string
}

// openMessage opens it. That is done when all rows are read, because it may need a
// connection of its own.
func (j *Journal) openMessage(ctx context.Context, shop bot.ShopID, s sealedMessage) (bot.Message, error) {
	body, err := j.keys.Open(ctx, bodyPlace(shop, s.channel, s.blind), s.body)
	var m bot.Message
	if err == nil {
		err = json.Unmarshal(body, &m)
	}
	if err != nil {
		return bot.Message{}, fmt.Errorf("message %d: %w", s.seq, err)
	}
	m.Seq, m.Turn, m.Received = s.seq, s.turn, time.UnixMilli(s.received).UTC()
	return m, nil
}

// Waiting lists shops with messages not worked yet; see [bot.Journal].
func (j *Journal) Waiting(ctx context.Context, limit int) ([]bot.ShopID, error) {
	out, err := j.shops(ctx, "select shop from inbox where state = 0 group by shop order by min(id)"+atMost(limit))
	return out, wrap("waiting", err)
}

// Group writes down which messages make up a turn; see [bot.Journal]. They must
// be pending ([bot.ErrDone]) messages of the shop ([bot.ErrNotFound]).
func (j *Journal) Group(ctx context.Context, shop bot.ShopID, turn bot.TurnID, seqs []int64) error {
	seqs, err := burst(turn, seqs)
	if err != nil {
		return wrap("group", err)
	}
	return wrap("group", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		n, err := changed(t.ExecContext(ctx, `update inbox set turn = $1
			where shop = $2 and state = 0 and id in (`+placeholders(3, len(seqs))+`)`,
			with([]any{turn, shop}, seqs)...))
		if err == nil && n != int64(len(seqs)) {
			err = whyNot(ctx, t, shop, seqs)
		}
		return err
	}))
}

// atMost ends a query after so many rows. The number stands in its words: SQLite
// plans a query anew each time it is run with a limit as a parameter.
func atMost(limit int) string { return " limit " + strconv.Itoa(max(limit, 0)) }

// burst returns the messages of a turn in order, each once. The turn is named by
// the first.
func burst(turn bot.TurnID, seqs []int64) ([]int64, error) {
	seqs = slices.Clone(seqs)
	slices.Sort(seqs)
	seqs = slices.Compact(seqs)
	if len(seqs) == 0 || len(seqs) > bot.MaxMessages || seqs[0] != int64(turn) {
		return nil, invalid("a turn is named by the first of its messages")
	}
	return seqs, nil
}

// whyNot says why messages of a shop could not be taken: they are worked
// already, or not there.
func whyNot(ctx context.Context, t bot.Tx, shop bot.ShopID, seqs []int64) error {
	var there int
	err := t.QueryRowContext(ctx, `select count(*) from inbox
		where shop = $1 and id in (`+placeholders(2, len(seqs))+`)`, with([]any{shop}, seqs)...).Scan(&there)
	switch {
	case err != nil:
		return err
	case there < len(seqs):
		return bot.ErrNotFound
	}
	return bot.ErrDone
}
