package journal

import (
	"context"
	"database/sql"
	"slices"
)

// tx is the transaction of one unit of work: the writer's connection for as long
// as the unit runs. No statement is ever cancelled half way, because SQLite
// answers that by throwing away the whole transaction, and with it the units of
// others.
type tx struct {
	w      *writer
	over   bool
	failed bool // a statement has; see errFailed
	rows   []*sql.Rows
	asked  []string // the queries of rows
}

// by is what runs a query. One whose rows may still be read is not run from its
// prepared statement: SQLite refuses to begin that anew under them.
func (t *tx) by(query string) *statements {
	if slices.Contains(t.asked, query) {
		return t.w.anew
	}
	return t.w.known
}

// ExecContext runs a statement that returns no rows.
func (t *tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	res, err := t.by(query).exec(context.WithoutCancel(ctx), query, args)
	t.failed = err != nil
	return res, err
}

// QueryContext runs a query.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	rows, err := t.by(query).query(context.WithoutCancel(ctx), query, args)
	if err == nil {
		t.rows, t.asked = append(t.rows, rows), append(t.asked, query)
	}
	t.failed = err != nil
	return rows, err
}

// QueryRowContext runs a query for one row, which must be scanned at once.
func (t *tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if err := t.usable(); err != nil {
		dead, cancel := context.WithCancelCause(ctx)
		cancel(err)
		return t.w.conn.QueryRowContext(dead, query, args...) // a row that says "canceled"
	}
	return t.by(query).row(context.WithoutCancel(ctx), query, args)
}

// usable says why the unit may run no more statements.
func (t *tx) usable() error {
	switch {
	case t.over:
		return ErrOver
	case t.failed:
		return errFailed
	}
	return nil
}

// end takes the connection back, with rows the unit left unread.
func (t *tx) end() {
	t.over = true
	for _, rows := range t.rows {
		_ = rows.Close()
	}
	t.rows = nil
}
