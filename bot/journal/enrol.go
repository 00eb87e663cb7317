package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
)

// Enrol writes the effects of a turn that are about people; see [bot.People]. Others
// are passed over.
func (j *Journal) Enrol(ctx context.Context, tx bot.Tx, t *bot.Turn) error {
	for i, effect := range t.Effects() {
		var err error
		switch e := effect.(type) {
		case bot.Invite:
			err = j.invite(ctx, tx, t, e)
		case bot.Join:
			err = j.join(ctx, tx, t, e)
		case bot.Appoint:
			err = j.appoint(ctx, tx, t, e)
		case bot.Enter:
			err = j.Bring(ctx, tx, t, e.Shop)
		case bot.SetPIN:
			err = j.setPIN(ctx, tx, t.Person, e.Kept)
		case bot.Tried:
			err = tried(ctx, tx, t.Person, e)
		case bot.Vouch:
			_, err = tx.ExecContext(ctx, "update member set vouched = $3 where shop = $1 and person = $2", t.Shop, e.Person, j.now())
		case bot.Preference:
			err = j.prefer(ctx, tx, t, i, e)
		case bot.Notice:
			err = j.notify(ctx, tx, t, i, e)
		case bot.Look:
			err = note(ctx, tx, t, Deed{Shop: e.Shop, Act: ActRead, What: e.What})
		case bot.Halt:
			err = j.haltIn(ctx, tx, t, e)
		default:
			err = j.enrolHandover(ctx, tx, t, effect)
		}
		if err != nil {
			return wrap("enrol", err)
		}
	}
	return nil
}

// invite makes an invitation.
func (j *Journal) invite(ctx context.Context, tx bot.Tx, t *bot.Turn, i bot.Invite) error {
	n, err := nextInvitation(ctx, tx, t.Shop)
	if err != nil {
		return err
	}
	title, err := j.keys.In(tx).Seal(ctx, titlePlace(t.Shop, n), []byte(i.Title))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "insert into invitation (shop, n, blind, role, title, person, until) values ($1, $2, $3, $4, $5, $6, $7)",
		t.Shop, n, j.blind(inviteName, anyChannel, i.Code), i.Role.String(), title, t.Person, i.Until.UnixMilli())
	return err
}

// join takes a place by its code. When it was taken meanwhile, the turn is stale.
func (j *Journal) join(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.Join) error {
	i, n, err := j.invitation(ctx, tx, e.Code)
	if err != nil {
		return err
	}
	err = fresh(changed(tx.ExecContext(ctx, "update invitation set used_by = $3 where shop = $1 and n = $2 and used_by = 0 and until > $4",
		i.Shop, n, t.Person, j.now())))
	if err != nil {
		return err
	}
	if err := j.AddMember(ctx, tx, i.Shop, t.Person, i.Role); err != nil {
		return err
	}
	if err := j.name(ctx, tx, i.Shop, t.Person, e.Name); err != nil {
		return err
	}
	if err := j.Bring(ctx, tx, t, i.Shop); err != nil {
		return err
	}
	return j.abandon(ctx, tx, t)
}

// name says what a member is called.
func (j *Journal) name(ctx context.Context, tx bot.Tx, shop bot.ShopID, person bot.PersonID, name string) error {
	if name == "" {
		return nil
	}
	sealed, err := j.keys.In(tx).Seal(ctx, memberPlace(shop, person), []byte(name))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "update member set name = $3 where shop = $1 and person = $2", shop, person, sealed)
	return err
}

// Bring takes who a turn is with to another shop he belongs to, with the language he
// speaks and where he writes from, so that he can be told things there. [ErrNotMember].
func (j *Journal) Bring(ctx context.Context, tx bot.Tx, t *bot.Turn, to bot.ShopID) error {
	if err := j.Enter(ctx, tx, t.Person, to); err != nil {
		return err
	}
	s := bot.Session{
		Person: t.Person, Shop: to, Lang: t.Lang, Channel: t.Message.Channel, Address: t.Message.Address, Name: t.Message.Name,
		Prefers: t.Manner(), Rev: 1, Expires: t.Now().Add(bot.SessionTTL),
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return wrap("bring", err)
	}
	body, err := j.keys.In(tx).Seal(ctx, sessionPlace(to, t.Person), raw)
	if err != nil {
		return wrap("bring", err)
	}
	_, err = tx.ExecContext(ctx, `insert into checkpoint (shop, person, rev, body) values ($1, $2, $3, $4)
		on conflict (shop, person) do nothing`, to, t.Person, s.Rev, body)
	return wrap("bring", err)
}

// abandon takes somebody out of a shop of his own that nothing was ever done in and
// nobody else belongs to: it was made only because he wrote.
func (j *Journal) abandon(ctx context.Context, tx bot.Tx, t *bot.Turn) error {
	_, err := tx.ExecContext(ctx, `delete from member where shop = $1 and person = $2
		and not exists (select 1 from member o where o.shop = $1 and o.person <> $2)
		and exists (select 1 from shop where id = $1 and rev <= 1)`, t.Shop, t.Person) // this turn is the one
	return err
}

// appoint gives a member another role, or none.
func (j *Journal) appoint(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.Appoint) error {
	if e.Role == bot.Stranger {
		return j.leave(ctx, tx, e.Person, t.Shop)
	}
	n, err := changed(tx.ExecContext(ctx, "update member set role = $3 where shop = $1 and person = $2", t.Shop, e.Person, e.Role.String()))
	if err == nil && n == 0 {
		err = ErrNotMember
	}
	return err
}

// setPIN keeps a PIN, or none.
func (j *Journal) setPIN(ctx context.Context, tx bot.Tx, person bot.PersonID, kept string) error {
	if kept == "" {
		_, err := tx.ExecContext(ctx, "delete from pin where person = $1", person)
		return err
	}
	sealed, err := j.keys.In(tx).Seal(ctx, pinPlace(person), []byte(kept))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "insert into pin (person, kept) values ($1, $2) on conflict (person) do update set kept = excluded.kept", person, sealed)
	return err
}

// tried notes wrong guesses, or that there are none.
func tried(ctx context.Context, tx bot.Tx, person bot.PersonID, e bot.Tried) error {
	if e.Wrong == 0 {
		_, err := tx.ExecContext(ctx, "delete from tries where person = $1 and what = $2", person, e.What)
		return err
	}
	until := int64(0)
	if !e.Until.IsZero() {
		until = e.Until.UnixMilli()
	}
	_, err := tx.ExecContext(ctx, `insert into tries (person, what, wrong, until) values ($1, $2, $3, $4)
		on conflict (person, what) do update set wrong = excluded.wrong, until = excluded.until`, person, e.What, e.Wrong, until)
	return err
}

// roles are who belongs to a shop, and as what; nobody while it is stopped.
func roles(ctx context.Context, tx bot.Tx, shop bot.ShopID) (out []bot.Member, err error) {
	rows, err := tx.QueryContext(ctx, `select m.person, m.role from member m join shop s on s.id = m.shop
		where m.shop = $1 and s.stopped_at = 0 order by m.person`, shop)
	err = each(rows, err, func(rows *sql.Rows) error {
		var m bot.Member
		var role string
		err := rows.Scan(&m.Person, &role)
		m.Role = bot.ParseRole(role)
		out = append(out, m)
		return err
	})
	return out, err
}

// notify tells members of a shop something.
func (j *Journal) notify(ctx context.Context, tx bot.Tx, t *bot.Turn, n int, e bot.Notice) error {
	if len(e.Replies) == 0 {
		return nil
	}
	people, err := roles(ctx, tx, e.Shop)
	if err != nil {
		return err
	}
	for _, m := range people {
		if m.Role < e.Least || m.Person == t.Person || e.To != 0 && m.Person != e.To {
			continue
		}
		s, err := j.checkpoint(ctx, tx, j.keys.In(tx).Open, e.Shop, m.Person)
		if err != nil {
			return err
		}
		if s.Channel == "" || !s.Doubt.IsZero() || t.Now().Sub(s.Expires) >= bot.Silence {
			continue // he never wrote there, or so long ago that his number may be another's
		}
		replies := e.Replies
		if s.Prefers[bot.Lite] == bot.On {
			replies = bot.Spare(replies)
		}
		held, err := j.hold(ctx, tx, e.Shop, m.Person, replies)
		if err != nil {
			return err
		}
		if held {
			continue
		}
		key := fmt.Sprintf("notice|%d|%d|%d", t.ID, n, m.Person)
		to := bot.Target{Channel: s.Channel, Address: s.Address, Lang: s.Lang}
		if _, err := j.say(ctx, tx, key, sender{m.Person, e.Shop}, to, replies); err != nil {
			return err
		}
	}
	return nil
}
