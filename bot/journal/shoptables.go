package journal

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// notOf are tables whose column "shop" does not say whose the row is: the audit,
// which outlives what it tells of, and how far jobs have come among the shops.
var notOf = []string{"audit", "schedule"}

// reading the schema, in the words of each database.
const (
	columnsInSQLite   = "select m.name, c.name from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table' order by 1"
	keysInSQLite      = `select distinct m.name, f."table" from sqlite_schema m, pragma_foreign_key_list(m.name) f where m.type = 'table' order by 1, 2`
	columnsInPostgres = `select table_name::text, column_name::text from information_schema.columns
		where table_schema = current_schema() order by 1`
	keysInPostgres = `select distinct c.relname::text, p.relname::text from pg_constraint k
		join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
		join pg_namespace n on n.oid = c.relnamespace
		where k.contype = 'f' and n.nspname = current_schema() order by 1, 2`
)

// shopTables are the tables that have a column "shop", those that need others
// before them. They are read from the database itself, so that one which a new
// migration brings is among them.
func (j *Journal) shopTables(ctx context.Context) ([]string, error) {
	columns, keys := columnsInSQLite, keysInSQLite
	if j.server {
		columns, keys = columnsInPostgres, keysInPostgres
	}
	var tables []string
	err := j.pairs(ctx, columns, func(table, column string) {
		if column == "shop" && !slices.Contains(notOf, table) {
			tables = append(tables, table)
		}
	})
	needs := map[string][]string{}
	err = errors.Join(err, j.pairs(ctx, keys, func(table, needed string) {
		if table != needed {
			needs[table] = append(needs[table], needed)
		}
	}))
	if err != nil {
		return nil, err
	}
	return dependentFirst(tables, needs)
}

// dependentFirst puts tables before those they need.
func dependentFirst(tables []string, needs map[string][]string) (out []string, err error) {
	left := slices.Clone(tables)
	for len(left) > 0 {
		free := slices.IndexFunc(left, func(table string) bool {
			return !slices.ContainsFunc(left, func(other string) bool { return slices.Contains(needs[other], table) })
		})
		if free < 0 {
			return nil, errors.New("tables need each other in a circle: " + strings.Join(left, ", "))
		}
		out, left = append(out, left[free]), slices.Delete(left, free, free+1)
	}
	return out, nil
}

// pairs reads two columns of names.
func (j *Journal) pairs(ctx context.Context, query string, take func(a, b string)) error {
	rows, err := j.reader.QueryContext(ctx, query)
	return each(rows, err, func(rows *sql.Rows) error {
		var a, b string
		err := rows.Scan(&a, &b)
		take(a, b)
		return err
	})
}
