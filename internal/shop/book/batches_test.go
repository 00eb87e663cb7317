package book

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// The batches of the model are pieces on a shelf, each with its date on it or
// none: whoever takes some picks them one by one.

// crumb is a piece: every quantity of the play is so many of them.
const crumb = 250

// rule says which piece is taken before another, on a day.
type rule func(a, b, day string) bool

// rank orders pieces by figures and then by date; none comes before any.
func rank(of func(date, day string) int) rule {
	return func(a, b, day string) bool {
		if of(a, day) != of(b, day) {
			return of(a, day) < of(b, day)
		}
		return a < b
	}
}

var (
	sold = rank(func(date, day string) int { // good ones, then those without a date, then what is over
		switch {
		case date == "":
			return 2
		case date < day:
			return 3
		}
		return 1
	})
	spoilt = rank(func(date, _ string) int { return len(date) / -10 })
	missed = rank(func(date, _ string) int { return len(date) / 10 })
)

// shelf is an item of the model before something happens to it.
type shelf struct {
	*model
	item    string
	facts   int // of the turn so far
	pieces  []string
	told    ledger
	rule    rule
	expires shop.Day
}

func (m *model) shelf(item string) *shelf {
	return &shelf{
		model: m, item: item, facts: len(m.turns[len(m.turns)-1]), pieces: m.pieces(item), told: m.told(item), rule: sold,
	}
}

// told is what lines say of an item's dates.
func (m *model) told(item string) ledger {
	out := ledger{}
	for name, n := range m.sums() {
		if of, date, ok := strings.Cut(strings.TrimPrefix(name, "batch "), " "); ok && name != of+" "+date && m.canon(of) == item {
			out[date] += n
		}
	}
	return out
}

// pieces are an item's, those with dates first and in order. More of them than
// there are goods cannot be: the first are gone then.
func (m *model) pieces(item string) []string {
	var dated []string
	for date, n := range m.told(item) {
		for ; n > 0; n -= crumb {
			dated = append(dated, date)
		}
	}
	slices.Sort(dated)
	n := int(max(m.held()["qty "+item], 0) / crumb)
	if len(dated) > n {
		dated = dated[len(dated)-n:]
	}
	for len(dated) < n {
		dated = append(dated, "")
	}
	return dated
}

// after writes which dates moved when stock did.
func (s *shelf) after(day string) {
	moved, stirred := int64(0), false
	var sale *deal
	for _, f := range s.turns[len(s.turns)-1][s.facts:] {
		n, ok := f.moves["qty "+s.item]
		moved, stirred = moved+n, stirred || ok
		if ok && f.deal != nil {
			sale = f.deal
		}
	}
	if !stirred {
		return
	}
	if moved > 0 && sale != nil {
		s.lays(sale)
		moved = 0
	}
	for ; moved > 0; moved -= crumb {
		s.pieces = append(s.pieces, string(s.expires))
	}
	has := int(max(s.held()["qty "+s.item], 0) / crumb)
	for len(s.pieces) > has && s.expires != "" { // what came covers what was sold before it came
		s.pieces = s.pieces[:len(s.pieces)-1]
	}
	var taken []string
	for ; moved < 0; moved += crumb {
		if len(s.pieces) > 0 {
			taken = append(taken, s.takes(day))
		} else if moved < 0 {
			taken = append(taken, "")
		}
	}
	if sale != nil && !sale.back {
		slices.SortStableFunc(taken, func(a, b string) int { return onlyIn(sold(b, a, day)) - onlyIn(sold(a, b, day)) })
		sale.pieces = taken
	}
	s.write()
}

func onlyIn(yes bool) int { return int(onlyIf(yes, 1)) }

// lays puts back what came back, each piece with the date it had; what covers what
// was sold beyond the stock is gone, the first to expire first.
func (s *shelf) lays(back *deal) {
	s.pieces = append(s.pieces, back.pieces...)
	slices.Sort(s.pieces)
	has := int(max(s.held()["qty "+s.item], 0) / crumb)
	s.pieces = s.pieces[max(len(s.pieces)-has, 0):]
}

// takes takes one piece.
func (s *shelf) takes(day string) string {
	first := 0
	for i := range s.pieces {
		if s.rule(s.pieces[i], s.pieces[first], day) {
			first = i
		}
	}
	taken := s.pieces[first]
	s.pieces = slices.Delete(s.pieces, first, first+1)
	return taken
}

// write enters what changed of each date.
func (s *shelf) write() {
	moves := ledger{}
	for _, date := range s.pieces {
		if date != "" {
			moves[date] += crumb
		}
	}
	for date, n := range s.told {
		moves[date] -= n
	}
	for date, n := range moves {
		if n != 0 {
			s.enter(ledger{"batch " + s.item + " " + date: n})
		}
	}
}

// take writes goods that left without money: waste or upkeep.
func (m *model) take(item, as string, qty int64, day string) {
	cost, doubt := m.costs(item, qty)
	m.enter(ledger{
		"qty " + item: -qty, "value " + item: -cost, "doubt " + item: doubt,
		as + " " + item + " " + day: qty, as + " of " + day: cost,
	})
}

func (p *play) today() shop.Day { return shop.DayOf(p.now, india) }

// expiry is a day to come, or none.
func (p *play) expiry() shop.Day {
	n := rapid.IntRange(0, 4).Draw(p.T, "expires")
	if n == 4 {
		return ""
	}
	return p.today().Plus(n)
}

// redates says when some of an item expires: those without a date, then those with
// another.
func (p *play) redates(ctx context.Context, b *shop.Book, item string, qty int64) {
	s := p.model.shelf(p.model.canon(item))
	day := p.expiry()
	if day == "" {
		day = p.today()
	}
	_, err := b.SetExpiry(ctx, shop.Item{ID: item}, shop.Measure{N: qty}, day)
	if enough := qty <= int64(len(s.pieces))*crumb; enough != (err == nil) || err != nil && !errors.Is(err, shop.ErrNoStock) {
		p.Fatalf("%d of %v: %v", qty, s.pieces, err)
	}
	if err != nil {
		return
	}
	s.rule = rank(func(date, day string) int {
		switch date {
		case "":
			return 0
		case day:
			return 2
		}
		return 1
	})
	for range qty / crumb {
		s.takes(string(day))
	}
	for range qty / crumb {
		s.pieces = append(s.pieces, string(day))
	}
	s.write()
}

// dates compares an item's batches, which fit its stock whatever was taken back.
func (p *play) dates(ctx context.Context, b *shop.Book, item string) {
	kept, err := b.Batches(ctx, shop.Item{ID: item})
	p.check(err)
	got, sum := ledger{}, kept.Undated.N
	for _, l := range kept.Dated {
		got[string(l.Expires)] = l.Qty.N
		sum += l.Qty.N
		if l.Qty.N <= 0 {
			p.Fatalf("%+v", kept)
		}
	}
	want := ledger{}
	for _, date := range p.model.pieces(p.model.canon(item)) {
		want[date] += crumb
	}
	delete(want, "")
	p.same("dates of "+item, got.string(), want.string())
	p.same("sum of the batches of "+item, sum, kept.Stock.N)
	if dated := len(got); dated > 0 && kept.Undated.N < 0 {
		p.Fatalf("dated goods where there are none: %s", fmt.Sprint(kept))
	}
}

// TestDatesAreTheirModel trades in one thing that goes bad, day after day, and
// takes turns back in between.
func TestDatesAreTheirModel(t *testing.T) {
	b := open(t)
	rapid.Check(t, func(t *rapid.T) {
		p := &play{counter: b.shopFor(t), T: t, model: newModel()}
		p.begin()
		for range rapid.IntRange(4, 16).Draw(t, "turns") {
			p.now = p.now.AddDate(0, 0, rapid.IntRange(0, 3).Draw(t, "days")/2)
			t := p.next()
			p.model.turns = append(p.model.turns, nil)
			if p.turn > 2 && rapid.IntRange(0, 4).Draw(p.T, "undo") == 0 {
				turn := rapid.IntRange(2, int(p.turn)-1).Draw(p.T, "turn")
				err := p.Undo(context.Background(), t, bot.TurnID(turn), false)
				if some := p.model.undo(turn, false); some != (err == nil) {
					p.Fatalf("undo %d: %v, model says %v", turn, err, some)
				}
			} else {
				p.dated(p.In(t))
			}
			p.commit(t)
			p.dates(context.Background(), p.view(), "sugar")
		}
	})
}

// dated does one thing with sugar in both.
func (p *play) dated(b *shop.Book) {
	ctx, sugar, day := context.Background(), shop.Item{ID: "sugar"}, p.today()
	qty, who := rapid.Int64Range(1, 20).Draw(p.T, "qty")*crumb, playPeople[0]
	goes := shop.Gone{Item: sugar, Qty: shop.Measure{N: qty}}
	s := p.model.shelf("sugar")
	var err error
	switch rapid.IntRange(0, 11).Draw(p.T, "what") {
	case 0, 1, 2, 3:
		s.expires = p.expiry()
		_, err = b.Buy(ctx, shop.Bought{Item: sugar, Qty: shop.Measure{N: 2 * qty}, Expires: s.expires})
		p.model.buy("sugar", 2*qty, 0, string(day))
	case 4, 5:
		_, err = b.Sell(ctx, shop.Sale{
			Item: sugar, Qty: shop.Measure{N: qty}, Amount: 100, As: shop.AsTotal, Customer: shop.Customer{Name: who}, Sure: true,
		})
		p.model.sell("sugar", who, qty, 100, shop.Cash, string(day))
	case 6:
		s.rule = spoilt
		_, err = b.Spoil(ctx, goes)
		p.model.take("sugar", "waste", qty, string(day))
	case 7:
		s.rule = missed
		_, err = b.Count(ctx, sugar, shop.Measure{N: qty})
		p.model.count("sugar", qty)
	case 8, 9:
		err = p.takesBack(ctx, b, "sugar", who, qty, shop.Cash, day)
	case 10:
		err = p.bills(ctx, b, "sugar", who, qty, 100, shop.Cash, day)
	default:
		p.redates(ctx, b, "sugar", qty)
	}
	p.check(err)
	s.after(string(day))
}
