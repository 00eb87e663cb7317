package book

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// People is what is known of who belongs to a shop: the journal.
func (b *Book) People() bot.People { return b.journal }

// Shops are those the person of a turn belongs to, but for trying; the oldest first. One
// that he must prove himself in first has no name here.
func (b *Book) Shops(ctx context.Context, t *bot.Turn) ([]shop.Premises, error) {
	all, err := b.journal.MemberShops(ctx, t.Person)
	var out []shop.Premises
	for _, m := range all {
		if err != nil {
			break
		}
		if m.Demo {
			continue
		}
		var name string
		name, err = b.nameOf(ctx, t.Person, m.Shop)
		out = append(out, shop.Premises{ID: int64(m.Shop), Name: name, Here: m.Current, Own: m.Role == bot.Owner})
	}
	return out, wrap("shops", err)
}

// nameOf is what a shop is called, for one of its members.
func (b *Book) nameOf(ctx context.Context, person bot.PersonID, of bot.ShopID) (string, error) {
	s, err := b.journal.Checkpoint(ctx, of, person)
	if err != nil || !s.Doubt.IsZero() {
		return "", err
	}
	p, err := b.source(of).Profile(ctx)
	return p.Name, err
}

// Title is what a turn's shop is called, for operators; see [bot.Titler].
func (b *Book) Title(ctx context.Context, t *bot.Turn) (string, error) {
	p, err := b.source(t.Shop).Profile(ctx)
	return p.Name, wrap("title", err)
}

// openShop makes another shop that the person owns, called as he says.
func (b *Book) openShop(ctx context.Context, tx bot.Tx, t *bot.Turn, ref shop.Ref, e shop.OpenShop) error {
	c := shop.Change{Ref: ref, What: shop.ChangeShop, Field: "open"}
	if err := b.keep(ctx, tx, t.Shop, c, t.Now().UnixMilli(), t.Person); err != nil {
		return err
	}
	id, err := b.journal.AddShop(ctx, tx, t.Zone.String(), false)
	if err != nil {
		return err
	}
	if err := b.journal.AddMember(ctx, tx, id, t.Person, bot.Owner); err != nil {
		return err
	}
	name, err := b.journal.Keys().In(tx).Seal(ctx, profilePlace(id, shop.ProfileName), []byte(e.Name))
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "insert into profile (shop, name) values ($1, $2)", id, name); err != nil {
		return err
	}
	return b.journal.Bring(ctx, tx, t, id)
}

// Keeper reports whether a name is of somebody the turn's shop has an account with: what
// only who keeps the book knows. Known is false when it has none.
func (b *Book) Keeper(ctx context.Context, t *bot.Turn, said string) (is, known bool, err error) {
	all, err := b.source(t.Shop).Customers(ctx)
	for _, c := range all {
		if c.Name == forgottenName {
			continue
		}
		known = true
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			is = is || alike(name, said)
		}
	}
	return is, known, wrap("keeper", err)
}

// alike reports whether a name was said as it is written, or its first word.
func alike(name, said string) bool {
	return said != "" && (shop.Fold(name) == shop.Fold(said) || shop.Fold(first(name)) == shop.Fold(said))
}

// first is the first word of a name.
func first(name string) string {
	for i, r := range name {
		if r == ' ' {
			return name[:i]
		}
	}
	return name
}
