package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Track notes what became of bubbles; see [bot.Journal]. Bubbles nobody knows
// are ignored.
func (j *Journal) Track(ctx context.Context, channel string, statuses ...bot.Status) error {
	if len(statuses) == 0 {
		return nil
	}
	return wrap("track", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		for _, s := range statuses {
			if err := j.track(ctx, t, channel, s); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (j *Journal) track(ctx context.Context, t bot.Tx, channel string, s bot.Status) error {
	if !nameable(s.Bubble) {
		return nil
	}
	at := s.At
	if at.IsZero() {
		at = j.clock.Now()
	}
	// Nearly every status is of a bubble that is known.
	if n, err := j.advance(ctx, t, channel, s, at); err != nil || n > 0 {
		return err
	}
	if n, err := j.introduce(ctx, t, channel, s, at); err != nil || n == 0 {
		return err
	}
	_, err := j.advance(ctx, t, channel, s, at)
	return err
}

// advance brings a bubble as far as a status says, and returns whether it was
// less far.
func (j *Journal) advance(ctx context.Context, t bot.Tx, channel string, s bot.Status, at time.Time) (int64, error) {
	return changed(t.ExecContext(ctx, `update bubble set state = $3, code = $4, error = $5, at = $6
		where channel = $1 and blind = $2 and state < $3`,
		channel, j.blind(bubbleName, anyChannel, s.Bubble), int(s.State), s.Code, j.keys.Scrub(storable(s.Err)), at.UnixMilli()))
}

// introduce makes a bubble known that a status tells of before its sending was
// settled: its acceptance was never heard, or is not written down yet. It returns
// whether the bubble was new.
func (j *Journal) introduce(ctx context.Context, t bot.Tx, channel string, s bot.Status, at time.Time) (int64, error) {
	answer, part, ok := bot.ParseRef(s.Ref)
	outgoing, ours := j.own(answer)
	if !ok || !ours {
		return 0, nil
	}
	blind, sealed, err := j.sealName(ctx, t, bubbleName, anyChannel, s.Bubble)
	if err != nil {
		return 0, err
	}
	n, err := changed(t.ExecContext(ctx, `insert into bubble (channel, blind, sealed, outbox, part, state, at)
		select channel, $2, $6, id, $4, 0, $5 from outbox where id = $3 and channel = $1 and claimed_at is not null
		on conflict (channel, blind) do nothing`, channel, blind, outgoing, part, at.UnixMilli(), sealed))
	if err != nil || n == 0 {
		return 0, err
	}
	return n, reached(ctx, t, outgoing, part)
}

// Bubble is one bubble on somebody's phone, and what became of it.
type Bubble struct {
	ID    string // the channel's
	Part  int    // which of the turn's bubbles, from 1
	State bot.Progress
	Code  int    // the channel's number of a failure
	Err   string // and its words
	At    time.Time
}

// Bubbles lists what a turn of the shop put on phones, in order.
func (j *Journal) Bubbles(ctx context.Context, shop bot.ShopID, turn bot.TurnID) ([]Bubble, error) {
	var out []Bubble
	var names []name
	rows, err := j.reader.QueryContext(ctx, `select b.blind, b.sealed, b.part, b.state, b.code, b.error, b.at
		from bubble b join outbox o on o.id = b.outbox where o.turn = $1 and o.shop = $2 order by o.id, b.part, b.blind`, turn, shop)
	err = each(rows, err, func(rows *sql.Rows) error {
		var b Bubble
		var n name
		var at int64
		err := rows.Scan(&n.blind, &n.sealed, &b.Part, &b.State, &b.Code, &b.Err, &at)
		b.At = time.UnixMilli(at).UTC()
		out, names = append(out, b), append(names, n)
		return err
	})
	for i, n := range names {
		var opening error
		out[i].ID, opening = j.openName(ctx, bubbleName, anyChannel, n.blind, n.sealed)
		err = errors.Join(err, opening)
	}
	return out, wrap("bubbles", err)
}
