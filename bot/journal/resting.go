package journal

import (
	"context"
	"database/sql"

	"github.com/sahayak-dev/sahayak/bot"
)

// mostResting is how much of what rests for one person is looked at.
const mostResting = 16

// Resting lists what rests for a person, in order; see [bot.Journal]. What he has taken
// back since that he agrees to is left out: nobody sends it any more.
func (j *Journal) Resting(ctx context.Context, person bot.PersonID) ([]bot.Outgoing, error) {
	var sealed []claimed
	rows, err := j.reader.QueryContext(ctx, `select outbox.id, outbox.shop, outbox.turn, outbox.channel, outbox.blind, outbox.sealed, outbox.lang,
			outbox.demo, outbox.tries, outbox.parts, outbox.body, outbox.jobs, `+withdrawn+`
		from alias a join outbox on outbox.channel = a.channel and outbox.blind = a.blind
		where a.person = $1 and outbox.state < 2 and outbox.rests > 0 order by outbox.id`+atMost(mostResting), person)
	err = each(rows, err, func(rows *sql.Rows) error {
		var o claimed
		err := rows.Scan(&o.ID, &o.Shop, &o.Turn, &o.Channel, &o.blind, &o.sealed, &o.Lang, &o.Demo, &o.Tries, &o.Parts, &o.body, &o.jobs, &o.withdrawn)
		o.Person = person
		sealed = append(sealed, o)
		return err
	})
	var out []bot.Outgoing
	for _, c := range sealed {
		if err != nil || c.withdrawn > 0 || c.Parts > 0 {
			continue
		}
		if err = j.openAnswer(ctx, &c); err == nil {
			out = append(out, c.Outgoing)
		}
	}
	return out, wrap("resting", err)
}

// ride settles what rested and is said with the turn's answer, and has the rest of what
// rests for those it answers sent.
func (e *entry) ride(ctx context.Context, t bot.Tx) error {
	for _, id := range e.Rides {
		n, err := changed(t.ExecContext(ctx, "update outbox set state = 2, rests = 0, error = $2 where id = $1 and state < 2 and rests > 0", id, ridden))
		if err != nil {
			return err
		}
		if n == 0 {
			return bot.ErrStale // it was sent meanwhile
		}
	}
	if !e.Wakes {
		return nil
	}
	for _, to := range e.to {
		if _, err := t.ExecContext(ctx, "update outbox set rests = 0, due_at = $3 where channel = $1 and blind = $2 and state < 2 and rests > 0", to.Channel, to.blind, e.due); err != nil {
			return err
		}
	}
	return nil
}

// ridden is noted with an answer that was said with another.
const ridden = "said with another"
