package journal

import (
	"context"
	"database/sql"
	"errors"
)

// maxReaders is how many reads run at once; the next one waits.
const maxReaders = 32

// Reader reads what has been committed. Each query sees one state of the
// database; two queries may see different ones, which the revision checked by
// [Journal.Commit] finds out.
type Reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// reader reads past the writer, on connections that cannot write.
type reader struct {
	db    *sql.DB
	known *statements
}

func newReader(path string) (*reader, error) {
	db, err := connect(path, reading)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(maxReaders)
	db.SetMaxIdleConns(maxReaders / 4)
	return &reader{db: db, known: newStatements(db, maxStatements)}, nil
}

// QueryContext runs a query.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return r.known.query(ctx, query, args)
}

// QueryRowContext runs a query for one row.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return r.known.row(ctx, query, args)
}

func (r *reader) close() error {
	r.known.close()
	return r.db.Close()
}

// each reads all rows of a query, giving every row to take.
func each(rows *sql.Rows, err error, take func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}
