package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// kind is what a column holds, whatever a database calls it.
type kind int

const (
	whole64 kind = iota + 1 // an integer
	text
	truth
	octets // bytes
	real64
)

// kinds are the types that migrations use.
var kinds = map[string]kind{
	"bigint": whole64, "integer": whole64, "int": whole64, "smallint": whole64,
	"text": text, "boolean": truth, "blob": octets, "bytea": octets, "double precision": real64,
}

// column is a column of a table.
type column struct {
	name string
	kind kind
}

// table is a table as migrations make it.
type table struct {
	name    string
	columns []column
	serial  string   // the column that numbers itself, "" for none
	needs   []string // tables whose rows must be there first
}

// names are those of the columns.
func (t table) names() []string {
	out := make([]string, len(t.columns))
	for i, c := range t.columns {
		out[i] = c.name
	}
	return out
}

// schemaOf are the tables of parts at versions, in an order in which they can be
// filled: the migrations are applied in memory and looked at. So only our tables
// are ever touched, and both databases are read alike. [ErrNewer] when a version
// is not known.
func schemaOf(ctx context.Context, parts []journal.Part, versions map[string]int64) ([]table, error) {
	db, err := journal.Sketch()
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := migrate(ctx, db, parts, versions); err != nil {
		return nil, err
	}
	tables, err := tablesOf(ctx, db.DB)
	if err != nil {
		return nil, err
	}
	return ordered(tables)
}

// migrate makes the tables of parts as they were at versions.
func migrate(ctx context.Context, db journal.Raw, parts []journal.Part, versions map[string]int64) error {
	known := 0
	for _, p := range parts {
		at, used := versions[p.Name]
		if !used {
			continue
		}
		known++
		err := db.MigrateTo(ctx, p, at)
		if errors.Is(err, journal.ErrNewer) {
			err = fmt.Errorf("%w (%w)", ErrNewer, err)
		}
		if err != nil {
			return err
		}
	}
	if known < len(versions) {
		return ErrNewer // it has parts that nobody here knows
	}
	return nil
}

// tablesOf reads what tables there are in SQLite.
func tablesOf(ctx context.Context, db *sql.DB) ([]table, error) {
	var out []table
	err := each(ctx, db, `select name, sql like '%autoincrement%' from sqlite_schema where type = 'table'
		and name not like 'sqlite\_%' escape '\' and name not like 'goose\_%' escape '\' order by name`, func(rows *sql.Rows) error {
		var t table
		var numbered bool
		err := rows.Scan(&t.name, &numbered)
		if numbered {
			t.serial = "id"
		}
		out = append(out, t)
		return err
	})
	for i := range out {
		err = errors.Join(err, out[i].describe(ctx, db))
	}
	return out, err
}

// describe reads a table's columns and what it needs.
func (t *table) describe(ctx context.Context, db *sql.DB) error {
	err := each(ctx, db, "select name, lower(type), pk from pragma_table_info('"+t.name+"') order by cid", func(rows *sql.Rows) error {
		var name, words string
		var key int
		if err := rows.Scan(&name, &words, &key); err != nil {
			return err
		}
		k, known := kinds[words]
		if !known {
			return fmt.Errorf("column %s.%s is %q, which is not in every database", t.name, name, words)
		}
		if t.serial != "" && key > 0 {
			t.serial = name
		}
		t.columns = append(t.columns, column{name, k})
		return nil
	})
	if err != nil {
		return err
	}
	return each(ctx, db, "select distinct \"table\" from pragma_foreign_key_list('"+t.name+"')", func(rows *sql.Rows) error {
		var other string
		err := rows.Scan(&other)
		if other != t.name {
			t.needs = append(t.needs, other)
		}
		return err
	})
}

// ordered puts tables after those they need.
func ordered(tables []table) ([]table, error) {
	var out []table
	there := map[string]bool{}
	for len(out) < len(tables) {
		before := len(out)
		for _, t := range tables {
			ready := !slices.ContainsFunc(t.needs, func(n string) bool { return !there[n] })
			if ready && !there[t.name] {
				there[t.name] = true
				out = append(out, t)
			}
		}
		if len(out) == before {
			return nil, errors.New("tables need each other in a circle: " + list(tables))
		}
	}
	return out, nil
}

// list names tables.
func list(tables []table) string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.name
	}
	return strings.Join(names, ", ")
}

// querier is a database, or a transaction on one.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// each gives every row of a query to take.
func each(ctx context.Context, db querier, query string, take func(*sql.Rows) error, args ...any) error {
	rows, err := db.QueryContext(ctx, query, args...)
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
