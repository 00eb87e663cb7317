package book

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// partOf is a part of a shop's book after a turn, by the names of its files.
func partOf(t rapid.TB, c *counter, turn int64, part shop.Part) (map[string]string, *export) {
	t.Helper()
	var packed bytes.Buffer
	e := &export{source: c.source(c.shop), journal: c.j, turn: turn, at: noon, part: part, sums: newTotals()}
	if err := e.write(context.Background(), &packed); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out, e
}

// TestExportInParts hands a book over as it stood some time ago, in parts: together they
// are what one file of it is, and the sums are those of its entries.
func TestExportInParts(t *testing.T) {
	b := open(t)
	bottest.Fewer(t, 15, func(t *rapid.T) {
		c := b.shopFor(t)
		turns := rapid.IntRange(0, 6).Draw(t, "turns")
		until := int64(c.turn) + int64(rapid.IntRange(0, turns).Draw(t, "until"))
		for n := range turns {
			tradeOf(c, int64(n+1)*10, strings.Repeat("x", 1+n%3))
		}
		whole, e := partOf(t, c, until, shop.Part{N: 1, Of: 1})
		taken := newTotals()
		if err := e.eachEntry(context.Background(), func(entry shop.Entry) error { taken.take(entry); return nil }); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(taken.stocks, e.sums.stocks) || taken.till != e.sums.till {
			t.Fatalf("there is %v, %v; the entries come to %v, %v", e.sums.stocks, e.sums.till, taken.stocks, taken.till)
		}
		for who, due := range e.sums.dues {
			if who != "" && taken.dues[who] != due {
				t.Fatalf("%s owes %v, by the entries %v", who, due, taken.dues[who])
			}
		}
		of := rapid.IntRange(2, 9).Draw(t, "parts")
		var rows, entries []string
		for n := range of {
			files, part := partOf(t, c, until, shop.Part{N: n + 1, Of: of})
			if n == of-1 != (files["items.csv"] != "") {
				t.Fatalf("part %d of %d holds %v", n+1, of, slices.Collect(maps.Keys(files)))
			}
			lines := strings.SplitAfter(files[part.named("entries", "csv")], "\n")
			if n > 0 {
				lines = lines[1:]
			}
			rows = append(rows, strings.Join(lines, ""))
			entries = append(entries, entriesOf(t, files[part.named("khata", "json")])...)
			if n == of-1 && (files["items.csv"] != whole["items.csv"] || files["customers.csv"] != whole["customers.csv"]) {
				t.Fatalf("the last part says %v", files)
			}
		}
		if got := strings.Join(rows, ""); got != whole["entries.csv"] {
			t.Errorf("in parts it is\n%s\nwhole\n%s", got, whole["entries.csv"])
		}
		if want := entriesOf(t, whole["khata.json"]); !slices.Equal(entries, want) {
			t.Errorf("in parts it is\n%s\nwhole\n%s", entries, want)
		}
	})
}

func entriesOf(t rapid.TB, text string) (out []string) {
	t.Helper()
	var k struct{ Entries []json.RawMessage }
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	for _, e := range k.Entries {
		out = append(out, string(e))
	}
	return out
}

// TestParts divides a large book, and no other.
func TestParts(t *testing.T) {
	for lines, want := range map[int64]int{0: 1, 1: 1, shop.PartLines: 1, shop.PartLines + 1: 2, 10 * shop.PartLines: 10} {
		b := shop.NewBook(long{lines: lines}, shop.Turn{})
		got, err := b.Parts(t.Context())
		if err != nil || len(got) != want || got[0] != (shop.Part{N: 1, Of: want}) || got[want-1] != (shop.Part{N: want, Of: want}) {
			t.Errorf("%d lines: %v, %v", lines, got, err)
		}
	}
}

// long is a book of so many lines.
type long struct {
	shop.Source
	lines int64
}

func (l long) Lines(context.Context) (int64, error) { return l.lines, nil }
