package journal

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
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

// window is how many answers that are not settled, the oldest, are looked at when
// some are claimed. What a claim costs must not grow with what waits, or whoever
// falls behind falls behind for good; and of each address the oldest among these is
// the oldest of all, so that nobody is overtaken. Only when none of these may be
// sent are all looked at.
const window = 4 * bot.Batch

// reach is how far is looked for so many answers, one after the other.
func reach(limit int) [2]int { return [2]int{max(window, limit), math.MaxInt32} }

// ready are the answers that may be sent now, oldest first, and how they are found:
// near are those of the window; first is of those to one address the one that is not
// settled yet, whose followers wait, whoever sends it; and of these what is due, also
// what waits for longer than any does, because the clock has been put back meanwhile.
// All of it is read from the window, once. Asking the table again, for each, would
// leave it to PostgreSQL whether it looks at the few or goes through all there is.
const ready = `first as materialized (select min(id) as id from near group by blind),
	ready as materialized (select near.id from near join first on near.id = first.id
		where near.state < 2 and near.due_at <= $2 or near.state = 0 and near.due_at > $4 order by near.id limit $3)`

// Due reports whether there is something to claim; see [bot.Journal]. It costs a
// reader little, where a claim that finds nothing costs the writer a unit of work.
func (j *Journal) Due(ctx context.Context, channel string, addresses []string) (due bool, err error) {
	var seen int
	blinds := j.blinds(addressName, channel, addresses)
	for _, most := range reach(1) {
		by, args := dueOn(channel, j.now(), 1, most, blinds)
		row := j.reader.QueryRowContext(ctx, by+" select exists (select 1 from ready), (select count(*) from near)", args...)
		if err := row.Scan(&due, &seen); err != nil || due || seen < most {
			return due, wrap("due", err)
		}
	}
	return false, nil
}

// Claim takes bubbles to send; see [bot.Journal]. Tries counts the claims before
// this one. Two processes never get the same bubble within [ClaimTimeout].
func (j *Journal) Claim(ctx context.Context, channel string, addresses []string, limit int) ([]bot.Outgoing, error) {
	if limit <= 0 {
		return nil, nil
	}
	var sealed []claimed
	blinds := j.blinds(addressName, channel, addresses)
	err := j.Write(ctx, func(ctx context.Context, t bot.Tx) (err error) {
		for _, most := range reach(limit) {
			by, args := dueOn(channel, j.now(), limit, most, blinds)
			if sealed, err = j.claim(ctx, t, by, args); err != nil || len(sealed) > 0 {
				break
			}
		}
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
	blind, sealed, body, jobs string
	withdrawn                 int // how often its person has taken back since that he agrees to it
	aloud                     int // see the states of being spoken
}

// openClaimed opens answers when the writer's time is given back, and gives up
// those that cannot be read, and those whose person does not want them any more.
func (j *Journal) openClaimed(ctx context.Context, sealed []claimed) (out []bot.Outgoing, err error) {
	var broken, unwanted []bot.Outgoing
	for _, c := range sealed {
		if c.withdrawn > 0 {
			unwanted = append(unwanted, c.Outgoing)
			continue
		}
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
	return out, errors.Join(j.discard(ctx, unwanted, notAgreed), j.discard(ctx, broken, "unreadable"))
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
	if c.jobs != "" {
		if err := json.Unmarshal([]byte(c.jobs), &c.Jobs); err != nil {
			return err
		}
	}
	return json.Unmarshal(body, &c.Replies)
}

// dueOn is what a query for what is due on a channel goes by, among so many that are
// not settled.
func dueOn(channel string, now int64, limit, most int, addresses []string) (by string, args []any) {
	to, args := "", []any{channel, now, limit, now + bot.MaxPause.Milliseconds()}
	if len(addresses) > 0 {
		to = " and blind in (" + placeholders(5, len(addresses)) + ")"
		args = with(args, addresses)
	}
	near := "near as materialized (select id, blind, state, due_at from outbox where state < 2 and rests = 0 and channel = $1" + to +
		" order by id limit " + strconv.Itoa(most) + ")"
	return "with " + near + ", " + ready, args
}

// locked is what of it nobody else holds: who claims at the same moment is not waited for.
const locked = `picked as materialized (select o.id from outbox o where o.id in (select id from ready) for update skip locked)`

// claim marks what is due and returns it in order.
func (j *Journal) claim(ctx context.Context, t bot.Tx, by string, args []any) ([]claimed, error) {
	until := j.clock.Now().Add(ClaimTimeout).UnixMilli()
	rows, err := t.QueryContext(ctx, by+", "+locked+`
		update outbox set state = 1, claimed_at = $2, tries = tries + 1, due_at = `+placeholders(len(args)+1, 1)+`
		where id in (select id from picked) and (state < 2 and due_at <= $2 or state = 0 and due_at > $4)
		returning id, shop, turn, channel, blind, sealed, lang, demo, tries, parts, body,
			(select i.received_at from inbox i where i.id = outbox.turn and i.channel = outbox.channel),
			jobs, case when jobs = '' and aloud < 2 then 0 else coalesce((select t.person from turn t where t.id = outbox.turn), 0) end, wrote, `+withdrawn+`,
			carried, aloud, `+overtaken+`, `+alone+`, `+saidAt, append(slices.Clone(args), until)...)
	var out []claimed
	err = each(rows, err, func(rows *sql.Rows) error {
		var o claimed
		var received sql.NullInt64
		var wrote, at int64
		err := rows.Scan(&o.ID, &o.Shop, &o.Turn, &o.Channel, &o.blind, &o.sealed, &o.Lang, &o.Demo, &o.Tries, &o.Parts, &o.body, &received, &o.jobs, &o.Person, &wrote, &o.withdrawn,
			&o.Carriage, &o.aloud, &o.Overtaken, &o.Alone, &at)
		if received.Valid {
			o.Received = time.UnixMilli(received.Int64).UTC()
		}
		if wrote > 0 {
			o.Wrote = time.UnixMilli(wrote).UTC()
		}
		o.Spoken, o.Voice, o.At = o.aloud == spoken, o.aloud == voice, instantOf(at)
		o.Tries--
		o.Ref = j.refOf(o.ID)
		out = append(out, o)
		return err
	})
	slices.SortFunc(out, func(a, b claimed) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// discard gives up bubbles that are not to be sent, and says why, so that they do not
// keep the others from being claimed.
func (j *Journal) discard(ctx context.Context, bubbles []bot.Outgoing, why string) error {
	receipts := make([]bot.Receipt, len(bubbles))
	for i, o := range bubbles {
		if why != notAgreed {
			j.log.Error("journal: claim: "+why+" bubble", "outgoing", o.ID)
		}
		receipts[i] = bot.Receipt{ID: o.ID, Tries: o.Tries, Err: why}
	}
	return j.Settle(ctx, receipts...)
}

// storable is a text as every database takes it.
func storable(text string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "�")
}
