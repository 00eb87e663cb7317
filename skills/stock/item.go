package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// facts are what can be put right of an item; each may be left as it is.
type facts struct {
	Item     shop.Item   `slot:"item"`
	Name     *string     `slot:"name,leave"`
	Unit     *string     `slot:"unit,leave,choose"`
	Price    *shop.Money `slot:"price,leave"`
	Category *string     `slot:"category,leave,choose"`
	What     string      `slot:"what,optional,choose"` // is to be put right, when it was named: name, unit, price, category
}

// open names what is still to be asked: what was named, or when nothing was, the
// name, then the unit, then the price. What was said outright is enough.
func open(f facts) []string {
	switch {
	case f.What != "" && f.What != "all":
		return []string{f.What}
	case f.Category != nil || f.Name == nil && (f.Unit != nil || f.Price != nil):
		return nil
	case f.Name == nil:
		return []string{"name"}
	case f.Unit == nil:
		return []string{"unit"}
	case f.Price == nil:
		return []string{"price"}
	}
	return nil
}

// said is what was said of one fact, nothing when it was not or was left open.
func said[V any](v *V) V {
	if v == nil {
		var none V
		return none
	}
	return *v
}

// nothing reports whether all was left as it is.
func (f facts) nothing() bool {
	return said(f.Name) == "" && said(f.Unit) == "" && said(f.Price) == 0 && f.category() == ""
}

// category is the kind of things the item is to be listed under.
func (f facts) category() string { return shop.KnownCategory(said(f.Category)) }

// put writes the facts.
func (f facts) put(ctx context.Context, b *shop.Book) (shop.Item, error) {
	it, err := b.FixItem(ctx, f.Item, said(f.Name), said(f.Unit), said(f.Price))
	if c := f.category(); err == nil && c != "" {
		it, err = b.SetCategory(ctx, it, c)
	}
	return it, err
}

// fix puts an item's name, unit, price and category right.
func (s skill) fix(ctx context.Context, t *bot.Turn, f facts) error {
	it, err := f.put(ctx, s.book.In(t))
	if errors.Is(err, shop.ErrNotFound) {
		return s.unknown(ctx, t, f.Item)
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Item": it}
	if f.nothing() {
		t.Say("item.kept", args)
		return nil
	}
	if it.Price > 0 {
		args["Rate"] = shop.Rate{Price: it.Price, Unit: it.Unit}
	}
	if c := f.category(); c != "" {
		args["Category"] = shop.Category(c)
	}
	if name := said(f.Name); name != "" {
		args["Old"] = f.Item
	}
	t.Say("item.done", args, dialogs.Undo())
	return nil
}

// checkFix refuses a name no book would take, or another item has, and a price
// that cannot be.
func (s skill) checkFix(ctx context.Context, t *bot.Turn, f facts) (*dialogs.Refusal, error) {
	name, price := said(f.Name), said(f.Price)
	switch {
	case len([]rune(name)) > shop.MaxName:
		return &dialogs.Refusal{Slot: "name", Key: "item.name"}, nil
	case price < 0 || price > shop.MaxMoney:
		return &dialogs.Refusal{Slot: "price", Key: "item.price"}, nil
	case f.Item.None() || f.nothing():
		return nil, nil
	}
	it, err := f.put(ctx, s.book.In(t).Trial())
	switch {
	case errors.Is(err, shop.ErrName):
		return s.taken(ctx, t, f.Item, name)
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "unit", Key: "item.unit", Args: bot.Args{
			"Item": it, "Unit": shop.Measure{N: 1000, Unit: it.Unit}, "New": shop.Measure{N: 1000, Unit: said(f.Unit)},
		}}, nil
	}
	return nil, nil
}

// taken says that another item has the name, and offers to make one of the two.
func (s skill) taken(ctx context.Context, t *bot.Turn, i shop.Item, name string) (*dialogs.Refusal, error) {
	r := &dialogs.Refusal{Slot: "name", Key: "item.taken", Args: bot.Args{"Name": name}}
	other, err := s.book.In(t).Stock(ctx, shop.Item{Name: name})
	if errors.Is(err, shop.ErrNotFound) {
		return r, nil
	}
	if err == nil {
		r.Choices = []bot.Choice{dialogs.BeginWith("item.choice.merge", nil, "stock.merge", map[string]any{"item": i, "into": other.Item})}
	}
	return r, err
}
