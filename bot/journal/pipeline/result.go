package pipeline

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
)

// result is a statement and, once it was sent, how many rows it changed.
type result struct {
	tx    *transaction
	query string
	args  []any
	sent  bool
	tag   pgconn.CommandTag
}

// LastInsertId is not known: PostgreSQL tells numbers when asked by "returning".
func (r *result) LastInsertId() (int64, error) {
	return 0, errors.New("pipeline: no last id: ask with returning")
}

// RowsAffected is how many rows the statement changed. It sends what waits, and
// its error may be another statement's.
func (r *result) RowsAffected() (int64, error) {
	if !r.sent {
		if _, err := r.tx.send(r.tx.ctx); err != nil {
			return 0, err
		}
	}
	return r.tag.RowsAffected(), nil
}
