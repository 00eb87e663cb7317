package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// unzipped are the files of an archive.
func unzipped(t rapid.TB, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
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
	return out
}

// khata is what of the JSON is looked at.
type khata struct {
	Cash      json.Number
	Customers []struct {
		Name string
		Due  json.Number
	}
	Items []struct {
		ID    string
		Stock json.Number
	}
	Entries []struct {
		No, Customer, Note string
		Cash               json.Number
	}
}

// TestProperty62_ExportIsAllOfTheBook has a book handed over: all that stands in it
// is there, in both forms; and drawn later, after whatever else was written, it is
// the same.
func TestProperty62_ExportIsAllOfTheBook(t *testing.T) {
	w := open(t)
	bottest.Fewer(t, cases(), func(rt *rapid.T) {
		p, other := w.stranger(), w.stranger()
		other.says(rt, "zubeida ko 7777 udhaar diya")
		p.chatters(rt, "zubeida", "farokh")
		a := p.says(rt, "mera sara data bhejo")
		last := a.bubbles[len(a.bubbles)-1].Attach
		if last == nil || last.Kind != "document" || last.Type != "application/zip" || !strings.HasSuffix(last.Name, ".zip") {
			rt.Fatalf("%+v", last)
		}
		files, of := unzipped(rt, last.Data), p.shop(rt)
		var k khata
		if err := json.Unmarshal([]byte(files["khata.json"]), &k); err != nil {
			rt.Fatalf("%v in %s", err, files["khata.json"])
		}
		book, ctx := w.view(of), context.Background()
		till, err := book.Till(ctx)
		if err != nil || k.Cash.String() != till.Cash.String() {
			rt.Fatal(k.Cash, till, err)
		}
		people, err := book.Customers(ctx)
		if err != nil || len(k.Customers) != len(people) {
			rt.Fatal(k.Customers, people, err)
		}
		for _, c := range k.Customers {
			due, err := book.Balance(ctx, shop.Customer{Name: c.Name})
			if err != nil || c.Due.String() != "" && c.Due.String() != due.Balance.String() {
				rt.Fatal(c, due, err)
			}
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(files["entries.csv"], "\ufeff"))).ReadAll()
		if err != nil || len(rows) != len(k.Entries)+1 || strings.Contains(files["khata.json"], "7777") {
			rt.Fatal(len(rows), len(k.Entries), err)
		}
		p.chatters(rt, "zubeida", "farokh")
		if rapid.Bool().Draw(rt, "given up") {
			p.says(rt, "zubeida ko 40 udhaar diya")
			p.gives(rt, "zubeida ka khata mita do")
		}
		again, err := w.Book.Draw(ctx, bot.Drawing{File: bot.File{Kind: shop.WholeBook}, Shop: of, Turn: a.Turn})
		if err != nil {
			rt.Fatal(err)
		}
		if later := unzipped(rt, again.Data); !maps.Equal(later, files) {
			for name := range files {
				if later[name] != files[name] {
					rt.Errorf("%s was\n%s\nlater it is\n%s", name, files[name], later[name])
				}
			}
		}
	})
}
