package book

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	atlas "github.com/sahayak-dev/sahayak/internal/places" // places are a function here
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// grid divides the map into cells. A cell's number is its row times the columns and
// its column.
type grid struct {
	column  string // of the table
	degrees int64  // cells to one degree
	metres  int    // from south to north of one cell, at least
}

// The two grids. In a city the fine one finds the nearest without reading all within
// [shop.MaxMetres]; where shops are few, nine cells of the wide one hold those.
var (
	fine = grid{column: "cell", degrees: 256, metres: 434}
	wide = grid{column: "area", degrees: 16, metres: 6_949}
)

// rings are the steps of a search: how many cells of a grid it goes around its own.
var rings = []struct {
	grid
	around int64
}{{fine, 1}, {fine, 3}, {wide, 1}}

// cell is the number of the cell a point is in, and those of all that lie around it.
// Cells grow narrow to the north, so there are more of them in a row than there are
// rows.
func (g grid) cell(p atlas.Point) int64 { return g.cells(p, 0)[0] }

func (g grid) cells(p atlas.Point, around int64) (out []int64) {
	at := func(units int32, zero int64) int64 {
		return int64(math.Floor(float64(int64(units)+zero*100_000) * float64(g.degrees) / 100_000))
	}
	row, column := at(p.Lat, 90), at(p.Lon, 180)
	aside := int64(math.Ceil(float64(around) / math.Max(0.01, math.Cos((math.Abs(float64(p.Lat))/100_000+0.1)*math.Pi/180))))
	for r := row - around; r <= row+around; r++ {
		for c := column - aside; c <= column+aside; c++ {
			out = append(out, r*360*g.degrees+c)
		}
	}
	return out
}

// Neighbours are shops around that agreed to be asked about an item.
func (s street) Neighbours(ctx context.Context, item string, limit int) ([]shop.Neighbour, error) {
	uri, err := s.own.Setting(ctx, shop.SettingAt)
	if err != nil {
		return nil, wrap("neighbours", err)
	}
	at, placed := atlas.ParsePoint(uri)
	if !placed {
		return nil, shop.ErrNoPlace
	}
	for _, ring := range rings {
		found, err := s.within(ctx, item, ring.column, ring.cells(at, ring.around), at)
		if err != nil {
			return nil, wrap("neighbours", err)
		}
		sure := min(int(ring.around)*ring.metres, shop.MaxMetres)
		found = slices.DeleteFunc(found, func(n shop.Neighbour) bool { return n.Metres > sure })
		if len(found) >= limit || sure == shop.MaxMetres {
			return told(found, limit), nil
		}
	}
	return nil, nil
}

// told are the nearest of some, as they are told of.
func told(found []shop.Neighbour, limit int) []shop.Neighbour {
	slices.SortFunc(found, func(a, b shop.Neighbour) int {
		return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.Shop, b.Shop))
	})
	found = slices.CompactFunc(found, func(a, b shop.Neighbour) bool { return a.Shop == b.Shop })
	found = found[:min(limit, len(found))]
	for i := range found {
		found[i].Metres = shop.RoundedUp(found[i].Metres)
	}
	return found
}

// within are all in some cells.
func (s street) within(ctx context.Context, item, column string, cells []int64, at atlas.Point) ([]shop.Neighbour, error) {
	args, marks := []any{s.own.shop, item}, make([]string, len(cells))
	for i, cell := range cells {
		args = append(args, cell)
		marks[i] = fmt.Sprintf("$%d", len(args))
	}
	var out []shop.Neighbour
	err := s.own.each(ctx, "select shop, lat, lon from neighbour where "+column+" in ("+strings.Join(marks, ", ")+`)
		and item in ('', $2) and shop <> $1
		and not exists (select 1 from leaving l where l.shop = neighbour.shop and l.customer = '' and l.at > 0)
		and not exists (select 1 from shop s where s.id = neighbour.shop and s.stopped_at > 0)`, func(rows *sql.Rows) error {
		var n shop.Neighbour
		var p atlas.Point
		err := rows.Scan(&n.Shop, &p.Lat, &p.Lon)
		n.Metres = at.To(p)
		out = append(out, n)
		return err
	}, args...)
	return out, err
}

// settlesIn reports whether a change moves where a shop is found.
func settlesIn(c shop.Change) bool {
	return c.What == shop.ChangeSetting && (c.ID == shop.SettingAt || c.ID == shop.SettingShare)
}

// settle puts a shop where its neighbours find it, as its settings say now.
func (b *Book) settle(ctx context.Context, tx bot.Tx, of bot.ShopID) error {
	settings := map[string]string{}
	for _, name := range []string{shop.SettingAt, shop.SettingShare} {
		var err error
		if settings[name], err = b.settingNow(ctx, tx, of, name); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "delete from neighbour where shop = $1", of); err != nil {
		return err
	}
	at, placed := atlas.ParsePoint(settings[shop.SettingAt])
	consent := shop.ParseConsent(settings[shop.SettingShare])
	if !placed {
		return nil
	}
	items := consent.Items
	if consent.All {
		items = []string{""}
	}
	for _, item := range items {
		_, err := tx.ExecContext(ctx, "insert into neighbour (shop, item, cell, area, lat, lon) values ($1, $2, $3, $4, $5, $6)",
			of, item, fine.cell(at), wide.cell(at), int64(at.Lat), int64(at.Lon))
		if err != nil {
			return err
		}
	}
	return nil
}

// settingNow is a setting as a transaction has it, which may have made the key it is
// sealed with.
func (b *Book) settingNow(ctx context.Context, tx bot.Tx, of bot.ShopID, name string) (string, error) {
	var kept string
	err := tx.QueryRowContext(ctx, "select value from setting where shop = $1 and name = $2", of, name).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	plain, err := b.journal.Keys().In(tx).Open(ctx, settingPlace(of, name), kept)
	return string(plain), err
}
