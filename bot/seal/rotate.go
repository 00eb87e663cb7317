package seal

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// Rewrap locks the root key with another master. Whoever has the keys open goes
// on; the next time they are opened, it must be with the new one.
func Rewrap(ctx context.Context, s Store, from, to Master) error {
	k := &Keys{Store: s}
	wrapped, name, err := k.stored(ctx)
	if err != nil {
		return wrap("rewrap", err)
	}
	if err := (&Keys{Store: s, opened: newCache()}).unlock(ctx, from, wrapped, name); err != nil {
		return err
	}
	root, err := from.Unwrap(ctx, wrapped)
	if err != nil {
		return wrap("rewrap", err)
	}
	next, err := to.Wrap(ctx, root)
	if err != nil {
		return wrap("rewrap", err)
	}
	return wrap("rewrap", s.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		done, err := t.ExecContext(ctx, "update seal_root set master = $1, wrapped = $2, made_at = $3 where id = $4 and wrapped = $5",
			to.Name(), next, s.Clock.Now().UnixMilli(), rootRow, wrapped)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 1 {
			return err
		}
		return ErrKey // somebody else has just changed it
	}))
}

// Renew gives a shop a new key for what is written from now on. Old keys open what
// they have sealed.
func (k *Keys) Renew(ctx context.Context, shop bot.ShopID) error {
	if k.off {
		return nil
	}
	err := k.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := k.In(t).add(ctx, shop, "")
		return err
	})
	k.opened.drop(shop)
	return wrap("renew", err)
}

// Drop forgets the opened keys of a shop, because their rows are deleted.
func (k *Keys) Drop(shop bot.ShopID) { k.opened.drop(shop) }

// Shops lists up to limit shops after one that have keys, in order.
func (k *Keys) Shops(ctx context.Context, after bot.ShopID, limit int) ([]bot.ShopID, error) {
	var out []bot.ShopID
	for len(out) < limit {
		var next bot.ShopID
		err := k.Read.QueryRowContext(ctx, "select coalesce(min(shop), -1) from seal_key where shop > $1", after).Scan(&next)
		if err != nil {
			return nil, wrap("shops", err)
		}
		if next < 0 {
			break
		}
		out, after = append(out, next), next
	}
	return out, nil
}

// Forget deletes the key of an owner in a shop, and with it all that was sealed
// for him. An owner "" is the shop itself.
func (v View) Forget(ctx context.Context, shop bot.ShopID, owner string) error {
	if v.tx == nil || shop == 0 {
		return wrap("forget", ErrForgotten)
	}
	_, err := v.tx.ExecContext(ctx, "delete from seal_key where shop = $1 and owner = $2", shop, owner)
	v.keys.opened.drop(shop)
	return wrap("forget", err)
}
