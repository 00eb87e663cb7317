package book

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// The book against a plain model of it: random turns of trade, with undos of
// any turn, undos of undos among them, and to the paisa the same stock, worth,
// cash, UPI, balances and days after every one.
func TestBookIsItsModel(t *testing.T) {
	b := open(t)
	rapid.Check(t, func(t *rapid.T) {
		p := &play{counter: b.shopFor(t), T: t, model: newModel()}
		p.begin()
		for range rapid.IntRange(1, 12).Draw(t, "turns") {
			if rapid.IntRange(0, 2).Draw(t, "a day later") == 0 {
				p.now = p.now.AddDate(0, 0, 1)
			}
			p.step()
			p.compare()
		}
	})
}

// play is a game of both.
type play struct {
	*counter
	*rapid.T
	model *model
}

var (
	playItems  = []string{"sugar", "maggi", "mustard-oil", "khand"}
	playPrices = map[string]int64{"sugar": 4500, "maggi": 1500, "mustard-oil": 18000, "khand": 7000}
	playPeople = []string{"Ramesh", "Sunita"}
)

// begin opens the accounts.
func (p *play) begin() {
	p.do(func(ctx context.Context, b *shop.Book) error {
		for _, who := range playPeople {
			if _, err := b.EnsureCustomer(ctx, who); err != nil {
				return err
			}
		}
		return nil
	})
	p.model.turns = append(p.model.turns, nil)
}

// step works one turn in both.
func (p *play) step() {
	t := p.next()
	p.model.turns = append(p.model.turns, nil)
	if p.turn > 2 && rapid.IntRange(0, 3).Draw(p.T, "undo") == 0 {
		turn := rapid.IntRange(2, int(p.turn)-1).Draw(p.T, "turn")
		own := rapid.Bool().Draw(p.T, "own")
		err := p.Undo(context.Background(), t, bot.TurnID(turn), own)
		if some := p.model.undo(turn, own); some != (err == nil) || err != nil && !errors.Is(err, bot.ErrNothing) {
			p.Fatalf("undo %d: %v, model says %v", turn, err, some)
		}
	} else {
		for range rapid.IntRange(1, 3).Draw(p.T, "lines") {
			p.line(p.In(t))
		}
	}
	p.commit(t)
}

// line does one thing in both.
func (p *play) line(b *shop.Book) {
	item := rapid.SampledFrom(playItems).Draw(p.T, "item")
	who := rapid.SampledFrom(playPeople).Draw(p.T, "who")
	qty := rapid.Int64Range(1, 40).Draw(p.T, "qty") * 250
	money := rapid.Int64Range(1, 100_000).Draw(p.T, "money")
	day := p.today().Plus(-rapid.IntRange(0, 2).Draw(p.T, "ago"))
	pay := rapid.SampledFrom([]shop.Payment{shop.Cash, shop.UPI, shop.Udhaar}).Draw(p.T, "pay")
	ctx := context.Background()
	named := item
	item = p.model.canon(item)
	shelf := p.model.shelf(item)
	var err error
	switch rapid.IntRange(0, 25).Draw(p.T, "what") {
	case 0, 1:
		_, err = b.Sell(ctx, shop.Sale{
			Item: shop.Item{ID: named}, Qty: shop.Measure{N: qty}, Amount: shop.Money(money), As: shop.AsTotal,
			Customer: shop.Customer{Name: who}, Payment: pay, Day: day, Sure: true,
		})
		p.model.sell(item, who, qty, money, pay, string(day))
	case 2, 3:
		if rapid.Bool().Draw(p.T, "costless") {
			money = 0
		}
		shelf.expires = p.expiry()
		_, err = b.Buy(ctx, shop.Bought{
			Item: shop.Item{ID: named}, Qty: shop.Measure{N: qty}, Amount: shop.Money(money), As: shop.AsTotal, Day: day, Sure: true,
			Expires: shelf.expires,
		})
		p.model.buy(item, qty, money, string(day))
	case 4:
		shelf.rule = missed
		n := rapid.Int64Range(0, 20).Draw(p.T, "count") * 500
		_, err = b.Count(ctx, shop.Item{ID: named}, shop.Measure{N: n})
		p.model.count(item, n)
	case 5:
		_, err = b.GiveCredit(ctx, shop.Lending{Customer: shop.Customer{Name: who}, Amount: shop.Money(money), Day: day})
		p.model.post(who, money, 0, 0, string(day))
	case 6:
		if pay == shop.Udhaar {
			pay = shop.Cash
		}
		_, err = b.TakePayment(ctx, shop.Receipt{Customer: shop.Customer{Name: who}, Amount: shop.Money(money), Payment: pay, Day: day})
		p.model.post(who, -money, onlyIf(pay == shop.Cash, money), onlyIf(pay == shop.UPI, money), string(day))
	case 7:
		_, _, err = b.SetPrice(ctx, shop.Item{ID: named}, shop.Money(money))
		p.model.set("price "+item, money)
	case 8:
		_, err = b.CarryOver(ctx, shop.Lending{Customer: shop.Customer{Name: who}, Amount: shop.Money(money), Day: day, Until: day.Plus(3)})
		p.model.post(who, money, 0, 0, string(day))
	case 9:
		a, failed := b.Balance(ctx, shop.Customer{Name: who})
		p.check(failed)
		_, err = b.Forgive(ctx, shop.Forgiving{Customer: shop.Customer{Name: who}, Amount: shop.Money(money), Day: day})
		if money > int64(a.Balance) != errors.Is(err, shop.ErrOwesLess) {
			p.Fatalf("letting go %d of %d: %v", money, a.Balance, err)
		}
		if err != nil {
			err = nil
			break
		}
		p.model.enter(ledger{"due " + who: -money})
	case 10, 11:
		shelf.rule = spoilt
		_, err = b.Spoil(ctx, shop.Gone{Item: shop.Item{ID: named}, Qty: shop.Measure{N: qty}, Day: day})
		p.model.take(item, "waste", qty, string(day))
	case 12:
		_, err = b.Consume(ctx, shop.Gone{Item: shop.Item{ID: named}, Qty: shop.Measure{N: qty}, Day: day})
		p.model.take(item, "upkeep", qty, string(day))
	case 13:
		p.redates(ctx, b, named, qty)
	case 14, 15, 16, 17:
		err = p.pricing(ctx, b, named, who, money)
	case 18, 19:
		err = p.bills(ctx, b, named, who, qty, money, pay, day)
	case 20:
		err = p.takesBack(ctx, b, named, who, qty, pay, day)
	case 21:
		err = p.closes(ctx, b, money)
	default:
		err = p.outgoing(ctx, b, item, who, qty, money, pay, day)
	}
	p.check(err)
	shelf.after(string(day))
}

// compare holds both against each other.
func (p *play) compare() {
	ctx, b := context.Background(), p.view()
	s := p.source(p.shop)
	sums := p.model.sums()
	for _, id := range playItems {
		k, err := s.Stock(ctx, id)
		p.check(err)
		p.same("stock of "+id, fmt.Sprint(int64(k.Qty), int64(k.Value), k.Doubt), sums.stock(id))
		p.dates(ctx, b, id)
		it, err := b.Item(ctx, id)
		p.check(err)
		is := p.model.canon(id)
		p.same("price of "+id, int64(it.Price), p.model.fact("price "+is))
		p.same("cost of "+id, int64(it.Cost), p.model.fact("cost "+is))
		p.same("MRP of "+id, int64(it.MRP), p.model.fact("mrp "+is))
		p.rates(ctx, b, id, is)
	}
	till, err := s.Till(ctx)
	p.check(err)
	p.closed(ctx, s, sums)
	p.same("till", [2]int64{int64(till.Cash), int64(till.UPI)}, [2]int64{sums["cash"], sums["upi"]})
	people, err := s.Customers(ctx)
	p.check(err)
	for _, c := range people {
		due, err := s.Balance(ctx, c.ID)
		p.check(err)
		p.same("balance of "+c.Name, int64(due), sums["due "+c.Name])
		owed, err := s.Owed(ctx, c.ID)
		p.check(err)
		p.same("owed to "+c.Name, int64(owed), sums["owed "+c.Name])
		st, err := b.Statement(ctx, c, shop.Period{})
		p.check(err)
		p.same("statement of "+c.Name, int64(st.Balance), int64(due))
		a, err := b.Balance(ctx, c)
		p.check(err)
		p.same("ages of "+c.Name, int64(a.Ages[0]+a.Ages[1]+a.Ages[2]), max(int64(due), 0))
	}
	p.days(ctx, b, sums)
}

// days compares the day summaries, whole and by item.
func (p *play) days(ctx context.Context, b *shop.Book, sums ledger) {
	rows, err := b.Sums(ctx, shop.Query{By: shop.ByDay})
	p.check(err)
	got := ledger{}
	for _, r := range rows {
		got.days(r.Key, int64(r.Revenue), int64(r.Cost), int64(r.Spent), int64(r.Credit), int64(r.Repaid))
	}
	for _, id := range playItems {
		if p.model.canon(id) != id {
			continue // its days are the other's
		}
		rows, err := b.Sums(ctx, shop.Query{By: shop.ByDay, Item: id})
		p.check(err)
		for _, r := range rows {
			got["sold "+id+" "+r.Key] += int64(r.Sold)
			got["bought "+id+" "+r.Key] += int64(r.Bought)
			got["waste "+id+" "+r.Key] += int64(r.Spoilt)
			got["waste of "+r.Key] += int64(r.Waste)
			got["upkeep "+id+" "+r.Key] += int64(r.Used)
			got["upkeep of "+r.Key] += int64(r.Upkeep)
		}
	}
	p.heads(ctx, b, sums)
	p.model.joined(sums)
	p.same("days", got.string(), sums.only("revenue ", "cost of ", "spent ", "credit ", "repaid ", "sold ", "bought ", "waste ", "upkeep ").string())
}

func (p *play) same(what string, got, want any) {
	p.Helper()
	if got != want {
		p.Fatalf("%s: %v, want %v\n%s", what, got, want, p.dump())
	}
}

func (p *play) Helper() { p.T.Helper() }

func (p *play) Fatalf(format string, args ...any) {
	p.T.Helper()
	p.T.Fatalf(format, args...)
}

// model is a book as one would keep it on paper: what each line changed, whether
// it counts, and no sums.
type model struct {
	turns [][]*fact // by turn, from 0
}

// fact is one thing a turn wrote.
type fact struct {
	moves    ledger // of an entry: what it changes, by name
	field    string // of a change: what
	from, to int64
	counts   *bool  // whether the thing it began counts; shared by all its reversals
	back     bool   // it takes another back
	deal     *deal  // of a sale or a return: what of, to whom
	closing  string // the day it closed
	minus    bool   // it takes the thing away
}

// ledger is amounts by name.
type ledger map[string]int64

func newModel() *model { return &model{} }

func (m *model) write(f *fact) {
	last := len(m.turns) - 1
	m.turns[last] = append(m.turns[last], f)
}

// enter writes a new line.
func (m *model) enter(moves ledger) {
	counts := true
	m.write(&fact{moves: moves, counts: &counts})
}

// sums adds up every line there is.
func (m *model) sums() ledger {
	all := ledger{}
	for _, turn := range m.turns {
		for _, f := range turn {
			for name, n := range f.moves {
				all[name] += n
			}
		}
	}
	return all
}

// fact is a price or cost as it is now.
func (m *model) fact(field string) int64 {
	now := int64(0)
	for _, id := range playItems {
		if field == "price "+id {
			now = playPrices[id]
		}
	}
	for _, turn := range m.turns {
		for _, f := range turn {
			if f.field == field {
				now = f.to
			}
		}
	}
	return now
}

func (m *model) set(field string, to int64) {
	if from := m.fact(field); from != to {
		m.write(&fact{field: field, from: from, to: to})
	}
}

// sell takes the cost out at the average, all of it with the last of the stock.
func (m *model) sell(item, who string, qty, money int64, pay shop.Payment, day string) {
	cost, doubt := m.costs(item, qty)
	moves := ledger{
		"qty " + item: -qty, "value " + item: -cost, "doubt " + item: doubt,
		"revenue " + day: money, "cost of " + day: cost, "sold " + item + " " + day: qty,
	}
	switch pay {
	case shop.Cash:
		moves["cash"] = money
	case shop.UPI:
		moves["upi"] = money
	default:
		moves["due "+who], moves["credit "+day] = money, money
	}
	m.enter(moves)
	m.last().deal = &deal{item: item, who: who, day: day, qty: qty, cost: cost, price: money, money: money, due: moves["due "+who]}
}

// costs is what goods cost that leave, and the doubt when there were not as many.
func (m *model) costs(item string, qty int64) (cost, doubt int64) {
	s := m.held()
	has, worth := s["qty "+item], s["value "+item]
	switch last := m.fact("cost " + item); {
	case has <= 0:
		cost = share(last, qty, 1000)
	case qty <= has:
		cost = share(worth, qty, has)
	case worth > 0:
		cost = worth + share(worth, qty-has, has)
	default:
		cost = worth + share(last, qty-has, 1000)
	}
	if qty > has {
		doubt = 1
	}
	return cost, doubt
}

// buy puts what was paid in, less what sales beyond the stock had taken out.
func (m *model) buy(item string, qty, money int64, day string) {
	s := m.held()
	has, worth, paid := s["qty "+item], s["value "+item], money
	if money == 0 {
		paid = share(m.fact("cost "+item), qty, 1000)
	} else if per := share(money, 1000, qty); per > 0 {
		m.set("cost "+item, per)
	}
	value := paid
	switch {
	case has > 0:
	case has+qty > 0 || has == 0:
		value = share(paid, has+qty, qty) - worth
	default:
		value = share(-worth, qty, -has)
	}
	m.enter(ledger{
		"qty " + item: qty, "value " + item: value, "cost of " + day: paid - value,
		"spent " + day: money, "bought " + item + " " + day: qty,
	})
}

// count sets the stock.
func (m *model) count(item string, n int64) {
	s := m.held()
	has, worth := s["qty "+item], s["value "+item]
	left := share(m.fact("cost "+item), n, 1000)
	if has > 0 && worth > 0 {
		left = share(worth, n, has)
	}
	m.enter(ledger{"qty " + item: n - has, "value " + item: left - worth, "doubt " + item: -s["doubt "+item]})
}

// post moves a balance.
func (m *model) post(who string, due, cash, upi int64, day string) {
	moves := ledger{"due " + who: due, "cash": cash, "upi": upi}
	if due > 0 {
		moves["credit "+day] = due
	} else {
		moves["repaid "+day] = -due
	}
	m.enter(moves)
}

// undo takes a turn back; false when there is nothing to take back.
func (m *model) undo(turn int, own bool) bool {
	some := false
	for _, f := range m.turns[turn-1] {
		if f.moves == nil || own && f.back || *f.counts == f.minus {
			continue
		}
		*f.counts = f.minus
		some = true
		moves := ledger{}
		for name, n := range f.moves {
			moves[name] = -n
		}
		m.write(&fact{moves: moves, counts: f.counts, back: true, minus: !f.minus})
	}
	for _, f := range slices.Backward(m.turns[turn-1]) {
		now := m.fact(f.field)
		if f.field == "" || own && f.back || now == f.from {
			continue
		}
		some = true
		if now == f.to {
			m.write(&fact{field: f.field, from: f.to, to: f.from, back: true})
		}
	}
	return some
}

// share is a×b÷c to the nearest, halves away from zero.
func share(a, b, c int64) int64 {
	r := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(a), big.NewInt(b)), big.NewInt(c))
	half := big.NewRat(1, 2)
	if r.Sign() < 0 {
		half.Neg(half)
	}
	r.Add(r, half)
	return new(big.Int).Quo(r.Num(), r.Denom()).Int64()
}

func (l ledger) stock(item string) string {
	return fmt.Sprint(l["qty "+item], l["value "+item], l["doubt "+item])
}

// days writes a day's sums under the model's names.
func (l ledger) days(day string, revenue, cost, spent, credit, repaid int64) {
	l["revenue "+day], l["cost of "+day], l["spent "+day] = revenue, cost, spent
	l["credit "+day], l["repaid "+day] = credit, repaid
}

// only keeps the names that begin in one of the given ways.
func (l ledger) only(prefixes ...string) ledger {
	out := ledger{}
	for name, n := range l {
		for _, p := range prefixes {
			if len(name) > len(p) && name[:len(p)] == p {
				out[name] = n
			}
		}
	}
	return out
}

// string lists what is not zero.
func (l ledger) string() string {
	out := ""
	for _, name := range slices.Sorted(maps.Keys(l)) {
		if l[name] != 0 {
			out += fmt.Sprintf("%s=%d ", name, l[name])
		}
	}
	return out
}

func onlyIf(yes bool, n int64) int64 {
	if yes {
		return n
	}
	return 0
}
