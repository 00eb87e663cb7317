package journaltest

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// enter switches a person's shop.
func (w *world) enter(person bot.PersonID, shop bot.ShopID) error {
	return w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error { return w.Enter(ctx, t, person, shop) })
}

// demoShop makes a demo shop a person is in.
func (w *world) demoShop(person bot.PersonID, role bot.Role) (shop bot.ShopID) {
	w.Helper()
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) (err error) {
		if shop, err = w.AddShop(ctx, t, "Asia/Kathmandu", true); err != nil {
			return err
		}
		if err := w.AddMember(ctx, t, shop, person, role); err != nil {
			return err
		}
		return w.Enter(ctx, t, person, shop)
	}))
	return shop
}

func people(w *world) {
	m := w.say("anil", "demo dikhao")
	demo := w.demoShop(m.From, bot.Manager)
	base, err := w.Base(w.ctx, demo, m.From)
	w.ok(err)
	w.same(base, bot.Base{Role: bot.Manager, Zone: "Asia/Kathmandu", Demo: true})
	shops, err := w.MemberShops(w.ctx, m.From)
	w.ok(err)
	w.same(shops, []journal.Membership{{Shop: m.Shop, Role: bot.Owner}, {Shop: demo, Role: bot.Manager, Demo: true, Current: true}})
	w.same(w.say("anil", "in the demo now").Shop, demo)
	w.same(w.pending(m.Shop), []int64{m.Seq}) // what came before stays where it was said

	w.ok(w.enter(m.From, m.Shop))
	w.same(w.say("anil", "home").Shop, m.Shop)
	w.ok(w.enter(m.From, demo))
	leave := func(shop bot.ShopID) error {
		return w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error { return w.Leave(ctx, t, m.From, shop) })
	}
	w.ok(leave(demo))
	w.is(leave(demo), journal.ErrNotMember)
	w.same(w.say("anil", "home again").Shop, m.Shop)
	w.ok(leave(m.Shop))
	own := w.say("anil", "all alone")
	if own.Shop == m.Shop || own.Shop == demo {
		w.Fatal("who has left every shop is still in one of them")
	}
	base, err = w.Base(w.ctx, own.Shop, m.From)
	w.ok(err)
	w.same(base.Role, bot.Owner)

	w.is(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		return w.AddMember(ctx, t, m.Shop, m.From, bot.Stranger)
	}), journal.ErrInvalid)
	if err := w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := w.AddShop(ctx, t, "Mars/Olympus", false)
		return err
	}); err == nil {
		w.Fatal("a shop on Mars was opened")
	}
}

// home has a person leave the shop he is in: he goes to the oldest real one.
func home(w *world) {
	m := w.say("anil", "1")
	w.demoShop(m.From, bot.Owner)
	var second bot.ShopID
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) (err error) {
		if second, err = w.AddShop(ctx, t, "", false); err != nil {
			return err
		}
		third, err := w.AddShop(ctx, t, "", false)
		return errors.Join(err, w.AddMember(ctx, t, second, m.From, bot.Staff),
			w.AddMember(ctx, t, third, m.From, bot.Owner), w.Enter(ctx, t, m.From, m.Shop), w.Leave(ctx, t, m.From, m.Shop))
	}))
	w.same(w.say("anil", "2").Shop, second)
}

func aliases(w *world) {
	a, b := w.say("anil", "1"), w.say("bina", "1")
	alias := func(person bot.PersonID, address string) error {
		return w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error { return w.Alias(ctx, t, person, console, address) })
	}
	w.ok(alias(a.From, "anil's wife"))
	w.ok(alias(a.From, "anil's wife"))
	w.is(alias(b.From, "anil's wife"), journal.ErrTaken)
	w.is(alias(b.From, ""), journal.ErrInvalid)
	m := w.say("anil's wife", "2")
	w.same([]int64{int64(m.From), int64(m.Shop)}, []int64{int64(a.From), int64(a.Shop)})
	if err := alias(1<<40, "ghost"); err == nil {
		w.Fatal("nobody was given an address")
	}
}

func invited(w *world) {
	var who bot.PersonID
	var shop bot.ShopID
	meet := func(address string) error {
		return w.Write(w.ctx, func(ctx context.Context, t bot.Tx) (err error) {
			who, shop, err = w.Meet(ctx, t, console, address)
			return err
		})
	}
	w.ok(meet("anil"))
	first := sender{who, shop}
	w.ok(meet("anil"))
	w.same(first == sender{who, shop}, true)
	m := w.say("anil", "1")
	w.same(first == sender{m.From, m.Shop}, true)
	base, err := w.Base(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same(base.Role, bot.Owner)
	w.is(meet(""), journal.ErrInvalid)
}
