package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// ErrOlder says that a journal has not been brought up to date since an older
// version wrote it. [Open] does that; [Look] leaves it.
var ErrOlder = errors.New("journal: of an older version")

// errLooking is what writing on a journal that is looked at fails with.
var errLooking = errors.New("it is only looked at")

// looked is a database that is only looked at.
type looked struct{ raw Raw }

// Look opens the journal that c names to see how it does. Nothing is made,
// migrated or written: what would write fails. [fs.ErrNotExist] when there is
// none, [ErrOlder] and [ErrNewer] when it is another version's; otherwise as
// [Open], also when its key is wrong.
func Look(ctx context.Context, c Config) (*Journal, error) {
	raw, err := ToRead(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := raw.current(ctx); err != nil {
		return nil, wrap("look", errors.Join(err, raw.Close()))
	}
	j := &Journal{zone: zoneOf(c.Zone), clock: c.Clock, log: logOf(c.Log), store: looked{raw}, reader: raw.DB, server: c.URL != ""}
	if err := j.keysThere(ctx, c.Key); err != nil {
		return nil, wrap("look", errors.Join(err, raw.Close()))
	}
	return j, nil
}

// keysThere opens the keys, if the journal has any yet.
func (j *Journal) keysThere(ctx context.Context, master seal.Master) error {
	s, err := seal.Look(ctx, j.reader)
	if err != nil {
		return err
	}
	if !s.Sealed {
		master = nil
	}
	j.keys, err = seal.Open(ctx, seal.Store{Read: j.reader, Clock: j.clock, Write: func(ctx context.Context, do func(context.Context, bot.Tx) error) error {
		return do(ctx, lookedAt{j.reader})
	}}, master)
	return err
}

// lookedAt is a transaction in which nothing is written.
type lookedAt struct{ Reader }

// ExecContext refuses.
func (lookedAt) ExecContext(context.Context, string, ...any) (sql.Result, error) {
	return nil, errLooking
}

// current compares the version of the journal's tables with the newest that is
// known.
func (r Raw) current(ctx context.Context) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		return errors.Join(err, errors.New("no migrations"))
	}
	number, _, _ := strings.Cut(path.Base(slices.Max(files)), "_")
	known, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return err
	}
	var at int64
	if err := r.QueryRowContext(ctx, "select max(version_id) from goose_"+ownTables).Scan(&at); err != nil {
		return fmt.Errorf("%w: %w", ErrNotDatabase, err)
	}
	switch {
	case at < known:
		return ErrOlder
	case at > known:
		return ErrNewer
	}
	return nil
}

func (looked) write(context.Context, func(context.Context, bot.Tx) error) error {
	return errLooking
}

func (looked) scrub(context.Context) error { return errLooking }

func (looked) migrate(context.Context, string, fs.FS) error { return errLooking }

func (l looked) read() Reader { return l.raw.DB }

func (l looked) close() error { return l.raw.Close() }
