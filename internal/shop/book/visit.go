package book

import (
	"context"
	"database/sql"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// demoDays is how long a demo shop is fresh: after it, its last sales are too
// long ago to show anything, and entering makes a new one.
const demoDays = 7

// visit is a person's demo shop.
type visit struct {
	demo bot.ShopID
	home bot.ShopID // where leaving leads
	day  shop.Day   // the day it was filled for
}

// visitOf reads it; false when the person never had one.
func visitOf(ctx context.Context, tx bot.Tx, person bot.PersonID) (visit, bool, error) {
	var v visit
	err := tx.QueryRowContext(ctx, "select shop, home, day from demo where person = $1", person).
		Scan(&v.demo, &v.home, &v.day)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, wrap("demo", err)
}

// enterDemo takes the person to his demo shop, filling a fresh one when he has
// none. In it already, he stays.
func (b *Book) enterDemo(ctx context.Context, tx bot.Tx, t *bot.Turn, ref shop.Ref) error {
	if err := b.moved(ctx, tx, t, ref, shop.Enter); err != nil {
		return err
	}
	v, known, err := visitOf(ctx, tx, t.Person)
	if err != nil || known && v.demo == t.Shop {
		return err
	}
	today := shop.DayOf(t.Now(), t.Zone)
	if !known || v.day.Plus(demoDays) < today {
		if v.demo, err = b.newDemo(ctx, tx, t, today); err != nil {
			return err
		}
		v.day = today
	}
	_, err = tx.ExecContext(ctx, `insert into demo (person, shop, home, day) values ($1, $2, $3, $4)
		on conflict (person) do update set shop = excluded.shop, home = excluded.home, day = excluded.day`,
		t.Person, v.demo, t.Shop, string(v.day))
	if err != nil {
		return wrap("demo", err)
	}
	return b.journal.Enter(ctx, tx, t.Person, v.demo)
}

// newDemo makes and fills a demo shop the person owns.
func (b *Book) newDemo(ctx context.Context, tx bot.Tx, t *bot.Turn, today shop.Day) (bot.ShopID, error) {
	id, err := b.journal.AddShop(ctx, tx, t.Zone.String(), true)
	if err != nil {
		return 0, err
	}
	if err := b.journal.AddMember(ctx, tx, id, t.Person, bot.Owner); err != nil {
		return 0, err
	}
	return id, b.Demo(ctx, tx, id, t.Zone, today)
}

// leaveDemo takes the person back to the shop he came from. Not in his demo
// shop, he stays where he is.
func (b *Book) leaveDemo(ctx context.Context, tx bot.Tx, t *bot.Turn, ref shop.Ref) error {
	if err := b.moved(ctx, tx, t, ref, shop.Leave); err != nil {
		return err
	}
	v, known, err := visitOf(ctx, tx, t.Person)
	if err != nil || !known {
		return err
	}
	return b.journal.Enter(ctx, tx, t.Person, v.home)
}

// moved writes down that the person went to the demo shop or back.
func (b *Book) moved(ctx context.Context, tx bot.Tx, t *bot.Turn, ref shop.Ref, mode shop.Mode) error {
	c := shop.Change{Ref: ref, What: shop.ChangeDemo, Field: string(mode)}
	return b.keep(ctx, tx, t.Shop, c, t.Now().UnixMilli(), t.Person)
}

// undoDemo answers the undo of a turn that only went to the demo shop or back:
// the person is where he is, and is told so.
func (b *Book) undoDemo(ctx context.Context, t *bot.Turn, turn bot.TurnID) error {
	changes, err := b.source(t.Shop).Changes(ctx, int64(turn))
	if err != nil {
		return wrap("undo", err)
	}
	for _, c := range changes {
		if c.What == shop.ChangeDemo {
			t.Say(undone+"demo", nil)
			return nil
		}
	}
	return bot.ErrNothing
}
