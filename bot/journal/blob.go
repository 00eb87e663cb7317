package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// MaxBlob is how many bytes a blob may have: more than any channel delivers.
const MaxBlob = 100 << 20

// errSwept says that the sweeper took the file between writing it and noting it.
var errSwept = errors.New("swept meanwhile")

// PutBlob keeps bytes for a shop until expires and returns the key they are
// found by: it follows from them. The same bytes put twice are kept once, for the
// longer time. [ErrTooLarge] above [MaxBlob].
func (j *Journal) PutBlob(ctx context.Context, shop bot.ShopID, data []byte, expires time.Time) (string, error) {
	return j.keepBlob(ctx, noted{shop: shop, expires: expires}, data)
}

// noted is what is noted of a blob.
type noted struct {
	shop    bot.ShopID
	of      bot.PersonID // whose voice it is, the last to send it; 0 for nobody's
	key     string
	expires time.Time
}

// keepBlob keeps a blob and returns its key, or "" when whose voice it is wants it not kept.
func (j *Journal) keepBlob(ctx context.Context, n noted, data []byte) (string, error) {
	if len(data) > MaxBlob {
		return "", wrap("put blob", ErrTooLarge)
	}
	n.key = j.blobKey(n.shop, data)
	kept, err := j.putBlob(ctx, n, data)
	if errors.Is(err, errSwept) {
		kept, err = j.putBlob(ctx, n, data) // its expiry stood; now it does not
	}
	if err != nil || !kept {
		return "", wrap("put blob", err)
	}
	return n.key, nil
}

// blobKey names bytes: by their SHA-256 in hex, which is another in every shop and
// tells nothing of them when the journal is sealed.
func (j *Journal) blobKey(shop bot.ShopID, data []byte) string {
	sum := sha256.Sum256(data)
	if digest, sealing := j.keys.Digest("blob|"+strconv.FormatInt(int64(shop), 10), string(sum[:])); sealing {
		return hex.EncodeToString(digest)
	}
	return hex.EncodeToString(sum[:])
}

func (j *Journal) putBlob(ctx context.Context, n noted, data []byte) (kept bool, err error) {
	sealed, err := j.keys.SealFile(ctx, blobPlace(n.shop, n.key), data)
	if err != nil {
		return false, err
	}
	if err := j.blobs.write(n.shop, n.key, sealed); err != nil {
		return false, err
	}
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		if kept, err = stillKeeps(ctx, t, n); err != nil {
			return err
		}
		if !kept {
			return j.dropBlob(ctx, t, n.shop, n.key)
		}
		_, err := t.ExecContext(ctx, `insert into blob (shop, key, size, expires_at, person) values ($1, $2, $3, $4, $5)
			on conflict (shop, key) do update set person = excluded.person, expires_at =
			case when blob.expires_at < excluded.expires_at then excluded.expires_at else blob.expires_at end`,
			n.shop, n.key, len(data), n.expires.UnixMilli(), n.of)
		if err != nil {
			return err
		}
		if _, err := os.Stat(j.blobs.path(n.shop, n.key)); err != nil {
			return errSwept
		}
		return nil
	})
	return kept, err
}

// Blob returns the bytes a shop keeps under a key. [bot.ErrNotFound] when it has
// none, or they have expired.
func (j *Journal) Blob(ctx context.Context, shop bot.ShopID, key string) ([]byte, error) {
	var size int64
	err := j.reader.QueryRowContext(ctx, "select size from blob where shop = $1 and key = $2 and expires_at > $3",
		shop, key, j.now()).Scan(&size)
	if err != nil {
		return nil, wrap("blob", found(err))
	}
	data, err := os.ReadFile(j.blobs.path(shop, key))
	if errors.Is(err, fs.ErrNotExist) {
		err = bot.ErrNotFound
	}
	if err == nil {
		data, err = j.keys.OpenFile(ctx, blobPlace(shop, key), data)
	}
	return data, wrap("blob", err)
}

// dropBlob forgets a blob at once. When the transaction fails its row stays, without its
// bytes.
func (j *Journal) dropBlob(ctx context.Context, t bot.Tx, shop bot.ShopID, key string) error {
	if _, err := t.ExecContext(ctx, "delete from blob where shop = $1 and key = $2", shop, key); err != nil {
		return err
	}
	if err := os.Remove(j.blobs.path(shop, key)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// SweepBlobs forgets up to limit blobs that have expired, and says how many.
func (j *Journal) SweepBlobs(ctx context.Context, limit int) (swept int, err error) {
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		swept, err = j.sweepBlobs(ctx, t, limit)
		return err
	})
	if err != nil {
		return 0, wrap("sweep blobs", err)
	}
	return swept, nil
}

func (j *Journal) sweepBlobs(ctx context.Context, t bot.Tx, limit int) (swept int, err error) {
	return j.dropBlobs(ctx, t, `delete from blob where (shop, key) in
		(select shop, key from blob where expires_at <= $1 order by expires_at limit $2) and expires_at <= $1 returning shop, key`,
		j.now(), limit)
}

// dropBlobs removes the files of rows that a query deletes and returns, and says how many.
// It does while the transaction lasts, so that nobody notes one as kept meanwhile.
func (j *Journal) dropBlobs(ctx context.Context, t bot.Tx, query string, args ...any) (dropped int, err error) {
	rows, err := t.QueryContext(ctx, query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var shop bot.ShopID
		var key string
		if err := rows.Scan(&shop, &key); err != nil {
			return err
		}
		dropped++
		if err := os.Remove(j.blobs.path(shop, key)); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	return dropped, err
}

// blobs is the folder the bytes are in, a folder per shop.
type blobs struct{ dir string }

func (b blobs) path(shop bot.ShopID, key string) string {
	return filepath.Join(b.dir, strconv.FormatInt(int64(shop), 10), key[:2], key)
}

// write puts a file in place, whole and durably.
func (b blobs) write(shop bot.ShopID, key string, data []byte) error {
	path := b.path(shop, key)
	dir := filepath.Dir(path)
	if err := b.makeFolder(dir); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already when all went well
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(dir)
}

// makeFolder makes a folder and those above it, durably.
func (b blobs) makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for ; dir != filepath.Dir(b.dir); dir = filepath.Dir(dir) {
		if err := syncFolder(filepath.Dir(dir)); err != nil {
			return err
		}
	}
	return nil
}

// syncFolder makes a new name in a folder survive a power failure.
func syncFolder(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // a folder of ours
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
