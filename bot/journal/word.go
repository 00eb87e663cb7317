package journal

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// word is what is told of one bubble: that a channel took it, or what became of it.
type word struct {
	channel       *string // nil is its answer's
	blind, sealed string
	outbox        int64 // the answer it is of, 0 when that is not told
	part          int
	state         bot.Progress
	code          int
	why           string
	price         *bot.Price // what it is charged as, when that was told
	at            *int64     // nil is when its answer was claimed
	came          int64      // when it was delivered, as far as that is told; 0 otherwise
}

// report has news written down, with what others tell at the same time.
func (j *Journal) report(ctx context.Context, n *news) error {
	if ctx.Value(inUnit{j}) != nil {
		return ErrNested
	}
	return j.news.tell(ctx, n)
}

// hear writes down what a group tells: what was sent, then what became of it. Each
// is a unit of work that locks bubbles once, in order, and then answers, in order,
// so that nobody waits in a circle. When a later one fails, nothing is lost: whoever
// told it tells it again, and what is written already stays as it is.
func (j *Journal) hear(ctx context.Context, group []*news) error {
	var accepted, statuses []word
	var fates []fate
	for _, n := range group {
		accepted, statuses, fates = append(accepted, n.accepted...), append(statuses, n.statuses...), append(fates, n.fates...)
	}
	if len(accepted)+len(fates) > 0 {
		err := j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
			if _, err := introduce(ctx, t, accepted, false); err != nil {
				return err
			}
			return settle(ctx, t, fates)
		})
		if err != nil {
			return err
		}
	}
	statuses = furthest(statuses)
	if err := j.follow(ctx, statuses); err != nil {
		return err
	}
	return j.charge(ctx, statuses)
}

// follow writes down what became of bubbles. Those that nobody knew are introduced
// by themselves, when the others are let go.
func (j *Journal) follow(ctx context.Context, statuses []word) error {
	if len(statuses) == 0 {
		return nil
	}
	var unknown []word
	err := j.Write(ctx, func(ctx context.Context, t bot.Tx) (err error) {
		unknown, err = advance(ctx, t, statuses)
		return err
	})
	if err != nil || len(unknown) == 0 {
		return err
	}
	var named, stray []word // by whether their answer is told
	for _, w := range unknown {
		if w.outbox != 0 {
			named = append(named, w)
		} else {
			stray = append(stray, w)
		}
	}
	return j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		come, err := introduce(ctx, t, named, true)
		if err != nil {
			return err
		}
		if _, err := advance(ctx, t, stray); err != nil { // their bubbles may be known now
			return err
		}
		return settle(ctx, t, reached(come))
	})
}

// furthest leaves, of what is told of one bubble, what brings it furthest.
func furthest(words []word) (out []word) {
	type bubble struct {
		channel, blind string
		outbox         int64
	}
	at := map[bubble]int{}
	for _, w := range words {
		b := bubble{*w.channel, w.blind, w.outbox}
		i, known := at[b]
		if known && w.came > 0 && (out[i].came == 0 || w.came < out[i].came) {
			out[i].came = w.came
		}
		switch {
		case !known:
			at[b] = len(out)
			out = append(out, w)
		case out[i].state < w.state:
			w.price, w.came = cmp.Or(w.price, out[i].price), out[i].came
			out[i] = w
		}
	}
	return out
}

// advance brings bubbles as far as statuses say, and returns those that may be of
// bubbles nobody knows: their sending is not settled yet, or their acceptance was
// never heard. Nearly every status is of a bubble that is known.
func advance(ctx context.Context, t bot.Tx, statuses []word) (unknown []word, err error) {
	for _, round := range rounds(statuses, func(w word) [2]string { return [2]string{*w.channel, w.blind} }) {
		list := newList("text", "text", "bigint", "bigint", "text", "bigint", "bigint")
		for _, w := range round {
			list.add(w.channel, w.blind, int(w.state), w.code, w.why, w.at, w.came)
		}
		n, err := changed(t.ExecContext(ctx, `with told (channel, blind, state, code, why, at, came) as (`+list.values()+`),
			known as materialized (select told.* from told join bubble b on b.channel = told.channel and b.blind = told.blind
				order by b.channel, b.blind for no key update)
			update bubble set state = known.state, code = known.code, error = known.why, at = known.at,
				came = case when bubble.came = 0 then known.came else bubble.came end
			from known where bubble.channel = known.channel and bubble.blind = known.blind and bubble.state < known.state`, list.args...))
		if err != nil {
			return nil, err
		}
		if n < int64(len(round)) {
			unknown = append(unknown, round...)
		}
	}
	return unknown, nil
}

// part is one of the bubbles an answer takes.
type part struct {
	outbox int64
	number int
}

// introduce makes bubbles known, as far as they have come. A bubble may have become
// known meanwhile: then it is brought as far. When asked it returns what was new;
// who settles an answer knows its parts.
func introduce(ctx context.Context, t bot.Tx, words []word, asked bool) (fresh []part, err error) {
	for _, round := range rounds(words, func(w word) string { return w.blind }) {
		list := newList("text", "text", "text", "bigint", "bigint", "bigint", "bigint", "text", "bigint", "bigint")
		for _, w := range round {
			list.add(w.channel, w.blind, w.sealed, w.outbox, w.part, int(w.state), w.code, w.why, w.at, w.came)
		}
		query := introduction(list)
		if !asked {
			_, err = t.ExecContext(ctx, query, list.args...)
		} else {
			var some []part
			some, err = parts(t.QueryContext(ctx, query+" returning outbox, part", list.args...))
			fresh = append(fresh, some...)
		}
		if err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// introduction inserts a list of words. They are taken in the order in which
// [advance] takes them.
func introduction(l *list) string {
	return `with told (channel, blind, sealed, outbox, part, state, code, why, at, came) as (` + l.values() + `)
		insert into bubble (channel, blind, sealed, outbox, part, state, code, error, at, came)
		select o.channel, told.blind, told.sealed, o.id, told.part, told.state, told.code, told.why, coalesce(told.at, o.claimed_at), told.came
		from told join outbox o on o.id = told.outbox
		where o.claimed_at is not null and o.channel = coalesce(told.channel, o.channel) order by o.channel, told.blind
		on conflict (channel, blind) do update set state = excluded.state, code = excluded.code, error = excluded.error, at = excluded.at,
			came = case when bubble.came = 0 then excluded.came else bubble.came end
		where bubble.state < excluded.state`
}

func parts(rows *sql.Rows, err error) (all []part, _ error) {
	err = each(rows, err, func(rows *sql.Rows) error {
		var p part
		err := rows.Scan(&p.outbox, &p.number)
		all = append(all, p)
		return err
	})
	return all, err
}

// never is how often no answer is claimed.
const never = -1

// reached are the fates of answers that have come as far as some parts.
func reached(come []part) (fates []fate) {
	for _, p := range come {
		i := slices.IndexFunc(fates, func(f fate) bool { return f.id == p.outbox })
		if i < 0 {
			i = len(fates)
			fates = append(fates, fate{id: p.outbox, claims: never})
		}
		fates[i].parts = max(fates[i].parts, p.number)
	}
	return fates
}
