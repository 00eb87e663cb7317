package book

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// field is a column of a sheet, and a key of an object of JSON.
type field[T any] struct {
	name string
	of   func(T) any // a string, an integer, or a [json.Number]
}

// entryFields are those of an entry.
func (e *export) entryFields() []field[shop.Entry] {
	money := func(name string, of func(shop.Entry) shop.Money) field[shop.Entry] {
		return field[shop.Entry]{name, func(n shop.Entry) any { return json.Number(of(n).String()) }}
	}
	text := func(name string, of func(shop.Entry) string) field[shop.Entry] {
		return field[shop.Entry]{name, func(n shop.Entry) any { return of(n) }}
	}
	return []field[shop.Entry]{
		text("no", func(n shop.Entry) string { return ref(n.Ref) }),
		text("day", func(n shop.Entry) string { return string(n.Day) }),
		text("kind", func(n shop.Entry) string { return string(n.Kind) }),
		text("item", func(n shop.Entry) string { return e.items[n.Item].Name }),
		{"qty", func(n shop.Entry) any { return json.Number(n.Qty.String()) }},
		text("unit", func(n shop.Entry) string { return e.items[n.Item].Unit }),
		text("customer", func(n shop.Entry) string { return e.people[n.Customer].Name }),
		money("revenue", func(n shop.Entry) shop.Money { return n.Revenue }),
		money("discount", func(n shop.Entry) shop.Money { return n.Discount }),
		money("cost", func(n shop.Entry) shop.Money { return n.Cost }),
		money("spent", func(n shop.Entry) shop.Money { return n.Spent }),
		money("stock_value", func(n shop.Entry) shop.Money { return n.Value }),
		money("cash", func(n shop.Entry) shop.Money { return n.Cash }),
		money("upi", func(n shop.Entry) shop.Money { return n.UPI }),
		money("due", func(n shop.Entry) shop.Money { return n.Due }),
		money("owed", func(n shop.Entry) shop.Money { return n.Owed }),
		text("head", func(n shop.Entry) string { return string(n.Head) }),
		text("until", func(n shop.Entry) string { return string(n.Until) }),
		text("expires", func(n shop.Entry) string { return string(n.Expires) }),
		{"expiring_qty", func(n shop.Entry) any { return json.Number(n.Batch.String()) }},
		text("note", e.note),
		text("takes_back", func(n shop.Entry) string { return ref(n.Reverses) }),
		text("written_at", func(n shop.Entry) string { return n.At.In(e.at.Location()).Format(time.RFC3339) }),
		{"by", func(n shop.Entry) any { return n.By }},
	}
}

// note is what was noted with an entry, unless that is of somebody given up.
func (e *export) note(n shop.Entry) string {
	if _, known := e.people[n.Customer]; n.Customer != "" && !known {
		return ""
	}
	return n.Note
}

// itemFields are those of an item.
func (e *export) itemFields() []field[shop.Item] {
	money := func(name string, of func(shop.Item) shop.Money) field[shop.Item] {
		return field[shop.Item]{name, func(i shop.Item) any { return json.Number(of(i).String()) }}
	}
	return []field[shop.Item]{
		{"id", func(i shop.Item) any { return i.ID }},
		{"name", func(i shop.Item) any { return i.Name }},
		{"unit", func(i shop.Item) any { return i.Unit }},
		{"category", func(i shop.Item) any { return i.Category }},
		money("price", func(i shop.Item) shop.Money { return i.Price }),
		money("cost", func(i shop.Item) shop.Money { return i.Cost }),
		money("mrp", func(i shop.Item) shop.Money { return i.MRP }),
		{"reorder", func(i shop.Item) any { return json.Number(i.Reorder.String()) }},
		{"stock", func(i shop.Item) any { return json.Number(e.sums.stocks[i.ID].Qty.String()) }},
		money("stock_value", func(i shop.Item) shop.Money { return e.sums.stocks[i.ID].Value }),
	}
}

// customerFields are those of a customer or supplier.
func (e *export) customerFields() []field[shop.Customer] {
	return []field[shop.Customer]{
		{"id", func(c shop.Customer) any { return c.ID }},
		{"name", func(c shop.Customer) any { return c.Name }},
		{"phone", func(c shop.Customer) any { return c.Phone }},
		{"due", func(c shop.Customer) any { return json.Number(e.sums.dues[c.ID].String()) }},
		{"owed", func(c shop.Customer) any { return json.Number(e.sums.owed[c.ID].String()) }},
		{"limit", func(c shop.Customer) any {
			if c.Limit == nil {
				return ""
			}
			return json.Number(c.Limit.String())
		}},
		{"disputed_since", func(c shop.Customer) any { return string(c.Dispute) }},
		{"reminded", func(c shop.Customer) any { return string(c.Nudged) }},
		{"promised_by", func(c shop.Customer) any { return string(c.Promise.By) }},
	}
}

// ref names an entry; "" for none.
func ref(r shop.Ref) string {
	if r == (shop.Ref{}) {
		return ""
	}
	return fmt.Sprintf("%d.%d", r.Turn, r.N)
}

func columnNames[T any](fields []field[T]) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.name
	}
	return out
}

// cells are the fields of a thing as a row of a sheet.
func cells[T any](fields []field[T], of T) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		v := f.of(of)
		if text, ok := v.(string); ok {
			out[i] = inert(text)
		} else {
			out[i] = fmt.Sprint(v)
		}
	}
	return out
}

// inert keeps a spreadsheet from taking a text for a formula.
func inert(text string) string {
	if strings.IndexAny(text, "=+-@\t\r") == 0 {
		return "'" + text
	}
	return text
}

// object are the fields of a thing that say something.
func object[T any](fields []field[T], of T) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		if v := f.of(of); v != "" && v != json.Number("0") {
			out[f.name] = v
		}
	}
	return out
}
