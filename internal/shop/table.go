package shop

import (
	"fmt"
	"io/fs"
	"strings"
)

// eachRow calls f with the fields of every line of the tables that fit a pattern, tabs
// between, and with the table's path. An error says which line is wrong.
func eachRow(files fs.FS, pattern string, f func(table string, fields []string) error) error {
	tables, err := fs.Glob(files, pattern)
	if err != nil {
		return err
	}
	for _, table := range tables {
		raw, err := fs.ReadFile(files, table)
		if err != nil {
			return err
		}
		n := 0
		for line := range strings.Lines(string(raw)) {
			n++
			if err := f(table, strings.Split(strings.TrimRight(line, "\r\n"), "\t")); err != nil {
				return fmt.Errorf("%s: line %d: %w", table, n, err)
			}
		}
	}
	return nil
}
