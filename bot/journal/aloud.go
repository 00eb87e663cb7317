package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// How an answer is spoken, as its row keeps it.
const (
	silent = 0
	spoken = 1 // its voice note comes after it
	voice  = 2 // it is the voice note
)

// overtaken, of a voice note, reports whether it is out of place: he was answered
// something else since, or what it speaks has not been sent to him.
const overtaken = `case when aloud < 2 then false else
		exists (select 1 from outbox n where n.channel = outbox.channel and n.blind = outbox.blind and n.id > outbox.id)
		or exists (select 1 from outbox n where n.turn = outbox.turn and n.aloud = 1 and n.state <> 2) end`

// alone, of a voice note, reports whether its turn says nothing else.
const alone = `case when aloud < 2 then false else not exists (select 1 from outbox n where n.turn = outbox.turn and n.aloud = 1) end`

// saidAt is when the turn of a voice note was.
const saidAt = `case when aloud < 2 then 0 else coalesce((select t.at from turn t where t.id = outbox.turn), 0) end`

// voice puts the voice note of an answer behind it, for the first who is told.
func (e *entry) voice(ctx context.Context, t bot.Tx) error {
	if !e.Aloud || len(e.to) == 0 {
		return nil
	}
	body := e.reading
	if body == "" {
		body = e.bubble
	}
	return e.queue(ctx, t, e.to[0], voice, body)
}

// spokenTo is how the answer to the nth who is told is spoken.
func (e *entry) spokenTo(n int) int {
	if e.Aloud && n == 0 {
		return spoken
	}
	return silent
}

// readOut is what the voice note of a turn says, as it is kept; "" when that is what
// the answer says.
func readOut(c bot.Commit) (string, error) {
	if !c.Aloud || len(c.Recites) == 0 {
		return "", nil
	}
	raw, err := json.Marshal(c.Recites)
	return string(raw), err
}

// Carried lists what went to an address beside words, the newest first, and whether it is
// told what is delivered there; see [bot.Journal].
func (j *Journal) Carried(ctx context.Context, channel, address string, limit int) (all []bot.Carried, tells bool, err error) {
	blind := j.blind(addressName, channel, address)
	rows, err := j.reader.QueryContext(ctx, `with near as materialized (select id, carried, claimed_at from outbox
			where channel = $1 and blind = $2 and carried > 0 order by id desc`+atMost(limit)+`)
		select near.id, near.carried, coalesce(near.claimed_at, 0), coalesce(b.came, 0), coalesce(case when b.state = $3 then b.at end, 0)
		from near left join bubble b on b.outbox = near.id order by near.id desc`, channel, blind, int(bot.Failed))
	var last int64
	err = each(rows, err, func(rows *sql.Rows) error {
		var id, sent, came, failed int64
		var how bot.Carriage
		if err := rows.Scan(&id, &how, &sent, &came, &failed); err != nil {
			return err
		}
		part := bot.Carried{How: how, Sent: instantOf(sent), Came: instantOf(came), Failed: instantOf(failed)}
		if n := len(all); n > 0 && id == last {
			all[n-1] = all[n-1].With(part)
		} else {
			all, last = append(all, part), id
		}
		return nil
	})
	if err == nil && len(all) > 0 {
		err = j.reader.QueryRowContext(ctx, `select exists (select 1 from bubble b where b.state >= $3 and b.outbox in
			(select id from outbox where channel = $1 and blind = $2 order by id desc`+atMost(lately)+`))`, channel, blind, int(bot.Delivered)).Scan(&tells)
	}
	return all, tells, wrap("carried", err)
}

// lately is of how many answers to somebody it is looked whether one is known to have
// been delivered.
const lately = 50

// forgone are the reasons of answers that are no letters, as a list of a statement.
var forgone = quoted(append(slices.Clone(bot.Skips()), takenBack, dropped, notAgreed))

// quoted writes constants into a statement.
func quoted(all []string) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return strings.Join(out, ", ")
}
