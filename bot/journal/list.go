package journal

import (
	"context"
	"database/sql"

	"github.com/sahayak-dev/sahayak/bot/seal"
)

// placeholders writes n numbered placeholders for an "in (…)", from is the first
// one's number.
func placeholders(from, n int) string { return seal.Placeholders(from, n) }

// with appends a list to the arguments of a query.
func with[T any](args []any, list []T) []any {
	for _, v := range list {
		args = append(args, v)
	}
	return args
}

// column reads a query of one column.
func column[T any](ctx context.Context, r Reader, query string, args ...any) (out []T, err error) {
	rows, err := r.QueryContext(ctx, query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var v T
		err := rows.Scan(&v)
		out = append(out, v)
		return err
	})
	return out, err
}
