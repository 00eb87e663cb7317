package book

import (
	"context"
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// manyRows is how many rows one statement inserts when there are many. There
// are two texts per table, for many rows and for one, so that both stay
// prepared. It is small because the driver looks every placeholder up by name,
// which takes longer the more there are.
const manyRows = 8

// insertion is an insert into one table.
type insertion struct {
	table   string
	columns []string // the key's first
	key     int      // how many columns are the key; numbers after them are added up when it is there already; 0 to insist it is not
}

// run inserts rows.
func (i insertion) run(ctx context.Context, tx bot.Tx, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= manyRows {
			n = manyRows
		}
		var args []any
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		if _, err := tx.ExecContext(ctx, i.text(n), args...); err != nil {
			return wrap(i.table, err)
		}
		rows = rows[n:]
	}
	return nil
}

// text is the statement for n rows.
func (i insertion) text(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "insert into %s (%s) values ", i.table, list(i.columns))
	for row := range n {
		for col := range i.columns {
			fmt.Fprintf(&b, "%s$%d", separator(row, col), row*len(i.columns)+col+1)
		}
		b.WriteString(")")
	}
	if i.key == 0 {
		return b.String()
	}
	fmt.Fprintf(&b, " on conflict (%s) do update set ", list(i.columns[:i.key]))
	for n, c := range i.columns[i.key:] {
		if n > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s = %s.%s + excluded.%s", c, i.table, c, c)
	}
	return b.String()
}

// separator is what stands before a placeholder.
func separator(row, col int) string {
	switch {
	case col > 0:
		return ", "
	case row > 0:
		return ", ("
	}
	return "("
}
