package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/sahayak-dev/sahayak/bot"
)

// program marks the files that are ours, in SQLite's application_id ("Shyk").
const program = 0x5368796b

// writing is how a connection that writes is set up. FULL keeps every
// acknowledged commit through a power failure; group commit makes it cheap.
var writing = []string{
	"busy_timeout(10000)", "journal_mode(wal)", "synchronous(full)", "fullfsync(1)",
	"foreign_keys(1)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)", "trusted_schema(0)",
	"secure_delete(1)",   // what is deleted is gone
	"cache_size(-32768)", // kilobytes: the pages of many shops, read once and not at every turn
}

// reading is how a connection that only reads is set up.
var reading = []string{"busy_timeout(10000)", "query_only(1)", "trusted_schema(0)"}

// sqliteStore is a database in a file.
type sqliteStore struct {
	path   string
	log    *slog.Logger
	writer *writer
	reader *reader

	scrubbing sync.Mutex // see scrub
}

// openSQLite opens the file at path, making it when it is not there.
func openSQLite(ctx context.Context, path string, log *slog.Logger) (*sqliteStore, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	for try := 1; ; try++ {
		s, err := openFile(ctx, path, log)
		if !busy(err) || try == openTries || ctx.Err() != nil {
			return s, err
		}
	}
}

// openTries is how often a file is tried that others open too: who makes it keeps
// it, for a moment in which SQLite does not wait.
const openTries = 5

func openFile(ctx context.Context, path string, log *slog.Logger) (*sqliteStore, error) {
	if err := claimFile(ctx, path); err != nil {
		return nil, err
	}
	w, err := newWriter(ctx, path, log)
	if err != nil {
		return nil, err
	}
	r, err := newReader(path)
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	return &sqliteStore{path: path, log: log, writer: w, reader: r}, nil
}

// busy reports whether somebody else has the file.
func busy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

func (s *sqliteStore) write(ctx context.Context, do func(context.Context, bot.Tx) error) error {
	return s.writer.write(ctx, do)
}

func (s *sqliteStore) read() Reader { return s.reader }

func (s *sqliteStore) close() error { return errors.Join(s.writer.close(), s.reader.close()) }

// connect opens a pool on the file; nothing is touched before its first use.
func connect(path string, pragmas []string) (*sql.DB, error) {
	q := url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive letter
	}
	return sql.Open("sqlite", "file:"+(&url.URL{Path: slashed}).EscapedPath()+"?"+q.Encode())
}

// claimFile marks a new file as ours and refuses one that is not.
func claimFile(ctx context.Context, path string) error {
	db, err := connect(path, writing)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil) // immediate: nobody else claims it meanwhile
	if err != nil {
		return explain(err)
	}
	defer func() { _ = tx.Rollback() }()
	var id, tables int
	if err := tx.QueryRowContext(ctx, "pragma application_id").Scan(&id); err != nil {
		return explain(err)
	}
	if err := tx.QueryRowContext(ctx, "select count(*) from sqlite_schema").Scan(&tables); err != nil {
		return explain(err)
	}
	switch {
	case id == program:
		return nil
	case id != 0 || tables != 0:
		return ErrNotDatabase
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("pragma application_id = %d", program)); err != nil {
		return explain(err)
	}
	return explain(tx.Commit())
}

// explain adds the sentinel a person can be told about to an error of SQLite.
func explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrNotDatabase, err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	return err
}
