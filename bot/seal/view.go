package seal

import (
	"context"
	"encoding/base64"

	"github.com/sahayak-dev/sahayak/bot"
)

// View seals and opens within one transaction, whose own new keys it sees, or
// outside of any.
type View struct {
	keys *Keys
	tx   bot.Tx // nil outside
}

// In is the keys as a transaction sees them. A key that is made in it is written
// with it, or not at all.
func (k *Keys) In(tx bot.Tx) View { return View{keys: k, tx: tx} }

// Seal locks a value for its place, outside of any transaction. A shop that has no
// key yet gets one.
func (k *Keys) Seal(ctx context.Context, p Place, plain []byte) (string, error) {
	return View{keys: k}.Seal(ctx, p, plain)
}

// Open opens what was sealed for a place, outside of any transaction; see
// [View.Open].
func (k *Keys) Open(ctx context.Context, p Place, text string) ([]byte, error) {
	return View{keys: k}.Open(ctx, p, text)
}

// Seal locks a value for its place. A shop or a customer without a key gets one.
func (v View) Seal(ctx context.Context, p Place, plain []byte) (string, error) {
	if v.keys.off {
		return string(plain), nil
	}
	id, locked, err := v.lock(ctx, p, plain)
	if err != nil {
		return "", wrap("seal "+p.Column, err)
	}
	return encode(id, locked), nil
}

// Text is Seal for a text that may be empty, and stays so.
func (v View) Text(ctx context.Context, p Place, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	return v.Seal(ctx, p, []byte(text))
}

// Open opens what was sealed for a place. What was never sealed is returned as it
// is. [ErrForgotten] when its key was deleted, [ErrTampered] when it was sealed for
// another place or changed since.
func (v View) Open(ctx context.Context, p Place, text string) ([]byte, error) {
	id, locked, ok := decode(text)
	if !ok || v.keys.off {
		return []byte(text), nil
	}
	plain, err := v.unlock(ctx, p, id, locked)
	return plain, wrap("open "+p.Column, err)
}

// SealFile is [Keys.Seal] for the bytes of a file.
func (k *Keys) SealFile(ctx context.Context, p Place, plain []byte) ([]byte, error) {
	return View{keys: k}.SealFile(ctx, p, plain)
}

// SealFile is [View.Seal] for the bytes of a file.
func (v View) SealFile(ctx context.Context, p Place, plain []byte) ([]byte, error) {
	if v.keys.off {
		return plain, nil
	}
	id, locked, err := v.lock(ctx, p, plain)
	if err != nil {
		return nil, wrap("seal "+p.Column, err)
	}
	return encodeFile(id, locked), nil
}

// OpenFile is [Keys.Open] for the bytes of a file.
func (k *Keys) OpenFile(ctx context.Context, p Place, data []byte) ([]byte, error) {
	id, locked, ok := decodeFile(data)
	if !ok || k.off {
		return data, nil
	}
	plain, err := View{keys: k}.unlock(ctx, p, id, locked)
	return plain, wrap("open "+p.Column, err)
}

func (v View) lock(ctx context.Context, p Place, plain []byte) (id int64, locked []byte, err error) {
	d, err := v.of(ctx, p)
	if err != nil {
		return 0, nil, err
	}
	a, err := d.aead()
	if err != nil {
		return 0, nil, err
	}
	locked, err = a.Encrypt(plain, p.bound())
	return d.id, locked, err
}

func (v View) unlock(ctx context.Context, p Place, id int64, locked []byte) ([]byte, error) {
	d, err := v.numbered(ctx, p.Shop, id)
	if err != nil {
		return nil, err
	}
	a, err := d.aead()
	if err != nil {
		return nil, err
	}
	plain, err := a.Decrypt(locked, p.bound())
	if err != nil {
		return nil, ErrTampered
	}
	return plain, nil
}

// of is the key new values of a place are sealed with, made when there is none.
func (v View) of(ctx context.Context, p Place) (*key, error) {
	d, _, err := v.search(ctx, p.Shop, func(s *set) *key { return s.newest[p.Owner] })
	if err != nil || d != nil {
		return d, err
	}
	if v.tx != nil {
		return v.add(ctx, p.Shop, p.Owner)
	}
	err = v.keys.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		d, err = v.keys.In(t).of(ctx, p)
		return err
	})
	return d, err
}

// numbered is a key of a shop by its number.
func (v View) numbered(ctx context.Context, shop bot.ShopID, id int64) (*key, error) {
	d, s, err := v.search(ctx, shop, func(s *set) *key {
		if _, gone := s.gone.Load(id); gone {
			return &deleted
		}
		return s.keys[id]
	})
	switch {
	case err != nil:
		return nil, err
	case d == nil:
		s.gone.Store(id, true)
		return nil, ErrForgotten
	case d == &deleted:
		return nil, ErrForgotten
	}
	return d, nil
}

// deleted stands for a key that is known not to be there any more.
var deleted key

// search looks for a key of a shop: among those that are kept, then those that are
// committed, then those of the transaction. The last are not kept: it may come to
// nothing, and what was sealed with them elsewhere would be lost.
func (v View) search(ctx context.Context, shop bot.ShopID, want func(*set) *key) (d *key, s *set, err error) {
	kept := v.keys.opened.of(shop, v.keys.Clock.Now())
	if kept != nil {
		if d := want(kept); d != nil {
			return d, kept, nil
		}
	}
	if kept == nil || v.tx == nil {
		if s, err = v.keys.load(ctx, v.keys.Read, shop); err != nil {
			return nil, nil, err
		}
		v.keys.opened.keep(shop, s)
		if d := want(s); d != nil {
			return d, s, nil
		}
	}
	if v.tx != nil {
		if s, err = v.keys.load(ctx, v.tx, shop); err != nil {
			return nil, nil, err
		}
		d = want(s)
	}
	return d, s, nil
}

// add makes a key.
func (v View) add(ctx context.Context, shop bot.ShopID, owner string) (*key, error) {
	d := &key{raw: random()}
	locked, err := v.keys.root.Encrypt(d.raw, wrapPlace(shop, owner))
	if err != nil {
		return nil, err
	}
	err = v.tx.QueryRowContext(ctx, "insert into seal_key (shop, owner, wrapped, made_at) values ($1, $2, $3, $4) returning id",
		shop, owner, base64.StdEncoding.EncodeToString(locked), v.keys.Clock.Now().UnixMilli()).Scan(&d.id)
	return d, err
}
