package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// How many rows are looked at, and wiped, at a time.
const (
	unsayLook = 1000
	unsayRows = 100
)

// Unsay wipes the texts of what was said and answered in a shop, of every turn in
// which about finds that somebody is spoken of, and reminders that speak of him. Rows
// stay, with their numbers: a turn can still be taken back, and a message that comes
// again is known. It returns how many turns those were.
func (j *Journal) Unsay(ctx context.Context, shop bot.ShopID, about func(text string) bool) (int, error) {
	u := &unsaying{Journal: j, shop: shop, about: about, turns: map[bot.TurnID]bool{}, messages: map[int64]sealedMessage{}}
	for _, step := range []func(context.Context) error{u.findTurns, u.findMessages, u.findAnswers, u.findMessages, u.wipe, u.relayed, u.sessions, u.reminders} {
		if err := step(ctx); err != nil {
			return 0, wrap(fmt.Sprint("unsay ", shop), err)
		}
	}
	return len(u.turns), nil
}

// unsaying is one run of it.
type unsaying struct {
	*Journal
	shop     bot.ShopID
	about    func(string) bool
	turns    map[bot.TurnID]bool
	messages map[int64]sealedMessage
}

// row is a text that was read, sealed.
type sealedRow struct {
	id   int64
	turn bot.TurnID
	body string
}

// rows gives all rows of a query to take, stretch by stretch; the query has a shop
// and the number of the last row for arguments.
func (u *unsaying) rows(ctx context.Context, query string, read func(*sql.Rows) (int64, error), take func() error) error {
	for last, n := int64(0), unsayLook; n == unsayLook; {
		n = 0
		rows, err := u.reader.QueryContext(ctx, query+atMost(unsayLook), u.shop, last)
		err = each(rows, err, func(rows *sql.Rows) error {
			id, err := read(rows)
			last, n = id, n+1
			return err
		})
		if err != nil {
			return err
		}
		if err := take(); err != nil {
			return err
		}
	}
	return nil
}

// findTurns looks into what turns did and said.
func (u *unsaying) findTurns(ctx context.Context) error {
	return u.spoken(ctx, "select id, id, body from turn", turnPlace, u.mark)
}

// findAnswers looks into what was answered.
func (u *unsaying) findAnswers(ctx context.Context) error {
	return u.spoken(ctx, "select id, turn, body from outbox", answerPlace, u.mark)
}

// mark notes the turn of a row.
func (u *unsaying) mark(_ context.Context, r sealedRow) error {
	u.turns[r.turn] = true
	return nil
}

// spoken gives the rows of a query for number, turn and text to take that speak of him.
func (u *unsaying) spoken(ctx context.Context, query string, at func(bot.ShopID, bot.TurnID) seal.Place,
	take func(context.Context, sealedRow) error,
) error {
	var found []sealedRow
	return u.rows(ctx, query+" where shop = $1 and id > $2 order by id", func(rows *sql.Rows) (int64, error) {
		var r sealedRow
		err := rows.Scan(&r.id, &r.turn, &r.body)
		found = append(found, r)
		return r.id, err
	}, func() error {
		for _, r := range found {
			plain, err := u.keys.Open(ctx, at(u.shop, r.turn), r.body)
			if err != nil {
				return err
			}
			if !u.about(string(plain)) {
				continue
			}
			if err := take(ctx, r); err != nil {
				return err
			}
		}
		found = found[:0]
		return nil
	})
}

// findMessages looks into what was said, and finds what the turns worked that are
// found. What is not worked yet is of now.
func (u *unsaying) findMessages(ctx context.Context) error {
	var found []sealedMessage
	return u.rows(ctx, "select id, turn, channel, blind, body, received_at from inbox where shop = $1 and state = 1 and id > $2 order by id", func(rows *sql.Rows) (int64, error) {
		var s sealedMessage
		err := rows.Scan(&s.seq, &s.turn, &s.channel, &s.blind, &s.body, &s.received)
		found = append(found, s)
		return s.seq, err
	}, func() error {
		for _, s := range found {
			plain, err := u.keys.Open(ctx, bodyPlace(u.shop, s.channel, s.blind), s.body)
			if err != nil {
				return err
			}
			if u.turns[s.turn] || u.about(string(plain)) {
				u.turns[s.turn], u.messages[s.seq] = true, s
			}
		}
		found = found[:0]
		return nil
	})
}

// wipe writes what was found without its texts.
func (u *unsaying) wipe(ctx context.Context) error {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(u.messages)), unsayRows) {
		err := u.Write(ctx, func(ctx context.Context, t bot.Tx) error {
			for _, seq := range some {
				if err := u.wipeMessage(ctx, t, u.messages[seq]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(u.turns)), unsayRows) {
		err := u.Write(ctx, func(ctx context.Context, t bot.Tx) error {
			for _, turn := range some {
				if err := u.wipeTurn(ctx, t, turn); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (u *unsaying) wipeMessage(ctx context.Context, t bot.Tx, s sealedMessage) error {
	m, err := u.openMessage(ctx, u.shop, s)
	if err != nil {
		return err
	}
	if err := u.dropNote(ctx, t, u.shop, m); err != nil {
		return err
	}
	m.Text, m.Heard, m.Media, m.Name, m.Due = "", nil, nil, "", nil
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	body, err := u.keys.In(t).Seal(ctx, bodyPlace(u.shop, s.channel, s.blind), raw)
	if err == nil {
		_, err = t.ExecContext(ctx, "update inbox set body = $1 where id = $2 and shop = $3", body, s.seq, u.shop)
	}
	return err
}

func (u *unsaying) wipeTurn(ctx context.Context, t bot.Tx, turn bot.TurnID) error {
	body, err := u.keys.In(t).Seal(ctx, turnPlace(u.shop, turn), []byte("{}"))
	if err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, "update turn set body = $1 where id = $2 and shop = $3", body, turn, u.shop); err != nil {
		return err
	}
	answer, err := u.keys.In(t).Seal(ctx, answerPlace(u.shop, turn), []byte("[]"))
	if err == nil {
		_, err = t.ExecContext(ctx, "update outbox set body = $1 where turn = $2 and shop = $3", answer, turn, u.shop)
	}
	return err
}

// sessions empties those that speak of him; a new revision makes what session
// memory holds of them stale.
func (u *unsaying) sessions(ctx context.Context) error {
	people, err := column[bot.PersonID](ctx, u.reader, "select person from checkpoint where shop = $1 order by person", u.shop)
	if err != nil {
		return err
	}
	for _, person := range people {
		s, err := u.Checkpoint(ctx, u.shop, person)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(s)
		if err != nil || !u.about(string(raw)) {
			if err != nil {
				return err
			}
			continue
		}
		rev := s.Rev
		s.Stack, s.Last, s.LastTurn, s.Said, s.SaidTurn, s.Misses, s.Rev = nil, nil, 0, nil, 0, 0, rev+1
		if raw, err = json.Marshal(s); err != nil {
			return err
		}
		err = u.Write(ctx, func(ctx context.Context, t bot.Tx) error {
			body, err := u.keys.In(t).Seal(ctx, sessionPlace(u.shop, person), raw)
			if err != nil {
				return err
			}
			return fresh(changed(t.ExecContext(ctx, "update checkpoint set rev = $1, body = $2 where shop = $3 and person = $4 and rev = $5",
				rev+1, body, u.shop, person, rev)))
		})
		if err != nil {
			return err // whoever comes back to it finds the rest done
		}
	}
	return nil
}

// reminders removes those that speak of him.
func (u *unsaying) reminders(ctx context.Context) error {
	return u.spoken(ctx, "select id, turn, args from reminder", reminderPlace, func(ctx context.Context, r sealedRow) error {
		return u.Write(ctx, func(ctx context.Context, t bot.Tx) error {
			_, err := t.ExecContext(ctx, "delete from reminder where id = $1 and shop = $2", r.id, u.shop)
			return err
		})
	})
}
