package pipeline

import (
	"database/sql/driver"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"
)

// rows are the rows of a query, all of them.
type rows struct {
	columns []string
	left    [][]driver.Value
}

// gather reads rows to their end.
func gather(raw pgx.Rows) (*rows, error) {
	defer raw.Close()
	r := &rows{}
	for _, f := range raw.FieldDescriptions() {
		r.columns = append(r.columns, f.Name)
	}
	for raw.Next() {
		read, err := raw.Values()
		if err != nil {
			return nil, err
		}
		row := make([]driver.Value, len(read))
		for i, v := range read {
			if row[i], err = valueOf(v); err != nil {
				return nil, fmt.Errorf("pipeline: column %s: %w", r.columns[i], err)
			}
		}
		r.left = append(r.left, row)
	}
	raw.Close()
	return r, raw.Err()
}

// valueOf is what PostgreSQL said as database/sql takes it. A sum of whole
// numbers is a numeric, which comes as its digits.
func valueOf(v any) (driver.Value, error) {
	switch v := v.(type) {
	case int16:
		return int64(v), nil
	case int32:
		return int64(v), nil
	case float32:
		return float64(v), nil
	case driver.Valuer:
		return v.Value()
	}
	if !driver.IsValue(v) {
		return nil, fmt.Errorf("a %T is not for database/sql", v)
	}
	return v, nil
}

// Columns are the names of the columns.
func (r *rows) Columns() []string { return r.columns }

// Next fills in the next row, io.EOF after the last.
func (r *rows) Next(row []driver.Value) error {
	if len(r.left) == 0 {
		return io.EOF
	}
	copy(row, r.left[0])
	r.left = r.left[1:]
	return nil
}

// Close forgets the rows that were not read.
func (r *rows) Close() error {
	r.left = nil
	return nil
}
