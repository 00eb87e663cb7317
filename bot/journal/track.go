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
	n := &news{}
	for _, s := range statuses {
		if !nameable(s.Bubble) {
			continue
		}
		w, err := j.heardOf(ctx, channel, s)
		if err != nil {
			return wrap("track", err)
		}
		n.statuses = append(n.statuses, w)
	}
	if len(n.statuses) == 0 {
		return nil
	}
	return wrap("track", j.report(ctx, n))
}

// heardOf is a status as it is written down.
func (j *Journal) heardOf(ctx context.Context, channel string, s bot.Status) (w word, err error) {
	at := s.At
	if at.IsZero() {
		at = j.clock.Now()
	}
	w = word{channel: &channel, state: s.State, price: s.Price, code: s.Code, why: j.keys.Scrub(storable(s.Err))}
	milli := at.UnixMilli()
	w.at = &milli
	if s.State >= bot.Delivered {
		w.came = milli
	}
	answer, part, ok := bot.ParseRef(s.Ref)
	if outgoing, ours := j.own(answer); ok && ours {
		w.outbox, w.part = outgoing, part
		w.blind, w.sealed, err = j.sealName(ctx, nil, bubbleName, anyChannel, s.Bubble)
		return w, err
	}
	w.blind = j.blind(bubbleName, anyChannel, s.Bubble)
	return w, nil
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
