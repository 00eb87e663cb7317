package backup

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// values reads a line back into what a database takes. A row is an array of
// plain values, so cutting it up here is several times as quick as a reader of
// any JSON: restoring is mostly this.
func (t table) values(line []byte) ([]any, error) {
	out := make([]any, 0, len(t.columns))
	rest, ok := bytes.CutPrefix(line, []byte("["))
	for i, c := range t.columns {
		var cell []byte
		if i > 0 && ok {
			rest, ok = bytes.CutPrefix(rest, []byte(","))
		}
		if ok {
			cell, rest, ok = cut(rest)
		}
		if !ok {
			return nil, damaged("a row of %s has %d cells of %d", t.name, i, len(t.columns))
		}
		v, err := c.kind.value(cell)
		if err != nil {
			return nil, damaged("%s of a row of %s cannot be read", c.name, t.name)
		}
		out = append(out, v)
	}
	if string(bytes.TrimSuffix(rest, []byte("\n"))) != "]" {
		return nil, damaged("a row of %s goes on after %d cells", t.name, len(out))
	}
	return out, nil
}

// cut takes the first value off a row.
func cut(row []byte) (cell, rest []byte, ok bool) {
	end := bytes.IndexAny(row, ",]")
	if len(row) > 0 && row[0] == '"' {
		for end = 1; end < len(row) && row[end] != '"'; end++ {
			if row[end] == '\\' {
				end++ // what follows is part of the text, a quote too
			}
		}
		end++
	}
	if end < 1 || end > len(row) {
		return nil, nil, false
	}
	return row[:end], row[end:], true
}

// value reads one cell.
func (k kind) value(cell []byte) (any, error) {
	if string(cell) == "null" {
		return nil, nil //nolint:nilnil // what SQL calls null
	}
	switch k {
	case whole64:
		return strconv.ParseInt(string(cell), 10, 64)
	case truth:
		return strconv.ParseBool(string(cell))
	case real64:
		return strconv.ParseFloat(string(cell), 64)
	case octets:
		return read[[]byte](cell)
	}
	if bytes.IndexByte(cell, '\\') < 0 && len(cell) > 1 && cell[0] == '"' && utf8.Valid(cell) {
		return string(cell[1 : len(cell)-1]), nil
	}
	return read[string](cell)
}

// read reads any JSON.
func read[T any](cell []byte) (T, error) {
	var v T
	err := json.Unmarshal(cell, &v)
	return v, err
}
