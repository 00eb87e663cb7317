package book

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// exportPage is how many entries are read at a time: a shop may have a million.
const exportPage = 2000

// exportBOM has Excel read a sheet as UTF-8.
const exportBOM = "\ufeff"

// Draw draws a [shop.WholeBook]: a zip of CSV sheets and of JSON that hold what
// stood in the shop's book after a turn, or a [shop.Part] of it. Who was given up by
// then is not in it. [bot.ErrNotFound] for anything else, and when the turn is not kept
// any more.
func (b *Book) Draw(ctx context.Context, d bot.Drawing) (bot.Attachment, error) {
	if d.Kind != shop.WholeBook {
		return bot.Attachment{}, fmt.Errorf("book: draw %q: %w", d.Kind, bot.ErrNotFound)
	}
	part := shop.Part{N: 1, Of: 1}
	if len(d.Data) > 0 {
		if err := json.Unmarshal(d.Data, &part); err != nil || part.N < 1 || part.N > part.Of {
			return bot.Attachment{}, fmt.Errorf("book: draw part %s: %w", d.Data, bot.ErrNotFound)
		}
	}
	turn, err := b.journal.Turn(ctx, d.Shop, d.Turn)
	if err != nil {
		return bot.Attachment{}, wrap("export", err)
	}
	base, err := b.journal.Base(ctx, d.Shop, turn.Person)
	if err != nil {
		return bot.Attachment{}, wrap("export", err)
	}
	zone, err := time.LoadLocation(base.Zone)
	if err != nil {
		return bot.Attachment{}, wrap("export", err)
	}
	var out bytes.Buffer
	e := &export{source: b.source(d.Shop), journal: b.journal, turn: int64(d.Turn), at: turn.At.In(zone), part: part, sums: newTotals()}
	if err := e.write(ctx, &out); err != nil {
		return bot.Attachment{}, wrap("export", err)
	}
	name := e.named("khata-"+e.at.Format(time.DateOnly), "zip")
	return bot.Attachment{Kind: "document", Type: "application/zip", Name: name, Data: out.Bytes()}, nil
}

// export is a book on its way into a file.
type export struct {
	source
	turn    int64     // what was written after it is left out
	at      time.Time // of that turn
	part    shop.Part
	first   shop.Ref // the entry before the first of the part
	left    int64    // how many are of it
	zip     *zip.Writer
	sums    *totals // of the entries
	profile shop.Profile
	set     map[string]string // settings
	own     map[string][]byte // the shop's own facts of items
	items   map[string]shop.Item
	people  map[string]shop.Customer // but those given up
	changes []shop.Change
	journal *journal.Journal
	chosen  []journal.Chosen // what its people agreed to
}

// file begins a file of the zip.
func (e *export) file(name string) (io.Writer, error) {
	return e.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: e.at})
}

// eachEntry gives every entry up to the turn, in the order they were written.
func (e *export) eachEntry(ctx context.Context, take func(shop.Entry) error) error {
	after := e.first
	for left := e.left; left > 0; left -= exportPage {
		page, err := e.entries(ctx, fmt.Sprintf(" and turn <= $2 and (turn, n) > ($3, $4) order by turn, n limit %d", min(left, exportPage)),
			e.turn, after.Turn, after.N)
		if err != nil {
			return err
		}
		for _, entry := range page {
			if err := take(entry); err != nil {
				return err
			}
			after = entry.Ref
		}
	}
	return nil
}

// entriesCSV writes the entries as a sheet.
func (e *export) entriesCSV(ctx context.Context) error {
	return e.sheet(e.named("entries", "csv"), columnNames(e.entryFields()), func(row func([]string) error) error {
		fields := e.entryFields()
		return e.eachEntry(ctx, func(entry shop.Entry) error {
			return row(cells(fields, entry))
		})
	})
}

// itemsCSV writes the items that the shop has made its own, or that ever moved.
func (e *export) itemsCSV(context.Context) error {
	return e.sheet("items.csv", columnNames(e.itemFields()), func(row func([]string) error) error {
		for _, id := range slices.Sorted(maps.Keys(e.items)) {
			if err := row(cells(e.itemFields(), e.items[id])); err != nil {
				return err
			}
		}
		return nil
	})
}

// customersCSV writes customers and suppliers.
func (e *export) customersCSV(context.Context) error {
	return e.sheet("customers.csv", columnNames(e.customerFields()), func(row func([]string) error) error {
		for _, id := range slices.Sorted(maps.Keys(e.people)) {
			if err := row(cells(e.customerFields(), e.people[id])); err != nil {
				return err
			}
		}
		return nil
	})
}

// sheet writes a file of rows.
func (e *export) sheet(name string, head []string, rows func(row func([]string) error) error) error {
	f, err := e.file(name)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, exportBOM); err != nil {
		return err
	}
	w := csv.NewWriter(f)
	if err := w.Write(head); err != nil {
		return err
	}
	if err := rows(w.Write); err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// allJSON writes everything once more, for programs: the entries, and in the last part
// all else. It is written piece by piece: the entries of years need not be in memory at
// once.
func (e *export) allJSON(ctx context.Context) error {
	f, err := e.file(e.named("khata", "json"))
	if err != nil {
		return err
	}
	head := []byte("{}")
	if e.last() {
		if head, err = json.Marshal(e.head()); err != nil {
			return err
		}
	}
	head, sep := bytes.TrimSuffix(head, []byte("}")), ""
	if len(head) > 1 {
		sep = ","
	}
	if _, err := fmt.Fprintf(f, `%s%s"entries":[`, head, sep); err != nil {
		return err
	}
	fields := e.entryFields()
	sep = ""
	err = e.eachEntry(ctx, func(entry shop.Entry) error {
		raw, err := json.Marshal(object(fields, entry))
		if err == nil {
			_, err = f.Write(append([]byte(sep), raw...))
		}
		sep = ",\n"
		return err
	})
	if err == nil {
		_, err = io.WriteString(f, "]}\n")
	}
	return err
}

// head is all of the book but its entries.
func (e *export) head() any {
	type list = []map[string]any
	items, people, changes := list{}, list{}, list{}
	for _, id := range slices.Sorted(maps.Keys(e.items)) {
		o := object(e.itemFields(), e.items[id])
		o["names"], o["aliases"], o["packs"] = e.items[id].Names, e.items[id].Aliases, e.items[id].Packs
		items = append(items, o)
	}
	for _, id := range slices.Sorted(maps.Keys(e.people)) {
		o := object(e.customerFields(), e.people[id])
		o["names"], o["aliases"] = e.people[id].Names, e.people[id].Aliases
		people = append(people, o)
	}
	for _, c := range e.changes {
		changes = append(changes, map[string]any{
			"turn": c.Turn, "n": c.N, "of": c.What, "id": c.ID, "field": c.Field, "before": c.Before, "after": c.After,
		})
	}
	return struct {
		AsOf     time.Time         `json:"as_of"`
		Units    map[string]string `json:"units"`
		Shop     map[string]string `json:"shop"`
		Settings map[string]string `json:"settings"`
		Cash     json.Number       `json:"cash"`
		UPI      json.Number       `json:"upi"`
		Items    list              `json:"items"`
		People   list              `json:"customers"`
		Changes  list              `json:"changes"`
		Consents list              `json:"consents"`
	}{
		e.at,
		map[string]string{"money": "rupees", "quantity": "the item's unit"},
		map[string]string{"name": e.profile.Name, "kind": string(e.profile.Trade), "place": e.profile.Place},
		e.set,
		json.Number(e.sums.till.Cash.String()), json.Number(e.sums.till.UPI.String()), items, people, changes, e.consents(),
	}
}
