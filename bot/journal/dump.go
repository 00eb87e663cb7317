package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/sahayak-dev/sahayak/bot"
)

// Part is a part of the program that keeps tables of its own in the journal's
// database.
type Part struct {
	Name  string // what its migrations are counted under
	Files fs.FS  // its migrations; see [Journal.Migrate]
}

// Own are the journal's own tables.
func Own() (Part, error) {
	files, err := fs.Sub(migrations, "migrations")
	return Part{Name: ownTables, Files: files}, wrap("own tables", err)
}

// Raw is the database under a journal, for what reads or fills all of it at once:
// a backup. Whoever works turns wants [Open].
type Raw struct {
	*sql.DB
	Postgres bool // else it is a SQLite file
}

// ToRead opens the database that c names to read all of it. Nothing is made,
// migrated or changed; [fs.ErrNotExist] when there is no file. A transaction that
// is begun read-only sees one moment, however long it lasts, and nobody who
// writes waits for it.
func ToRead(ctx context.Context, c Config) (Raw, error) {
	if c.URL != "" {
		return dial(ctx, c, map[string]string{"default_transaction_read_only": "on"})
	}
	if _, err := os.Stat(c.Path); err != nil {
		return Raw{}, wrap("to read", err)
	}
	db, err := connectAbs(c.Path, reading)
	if err != nil {
		return Raw{}, wrap("to read", err)
	}
	var id int
	err = explain(db.QueryRowContext(ctx, "pragma application_id").Scan(&id))
	if err == nil && id != program {
		err = ErrNotDatabase
	}
	if err != nil {
		return Raw{}, wrap("to read", errors.Join(err, db.Close()))
	}
	return Raw{DB: db}, nil
}

// filling is how a file that is thrown away when anything fails is written:
// quickly. [Raw.Flush] makes it last.
var filling = []string{"journal_mode(off)", "synchronous(off)", "foreign_keys(0)", "cache_size(-65536)", "trusted_schema(0)"}

// ToFill opens a database without tables to be filled: a new file at the path, or
// a schema of its own in PostgreSQL. Until it is filled it is no journal.
func ToFill(ctx context.Context, c Config, schema string) (Raw, error) {
	if c.URL != "" {
		return dial(ctx, c, map[string]string{"search_path": pgx.Identifier{schema}.Sanitize()})
	}
	db, err := connectAbs(c.Path, filling)
	if err != nil {
		return Raw{}, wrap("to fill", err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, fmt.Sprintf("pragma application_id = %d", program)); err != nil {
		return Raw{}, wrap("to fill", errors.Join(explain(err), db.Close()))
	}
	return Raw{DB: db}, nil
}

// Dial opens PostgreSQL as the URL of c says, without looking for a journal.
func Dial(ctx context.Context, c Config) (Raw, error) { return dial(ctx, c, nil) }

// dial opens PostgreSQL with settings for all that is done on it.
func dial(ctx context.Context, c Config, settings map[string]string) (Raw, error) {
	config, err := configure(c)
	if err != nil {
		return Raw{}, wrap("dial", err)
	}
	maps.Copy(config.RuntimeParams, settings)
	// What is done on it builds on itself, and copies rows pgx's own way.
	db := pool(stdlib.OpenDB(*config), maxWriters)
	if err := db.PingContext(ctx); err != nil {
		return Raw{}, wrap("dial", errors.Join(explainPostgres(err), db.Close()))
	}
	return Raw{DB: db, Postgres: true}, nil
}

// Sketch opens a database in memory, to see in it what tables parts have.
func Sketch() (Raw, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return Raw{}, wrap("sketch", err)
	}
	db.SetMaxOpenConns(1) // each connection would have a memory of its own
	return Raw{DB: db}, nil
}

// MigrateTo brings the tables of a part to a version, which may be an old one:
// [Open] and [Journal.Migrate] take them further. [ErrNewer] when the part has no
// such version.
func (r Raw) MigrateTo(ctx context.Context, p Part, version int64) error {
	dialect, files := goose.DialectSQLite3, fs.FS(inSQLite{p.Files})
	if r.Postgres {
		dialect, files = goose.DialectPostgres, p.Files
	}
	g, err := provide(dialect, r.DB, p.Name, files)
	if err != nil {
		return wrap("migrate "+p.Name, err)
	}
	known := g.ListSources()
	if newest := known[len(known)-1].Version; version > newest {
		return wrap("migrate", fmt.Errorf("%w: %s is at %d, known is %d", ErrNewer, p.Name, version, newest))
	}
	_, err = g.UpTo(ctx, version)
	return wrap("migrate "+p.Name, err)
}

// Flush makes what was filled survive a power failure, as a file that [Open]
// finds as it left it.
func (r Raw) Flush(ctx context.Context, path string) error {
	if r.Postgres {
		return nil
	}
	if _, err := r.ExecContext(ctx, "pragma journal_mode = wal"); err != nil {
		return wrap("flush", explain(err))
	}
	if err := r.Close(); err != nil { // the last connection takes the log into the file
		return wrap("flush", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // the file that was filled
	if err != nil {
		return wrap("flush", err)
	}
	return wrap("flush", errors.Join(f.Sync(), f.Close(), syncFolder(filepath.Dir(path))))
}

// connectAbs is [connect] for a path as a person writes it.
func connectAbs(path string, pragmas []string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	return connect(path, pragmas)
}

// BlobFolder is the folder of a journal's blobs.
func (c Config) BlobFolder() string {
	if c.Blobs != "" {
		return c.Blobs
	}
	return filepath.Join(filepath.Dir(c.Path), "blobs")
}

// BlobPath is where a shop's blob lies, below the folder of the blobs. The key is
// as [Journal.PutBlob] gave it.
func BlobPath(shop bot.ShopID, key string) string { return blobs{}.path(shop, key) }
