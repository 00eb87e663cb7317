package book

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// entryColumns are those of an entry, in the order [columnsOf] gives and
// [scanEntry] takes them.
var entryColumns = []string{
	"turn", "n", "kind", "item", "customer", "day", "hour", "at", "person", "note",
	"reverses_turn", "reverses_n", "root_turn", "root_n", "sign", "qty", "value", "cost", "revenue",
	"discount", "uncosted", "spent", "cash", "upi", "due", "doubt", "bills", "head", "owed", "until",
	"batch", "expires", "counted",
}

// columnsOf is an entry as a row.
func columnsOf(e shop.Entry) []any {
	return []any{
		e.Turn, e.N, string(e.Kind), e.Item, e.Customer, string(e.Day), e.Hour, e.At.UnixMilli(), e.By, e.Note,
		e.Reverses.Turn, e.Reverses.N, e.Root.Turn, e.Root.N, e.Sign, int64(e.Qty), int64(e.Value), int64(e.Cost), int64(e.Revenue),
		int64(e.Discount), int64(e.Uncosted), int64(e.Spent), int64(e.Cash), int64(e.UPI), int64(e.Due), e.Doubt, e.Bills,
		string(e.Head), int64(e.Owed), string(e.Until), int64(e.Batch), string(e.Expires), int64(e.Counted),
	}
}

// scanEntry reads an entry from a row.
func scanEntry(row *sql.Rows) (shop.Entry, error) {
	var e shop.Entry
	var at int64
	err := row.Scan(
		&e.Turn, &e.N, &e.Kind, &e.Item, &e.Customer, &e.Day, &e.Hour, &at, &e.By, &e.Note,
		&e.Reverses.Turn, &e.Reverses.N, &e.Root.Turn, &e.Root.N, &e.Sign, &e.Qty, &e.Value, &e.Cost, &e.Revenue,
		&e.Discount, &e.Uncosted, &e.Spent, &e.Cash, &e.UPI, &e.Due, &e.Doubt, &e.Bills, &e.Head, &e.Owed, &e.Until,
		&e.Batch, &e.Expires, &e.Counted,
	)
	e.At = time.UnixMilli(at).UTC()
	return e, err
}

// selectEntry begins a query for entries of a shop, which is $1.
var selectEntry = "select " + list(entryColumns) + " from entry where shop = $1"

// Entries are those of a turn.
func (s source) Entries(ctx context.Context, turn int64) ([]shop.Entry, error) {
	return s.entries(ctx, " and turn = $2 order by n", turn)
}

// Lines counts all entries.
func (s source) Lines(ctx context.Context) (int64, error) { return s.lines(ctx, "") }

// lines counts the entries that a condition picks; its arguments begin at $2.
func (s source) lines(ctx context.Context, where string, args ...any) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, "select count(*) from entry where shop = $1"+where, append([]any{s.shop}, args...)...).Scan(&n)
	return n, wrap("lines", err)
}

// entries are those a condition picks; its arguments begin at $2.
func (s source) entries(ctx context.Context, where string, args ...any) ([]shop.Entry, error) {
	var out []shop.Entry
	err := s.each(ctx, selectEntry+where, func(row *sql.Rows) error {
		e, err := scanEntry(row)
		out = append(out, e)
		return err
	}, append([]any{s.shop}, args...)...)
	for i := range out {
		e := &out[i]
		if err == nil && e.Note != "" {
			e.Note, err = s.openText(ctx, notePlace(s.shop, e.Customer, e.Ref), e.Note)
		}
	}
	return out, wrap("entries", err)
}

// Standing counts how often what began with root counts.
func (s source) Standing(ctx context.Context, root shop.Ref) (int64, error) {
	return s.count(ctx, "root_turn = $2 and root_n = $3", root.Turn, root.N)
}

// Used counts the entries about a thing that still count, and the prices agreed with
// a customer.
func (s source) Used(ctx context.Context, what, id string) (int64, error) {
	switch what {
	case shop.ChangeItem:
		return s.count(ctx, "item = $2", id)
	case shop.ChangeCustomer:
		n, err := s.count(ctx, "customer = $2", id)
		if err != nil {
			return 0, err
		}
		var agreed int64
		err = s.read.QueryRowContext(ctx, "select count(*) from rate where shop = $1 and customer = $2 and price <> 0", s.shop, id).Scan(&agreed)
		return n + agreed, wrap("used", err)
	}
	return 0, nil
}

// count adds up the signs of entries: a reversal takes its entry's away.
func (s source) count(ctx context.Context, where string, args ...any) (int64, error) {
	var n int64
	err := s.read.QueryRowContext(ctx, "select coalesce(sum(sign), 0) from entry where shop = $1 and "+where,
		append([]any{s.shop}, args...)...).Scan(&n)
	return n, wrap("count", err)
}

// Changes are those of a turn.
func (s source) Changes(ctx context.Context, turn int64) ([]shop.Change, error) {
	return s.changes(ctx, " and turn = $2 order by n", turn)
}

// changes are those a condition picks; its arguments begin at $2.
func (s source) changes(ctx context.Context, where string, args ...any) ([]shop.Change, error) {
	var out []shop.Change
	err := s.each(ctx, `select turn, n, what, id, field, before, after, reverses_turn, reverses_n from change
		where shop = $1`+where, func(row *sql.Rows) error {
		c, err := scanChange(row)
		out = append(out, c)
		return err
	}, append([]any{s.shop}, args...)...)
	for i := range out {
		c := &out[i]
		for column, fact := range map[string]*json.RawMessage{"before": &c.Before, "after": &c.After} {
			if err == nil {
				*fact, err = s.openFact(ctx, factPlace(s.shop, c.What, c.ID, column, c.Ref), string(*fact))
			}
		}
	}
	return out, wrap("changes", err)
}

// scanChange reads a change from a row.
func scanChange(row *sql.Rows) (shop.Change, error) {
	var c shop.Change
	var before, after []byte
	err := row.Scan(&c.Turn, &c.N, &c.What, &c.ID, &c.Field, &before, &after, &c.Reverses.Turn, &c.Reverses.N)
	c.Before, c.After = before, after
	return c, err
}
