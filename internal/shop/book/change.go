package book

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// change makes one change and keeps what it was.
func (b *Book) change(ctx context.Context, tx bot.Tx, t *bot.Turn, of bot.ShopID, c shop.Change) error {
	if err := b.keep(ctx, tx, of, c, t.Now().UnixMilli(), t.Person); err != nil {
		return err
	}
	var err error
	switch c.What {
	case shop.ChangeItem:
		err = changeItem(ctx, tx, of, c)
	case shop.ChangeRate:
		err = changeRate(ctx, tx, of, c)
	case shop.ChangeCustomer:
		err = b.changeCustomer(ctx, tx, of, c)
	case shop.ChangeProfile:
		err = b.changeProfile(ctx, tx, of, c)
	case shop.ChangeSetting:
		err = b.changeSetting(ctx, tx, of, c)
	case shop.ChangeDeal:
		err = b.changeDeal(ctx, tx, of, c)
	case shop.ChangeSeen:
		err = changeSeen(ctx, tx, of, c)
	case shop.ChangeLeaving:
		err = b.changeLeaving(ctx, tx, t, c)
	default:
		err = fmt.Errorf("no such change: %q", c.What)
	}
	if err == nil && c.Names() {
		_, err = tx.ExecContext(ctx, `insert into profile (shop, words) values ($1, 1)
			on conflict (shop) do update set words = profile.words + 1`, of)
	}
	return wrap("change "+c.What, err)
}

// keep writes the change down.
func (b *Book) keep(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change, at int64, by bot.PersonID) error {
	v := b.journal.Keys().In(tx)
	before, err := sealFact(ctx, v, factPlace(of, c.What, c.ID, "before", c.Ref), c.What, c.Before)
	if err != nil {
		return wrap("keep change", err)
	}
	after, err := sealFact(ctx, v, factPlace(of, c.What, c.ID, "after", c.Ref), c.What, c.After)
	if err != nil {
		return wrap("keep change", err)
	}
	_, err = tx.ExecContext(ctx, `insert into change (shop, turn, n, what, id, field, before, after,
		reverses_turn, reverses_n, at, person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		of, c.Turn, c.N, c.What, c.ID, c.Field, before, after,
		c.Reverses.Turn, c.Reverses.N, at, by)
	return wrap("keep change", err)
}

// changeItem lays one change over the shop's own facts of an item.
func changeItem(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) error {
	var own map[string]json.RawMessage
	var stored []byte
	err := tx.QueryRowContext(ctx, "select facts from item where shop = $1 and id = $2", of, c.ID).Scan(&stored)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return err
	default:
		if err := json.Unmarshal(stored, &own); err != nil {
			return err
		}
	}
	next, err := shop.Lay(own, c)
	if err != nil {
		return err
	}
	if next == nil {
		_, err = tx.ExecContext(ctx, "delete from item where shop = $1 and id = $2", of, c.ID)
		return err
	}
	facts, err := json.Marshal(next)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into item (shop, id, facts) values ($1, $2, $3)
		on conflict (shop, id) do update set facts = excluded.facts`, of, c.ID, string(facts))
	return err
}

// changeCustomer creates, replaces or takes away a customer.
func (b *Book) changeCustomer(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) error {
	if c.Removes() {
		_, err := tx.ExecContext(ctx, "delete from customer where shop = $1 and id = $2", of, c.ID)
		return err
	}
	next, err := b.described(ctx, tx, of, c)
	if err != nil || next == nil {
		return err
	}
	facts, err := b.journal.Keys().In(tx).Seal(ctx, customerPlace(of, c.ID), next)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into customer (shop, id, facts) values ($1, $2, $3)
		on conflict (shop, id) do update set facts = excluded.facts`, of, c.ID, facts)
	return err
}

// described are a customer's facts after a change; nil when there is nobody to
// change, or he was forgotten.
func (b *Book) described(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) (json.RawMessage, error) {
	if c.Field == "" {
		return c.After, nil
	}
	var kept string
	err := tx.QueryRowContext(ctx, "select facts from customer where shop = $1 and id = $2", of, c.ID).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	plain, err := b.journal.Keys().In(tx).Open(ctx, customerPlace(of, c.ID), kept)
	if errors.Is(err, seal.ErrForgotten) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return shop.LayCustomer(plain, c)
}

// changeProfile writes one field of who the shop is.
func (b *Book) changeProfile(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) error {
	p, err := shop.Profile{}.With(c.Field, c.After)
	if err != nil {
		return err
	}
	value := p.Name + string(p.Trade) + p.Place // all but the one are empty
	switch c.Field {                            // columns of the same names
	case shop.ProfileTrade:
	case shop.ProfileName, shop.ProfilePlace:
		if value, err = b.journal.Keys().In(tx).Text(ctx, profilePlace(of, c.Field), value); err != nil {
			return err
		}
	default:
		return fmt.Errorf("no such field: %q", c.Field)
	}
	_, err = tx.ExecContext(ctx, "insert into profile (shop, "+c.Field+") values ($1, $2) on conflict (shop) do update set "+
		c.Field+" = excluded."+c.Field, of, value)
	return err
}

// changeSetting sets or unsets one setting.
func (b *Book) changeSetting(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) error {
	var value *string
	if len(c.After) > 0 {
		if err := json.Unmarshal(c.After, &value); err != nil {
			return err
		}
	}
	if value == nil {
		_, err := tx.ExecContext(ctx, "delete from setting where shop = $1 and name = $2", of, c.ID)
		return err
	}
	sealed, err := b.journal.Keys().In(tx).Seal(ctx, settingPlace(of, c.ID), []byte(*value))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into setting (shop, name, value) values ($1, $2, $3)
		on conflict (shop, name) do update set value = excluded.value`, of, c.ID, sealed)
	return err
}

// orNull is a fact as a column keeps it.
func orNull(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "null"
	}
	return string(raw)
}
