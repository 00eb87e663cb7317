package backup

import (
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// cells are what a table's row is scanned into.
func (t table) cells() []any {
	out := make([]any, len(t.columns))
	for i, c := range t.columns {
		switch c.kind {
		case whole64:
			out[i] = new(sql.NullInt64)
		case truth:
			out[i] = new(sql.NullBool)
		case octets:
			out[i] = new([]byte)
		case real64:
			out[i] = new(sql.NullFloat64)
		default:
			out[i] = new(sql.NullString)
		}
	}
	return out
}

// appendRow writes scanned cells as a line.
func appendRow(line []byte, cells []any) ([]byte, error) {
	for i, cell := range cells {
		line = append(line, "[,"[min(i, 1)])
		var err error
		if line, err = appendCell(line, cell); err != nil {
			return nil, err
		}
	}
	return append(line, "]\n"...), nil
}

// appendCell writes one cell.
func appendCell(line []byte, cell any) ([]byte, error) {
	switch c := cell.(type) {
	case *sql.NullInt64:
		if c.Valid {
			return strconv.AppendInt(line, c.Int64, 10), nil
		}
	case *sql.NullBool:
		if c.Valid {
			return strconv.AppendBool(line, c.Bool), nil
		}
	case *sql.NullString:
		if c.Valid {
			return appendText(line, c.String)
		}
	case *sql.NullFloat64:
		if c.Valid && (math.IsNaN(c.Float64) || math.IsInf(c.Float64, 0)) {
			return nil, fmt.Errorf("a number is %v", c.Float64)
		}
		if c.Valid {
			return strconv.AppendFloat(line, c.Float64, 'g', -1, 64), nil
		}
	case *[]byte:
		if *c != nil {
			line = base64.StdEncoding.AppendEncode(append(line, '"'), *c)
			return append(line, '"'), nil
		}
	}
	return append(line, "null"...), nil
}

// appendText writes a text.
func appendText(line []byte, s string) ([]byte, error) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' || s[i] >= utf8.RuneSelf {
			quoted, err := json.Marshal(s)
			return append(line, quoted...), err
		}
	}
	line = append(append(line, '"'), s...)
	return append(line, '"'), nil
}

// sum adds rows up so that their order does not matter, but their number does:
// two databases with the same rows have the same sum.
type sum [4]uint64

// uncounted is the table that backing up and restoring themselves write in: were it
// counted, nothing that is backed up twice would be the same.
const uncounted = "audit"

// add takes in a row of a table.
func (s *sum) add(table string, line []byte) {
	if table == uncounted {
		return
	}
	h := sha256.New()
	h.Write([]byte(table))
	h.Write([]byte{0})
	h.Write(line)
	row := h.Sum(nil)
	for i := range s {
		s[i] += binary.BigEndian.Uint64(row[8*i:])
	}
}

// String is the sum in hex.
func (s sum) String() string {
	var out []byte
	for _, n := range s {
		out = binary.BigEndian.AppendUint64(out, n)
	}
	return hex.EncodeToString(out)
}
