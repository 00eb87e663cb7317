package journal

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// files is the table of blobs, whose bytes lie in files: the rows say which, and
// stay as they are.
func (j *Journal) files() seal.Table {
	return seal.Table{
		Pass: "blob", Name: "blob", Key: []string{"shop", "key"},
		Seal: func(ctx context.Context, v seal.View, r seal.Row) ([]string, error) {
			return nil, j.sealFile(ctx, v, bot.ShopID(seal.Number(r.Key[0])), seal.Text(r.Key[1]))
		},
	}
}

// sealFile seals a file in its place; one that has been swept is none.
func (j *Journal) sealFile(ctx context.Context, v seal.View, shop bot.ShopID, key string) error {
	data, err := os.ReadFile(j.blobs.path(shop, key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || seal.SealedFile(data) {
		return err
	}
	sealed, err := v.SealFile(ctx, blobPlace(shop, key), data)
	if err != nil {
		return err
	}
	return j.blobs.write(shop, key, sealed)
}

// How often it is tried to empty a log that is in use, and the pause between. SQLite
// waits for who reads or writes, but not for who empties the log too, as its writer
// does of its own accord; a lock is no matter of the passed clock, which may stand.
const (
	scrubTries = 50
	scrubPause = 20 * time.Millisecond
)

// errInUse says that somebody reads what shall be wiped, for long.
var errInUse = errors.New("the log of the file is in use")

// scrub empties the log of a file, which still has pages as they were before
// their texts were sealed. In the file itself nothing is left: what is written over
// or deleted there is wiped (see writing). One at a time: who comes second waits.
func (s *sqliteStore) scrub(ctx context.Context) error {
	s.scrubbing.Lock()
	defer s.scrubbing.Unlock()
	db, err := connect(s.path, writing)
	if err != nil {
		return err
	}
	for range scrubTries {
		var busy, pages, moved int
		err = db.QueryRowContext(ctx, "pragma wal_checkpoint(truncate)").Scan(&busy, &pages, &moved)
		if err != nil || busy == 0 {
			break
		}
		err = errInUse
		select {
		case <-ctx.Done():
		case <-time.After(scrubPause): //nolint:forbidigo // a lock of the machine
		}
	}
	return errors.Join(explain(err), db.Close())
}

// scrub does nothing: a server cleans up by itself in time.
func (*postgresStore) scrub(context.Context) error { return nil }
