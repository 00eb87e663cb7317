package seal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/tink"

	"github.com/sahayak-dev/sahayak/bot"
)

// Reader reads the database.
type Reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Store is the database the keys are in, wrapped: tables seal_root, seal_key and
// seal_pass.
type Store struct {
	Read  Reader // what is committed
	Write func(ctx context.Context, do func(context.Context, bot.Tx) error) error
	Clock bot.Clock
}

// Keys are those of one database. Make them with [Open]; they are safe for
// concurrent use. The zero value's pointer is of no use.
type Keys struct {
	Store
	off    bool // no master: nothing is sealed
	master string
	root   tink.AEAD
	index  []byte
	opened *cache
}

// rootRow is the number of the only row of seal_root.
const rootRow = 1

// indexOwner owns the key of the indexes, which is never made anew.
const indexOwner = "index"

// Open opens the keys of a database, or makes them when it has none. A nil master
// seals nothing. [ErrKey] when the database is sealed with another master, or with
// one when there is none; [ErrMaster] when it cannot be asked.
func Open(ctx context.Context, s Store, m Master) (*Keys, error) {
	k := &Keys{Store: s, opened: newCache()}
	wrapped, name, err := k.stored(ctx)
	if err != nil {
		return nil, wrap("open", err)
	}
	if m == nil {
		if wrapped != "" {
			return nil, fmt.Errorf("%w: it is sealed with %s, and no key was given", ErrKey, name)
		}
		k.off, k.index = true, random()
		return k, nil
	}
	if wrapped == "" {
		if err := k.found(ctx, m); err != nil {
			return nil, wrap("open", err)
		}
		if wrapped, name, err = k.stored(ctx); err != nil {
			return nil, wrap("open", err)
		}
	}
	return k, k.unlock(ctx, m, wrapped, name)
}

// stored reads the root key as the master wrapped it; "" when there is none yet. It
// reads as a unit of work, behind whoever makes the database at the same moment.
func (k *Keys) stored(ctx context.Context) (wrapped, name string, err error) {
	err = k.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		return t.QueryRowContext(ctx, "select wrapped, master from seal_root where id = $1", rootRow).Scan(&wrapped, &name)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return wrapped, name, err
}

// found makes the root key and the index key. When several processes do, one
// succeeds.
func (k *Keys) found(ctx context.Context, m Master) error {
	root := random()
	wrapped, err := m.Wrap(ctx, root)
	if err != nil {
		return err
	}
	a, err := subtle.NewAESGCM(root)
	if err != nil {
		return err
	}
	return k.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		done, err := t.ExecContext(ctx, `insert into seal_root (id, master, wrapped, made_at) values ($1, $2, $3, $4)
			on conflict (id) do nothing`, rootRow, m.Name(), wrapped, k.Clock.Now().UnixMilli())
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err // another process was quicker
		}
		_, err = (View{keys: &Keys{Store: k.Store, root: a}, tx: t}).add(ctx, 0, indexOwner)
		return err
	})
}

// unlock opens the root key and the index key.
func (k *Keys) unlock(ctx context.Context, m Master, wrapped, name string) error {
	root, err := m.Unwrap(ctx, wrapped)
	if errors.Is(err, ErrKey) {
		return fmt.Errorf("%w: it is sealed with %s, and this is %s", ErrKey, name, m.Name())
	}
	if err != nil {
		return wrap("open", err)
	}
	if k.root, err = subtle.NewAESGCM(root); err != nil {
		return wrap("open", err)
	}
	k.master = name
	var all *set
	err = k.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		all, err = k.load(ctx, t, 0)
		return err
	})
	if err != nil {
		return wrap("open", err)
	}
	first := all.newest[indexOwner]
	if first == nil {
		return fmt.Errorf("%w: its index key is gone", ErrKey)
	}
	k.index = first.raw
	k.opened.keep(0, all)
	return nil
}

// Sealing reports whether anything is sealed: there is a master.
func (k *Keys) Sealing() bool { return !k.off }

// key is one data key, opened.
type key struct {
	id    int64
	raw   []byte
	once  sync.Once
	locks tink.AEAD
	wrong error
}

// aead is what the key locks with, made when it is first needed: most of a shop's
// customers are not in the turn.
func (d *key) aead() (tink.AEAD, error) {
	d.once.Do(func() { d.locks, d.wrong = subtle.NewAESGCM(d.raw) })
	return d.locks, d.wrong
}

// wrapPlace binds a data key to whom it belongs.
func wrapPlace(shop bot.ShopID, owner string) []byte {
	return []byte("sahayak data key|" + strconv.FormatInt(int64(shop), 10) + "|" + owner)
}

// load reads and opens the keys of a shop.
func (k *Keys) load(ctx context.Context, r Reader, shop bot.ShopID) (*set, error) {
	rows, err := r.QueryContext(ctx, "select id, owner, wrapped from seal_key where shop = $1 order by id", shop)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	s := newSet(k.Clock.Now())
	for rows.Next() {
		var id int64
		var owner, wrapped string
		if err := rows.Scan(&id, &owner, &wrapped); err != nil {
			return nil, err
		}
		locked, err := base64.StdEncoding.DecodeString(wrapped)
		if err != nil {
			return nil, fmt.Errorf("%w: data key %d", ErrTampered, id)
		}
		raw, err := k.root.Decrypt(locked, wrapPlace(shop, owner))
		if err != nil {
			return nil, fmt.Errorf("%w: data key %d", ErrTampered, id)
		}
		s.put(owner, &key{id: id, raw: raw})
	}
	return s, rows.Err()
}

// random is the bytes of a new key.
func random() []byte {
	raw := make([]byte, Size)
	_, _ = rand.Read(raw) // it never fails
	return raw
}
