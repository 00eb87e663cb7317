package backup

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// intoFile fills a SQLite file, in the nest until it is whole.
type intoFile struct {
	Config
	nest   *nest
	raw    journal.Raw
	closed bool
}

func newFile(ctx context.Context, c Config, n *nest) (*intoFile, error) {
	at := c.At
	at.Path = n.database()
	if err := os.WriteFile(at.Path, nil, 0o600); err != nil { // nobody else's to read
		return nil, err
	}
	raw, err := journal.ToFill(ctx, at, "")
	if err != nil {
		return nil, err
	}
	return &intoFile{Config: c, nest: n, raw: raw}, nil
}

func (f *intoFile) make(ctx context.Context, u *unpacker) error {
	if err := migrate(ctx, f.raw, f.Parts, u.Parts); err != nil {
		return err
	}
	return sweep(ctx, f.raw, u.tables)
}

// sweep removes the rows that migrations have put into tables: they are in the
// backup too, as they have become.
func sweep(ctx context.Context, db journal.Raw, tables []table) error {
	for i := range tables {
		t := tables[len(tables)-1-i]
		if _, err := db.ExecContext(ctx, "delete from "+pgx.Identifier{t.name}.Sanitize()); err != nil {
			return err
		}
	}
	return nil
}

func (f *intoFile) fill(ctx context.Context, t table, next func() ([]any, error)) error {
	tx, err := f.raw.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := insert(ctx, tx, t, next); err != nil {
		return err
	}
	return tx.Commit()
}

// insert writes rows one by one.
func insert(ctx context.Context, tx *sql.Tx, t table, next func() ([]any, error)) error {
	into, err := tx.PrepareContext(ctx, "insert into "+pgx.Identifier{t.name}.Sanitize()+" ("+columns(t)+") values (?"+ //nolint:gosec // quoted
		strings.Repeat(", ?", len(t.columns)-1)+")")
	if err != nil {
		return err
	}
	defer into.Close() //nolint:errcheck // its transaction says what went wrong
	for {
		row, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := into.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
}

func (f *intoFile) number(ctx context.Context, t table, last int64) error {
	_, err := f.raw.ExecContext(ctx, `insert into sqlite_sequence (name, seq) select $1, 0
		where not exists (select 1 from sqlite_sequence where name = $1)`, t.name)
	if err != nil {
		return err
	}
	_, err = f.raw.ExecContext(ctx, "update sqlite_sequence set seq = $1 where name = $2 and seq < $1", last, t.name)
	return err
}

func (f *intoFile) finish(ctx context.Context, blobs string) error {
	err := each(ctx, f.raw, "pragma foreign_key_check", func(*sql.Rows) error {
		return damaged("rows refer to rows that are not there")
	})
	if err != nil {
		return err
	}
	f.closed = true
	if err := f.raw.Flush(ctx, f.nest.database()); err != nil {
		return err
	}
	if err := moveIn(blobs, f.At.BlobFolder()); err != nil {
		return err
	}
	if err := settle(f.nest.database(), f.At.Path); err != nil { // from here on it is there
		return errors.Join(err, os.RemoveAll(f.At.BlobFolder()))
	}
	return nil
}

func (f *intoFile) abandon(context.Context) error {
	if f.closed {
		return nil
	}
	return f.raw.Close() // the nest is removed with all that is in it
}
