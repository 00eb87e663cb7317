package journal

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Settle records how sending went; see [bot.Journal]. What is sent stays sent:
// a later failure of the same answer is of a second try. So is a failure that
// comes when its claim has run out and another has been made: it says nothing.
// Unknown ids are ignored.
func (j *Journal) Settle(ctx context.Context, receipts ...bot.Receipt) error {
	if len(receipts) == 0 {
		return nil
	}
	n := &news{}
	for _, r := range receipts {
		words, err := j.accepted(ctx, r)
		if err != nil {
			return wrap("settle", err)
		}
		n.accepted = append(n.accepted, words...)
		n.fates = append(n.fates, j.fateOf(r))
	}
	return wrap("settle", j.report(ctx, n))
}

// accepted are the bubbles a channel took: they are not sent again, and an answer
// to one finds its turn.
func (j *Journal) accepted(ctx context.Context, r bot.Receipt) (words []word, err error) {
	for n, id := range r.Parts {
		if id == "" {
			continue
		}
		w := word{outbox: r.ID, part: r.From + n + 1, state: bot.Accepted}
		if w.blind, w.sealed, err = j.sealName(ctx, nil, bubbleName, anyChannel, id); err != nil {
			return nil, err
		}
		words = append(words, w)
	}
	return words, nil
}

// The states of an answer.
const (
	queued  = 0
	sent    = 2
	givenUp = 3
)

// fate is what comes of an answer. What is nil stays as it is.
type fate struct {
	id     int64
	state  *int
	claims int // only if it is claimed for so many times, unless it is sent
	tries  *int
	due    *int64
	rests  *int64
	why    *string
	with   bot.Carriage // what went with it, if that is told
	parts  int          // how many of its bubbles are known to be accepted, at least
}

// fateOf reads a receipt.
func (j *Journal) fateOf(r bot.Receipt) fate {
	f := fate{id: r.ID, claims: r.Tries + 1, with: r.Carriage}
	if len(r.Parts) > 0 {
		f.parts = r.From + len(r.Parts)
	}
	state, due, why := queued, milliAfter(r.Retry), j.keys.Scrub(storable(r.Err))
	switch {
	case r.Rests:
		f.tries, f.rests = &r.Tries, &due
	case r.Held:
		f.tries, f.due = &r.Tries, &due
	case r.Err == "":
		state = sent
	case r.Retry.IsZero():
		state, f.why = givenUp, &why
	default:
		f.due, f.why = &due, &why
	}
	f.state = &state
	return f
}

// milliAfter is the first millisecond that is not before t.
func milliAfter(t time.Time) int64 { return t.Add(time.Millisecond - 1).UnixMilli() }

// settle writes down what comes of answers. Their rows are locked in the order of
// their numbers, as everybody does, and not against those who add bubbles to them.
func settle(ctx context.Context, t bot.Tx, fates []fate) error {
	for _, round := range rounds(fates, func(f fate) int64 { return f.id }) {
		list := newList("bigint", "bigint", "bigint", "bigint", "bigint", "bigint", "text", "bigint", "bigint")
		for _, f := range round {
			list.add(f.id, f.state, f.claims, f.tries, f.due, f.rests, f.why, f.parts, int(f.with))
		}
		_, err := t.ExecContext(ctx, `with told (id, state, claims, tries, due, rests, why, parts, carried) as (`+list.values()+`),
			fate as materialized (select told.*, told.state = 2 or o.state = 1 and o.tries = told.claims as heard
				from told join outbox o on o.id = told.id order by o.id for no key update)
			update outbox set parts = case when outbox.parts < fate.parts then fate.parts else outbox.parts end,
				state = case when heard then fate.state else outbox.state end,
				tries = case when heard then coalesce(fate.tries, outbox.tries) else outbox.tries end,
				due_at = case when heard then coalesce(fate.due, outbox.due_at) else outbox.due_at end,
				rests = case when heard then coalesce(fate.rests, outbox.rests) else outbox.rests end,
				carried = case when heard and fate.carried > 0 then fate.carried else outbox.carried end,
				error = case when heard and fate.state > 0 then fate.why when heard then coalesce(fate.why, outbox.error) else outbox.error end
			from fate where outbox.id = fate.id and (heard or outbox.parts < fate.parts)`, list.args...)
		if err != nil {
			return err
		}
	}
	return nil
}
