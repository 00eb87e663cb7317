package journal

import (
	"context"
	"errors"
)

// Note writes a deed down in a database nobody here has open, such as the one a
// backup was made of. Nothing else is changed; tables from before there was an
// audit are left as they are.
func Note(ctx context.Context, c Config, d Deed) error {
	r, err := toNote(ctx, c)
	if err != nil {
		return wrap("note", err)
	}
	if audited, err := r.audited(ctx); err != nil || !audited {
		return wrap("note", errors.Join(err, r.Close()))
	}
	_, err = r.ExecContext(ctx, insertDeed, d.columns(c.Clock.Now().UnixMilli())...)
	return wrap("note", errors.Join(explain(err), r.Close()))
}

func toNote(ctx context.Context, c Config) (Raw, error) {
	if c.URL != "" {
		return dial(ctx, c, nil)
	}
	db, err := connectAbs(c.Path, writing)
	return Raw{DB: db}, err
}

// audited reports whether there is an audit to write in.
func (r Raw) audited(ctx context.Context) (there bool, err error) {
	query := "select exists (select 1 from sqlite_schema where type = 'table' and name = 'audit')"
	if r.Postgres {
		query = "select to_regclass('audit') is not null"
	}
	err = r.QueryRowContext(ctx, query).Scan(&there)
	return there, explain(err)
}
