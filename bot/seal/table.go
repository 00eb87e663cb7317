package seal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// batch is how many rows are sealed in one unit of work: a turn that comes
// meanwhile waits for no more.
const batch = 100

// Table says how the rows are sealed that a table had before there was a key.
type Table struct {
	Pass    string   // what its progress is noted under
	Name    string   // of the table
	Key     []string // its primary key
	Also    []string // what else Seal wants to know
	Columns []string // what is sealed; texts that are never null
	// Seal returns the columns as they shall be. Rows that are sealed already come
	// too, and are returned as they are.
	Seal func(ctx context.Context, v View, r Row) ([]string, error)
}

// Column is a [Table] of which one column is sealed.
func Column(table, column string, key, also []string, seals func(context.Context, View, Row) (string, error)) Table {
	return Table{
		Pass: table + "." + column, Name: table, Key: key, Also: also, Columns: []string{column},
		Seal: func(ctx context.Context, v View, r Row) ([]string, error) {
			is, err := seals(ctx, v, r)
			return []string{is}, err
		},
	}
}

// Texts is a [Column] of texts, each with its place.
func Texts(table, column string, key, also []string, at func(Row) Place) Table {
	return Column(table, column, key, also, func(ctx context.Context, v View, r Row) (string, error) {
		return v.Again(ctx, at(r), r.Columns[0])
	})
}

// Row is a row of a [Table].
type Row struct {
	Key     []any // int64 or string
	Also    []any
	Columns []string
}

// Number is a column of Key or Also that is one.
func Number(column any) int64 {
	n, _ := column.(int64)
	return n
}

// Text is a column of Key or Also that is one.
func Text(column any) string {
	s, _ := column.(string)
	return s
}

// SealOld seals the rows of a table from before, batch by batch, and returns when
// none is left. It goes on where it was stopped. Work on the table goes on
// meanwhile, also that of other processes.
func (k *Keys) SealOld(ctx context.Context, t Table) error {
	if k.off {
		return nil
	}
	for done := false; !done; {
		if err := ctx.Err(); err != nil {
			return wrap("old rows of "+t.Name, err)
		}
		err := k.Write(ctx, func(ctx context.Context, tx bot.Tx) (err error) {
			done, err = t.step(ctx, k.In(tx))
			return err
		})
		if err != nil {
			return wrap("old rows of "+t.Name, err)
		}
	}
	return nil
}

// Done reports whether a table has no old rows, as far as is written down.
func (k *Keys) Done(ctx context.Context, t Table) (done bool, err error) {
	err = k.Read.QueryRowContext(ctx, "select exists (select 1 from seal_pass where name = $1 and done)", t.Pass).Scan(&done)
	return done || k.off, wrap("old rows of "+t.Name, err)
}

// Finish notes that something is done that comes once; see [Keys.Done].
func (k *Keys) Finish(ctx context.Context, pass string) error {
	return wrap("finish "+pass, k.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, `insert into seal_pass (name, after, done) values ($1, 'null', $2)
			on conflict (name) do update set done = excluded.done`, pass, true)
		return err
	}))
}

// step seals one batch and notes how far it came.
func (t Table) step(ctx context.Context, v View) (done bool, err error) {
	after, done, err := t.progress(ctx, v.tx)
	if err != nil || done {
		return done, err
	}
	rows, err := t.read(ctx, v.tx, after)
	if err != nil {
		return false, err
	}
	for _, r := range rows {
		if err := t.seal(ctx, v, r); err != nil {
			return false, err
		}
	}
	if len(rows) > 0 {
		after = rows[len(rows)-1].Key
	}
	note, err := json.Marshal(after)
	if err != nil {
		return false, err
	}
	if done = len(rows) < batch; done {
		note = []byte("null") // it may name somebody
	}
	_, err = v.tx.ExecContext(ctx, "update seal_pass set after = $1, done = $2 where name = $3", string(note), done, t.Pass)
	return done, err
}

// progress is the key of the last row of the batch before.
func (t Table) progress(ctx context.Context, tx bot.Tx) (after []any, done bool, err error) {
	_, err = tx.ExecContext(ctx, "insert into seal_pass (name, after, done) values ($1, 'null', $2) on conflict (name) do nothing", t.Pass, false)
	if err != nil {
		return nil, false, err
	}
	var note string
	err = tx.QueryRowContext(ctx, "select after, done from seal_pass where name = $1 for update", t.Pass).Scan(&note, &done)
	if err != nil {
		return nil, false, err
	}
	d := json.NewDecoder(strings.NewReader(note))
	d.UseNumber()
	if err := d.Decode(&after); err != nil {
		return nil, false, err
	}
	for i, v := range after {
		if n, ok := v.(json.Number); ok {
			if after[i], err = n.Int64(); err != nil {
				return nil, false, err
			}
		}
	}
	return after, done, nil
}

// read reads the rows after a key.
func (t Table) read(ctx context.Context, tx bot.Tx, after []any) ([]Row, error) {
	key := strings.Join(t.Key, ", ")
	query := "select " + strings.Join(slices.Concat(t.Key, t.Also, t.Columns), ", ") + " from " + t.Name
	if len(after) > 0 {
		query += " where (" + key + ") > (" + Placeholders(1, len(after)) + ")"
	}
	rows, err := tx.QueryContext(ctx, query+" order by "+key+" limit "+strconv.Itoa(batch), after...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Row
	for rows.Next() {
		r, err := t.scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, errors.Join(rows.Err(), rows.Close())
}

// scan reads a row.
func (t Table) scan(rows *sql.Rows) (Row, error) {
	r := Row{Key: make([]any, len(t.Key)), Also: make([]any, len(t.Also)), Columns: make([]string, len(t.Columns))}
	var to []any
	for i := range r.Key {
		to = append(to, &r.Key[i])
	}
	for i := range r.Also {
		to = append(to, &r.Also[i])
	}
	for i := range r.Columns {
		to = append(to, &r.Columns[i])
	}
	return r, rows.Scan(to...)
}

// seal writes a row as it shall be, unless somebody changed it meanwhile.
func (t Table) seal(ctx context.Context, v View, r Row) error {
	is, err := t.Seal(ctx, v, r)
	if err != nil || slices.Equal(is, r.Columns) {
		return err
	}
	var set, where []string
	var args []any
	add := func(list []string, column string, value any) []string {
		args = append(args, value)
		return append(list, column+" = $"+strconv.Itoa(len(args)))
	}
	for i, c := range t.Columns {
		set = add(set, c, is[i])
	}
	for i, c := range t.Key {
		where = add(where, c, r.Key[i])
	}
	for i, c := range t.Columns {
		where = add(where, c, r.Columns[i])
	}
	_, err = v.tx.ExecContext(ctx, "update "+t.Name+" set "+strings.Join(set, ", ")+" where "+strings.Join(where, " and "), args...)
	return err
}

// Placeholders writes n numbered placeholders for a list of a statement; from is the
// first one's number.
func Placeholders(from, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(from+i)
	}
	return strings.Join(list, ", ")
}

// Again is [View.Text] for a text that may be sealed already: what a [Table]'s Seal
// is usually made of.
func (v View) Again(ctx context.Context, p Place, text string) (string, error) {
	if Sealed(text) {
		return text, nil
	}
	return v.Text(ctx, p, text)
}
