package backup

import (
	"bufio"
	"bytes"
	"database/sql"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// all is a table with every kind of column.
var all = table{name: "all", columns: []column{{"n", whole64}, {"s", text}, {"b", truth}, {"o", octets}, {"r", real64}}}

// TestRowsAreKept writes random rows and reads them back.
func TestRowsAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := []any{
			rapid.Int64().Draw(t, "n"), rapid.String().Draw(t, "s"), rapid.Bool().Draw(t, "b"),
			rapid.SliceOf(rapid.Byte()).Draw(t, "o"), rapid.Float64().Draw(t, "r"),
		}
		cells := all.cells()
		for i, cell := range cells {
			if rapid.IntRange(0, 4).Draw(t, "null") == 0 {
				want[i] = nil
			} else if o, ok := cell.(*[]byte); ok {
				*o = want[i].([]byte)
			} else if err := cell.(sql.Scanner).Scan(want[i]); err != nil {
				t.Fatal(err)
			}
		}
		line, err := appendRow(nil, cells)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Count(line, []byte("\n")) != 1 {
			t.Fatalf("a row is not a line: %q", line)
		}
		got, err := all.values(line)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		for i := range want {
			if o, ok := want[i].([]byte); ok {
				if !bytes.Equal(got[i].([]byte), o) {
					t.Fatalf("%q has become %q", o, got[i])
				}
			} else if got[i] != want[i] {
				t.Fatalf("%v has become %v", want[i], got[i])
			}
		}
	})
}

// FuzzValues reads any line as a row.
func FuzzValues(f *testing.F) {
	f.Add([]byte(`[1,"a",true,"AA==",1.5]`))
	f.Add([]byte(`[null,null,null,null,null]`))
	f.Add([]byte(`[1e3,{},[],"?",1e999]`))
	f.Fuzz(func(t *testing.T, line []byte) {
		row, err := all.values(line)
		if err == nil && len(row) != len(all.columns) {
			t.Errorf("%q has %d cells", line, len(row))
		}
	})
}

// FuzzUnpack reads anything as what follows a header: it is refused, or it is as
// much as the header and the end say.
func FuzzUnpack(f *testing.F) {
	const row = `[1,"a",true,"AA==",1.5]` + "\n"
	var s sum
	s.add(all.name, []byte(row))
	blob := `{"blob":{"shop":1,"key":"` + strings.Repeat("ab", 32) + `","size":5}}` + "\nphoto"
	f.Add([]byte(row + `{"end":{"rows":1,"blobs":0,"sum":"` + s.String() + `"}}` + "\n"))
	f.Add([]byte(row + blob + `{"end":{"rows":1,"blobs":1,"sum":"` + s.String() + `"}}` + "\n"))
	f.Add([]byte(row + row))
	f.Fuzz(func(t *testing.T, lines []byte) {
		u := &unpacker{in: bufio.NewReaderSize(bytes.NewReader(lines), 16)}
		_, err := u.row(all)
		var bytes int64
		if err == nil {
			err = u.blobs(func(b blobHead, r io.Reader) error {
				n, err := io.Copy(io.Discard, r)
				if err == nil && n != b.Size {
					t.Errorf("a blob of %d bytes has %d", b.Size, n)
				}
				bytes += n
				return err
			})
		}
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("it says %v", err)
		}
		if err == nil && (u.Rows != 1 || bytes > int64(len(lines))) {
			t.Errorf("%d rows and %d bytes were taken from %q", u.Rows, bytes, lines)
		}
	})
}

func TestNoNumber(t *testing.T) {
	for _, n := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, err := appendCell(nil, &sql.NullFloat64{Float64: n, Valid: true}); err == nil {
			t.Errorf("%v was written", n)
		}
	}
}

// TestSum is the same in any order, and another for any other rows.
func TestSum(t *testing.T) {
	of := func(rows ...string) string {
		var s sum
		for _, r := range rows {
			s.add("t", []byte(r))
		}
		return s.String()
	}
	if of("a", "b", "c") != of("c", "a", "b") {
		t.Error("the order matters")
	}
	var elsewhere sum
	elsewhere.add("u", []byte("a"))
	sums := []string{of(), of("a"), of("a", "a"), of("b"), of("a", "b"), elsewhere.String()}
	if slices.Sort(sums); len(slices.Compact(sums)) != 6 {
		t.Errorf("different rows have the same sum: %v", sums)
	}
	var audited sum
	if audited.add(uncounted, []byte("a")); audited.String() != of() {
		t.Error("what was backed up is another for having been backed up")
	}
}

// TestOrdered puts tables after what they refer to, and refuses circles.
func TestOrdered(t *testing.T) {
	got, err := ordered([]table{{name: "a", needs: []string{"c"}}, {name: "b", needs: []string{"a", "c"}}, {name: "c"}})
	if err != nil || list(got) != "c, a, b" {
		t.Errorf("%s, %v", list(got), err)
	}
	if _, err := ordered([]table{{name: "a", needs: []string{"b"}}, {name: "b", needs: []string{"a"}}}); err == nil {
		t.Error("a circle was taken")
	}
}
