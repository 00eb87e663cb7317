package journal

import (
	"context"
	"database/sql"

	"github.com/sahayak-dev/sahayak/bot"
)

// telling is a reader that tells what it is asked, when there is somebody to be
// told.
func telling(r Reader, tell func(string)) Reader {
	if tell == nil {
		return r
	}
	return tellingReader{r, tell}
}

// tellingUnit is a unit of work that tells what it asks.
func tellingUnit(do func(context.Context, bot.Tx) error, tell func(string)) func(context.Context, bot.Tx) error {
	return func(ctx context.Context, t bot.Tx) error {
		return do(ctx, tellingTx{tellingReader{t, tell}, t})
	}
}

// tellingReader tells what it is asked.
type tellingReader struct {
	Reader
	tell func(statement string)
}

// QueryContext runs a query.
func (r tellingReader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	r.tell(query)
	return r.Reader.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query for one row.
func (r tellingReader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	r.tell(query)
	return r.Reader.QueryRowContext(ctx, query, args...)
}

// tellingTx tells what a unit of work asks.
type tellingTx struct {
	tellingReader
	tx bot.Tx
}

// ExecContext runs a statement that returns no rows.
func (t tellingTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	t.tell(query)
	return t.tx.ExecContext(ctx, query, args...)
}
