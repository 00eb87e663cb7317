package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// source is a database as of one moment.
type source struct {
	raw      journal.Raw
	tx       *sql.Tx
	versions map[string]int64
	tables   []table
}

// openSource opens the database of c to be read; nobody who writes notices.
func openSource(ctx context.Context, c Config) (*source, error) {
	raw, err := journal.ToRead(ctx, c.At)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%s %w", c.At.Path, ErrNothing)
	}
	if err != nil {
		return nil, err
	}
	s := &source{raw: raw}
	// On SQLite a transaction sees one moment whatever it is called.
	s.tx, err = raw.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: isolation(raw)})
	if err == nil {
		err = s.look(ctx, c.Parts)
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// isolation is what makes a transaction see one moment.
func isolation(raw journal.Raw) sql.IsolationLevel {
	if raw.Postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

func (s *source) close() error {
	if s.tx != nil {
		_ = s.tx.Rollback() // nothing was written
	}
	return s.raw.Close()
}

// look finds out which tables there are.
func (s *source) look(ctx context.Context, parts []journal.Part) error {
	names := "select name from sqlite_schema where type = 'table'"
	if s.raw.Postgres {
		names = "select tablename from pg_tables where schemaname = current_schema()"
	}
	var counters []string
	err := each(ctx, s.tx, names, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		if part, found := strings.CutPrefix(name, "goose_"); found && part != "db_version" { // that one is goose's own default: another program's
			counters = append(counters, part)
		}
		return err
	})
	if err != nil {
		return err
	}
	if s.versions, err = s.counted(ctx, counters); err != nil {
		return err
	}
	if !slices.ContainsFunc(parts, func(p journal.Part) bool { return s.versions[p.Name] > 0 }) {
		return fmt.Errorf("the database %w", ErrNothing)
	}
	s.tables, err = schemaOf(ctx, parts, s.versions)
	return err
}

// counted reads the versions of parts.
func (s *source) counted(ctx context.Context, parts []string) (map[string]int64, error) {
	out := map[string]int64{}
	for _, part := range parts {
		var at int64
		table := pgx.Identifier{"goose_" + part}.Sanitize()
		if err := s.tx.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from "+table).Scan(&at); err != nil {
			return nil, err
		}
		out[part] = at
	}
	return out, nil
}

// heads count the rows of all tables.
func (s *source) heads(ctx context.Context) ([]tableHead, error) {
	out := make([]tableHead, len(s.tables))
	for i, t := range s.tables {
		out[i] = tableHead{Name: t.name, Columns: t.names()}
		err := s.tx.QueryRowContext(ctx, "select count(*) from "+pgx.Identifier{t.name}.Sanitize()).Scan(&out[i].Rows)
		if err == nil && t.serial != "" {
			out[i].Last, err = s.last(ctx, t)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// last is the highest number a table has given a row, which may be gone.
func (s *source) last(ctx context.Context, t table) (last int64, err error) {
	if !s.raw.Postgres {
		err = s.tx.QueryRowContext(ctx, "select coalesce(max(seq), 0) from sqlite_sequence where name = $1", t.name).Scan(&last)
		return last, err
	}
	var sequence string
	err = s.tx.QueryRowContext(ctx, "select pg_get_serial_sequence($1, $2)", pgx.Identifier{t.name}.Sanitize(), t.serial).Scan(&sequence)
	if err != nil {
		return 0, err
	}
	err = s.tx.QueryRowContext(ctx, "select case when is_called then last_value else 0 end from "+sequence).Scan(&last)
	return last, err
}

// rows gives every row of a table as a line, which is only good until the next.
func (s *source) rows(ctx context.Context, t table, take func(line []byte) error) error {
	cells := t.cells()
	var line []byte
	return each(ctx, s.tx, "select "+columns(t)+" from "+pgx.Identifier{t.name}.Sanitize(), func(rows *sql.Rows) error {
		err := rows.Scan(cells...)
		if err == nil {
			line, err = appendRow(line[:0], cells)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		return take(line)
	})
}

// columns are a table's, for a statement.
func columns(t table) string {
	quoted := make([]string, len(t.columns))
	for i, c := range t.columns {
		quoted[i] = pgx.Identifier{c.name}.Sanitize()
	}
	return strings.Join(quoted, ", ")
}
