package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// enrolHandover writes an effect on a handover; others are passed over.
func (j *Journal) enrolHandover(ctx context.Context, tx bot.Tx, t *bot.Turn, effect bot.Effect) error {
	switch e := effect.(type) {
	case bot.HandOver:
		return j.handOver(ctx, tx, t, e)
	case bot.Relay:
		return j.relay(ctx, tx, t, e)
	case bot.Answer:
		return j.answer(ctx, tx, t, e)
	case bot.Recall:
		return j.recall(ctx, tx, t, e)
	case bot.HandBack:
		return j.handBack(ctx, tx, t, e)
	case bot.Postpone:
		return j.postpone(ctx, tx, e.Reminder)
	}
	return nil
}

// handOver opens a handover and tells the operators.
func (j *Journal) handOver(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.HandOver) error {
	title, err := j.keys.In(tx).Seal(ctx, handoverPlace(e.Shop, e.Turn), []byte(e.Title))
	if err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, `insert into handover (shop, person, turn, title, role, lang, opened_at, waits_since)
		values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (shop, person) where closed_at = 0 do nothing returning id`,
		e.Shop, e.Person, e.Turn, title, e.Role.String(), e.Lang, e.Opened.UnixMilli()).Scan(&e.ID)
	if errors.Is(err, sql.ErrNoRows) {
		err = bot.ErrStale // it is open already
	}
	if err != nil {
		return err
	}
	if err := j.keepLines(ctx, tx, t.ID, e.Handover, e.Lines...); err != nil {
		return err
	}
	late := bot.Reminder{Shop: e.Shop, Person: e.Person, Turn: e.Turn, Nudge: bot.Nudge{Job: bot.HandBackJob}, At: e.Until}
	if err := j.postpone(ctx, tx, late); err != nil {
		return err
	}
	if err := j.testify(ctx, tx, t, e.Handover, ActSend, "opened"); err != nil {
		return err
	}
	return j.tellDesk(ctx, tx, e.Handover, t.ID, e.To, bot.Told(e.Handover, true, e.Lines...))
}

// relay tells the operators what was written.
func (j *Journal) relay(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.Relay) error {
	err := fresh(changed(tx.ExecContext(ctx, `update handover set waits_since = case waits_since when 0 then $3 else waits_since end
		where id = $1 and shop = $2 and closed_at = 0`, e.ID, e.Shop, t.Now().UnixMilli())))
	if err != nil {
		return err
	}
	if err := j.keepLines(ctx, tx, t.ID, e.Handover, e.Line); err != nil {
		return err
	}
	return j.tellDesk(ctx, tx, e.Handover, t.ID, e.To, bot.Told(e.Handover, false, e.Line))
}

// answer tells the person what an operator wrote, who has him from then on.
func (j *Journal) answer(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.Answer) error {
	err := fresh(changed(tx.ExecContext(ctx, `update handover set operator_person = $3, answered_at = $4, waits_since = 0
		where id = $1 and shop = $2 and closed_at = 0 and operator_person in (0, $3)`, e.ID, e.Shop, t.Person, t.Now().UnixMilli())))
	if err != nil {
		return err
	}
	if err := j.keepLines(ctx, tx, t.ID, e.Handover, e.Line); err != nil {
		return err
	}
	if err := j.testify(ctx, tx, t, e.Handover, ActSend, "answered"); err != nil {
		return err
	}
	return j.tellPerson(ctx, tx, t, e.Handover, e.Say)
}

// recall shows an operator what was said last. It belongs to the turn in which the person
// asked, so that it is kept and destroyed with his shop.
func (j *Journal) recall(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.Recall) error {
	if e.Take {
		err := fresh(changed(tx.ExecContext(ctx, "update handover set operator_person = $3 where id = $1 and shop = $2 and closed_at = 0",
			e.ID, e.Shop, t.Person)))
		if err != nil {
			return err
		}
	}
	lines, err := j.relayedLines(ctx, tx, e.Handover, bot.MaxRecalled)
	if err != nil {
		return err
	}
	if err := j.testify(ctx, tx, t, e.Handover, ActRead, "shown"); err != nil {
		return err
	}
	return j.tellDesk(ctx, tx, e.Handover, e.Turn, []bot.Target{e.To}, bot.Told(e.Handover, false, lines...))
}

// handBack closes a handover.
func (j *Journal) handBack(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.HandBack) error {
	by := t.Person
	if t.Message.Due != nil {
		by = 0
	}
	err := fresh(changed(tx.ExecContext(ctx, `update handover set closed_at = $3, closed_by = $4, why = $5, waits_since = 0
		where id = $1 and shop = $2 and closed_at = 0`, e.ID, e.Shop, t.Now().UnixMilli(), by, string(e.Why))))
	if err != nil {
		return err
	}
	if err := j.testify(ctx, tx, t, e.Handover, ActWrite, "closed:"+string(e.Why)); err != nil {
		return err
	}
	if len(e.To) > 0 {
		if err := j.keepLines(ctx, tx, t.ID, e.Handover); err != nil {
			return err
		}
		if err := j.tellDesk(ctx, tx, e.Handover, t.ID, e.To, bot.ToldEnd(e.Handover, e.Why)); err != nil {
			return err
		}
	}
	return j.tellPerson(ctx, tx, t, e.Handover, e.Say)
}

// keepLines writes down what was said in a turn.
func (j *Journal) keepLines(ctx context.Context, tx bot.Tx, turn bot.TurnID, h bot.Handover, lines ...bot.Line) error {
	raw, err := json.Marshal(lines)
	if err != nil {
		return err
	}
	body, err := j.keys.In(tx).Seal(ctx, relayedPlace(h.Shop, turn), raw)
	if err == nil {
		_, err = tx.ExecContext(ctx, "insert into relayed (turn, handover, shop, body) values ($1, $2, $3, $4)", turn, h.ID, h.Shop, body)
	}
	return err
}

// tellDesk puts into the outbox of a turn of the person's shop what operators read.
func (j *Journal) tellDesk(ctx context.Context, tx bot.Tx, h bot.Handover, turn bot.TurnID, to []bot.Target, replies []bot.Reply) error {
	e, err := newEntry(bot.Commit{Turn: turn, Shop: h.Shop, Person: h.Person, Seqs: []int64{int64(turn)}, Replies: replies, To: to}, j.clock)
	if err == nil {
		err = e.seal(ctx, j, tx)
	}
	if err == nil {
		err = e.post(ctx, tx)
	}
	return err
}

// tellPerson says something to the person of a handover, where he wrote last.
func (j *Journal) tellPerson(ctx context.Context, tx bot.Tx, t *bot.Turn, h bot.Handover, replies []bot.Reply) error {
	if len(replies) == 0 {
		return nil
	}
	s, err := j.checkpoint(ctx, tx, j.keys.In(tx).Open, h.Shop, h.Person)
	if err != nil || s.Channel == "" {
		return err
	}
	to := bot.Target{Channel: s.Channel, Address: s.Address, Lang: s.Lang}
	_, err = j.say(ctx, tx, handoverKey(t), sender{h.Person, h.Shop}, to, replies)
	return err
}

// handoverKey names what a turn says in another's chat; each does so once.
func handoverKey(t *bot.Turn) string { return fmt.Sprintf("handover|%d", t.ID) }

// testify writes into the audit of the person's shop what was done.
func (j *Journal) testify(ctx context.Context, tx bot.Tx, t *bot.Turn, h bot.Handover, act Act, what string) error {
	d := Deed{Shop: h.Shop, Person: t.Person, Turn: t.ID, Act: act, What: fmt.Sprintf("handover:%d %s", h.ID, what)}
	if t.Message.Due != nil {
		d.Person = 0
	}
	_, err := tx.ExecContext(ctx, insertDeed, d.columns(t.Now().UnixMilli())...)
	return err
}

// postpone writes a reminder down as it is, with the turn that first asked for it.
func (j *Journal) postpone(ctx context.Context, tx bot.Tx, r bot.Reminder) error {
	raw, err := json.Marshal(r.Args)
	if err != nil {
		return err
	}
	args, err := j.keys.In(tx).Seal(ctx, reminderPlace(r.Shop, r.Turn), raw)
	if err == nil {
		_, err = tx.ExecContext(ctx, `insert into reminder (shop, person, turn, job, args, at)
			values ($1, $2, $3, $4, $5, $6)`, r.Shop, r.Person, r.Turn, r.Job, args, milliAfter(r.At))
	}
	return err
}

// hold keeps back what is said to a person whom an operator answers, until the bot may
// speak again. False when none does.
func (j *Journal) hold(ctx context.Context, tx bot.Tx, shop bot.ShopID, person bot.PersonID, replies []bot.Reply) (bool, error) {
	var turn bot.TurnID
	err := tx.QueryRowContext(ctx, "select turn from handover where shop = $1 and person = $2 and closed_at = 0", shop, person).Scan(&turn)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	var raw []byte
	if err == nil {
		raw, err = json.Marshal(replies)
	}
	if err != nil {
		return false, err
	}
	args := bot.Args{bot.HeldReplies: bot.Value{Kind: bot.Text, Text: string(raw)}}
	later := bot.Reminder{Shop: shop, Person: person, Turn: turn, Nudge: bot.Nudge{Job: bot.HeldJob, Args: args}, At: j.clock.Now().Add(bot.HoldPause)}
	return true, j.postpone(ctx, tx, later)
}

// closeLeft closes the handover of somebody who leaves a shop.
func closeLeft(ctx context.Context, tx bot.Tx, shop bot.ShopID, person bot.PersonID, now time.Time) error {
	_, err := tx.ExecContext(ctx, "update handover set closed_at = $3, why = $4, waits_since = 0 where shop = $1 and person = $2 and closed_at = 0",
		shop, person, now.UnixMilli(), string(bot.EndLeft))
	return err
}
