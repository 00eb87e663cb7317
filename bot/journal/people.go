package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Membership is a person's place in one shop.
type Membership struct {
	Shop    bot.ShopID
	Role    bot.Role
	Demo    bool
	Current bool // the shop his messages go to
}

// Person says who writes from an address, and the shop he is in.
// [bot.ErrNotFound] when nobody has written from there yet.
func (j *Journal) Person(ctx context.Context, channel, address string) (bot.PersonID, bot.ShopID, error) {
	who, err := j.whose(ctx, j.reader, channel, address)
	return who.person, who.shop, wrap("person", err)
}

// MemberShops lists the shops a person belongs to, the oldest first.
func (j *Journal) MemberShops(ctx context.Context, person bot.PersonID) ([]Membership, error) {
	var out []Membership
	rows, err := j.reader.QueryContext(ctx, `select m.shop, m.role, s.demo, p.current_shop
		from member m join shop s on s.id = m.shop join person p on p.id = m.person
		where m.person = $1 order by m.shop`, person)
	err = each(rows, err, func(rows *sql.Rows) error {
		var m Membership
		var role string
		var current bot.ShopID
		if err := rows.Scan(&m.Shop, &role, &m.Demo, &current); err != nil {
			return err
		}
		m.Role, m.Current = bot.ParseRole(role), current == m.Shop
		out = append(out, m)
		return nil
	})
	return out, wrap("shops of a person", err)
}

// AddShop makes an empty shop without members. Its zone is an IANA name; "" is
// the journal's own.
func (j *Journal) AddShop(ctx context.Context, t bot.Tx, zone string, demo bool) (bot.ShopID, error) {
	if zone == "" {
		zone = j.zone
	}
	if _, err := time.LoadLocation(zone); err != nil {
		return 0, wrap("add shop", err)
	}
	var shop bot.ShopID
	err := t.QueryRowContext(ctx, "insert into shop (zone, demo, created_at) values ($1, $2, $3) returning id",
		zone, demo, j.now()).Scan(&shop)
	return shop, wrap("add shop", err)
}

// AddMember lets a person work in a shop, or changes what he may do there.
func (j *Journal) AddMember(ctx context.Context, t bot.Tx, shop bot.ShopID, person bot.PersonID, role bot.Role) error {
	if role <= bot.Stranger || role > bot.Owner {
		return wrap("add member", invalid("no such role"))
	}
	_, err := t.ExecContext(ctx, `insert into member (shop, person, role) values ($1, $2, $3)
		on conflict (shop, person) do update set role = excluded.role`, shop, person, role.String())
	return wrap("add member", err)
}

// Enter makes a shop the one a person's next messages go to. [ErrNotMember] when
// he does not belong to it.
func (j *Journal) Enter(ctx context.Context, t bot.Tx, person bot.PersonID, shop bot.ShopID) error {
	n, err := changed(t.ExecContext(ctx, `update person set current_shop = $2 where id = $1
		and exists (select 1 from member where shop = $2 and person = $1)`, person, shop))
	if err == nil && n == 0 {
		err = ErrNotMember
	}
	return wrap("enter", err)
}

// Leave ends a person's membership of a shop. If he was in it, he goes to the
// oldest real shop he still belongs to; having none, he gets a new one of his
// own, as a stranger does. [ErrNotMember] when he does not belong to it.
func (j *Journal) Leave(ctx context.Context, t bot.Tx, person bot.PersonID, shop bot.ShopID) error {
	return wrap("leave", j.leave(ctx, t, person, shop))
}

func (j *Journal) leave(ctx context.Context, t bot.Tx, person bot.PersonID, shop bot.ShopID) error {
	n, err := changed(t.ExecContext(ctx, "delete from member where shop = $1 and person = $2", shop, person))
	if err != nil {
		return err
	}
	if n == 0 {
		return ErrNotMember
	}
	if err := closeLeft(ctx, t, shop, person, j.clock.Now()); err != nil {
		return err
	}
	var current, next bot.ShopID
	if err := t.QueryRowContext(ctx, "select current_shop from person where id = $1", person).Scan(&current); err != nil {
		return err
	}
	if current != shop {
		return nil
	}
	err = t.QueryRowContext(ctx, `select m.shop from member m join shop s on s.id = m.shop
		where m.person = $1 order by s.demo, m.shop limit 1`, person).Scan(&next)
	if errors.Is(err, sql.ErrNoRows) {
		next, err = j.ownShop(ctx, t, person)
	}
	if err != nil {
		return err
	}
	return j.Enter(ctx, t, person, next)
}

// ownShop makes a new, empty shop a person owns.
func (j *Journal) ownShop(ctx context.Context, t bot.Tx, person bot.PersonID) (bot.ShopID, error) {
	shop, err := j.AddShop(ctx, t, "", false)
	if err != nil {
		return 0, err
	}
	return shop, j.AddMember(ctx, t, shop, person, bot.Owner)
}

// Alias makes an address one of a person's. [ErrTaken] when it is another's.
func (j *Journal) Alias(ctx context.Context, t bot.Tx, person bot.PersonID, channel, address string) error {
	if !nameable(channel) || !nameable(address) {
		return wrap("alias", invalid("channel or address"))
	}
	n, err := j.addAlias(ctx, t, person, channel, address)
	if err != nil || n == 1 {
		return wrap("alias", err)
	}
	who, err := j.whose(ctx, t, channel, address)
	if err == nil && who.person != person {
		err = ErrTaken
	}
	return wrap("alias", err)
}

// addAlias makes an address a person's if it is nobody's; it returns whether it
// was.
func (j *Journal) addAlias(ctx context.Context, t bot.Tx, person bot.PersonID, channel, address string) (int64, error) {
	blind, sealed, err := j.sealName(ctx, t, addressName, channel, address)
	if err != nil {
		return 0, err
	}
	return changed(t.ExecContext(ctx, `insert into alias (channel, blind, sealed, person) values ($1, $2, $3, $4)
		on conflict (channel, blind) do nothing`, channel, blind, sealed, person))
}

// sender is who wrote, and the shop he is in.
type sender struct {
	person bot.PersonID
	shop   bot.ShopID
}

func (j *Journal) whose(ctx context.Context, r Reader, channel, address string) (sender, error) {
	var s sender
	err := r.QueryRowContext(ctx, `select p.id, p.current_shop from alias a join person p on p.id = a.person
		where a.channel = $1 and a.blind = $2`, channel, j.blind(addressName, channel, address)).Scan(&s.person, &s.shop)
	return s, found(err)
}

// found says that a row is not there in the bot's words.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return bot.ErrNotFound
	}
	return err
}

// changed says how many rows a statement changed.
func changed(r sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// now is the time as columns keep it.
func (j *Journal) now() int64 { return j.clock.Now().UnixMilli() }
