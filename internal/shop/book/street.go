package book

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// street is one shop's way to those around it; see [shop.Street].
type street struct {
	book *Book
	own  source
}

var _ shop.Street = street{}

// Deal is the shop's own copy of a deal.
func (s street) Deal(ctx context.Context, id string) (shop.Deal, error) {
	d, err := s.own.deal(ctx, id)
	return d, wrap("deal", err)
}

// OpenDeals are the shop's own that something may still come of.
func (s street) OpenDeals(ctx context.Context) ([]shop.Deal, error) {
	all, err := s.own.deals(ctx, " and open = 1")
	return all, wrap("deals", err)
}

// Across is the other side of a deal. That the other shop has a copy too, and that it
// names this shop, is what lets a turn read there.
func (s street) Across(ctx context.Context, id string) (shop.Across, error) {
	own, err := s.own.deal(ctx, id)
	if err != nil {
		return shop.Across{}, wrap("across", err)
	}
	other := bot.ShopID(own.Other)
	stand, err := s.book.journal.Stand(ctx, other) // first, so that whatever is read is no older
	if errors.Is(err, bot.ErrNotFound) {
		return shop.Across{}, shop.ErrNotFound
	}
	if err != nil {
		return shop.Across{}, wrap("across", err)
	}
	there := s.book.source(other)
	theirs, err := there.deal(ctx, id)
	if err == nil && theirs.Other != int64(s.own.shop) {
		err = shop.ErrNotFound
	}
	if err != nil {
		return shop.Across{}, wrap("across", err)
	}
	zone, err := time.LoadLocation(stand.Zone)
	return shop.Across{Rev: stand.Rev, Source: there, Zone: zone, Named: s.book.named(other), Deal: theirs}, wrap("across", err)
}

// AllDeals are a shop's deals, also those that are over.
func (b *Book) AllDeals(ctx context.Context, of bot.ShopID) ([]shop.Deal, error) {
	all, err := b.source(of).deals(ctx, "")
	return all, wrap("all deals", err)
}

// deal is one deal as the shop has it.
func (s source) deal(ctx context.Context, id string) (shop.Deal, error) {
	var facts string
	err := s.read.QueryRowContext(ctx, "select facts from deal where shop = $1 and id = $2", s.shop, id).Scan(&facts)
	if errors.Is(err, sql.ErrNoRows) {
		return shop.Deal{}, shop.ErrNotFound
	}
	if err != nil {
		return shop.Deal{}, err
	}
	return s.openDeal(ctx, id, facts)
}

// deals are those a condition picks.
func (s source) deals(ctx context.Context, where string) ([]shop.Deal, error) {
	var stored [][2]string
	err := s.each(ctx, "select id, facts from deal where shop = $1"+where+" order by id", func(row *sql.Rows) error {
		var d [2]string
		err := row.Scan(&d[0], &d[1])
		stored = append(stored, d)
		return err
	}, s.shop)
	if err != nil {
		return nil, err
	}
	out := make([]shop.Deal, len(stored))
	for i, d := range stored {
		if out[i], err = s.openDeal(ctx, d[0], d[1]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// openDeal reads a deal as its row keeps it.
func (s source) openDeal(ctx context.Context, id, facts string) (shop.Deal, error) {
	plain, err := s.keys.Open(ctx, dealPlace(s.shop, id), facts)
	if err != nil {
		return shop.Deal{}, err
	}
	return shop.Deal{ID: id}.With(plain)
}

// changeDeal creates, replaces or takes away the shop's copy of a deal.
func (b *Book) changeDeal(ctx context.Context, tx bot.Tx, of bot.ShopID, c shop.Change) error {
	if c.Removes() {
		_, err := tx.ExecContext(ctx, "delete from deal where shop = $1 and id = $2", of, c.ID)
		return err
	}
	d, err := shop.Deal{ID: c.ID}.With(c.After)
	if err != nil {
		return err
	}
	open := 0
	if d.Open() {
		open = 1
	}
	facts, err := b.journal.Keys().In(tx).Seal(ctx, dealPlace(of, c.ID), c.After)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into deal (shop, id, open, facts) values ($1, $2, $3, $4)
		on conflict (shop, id) do update set open = excluded.open, facts = excluded.facts`, of, c.ID, open, facts)
	return err
}

// dealPlace is that of a shop's copy of a deal.
func dealPlace(of bot.ShopID, id string) seal.Place {
	return seal.Place{Shop: of, Column: "deal.facts", Row: id}
}

// isFinal reports whether a turn did what cannot be taken back: goods that both books
// have moved, and that the other shop counts on.
func (s source) isFinal(ctx context.Context, turn bot.TurnID) (shop.Deal, bool, error) {
	changes, err := s.Changes(ctx, int64(turn))
	if err != nil {
		return shop.Deal{}, false, err
	}
	for _, c := range changes {
		if c.What != shop.ChangeDeal || string(c.After) == "null" {
			continue
		}
		now, err := s.deal(ctx, c.ID)
		if err == nil && now.State == shop.DealDone {
			return now, true, nil
		}
		if err != nil && !errors.Is(err, shop.ErrNotFound) {
			return shop.Deal{}, false, err
		}
	}
	return shop.Deal{}, false, nil
}
