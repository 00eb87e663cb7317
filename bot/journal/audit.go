package journal

import (
	"context"
	"database/sql"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Act is what somebody did with data of a shop.
type Act string

// The acts that the audit tells apart.
const (
	ActRead   Act = "read"
	ActWrite  Act = "write"
	ActUndo   Act = "undo"
	ActDelete Act = "delete"
	ActExport Act = "export" // all of it left the database
	ActImport Act = "import" // all of it came from a file
	ActSend   Act = "send"   // it went to somebody once more
)

// Deed is one row of the audit: who did what, and when. It never holds texts,
// names or amounts.
type Deed struct {
	ID     int64
	At     time.Time
	Shop   bot.ShopID   // 0 for what concerned all shops
	Person bot.PersonID // 0 for the operator and the program
	Turn   bot.TurnID   // 0 for none
	Act    Act
	What   string // errands, kinds of things with their ids, counts; words apart by spaces
}

// Audit lists what was done with a shop's data since a time, the newest first. Of
// shop 0 it lists what concerned all shops.
func (j *Journal) Audit(ctx context.Context, shop bot.ShopID, since time.Time, limit int) ([]Deed, error) {
	var out []Deed
	rows, err := j.reader.QueryContext(ctx, `select id, at, shop, person, turn, act, what from audit
		where shop = $1 and at >= $2 order by at desc, id desc`+atMost(limit), shop, since.UnixMilli())
	err = each(rows, err, func(rows *sql.Rows) error {
		var d Deed
		var at int64
		err := rows.Scan(&d.ID, &at, &d.Shop, &d.Person, &d.Turn, &d.Act, &d.What)
		d.At = time.UnixMilli(at).UTC()
		out = append(out, d)
		return err
	})
	return out, wrap("audit", err)
}

// Note writes down what the operator or the program did outside of turns, at the
// time it is.
func (j *Journal) Note(ctx context.Context, d Deed) error {
	return wrap("note", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := j.note(ctx, t, d)
		return err
	}))
}

// note writes a deed of now and returns its number.
func (j *Journal) note(ctx context.Context, t bot.Tx, d Deed) (id int64, err error) {
	err = t.QueryRowContext(ctx, insertDeed+" returning id", d.columns(j.now())...).Scan(&id)
	return id, err
}

const insertDeed = "insert into audit (at, shop, person, turn, act, what) values ($1, $2, $3, $4, $5, $6)"

func (d Deed) columns(at int64) []any {
	return []any{at, d.Shop, d.Person, d.Turn, string(d.Act), storable(d.What)}
}

// audited writes down what the turn did with the shop's data, if anything.
func (e *entry) audited(ctx context.Context, t bot.Tx) error {
	if e.deed.Act == "" {
		return nil
	}
	_, err := t.ExecContext(ctx, insertDeed, e.deed.columns(e.At.UnixMilli())...)
	return err
}
