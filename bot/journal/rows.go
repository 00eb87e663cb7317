package journal

import (
	"strconv"
	"strings"
)

// maxRows is how many rows one statement writes. Both databases take the arguments
// of more.
const maxRows = 1024

// rounds divides what is to be written into what one statement can write: of each
// key one, and in the order given.
func rounds[T any, K comparable](items []T, key func(T) K) (out [][]T) {
	for len(items) > 0 {
		seen := map[K]bool{}
		var round, rest []T
		for _, item := range items {
			if k := key(item); seen[k] || len(round) == maxRows {
				rest = append(rest, item)
			} else {
				seen[k], round = true, append(round, item)
			}
		}
		out, items = append(out, round), rest
	}
	return out
}

// list is a table within a statement.
type list struct {
	types []string
	args  []any
}

func newList(types ...string) *list { return &list{types: types} }

// add adds a row.
func (l *list) add(row ...any) { l.args = append(l.args, row...) }

// values writes the list, and fills it up with rows of nulls to a power of two: so
// there are few statements, and they stay prepared. PostgreSQL learns the types
// from the first row.
func (l *list) values() string {
	n := 1
	for n*len(l.types) < len(l.args) {
		n *= 2
	}
	l.args = append(l.args, make([]any, n*len(l.types)-len(l.args))...)
	var b strings.Builder
	for i := range l.args {
		switch column := i % len(l.types); {
		case i == 0:
			b.WriteString("values (")
		case column == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		if i < len(l.types) {
			b.WriteString("cast($" + strconv.Itoa(i+1) + " as " + l.types[i] + ")")
		} else {
			b.WriteString("$" + strconv.Itoa(i+1))
		}
	}
	return b.String() + ")"
}
