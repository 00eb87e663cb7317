package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// Commit writes a turn; see [bot.Journal]. When several things are wrong,
// [bot.ErrDone] is told before [bot.ErrNotNext], that before [bot.ErrStale], and
// that before [bot.ErrUndone] and what apply returns.
func (j *Journal) Commit(ctx context.Context, c bot.Commit, apply func(context.Context, bot.Tx) error) error {
	e, err := newEntry(c, j.clock)
	if err == nil {
		err = e.seal(ctx, j, nil)
	}
	if err != nil {
		return wrap("commit", err)
	}
	return wrap("commit", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		// The turn's row comes before the effects, which may refer to it.
		for _, step := range []func(context.Context, bot.Tx) error{
			e.lockShop, e.takeMessages, e.scrubber(j), e.raiseShop, e.saveSession, e.record, e.takeBack, apply, e.remind, e.ride, e.post, e.voice, e.audited,
		} {
			if step == nil {
				continue
			}
			if err := step(ctx, t); err != nil {
				return err
			}
		}
		return nil
	}))
}

// entry is a turn on its way into the journal, encoded before the writer's time
// is taken.
type entry struct {
	bot.Commit
	session, body, bubble string   // as they are kept
	reading               string   // what its voice note says, if not that; "" otherwise
	args                  []string // of what it asks to be done later
	jobs                  string   // that it did, "" for none
	to                    []target // where its replies go
	due                   int64
	rev                   int64 // the shop's revision as it stands
	moved                 bool  // another shop it reaches is not as it was
	deed                  Deed
}

// body is what a turn's row keeps for later.
type body struct {
	Finished []bot.Frame `json:"finished,omitempty"`
	Replies  []bot.Reply `json:"replies,omitempty"`
}

// written is a body whose replies are written down already.
type written struct {
	Finished []bot.Frame     `json:"finished,omitempty"`
	Replies  json.RawMessage `json:"replies,omitempty"`
}

func newEntry(c bot.Commit, clock bot.Clock) (*entry, error) {
	seqs, err := burst(c.Turn, c.Seqs)
	if err != nil {
		return nil, err
	}
	if c.At.IsZero() {
		c.At = clock.Now()
	}
	c.Seqs, c.Session.Person, c.Session.Shop = seqs, c.Person, c.Shop
	e := &entry{Commit: c, due: clock.Now().UnixMilli()}
	replies, err := json.Marshal(c.Replies)
	if err != nil {
		return nil, err
	}
	kept := written{Finished: c.Finished}
	if len(c.Replies) > 0 {
		kept.Replies = replies
	}
	whole, err := json.Marshal(kept)
	if err != nil {
		return nil, err
	}
	session, err := json.Marshal(c.Session)
	if err != nil {
		return nil, err
	}
	e.session, e.body, e.bubble = string(session), string(whole), string(replies)
	e.deed = deedOf(c, e.body)
	if e.jobs, err = jobsOf(c); err != nil {
		return nil, err
	}
	if e.reading, err = readOut(c); err != nil {
		return nil, err
	}
	for _, r := range c.Later {
		raw, err := json.Marshal(r.Args)
		if err != nil {
			return nil, err
		}
		e.args = append(e.args, string(raw))
	}
	return e, nil
}

// target is a place replies go to, as the outbox keeps it.
type target struct {
	bot.Target
	blind, sealed string
}

// seal seals all that the turn writes, before the writer's time is taken when t is nil.
func (e *entry) seal(ctx context.Context, j *Journal, t bot.Tx) error {
	keys := j.keys.In(t)
	for _, part := range []struct {
		text *string
		at   seal.Place
	}{
		{&e.session, sessionPlace(e.Shop, e.Person)},
		{&e.body, turnPlace(e.Shop, e.Turn)},
		{&e.bubble, answerPlace(e.Shop, e.Turn)},
		{&e.reading, answerPlace(e.Shop, e.Turn)},
	} {
		if part.text == &e.reading && e.reading == "" {
			continue
		}
		var err error
		if *part.text, err = keys.Seal(ctx, part.at, []byte(*part.text)); err != nil {
			return err
		}
	}
	for i, args := range e.args {
		var err error
		if e.args[i], err = keys.Seal(ctx, reminderPlace(e.Shop, e.askedBy(e.Later[i])), []byte(args)); err != nil {
			return err
		}
	}
	for _, to := range e.To {
		blind, sealed, err := j.sealName(ctx, t, addressName, to.Channel, to.Address)
		if err != nil {
			return err
		}
		e.to = append(e.to, target{to, blind, sealed})
	}
	return nil
}

// lockShop keeps the shop for this turn: turns of one shop are committed one at a
// time, and take their locks in the same order. It must be "for update": a weaker
// lock would let a message of the shop be stored meanwhile, and an earlier one
// could appear behind a later one's back. Shops the turn reaches are locked with it,
// all in the order of their numbers, so that two that reach each other wait instead
// of standing in each other's way.
func (e *entry) lockShop(ctx context.Context, t bot.Tx) error {
	for _, shop := range e.locks() {
		var rev int64
		err := t.QueryRowContext(ctx, "select rev from shop where id = $1 for update", shop).Scan(&rev)
		switch {
		case errors.Is(err, sql.ErrNoRows) && shop != e.Shop:
			e.moved = true // it was deleted
		case errors.Is(err, sql.ErrNoRows):
			return bot.ErrNotFound
		case err != nil:
			return err
		case shop == e.Shop:
			e.rev = rev
		}
		for _, r := range e.Reaches {
			e.moved = e.moved || r.Shop == shop && r.Rev >= 0 && r.Rev != rev
		}
	}
	return nil
}

// locks are the shops that the turn writes to, in the order they are locked in.
func (e *entry) locks() []bot.ShopID {
	out := []bot.ShopID{e.Shop}
	for _, r := range e.Reaches {
		out = append(out, r.Shop)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// takeMessages marks the turn's messages as worked, if it is their turn: no earlier
// one of the shop is pending. None can appear meanwhile; see lockShop.
func (e *entry) takeMessages(ctx context.Context, t bot.Tx) error {
	// $3 is the first of them.
	n, err := changed(t.ExecContext(ctx, `update inbox set state = 1, turn = $1
		where shop = $2 and state = 0 and id in (`+placeholders(3, len(e.Seqs))+`)
		and not exists (select 1 from inbox where shop = $2 and state = 0 and id < $3)`,
		with([]any{e.Turn, e.Shop}, e.Seqs)...))
	if err != nil || n == int64(len(e.Seqs)) {
		return err
	}
	return e.whyNot(ctx, t, n)
}

// whyNot says why only n of the messages could be taken. When every other is still
// pending, it was for an earlier one, and n is 0.
func (e *entry) whyNot(ctx context.Context, t bot.Tx, n int64) error {
	var pending int64
	err := t.QueryRowContext(ctx, `select count(*) from inbox
		where shop = $1 and state = 0 and id in (`+placeholders(2, len(e.Seqs))+`)`,
		with([]any{e.Shop}, e.Seqs)...).Scan(&pending)
	switch {
	case err != nil:
		return err
	case n+pending == int64(len(e.Seqs)):
		return bot.ErrNotNext
	}
	return whyNot(ctx, t, e.Shop, e.Seqs)
}

// raiseShop checks the shop's revision and those of the shops it reaches, and raises
// them when the turn changes something.
func (e *entry) raiseShop(ctx context.Context, t bot.Tx) error {
	if e.rev != e.ShopRev || e.moved {
		return bot.ErrStale
	}
	if e.Changes == 0 {
		return nil
	}
	for _, shop := range e.locks() {
		if _, err := t.ExecContext(ctx, "update shop set rev = rev + 1 where id = $1", shop); err != nil {
			return err
		}
	}
	return nil
}

// saveSession writes the checkpoint over the one the turn started from. A job
// leaves it alone.
func (e *entry) saveSession(ctx context.Context, t bot.Tx) error {
	if e.Unasked {
		return nil
	}
	if e.Session.Rev == 1 {
		return fresh(changed(t.ExecContext(ctx, `insert into checkpoint (shop, person, rev, body) values ($1, $2, $3, $4)
			on conflict (shop, person) do nothing`, e.Shop, e.Person, e.Session.Rev, e.session)))
	}
	return fresh(changed(t.ExecContext(ctx, `update checkpoint set rev = $1, body = $2
		where shop = $3 and person = $4 and rev = $5`, e.Session.Rev, e.session, e.Shop, e.Person, e.Session.Rev-1)))
}

// fresh turns "no such row" into a stale revision.
func fresh(rows int64, err error) error {
	if err == nil && rows == 0 {
		err = bot.ErrStale
	}
	return err
}

// record writes the turn's own row.
func (e *entry) record(ctx context.Context, t bot.Tx) error {
	_, err := t.ExecContext(ctx, `insert into turn (id, shop, person, at, changes, errands, undoes, own, unasked, body)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		e.Turn, e.Shop, e.Person, e.At.UnixMilli(), e.Changes, len(e.Finished), e.Undoes, e.Own, e.Unasked, e.body)
	return err
}

// wroteFrom is when who a target is had written last, in milliseconds, as far as the
// turn's session knows.
func (e *entry) wroteFrom(to bot.Target) int64 {
	s := e.Session
	if s.Wrote.IsZero() || s.Channel != to.Channel || s.Address != to.Address {
		return 0
	}
	return s.Wrote.UnixMilli()
}

// post puts one bubble in the outbox for everyone who is told.
func (e *entry) post(ctx context.Context, t bot.Tx) error {
	if len(e.Replies) == 0 {
		return nil
	}
	for n, to := range e.to {
		if err := e.queue(ctx, t, to, e.spokenTo(n), e.bubble); err != nil {
			return err
		}
	}
	return nil
}

// queue puts one bubble in the outbox.
func (e *entry) queue(ctx context.Context, t bot.Tx, to target, aloud int, body string) error {
	_, err := t.ExecContext(ctx, `insert into outbox (shop, turn, channel, blind, sealed, lang, demo, body, due_at, jobs, purpose, wrote, aloud)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		e.Shop, e.Turn, to.Channel, to.blind, to.sealed, to.Lang, e.Demo, body, e.due, e.jobs, e.Purpose, e.wroteFrom(to.Target), aloud)
	return err
}
