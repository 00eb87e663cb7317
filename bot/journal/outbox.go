package journal

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// ClaimTimeout is how long a claimed bubble is left to whoever claimed it.
// After that it is taken for lost with its process, and may be claimed again: a
// bubble is sent at least once, and may be sent twice. It is longer than two
// [bot.SendTimeout], within which whoever lives is done, and short enough that what
// a crash left is sent within a minute.
const ClaimTimeout = 3 * bot.SendTimeout

// first are the answers that may be sent next: of those to one address the first
// that is not settled; what comes after it waits, whoever sends it. They are found
// by going once through all that are not settled. Asking of each whether there is
// an earlier one would cost PostgreSQL the square of that whenever it believes that
// hardly any wait, which it does until it has counted again.
const first = `first as materialized (select min(id) as id from outbox where state < 2 and channel = $1`

// due is which of them may be claimed now: also those that wait for longer than any
// does, because the clock has been put back meanwhile. The sum keeps PostgreSQL from
// going through all that are not settled once more for each: these are looked up.
const due = `select o.id from outbox o where o.id in (select id from first)
	and (o.state + 0 < 2 and o.due_at <= $2 or o.state + 0 = 0 and o.due_at > $4)`

// Due reports whether there is something to claim; see [bot.Journal]. It costs a
// reader little, where a claim that finds nothing costs the writer a unit of work.
func (j *Journal) Due(ctx context.Context, channel string, addresses []string) (bool, error) {
	by, query, args := dueOn(channel, j.now(), 1, j.blinds(addressName, channel, addresses))
	var id int64
	err := j.reader.QueryRowContext(ctx, by+" "+unlocked(query), args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, wrap("due", err)
}

// Claim takes bubbles to send; see [bot.Journal]. Tries counts the claims before
// this one. Two processes never get the same bubble within [ClaimTimeout].
func (j *Journal) Claim(ctx context.Context, channel string, addresses []string, limit int) ([]bot.Outgoing, error) {
	if limit <= 0 {
		return nil, nil
	}
	by, query, args := dueOn(channel, j.now(), limit, j.blinds(addressName, channel, addresses))
	var sealed []claimed
	err := j.Write(ctx, func(ctx context.Context, t bot.Tx) (err error) {
		sealed, err = j.claim(ctx, t, by, query, args)
		return err
	})
	if err != nil {
		return nil, wrap("claim", err)
	}
	out, err := j.openClaimed(ctx, sealed)
	return out, wrap("claim", err)
}

// claimed is an answer as its row keeps it.
type claimed struct {
	bot.Outgoing
	blind, sealed, body string
}

// openClaimed opens answers when the writer's time is given back, and gives up
// those that cannot be read.
func (j *Journal) openClaimed(ctx context.Context, sealed []claimed) (out []bot.Outgoing, err error) {
	var broken []bot.Outgoing
	for _, c := range sealed {
		err := j.openAnswer(ctx, &c)
		switch {
		case err == nil:
			out = append(out, c.Outgoing)
		case j.Outage(err):
			return nil, err
		default:
			broken = append(broken, c.Outgoing)
		}
	}
	return out, j.discard(ctx, broken)
}

// openAnswer opens one.
func (j *Journal) openAnswer(ctx context.Context, c *claimed) (err error) {
	if c.Address, err = j.openName(ctx, addressName, c.Channel, c.blind, c.sealed); err != nil {
		return err
	}
	body, err := j.keys.Open(ctx, answerPlace(c.Shop, c.Turn), c.body)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, &c.Replies)
}

// dueOn is the query for what is due on a channel, oldest first: what it goes by,
// and itself.
func dueOn(channel string, now int64, limit int, addresses []string) (by, query string, args []any) {
	to, args := "", []any{channel, now, limit, now + bot.MaxPause.Milliseconds()}
	if len(addresses) > 0 {
		to = " and blind in (" + placeholders(5, len(addresses)) + ")"
		args = with(args, addresses)
	}
	return "with " + first + to + " group by blind)", due + " order by o.id limit $3 for update skip locked", args
}

// claim marks what the query finds and returns it in order.
func (j *Journal) claim(ctx context.Context, t bot.Tx, by, query string, args []any) ([]claimed, error) {
	until := j.clock.Now().Add(ClaimTimeout).UnixMilli()
	rows, err := t.QueryContext(ctx, by+", picked as materialized ("+query+`)
		update outbox set state = 1, claimed_at = $2, tries = tries + 1, due_at = `+placeholders(len(args)+1, 1)+`
		where id in (select id from picked) and (state < 2 and due_at <= $2 or state = 0 and due_at > $4)
		returning id, shop, turn, channel, blind, sealed, lang, demo, tries, parts, body,
			(select i.received_at from inbox i where i.id = outbox.turn and i.channel = outbox.channel)`, append(slices.Clone(args), until)...)
	var out []claimed
	err = each(rows, err, func(rows *sql.Rows) error {
		var o claimed
		var received sql.NullInt64
		err := rows.Scan(&o.ID, &o.Shop, &o.Turn, &o.Channel, &o.blind, &o.sealed, &o.Lang, &o.Demo, &o.Tries, &o.Parts, &o.body, &received)
		if received.Valid {
			o.Received = time.UnixMilli(received.Int64).UTC()
		}
		o.Tries--
		o.Ref = j.refOf(o.ID)
		out = append(out, o)
		return err
	})
	slices.SortFunc(out, func(a, b claimed) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// discard gives up bubbles that cannot be read, so that they do not keep the
// others from being claimed.
func (j *Journal) discard(ctx context.Context, broken []bot.Outgoing) error {
	receipts := make([]bot.Receipt, len(broken))
	for i, o := range broken {
		j.log.Error("journal: claim: unreadable bubble", "outgoing", o.ID)
		receipts[i] = bot.Receipt{ID: o.ID, Tries: o.Tries, Err: "unreadable"}
	}
	return j.Settle(ctx, receipts...)
}

// storable is a text as every database takes it.
func storable(text string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "�")
}
