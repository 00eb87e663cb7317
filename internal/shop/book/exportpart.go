package book

import (
	"archive/zip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// write writes the part. What there is but entries, and what they come to, is in the
// last.
func (e *export) write(ctx context.Context, to io.Writer) error {
	e.zip = zip.NewWriter(to)
	steps := []func(context.Context) error{e.asOf, e.span, e.entriesCSV, e.addUp, e.used, e.itemsCSV, e.customersCSV, e.choices, e.allJSON}
	if !e.last() {
		steps = []func(context.Context) error{e.asOf, e.span, e.entriesCSV, e.allJSON}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return e.zip.Close()
}

func (e *export) last() bool { return e.part.N == e.part.Of }

// named is what a file is called: with the part's number, when there are several.
func (e *export) named(name, kind string) string {
	if e.part.Of > 1 {
		name = fmt.Sprintf("%s-%d", name, e.part.N)
	}
	return name + "." + kind
}

// span finds out which entries are of the part: as many as of any other.
func (e *export) span(ctx context.Context) error {
	all, err := e.lines(ctx, " and turn <= $2", e.turn)
	if err != nil {
		return err
	}
	from := all * int64(e.part.N-1) / int64(e.part.Of)
	e.first, e.left = shop.Ref{Turn: -1}, all*int64(e.part.N)/int64(e.part.Of)-from
	if from == 0 {
		return nil
	}
	row := e.read.QueryRowContext(ctx, fmt.Sprintf("select turn, n from entry where shop = $1 and turn <= $2 order by turn, n limit 1 offset %d", from-1), e.shop, e.turn)
	return row.Scan(&e.first.Turn, &e.first.N)
}

// addUp works out what the entries come to: what they come to now, without those
// written since. So a part need not be read for the sums of all.
func (e *export) addUp(ctx context.Context) (err error) {
	if e.sums.stocks, err = e.Stocks(ctx); err != nil {
		return err
	}
	if e.sums.dues, err = e.Balances(ctx); err != nil {
		return err
	}
	if e.sums.owed, err = e.AllOwed(ctx); err != nil {
		return err
	}
	if e.sums.till, err = e.Till(ctx); err != nil {
		return err
	}
	since, err := e.entries(ctx, " and turn > $2 order by turn, n", e.turn)
	if err != nil {
		return err
	}
	for _, entry := range since {
		if s, moved := e.sums.stocks[entry.Item]; moved {
			e.sums.stocks[entry.Item] = shop.Stock{Qty: s.Qty - entry.Qty, Value: s.Value - entry.Value, Doubt: s.Doubt - entry.Doubt}
		}
		e.sums.dues[entry.Customer] -= entry.Due
		e.sums.owed[entry.Customer] -= entry.Owed
		e.sums.till.Cash -= entry.Cash
		e.sums.till.UPI -= entry.UPI
	}
	for _, entry := range since {
		if err := e.unmoved(ctx, entry.Item); err != nil {
			return err
		}
	}
	return nil
}

// unmoved leaves out an item that nothing was written of until the turn.
func (e *export) unmoved(ctx context.Context, item string) error {
	if _, moved := e.sums.stocks[item]; !moved {
		return nil
	}
	var turn int64
	err := e.read.QueryRowContext(ctx, "select turn from entry where shop = $1 and item = $2 and turn <= $3 limit 1", e.shop, item, e.turn).Scan(&turn)
	if errors.Is(err, sql.ErrNoRows) {
		delete(e.sums.stocks, item)
		return nil
	}
	return err
}
