package journal

import (
	"context"
	"database/sql"
)

// tx is the transaction of one unit of work: the writer's connection for as long
// as the unit runs. No statement is ever cancelled half way, because SQLite
// answers that by throwing away the whole transaction, and with it the units of
// others.
type tx struct {
	w    *writer
	over bool
	rows []*sql.Rows
}

// ExecContext runs a statement that returns no rows.
func (t *tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if t.over {
		return nil, ErrOver
	}
	return t.w.known.exec(context.WithoutCancel(ctx), query, args)
}

// QueryContext runs a query. It is not run from the prepared statement, which
// could be asked again before its rows have been read.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if t.over {
		return nil, ErrOver
	}
	rows, err := t.w.conn.QueryContext(context.WithoutCancel(ctx), unlocked(query), args...)
	if err == nil {
		t.rows = append(t.rows, rows)
	}
	return rows, err
}

// QueryRowContext runs a query for one row, which must be scanned at once.
func (t *tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if t.over {
		dead, cancel := context.WithCancelCause(ctx)
		cancel(ErrOver)
		return t.w.conn.QueryRowContext(dead, query, args...) // a row that says "canceled"
	}
	return t.w.known.row(context.WithoutCancel(ctx), query, args)
}

// end takes the connection back, with rows the unit left unread.
func (t *tx) end() {
	t.over = true
	for _, rows := range t.rows {
		_ = rows.Close()
	}
	t.rows = nil
}
