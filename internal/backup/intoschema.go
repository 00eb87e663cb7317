package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// restoring is the schema of PostgreSQL that tables wait in.
const restoring = "sahayak_restoring"

// restoreLock is the advisory lock of whoever restores into a database.
const restoreLock = 0x5368796b_72657374 // "Shykrest"

// intoSchema fills a schema of its own in a PostgreSQL database, and moves the
// tables to where the journal looks for them when all are there.
type intoSchema struct {
	Config
	admin  journal.Raw // as a journal would connect
	held   *sql.Conn   // of admin; holds the lock
	raw    journal.Raw // in the schema
	public string      // the schema a journal would use
}

func newSchema(ctx context.Context, c Config) (*intoSchema, error) {
	admin, err := journal.Dial(ctx, c.At)
	if err != nil {
		return nil, err
	}
	s := &intoSchema{Config: c, admin: admin}
	if s.held, err = admin.Conn(ctx); err == nil {
		err = s.claim(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.closeAll())
	}
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(err, s.abandon(context.WithoutCancel(ctx)))
	}
	return s, nil
}

// claim makes sure that the place is empty and nobody else restores there.
func (s *intoSchema) claim(ctx context.Context) error {
	var alone bool
	var public sql.NullString
	err := s.held.QueryRowContext(ctx, "select pg_try_advisory_lock($1), current_schema()", int64(restoreLock)).Scan(&alone, &public)
	switch {
	case err != nil:
		return err
	case !alone:
		return errors.New("cannot be restored there: another restore into this database is under way")
	case !public.Valid:
		return errors.New("cannot be restored there: the database has no schema to put tables in")
	}
	s.public = public.String
	return vacant(ctx, s.held, s.public)
}

// begin makes the schema, after dropping what a restore that was killed has left:
// we hold the lock.
func (s *intoSchema) begin(ctx context.Context) error {
	for _, statement := range []string{"drop schema if exists " + restoring + " cascade", "create schema " + restoring} {
		if _, err := s.held.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	var err error
	s.raw, err = journal.ToFill(ctx, s.At, restoring)
	return err
}

// vacant refuses a schema that holds anything, but for what extensions have.
func vacant(ctx context.Context, db querier, schema string) error {
	return each(ctx, db, `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
		and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
		order by c.relname limit 1`, func(rows *sql.Rows) error {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		return fmt.Errorf("cannot be restored there: the database %w (there is %s)", ErrNotEmpty, name)
	}, schema)
}

func (s *intoSchema) make(ctx context.Context, u *unpacker) error {
	if err := migrate(ctx, s.raw, s.Parts, u.Parts); err != nil {
		return err
	}
	return sweep(ctx, s.raw, u.tables)
}

func (s *intoSchema) fill(ctx context.Context, t table, next func() ([]any, error)) error {
	conn, err := s.raw.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // given back
	return conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("a connection is a %T", driver)
		}
		return copyIn(ctx, c.Conn(), t, next)
	})
}

// copyIn writes rows in one go.
func copyIn(ctx context.Context, c *pgx.Conn, t table, next func() ([]any, error)) error {
	var wrong error
	_, err := c.CopyFrom(ctx, pgx.Identifier{t.name}, t.names(), pgx.CopyFromFunc(func() ([]any, error) {
		row, err := next()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		wrong = err
		return row, err
	}))
	if wrong != nil {
		return wrong
	}
	return err
}

func (s *intoSchema) number(ctx context.Context, t table, last int64) error {
	name := pgx.Identifier{t.name}.Sanitize()
	_, err := s.raw.ExecContext(ctx, "select setval(pg_get_serial_sequence($1, $2), m.n) from (select greatest($3, coalesce(max("+
		pgx.Identifier{t.serial}.Sanitize()+"), 0)) as n from "+name+") m where m.n > 0", name, t.serial, last)
	return err
}

// finish moves everything at once. The server may plan from the first query on.
func (s *intoSchema) finish(ctx context.Context, blobs string) error {
	if _, err := s.raw.ExecContext(ctx, "analyze"); err != nil {
		return err
	}
	if err := moveIn(blobs, s.At.BlobFolder()); err != nil {
		return err
	}
	if err := s.move(ctx); err != nil {
		return errors.Join(err, os.RemoveAll(s.At.BlobFolder()))
	}
	return nil
}

func (s *intoSchema) move(ctx context.Context) error {
	tx, err := s.held.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := vacant(ctx, tx, s.public); err != nil {
		return err // a bot was started meanwhile
	}
	var names []string
	err = each(ctx, tx, "select tablename from pg_tables where schemaname = $1", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	}, restoring)
	if err != nil {
		return err
	}
	for _, name := range names {
		_, err := tx.ExecContext(ctx, "alter table "+pgx.Identifier{restoring, name}.Sanitize()+" set schema "+pgx.Identifier{s.public}.Sanitize())
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// abandon drops the schema with whatever is still in it.
func (s *intoSchema) abandon(ctx context.Context) error {
	_, err := s.held.ExecContext(ctx, "drop schema if exists "+restoring+" cascade")
	return errors.Join(err, s.closeAll())
}

func (s *intoSchema) closeAll() error {
	var err error
	if s.raw.DB != nil {
		err = s.raw.Close()
	}
	if s.held != nil {
		err = errors.Join(err, s.held.Close())
	}
	return errors.Join(err, s.admin.Close())
}
