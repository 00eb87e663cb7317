package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// What stands in the book for who was forgotten: his sums stay, he does not.
const (
	forgottenName = "—"
	forgottenFact = `{"name":"` + forgottenName + `"}`
)

// Forget deletes the key of a customer, and with it what the book says of him: his
// name, his phone, what was noted with his entries. What he owed and bought stays,
// as somebody's. It is part of the transaction tx.
func (b *Book) Forget(ctx context.Context, tx bot.Tx, of bot.ShopID, customer string) error {
	if !b.journal.Keys().Sealing() {
		return wrap("forget", ErrUnsealed)
	}
	if customer == "" {
		return wrap("forget", shop.ErrNotFound)
	}
	if err := b.journal.Keys().In(tx).Forget(ctx, of, customer); err != nil {
		return wrap("forget", err)
	}
	_, err := tx.ExecContext(ctx, "update profile set words = words + 1 where shop = $1", of) // his name is a word no more
	return wrap("forget", err)
}

// CustomerNamed is the id of a shop's customer who is called so. [bot.ErrNotFound].
func (b *Book) CustomerNamed(ctx context.Context, of bot.ShopID, name string) (string, error) {
	all, err := b.source(of).Customers(ctx)
	for _, c := range all {
		if shop.Fold(c.Name) == shop.Fold(name) && c.Name != forgottenName {
			return c.ID, nil
		}
	}
	if err == nil {
		err = bot.ErrNotFound
	}
	return "", wrap("customer named", err)
}

// ErrUnsealed says that the book is not sealed, so there is no key to delete.
var ErrUnsealed = errors.New("the book is not sealed")

// ofCustomer is the place of something the book says of a customer, whose own key
// locks it; of nobody's, when customer is "", the shop's.
func ofCustomer(of bot.ShopID, customer, column, row string) seal.Place {
	return seal.Place{Shop: of, Owner: customer, Column: column, Row: row}
}

func profilePlace(of bot.ShopID, field string) seal.Place {
	return seal.Place{Shop: of, Column: "profile." + field}
}

func settingPlace(of bot.ShopID, name string) seal.Place {
	return seal.Place{Shop: of, Column: "setting.value", Row: name}
}

func customerPlace(of bot.ShopID, id string) seal.Place {
	return ofCustomer(of, id, "customer.facts", id)
}

// notePlace is that of an entry's note.
func notePlace(of bot.ShopID, customer string, at shop.Ref) seal.Place {
	return ofCustomer(of, customer, "entry.note", rowOf(at))
}

// factPlace is that of what a change was from or to.
func factPlace(of bot.ShopID, what, id, column string, at shop.Ref) seal.Place {
	if what != shop.ChangeCustomer {
		id = ""
	}
	return ofCustomer(of, id, "change."+column, rowOf(at))
}

func rowOf(at shop.Ref) string { return fmt.Sprintf("%d.%d", at.Turn, at.N) }

// personal reports whether changes of a kind of thing say who somebody is. What
// items are called does not.
func personal(what string) bool {
	return what == shop.ChangeCustomer || what == shop.ChangeProfile || what == shop.ChangeSetting || what == shop.ChangeDeal
}

// sealFact is a fact as the table of changes keeps it.
func sealFact(ctx context.Context, v seal.View, p seal.Place, what string, fact json.RawMessage) (string, error) {
	text := orNull(fact)
	if !personal(what) || text == "null" {
		return text, nil
	}
	return v.Seal(ctx, p, []byte(text))
}

// openFact is the fact that sealFact was given.
func (s source) openFact(ctx context.Context, p seal.Place, text string) (json.RawMessage, error) {
	plain, err := s.keys.Open(ctx, p, text)
	if errors.Is(err, seal.ErrForgotten) {
		return json.RawMessage(forgottenFact), nil
	}
	return plain, err
}

// openText opens a text; that of somebody who was forgotten is "".
func (s source) openText(ctx context.Context, p seal.Place, text string) (string, error) {
	plain, err := s.keys.Open(ctx, p, text)
	if errors.Is(err, seal.ErrForgotten) {
		return "", nil
	}
	return string(plain), err
}

// Old says how the book's rows from before there was a key are sealed.
func (b *Book) Old() []seal.Table {
	fact := func(column string) seal.Table {
		return seal.Column("change", column, []string{"shop", "turn", "n"}, []string{"what", "id"}, func(ctx context.Context, v seal.View, r seal.Row) (string, error) {
			of, what, was := bot.ShopID(seal.Number(r.Key[0])), seal.Text(r.Also[0]), r.Columns[0]
			if seal.Sealed(was) {
				return was, nil
			}
			return sealFact(ctx, v, factPlace(of, what, seal.Text(r.Also[1]), column, refOf(r)), what, json.RawMessage(was))
		})
	}
	owned, id := []string{"shop"}, []string{"shop", "id"}
	ofShop := func(r seal.Row) bot.ShopID { return bot.ShopID(seal.Number(r.Key[0])) }
	profile := func(field string) seal.Table {
		return seal.Texts("profile", field, owned, nil, func(r seal.Row) seal.Place { return profilePlace(ofShop(r), field) })
	}
	return []seal.Table{
		profile(shop.ProfileName), profile(shop.ProfilePlace),
		seal.Texts("setting", "value", []string{"shop", "name"}, nil, func(r seal.Row) seal.Place { return settingPlace(ofShop(r), seal.Text(r.Key[1])) }),
		seal.Texts("customer", "facts", id, nil, func(r seal.Row) seal.Place { return customerPlace(ofShop(r), seal.Text(r.Key[1])) }),
		seal.Texts("deal", "facts", id, nil, func(r seal.Row) seal.Place { return dealPlace(ofShop(r), seal.Text(r.Key[1])) }),
		seal.Texts("entry", "note", []string{"shop", "turn", "n"}, []string{"customer"}, func(r seal.Row) seal.Place {
			return notePlace(ofShop(r), seal.Text(r.Also[0]), refOf(r))
		}),
		fact("before"), fact("after"),
	}
}

// refOf is the place in the book of an entry or a change.
func refOf(r seal.Row) shop.Ref {
	return shop.Ref{Turn: seal.Number(r.Key[1]), N: int(seal.Number(r.Key[2]))}
}
