package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// migrateTries is how often migrating is tried, beyond once for each migration,
// when other processes migrate at the same time: each try finds more of the work
// done.
const migrateTries = 5

// Migrate brings the tables of a part of the program up to date. Its files are
// goose migrations, NNNNN_name.sql, in PostgreSQL's words; name keeps their
// count apart from everybody else's. [ErrNewer] when the database has
// migrations that files does not know.
func (j *Journal) Migrate(ctx context.Context, name string, files fs.FS) error {
	return wrap("migrate "+name, j.store.migrate(ctx, name, files))
}

// migrate brings the tables of a SQLite file up to date.
func (s *sqliteStore) migrate(ctx context.Context, name string, files fs.FS) error {
	db, err := connect(s.path, writing)
	if err != nil {
		return err
	}
	defer db.Close()
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		if err = upgrade(ctx, s.log, goose.DialectSQLite3, db, name, inSQLite{files}); err == nil {
			return nil
		}
		if try >= migrateTries+len(names) || ctx.Err() != nil || errors.Is(err, ErrNewer) {
			return explain(err)
		}
	}
}

// migrate brings the tables of a PostgreSQL database up to date. Processes that
// start together wait for each other.
func (p *postgresStore) migrate(ctx context.Context, name string, files fs.FS) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*p.config) // a migration's statements build on each other: they cannot be sent together
	defer db.Close()
	return explainPostgres(upgrade(ctx, p.log, goose.DialectPostgres, db, name, files, goose.WithSessionLocker(locker)))
}

// upgrade applies what is missing.
func upgrade(ctx context.Context, log *slog.Logger, dialect goose.Dialect, db *sql.DB, name string, files fs.FS, more ...goose.ProviderOption) error {
	p, err := provide(dialect, db, name, files, more...)
	if err != nil {
		return err
	}
	current, known, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > known {
		return fmt.Errorf("%w: %s is at %d, known is %d", ErrNewer, name, current, known)
	}
	done, err := p.Up(ctx)
	if len(done) > 0 {
		log.Info("journal: migrated", "tables", name, "from", current, "to", done[len(done)-1].Source.Version)
	}
	return err
}

// provide is what applies the migrations of a part.
func provide(dialect goose.Dialect, db *sql.DB, name string, files fs.FS, more ...goose.ProviderOption) (*goose.Provider, error) {
	return goose.NewProvider(dialect, db, files, append(more,
		goose.WithTableName("goose_"+name), goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))...)
}
