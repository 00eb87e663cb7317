package book

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// pricing tells a price of any kind, or makes one item of two.
func (p *play) pricing(ctx context.Context, b *shop.Book, item, who string, money int64) error {
	is := p.model.canon(item)
	said := shop.Pricing{Item: shop.Item{ID: item}, Price: shop.Money(money), Unit: playUnits[is], Sure: true}
	field := "price " + is
	switch rapid.IntRange(0, 4).Draw(p.T, "price of") {
	case 0:
		said.Told, field = shop.TellMRP, "mrp "+is
	case 1:
		said.Customer, field = shop.Customer{Name: who}, "rate "+is+" "+who
	case 2:
		return p.merges(ctx, b)
	case 3:
		said.Told, field = shop.TellCost, "cost "+is
	}
	_, err := b.TellPriceOf(ctx, said)
	if mrp := p.model.fact("mrp " + is); said.Told == "" && mrp > 0 && money > mrp {
		if !errors.Is(err, shop.ErrOverMRP) {
			p.Fatalf("%d for %s of MRP %d: %v", money, is, mrp, err)
		}
		return nil
	}
	p.model.set(field, money)
	if s := p.model.held(); said.Told == shop.TellCost && s["qty "+is] > 0 && s["value "+is] == 0 {
		p.model.enter(ledger{"value " + is: share(money, s["qty "+is], 1000)})
	}
	return err
}

// playUnits are what the items of the play are counted in.
var playUnits = map[string]string{"sugar": "kg", "maggi": "packet", "mustard-oil": "l", "khand": "kg"}

// merges says that khand is sugar. A price sugar has not is khand's from then on.
func (p *play) merges(ctx context.Context, b *shop.Book) error {
	_, err := b.MergeItems(ctx, shop.Item{ID: "khand"}, shop.Item{ID: "sugar"})
	if p.model.fact("into khand") == 1 {
		if !errors.Is(err, shop.ErrSame) {
			p.Fatalf("merged again: %v", err)
		}
		return nil
	}
	p.model.set("aliases sugar", 1)
	p.model.set("of sugar", 1)
	for _, field := range []string{"price", "cost", "mrp"} {
		if p.model.fact(field+" sugar") == 0 {
			p.model.set(field+" sugar", p.model.fact(field+" khand"))
		}
	}
	p.model.set("into khand", 1)
	return err
}

// rates compares the customers' own prices.
func (p *play) rates(ctx context.Context, b *shop.Book, id, is string) {
	for _, who := range playPeople {
		tag, err := b.Tag(ctx, shop.Item{ID: id}, shop.Customer{Name: who})
		p.check(err)
		want := p.model.fact("rate " + is + " " + who)
		if want == 0 && is == "sugar" && p.model.fact("into khand") == 1 {
			want = p.model.fact("rate khand " + who)
		}
		p.same("price of "+id+" for "+who, int64(tag.Own.Price), want)
	}
}

// canon is the item that another turned out to be.
func (m *model) canon(item string) string {
	if item == "khand" && m.fact("into khand") == 1 {
		return "sugar"
	}
	return item
}

// held is all sums, what lies under the name of an item that is another being that
// other's.
func (m *model) held() ledger {
	s := m.sums()
	if m.canon("khand") == "sugar" {
		for _, of := range []string{"qty ", "value ", "doubt "} {
			s[of+"sugar"] += s[of+"khand"]
		}
	}
	return s
}

// joined gives sugar the days of khand in what is wanted, and takes them from under
// khand's old id.
func (m *model) joined(want ledger) {
	if m.canon("khand") != "sugar" {
		return
	}
	for _, name := range slices.Collect(maps.Keys(want)) {
		if verb, day, of := strings.Cut(name, " khand "); of && slices.Contains([]string{"sold", "bought", "waste", "upkeep"}, verb) {
			want[verb+" sugar "+day] += want[name]
			delete(want, name)
		}
	}
}
