package shop

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// lane is two shops next door to each other, and what each keeps of their deals.
type lane struct {
	shops [2]*counter
	deals [2]map[string]Deal
	revs  [2]int64
}

// side is the way of one of the two to the other.
type side struct {
	*lane
	own int
}

func (s side) Neighbours(context.Context, string, int) ([]Neighbour, error) {
	return []Neighbour{{Shop: int64(1 - s.own), Metres: 500}}, nil
}

func (s side) Deal(_ context.Context, id string) (Deal, error) {
	d, ok := s.deals[s.own][id]
	if !ok {
		return d, ErrNotFound
	}
	return d, nil
}

func (s side) OpenDeals(context.Context) ([]Deal, error) {
	return slices.Collect(maps.Values(s.deals[s.own])), nil
}

func (s side) Across(ctx context.Context, id string) (Across, error) {
	d, err := side{s.lane, 1 - s.own}.Deal(ctx, id)
	return Across{Rev: s.revs[1-s.own], Source: s.shops[1-s.own].mem, Zone: india, Deal: d}, err
}

// neighbours opens two shops that know each other.
func neighbours(t rapid.TB) *lane {
	l := &lane{shops: [2]*counter{open(), open()}, deals: [2]map[string]Deal{{}, {}}}
	for i, c := range l.shops {
		l.at(i)
		if _, err := c.SetProfile(context.Background(), Profile{Name: []string{"Gupta", "Sharma"}[i]}); err != nil {
			t.Fatal(err)
		}
		if err := c.SetSetting(context.Background(), SettingAt, "geo:18,73"); err != nil {
			t.Fatal(err)
		}
		l.written(t, i)
	}
	return l
}

// at has a shop's turn know the way to the other.
func (l *lane) at(i int) *Book {
	c := l.shops[i]
	turn := c.Book.turn
	turn.Street, turn.Shop, turn.ID = side{l, i}, int64(i), 2*c.turn+int64(i)
	c.Book = NewBook(c.mem, turn)
	return c.Book
}

// written writes the turn of a shop into both books and begins its next.
func (l *lane) written(t rapid.TB, i int) {
	for _, effect := range l.shops[i].effects {
		l.keep(t, i, effect)
		e, far := effect.(Elsewhere)
		if !far {
			continue
		}
		if e.Rev != AnyRev && e.Rev != l.revs[e.Shop] {
			t.Fatalf("decided on revision %d of %d", e.Rev, l.revs[e.Shop])
		}
		l.revs[e.Shop]++
		var theirs []any
		for _, x := range e.Effects {
			l.keep(t, int(e.Shop), x)
			theirs = append(theirs, x)
		}
		if err := l.shops[e.Shop].mem.Write(2*l.shops[i].turn+int64(i), theirs); err != nil {
			t.Fatal(err)
		}
	}
	l.revs[i]++
	l.shops[i].next()
	l.at(i)
}

// keep keeps a shop's copy of a deal.
func (l *lane) keep(t rapid.TB, i int, effect any) {
	c, ok := effect.(Change)
	if !ok || c.What != ChangeDeal {
		return
	}
	d, err := Deal{ID: c.ID}.With(c.After)
	if err != nil {
		t.Fatal(err)
	}
	l.deals[i][c.ID] = d
}

// buys takes goods of a date into a shop.
func (l *lane) buys(t rapid.TB, i int, it Item, q Measure, cost Money, expires Day) {
	if _, err := l.shops[i].Buy(context.Background(), Bought{Item: it, Qty: q, Amount: cost, As: AsTotal, Expires: expires, Sure: true}); err != nil {
		t.Fatal(err)
	}
	l.written(t, i)
}

// settle has shop 0 ask for goods and shop 1 agree to it, and returns what the last
// word does, which is said later by so many days.
func (l *lane) settle(t rapid.TB, it Item, q Measure, rate Money, days int) (Replied, error) {
	ctx := context.Background()
	if _, err := l.shops[0].Ask(ctx, Plea{Item: it, Qty: q, Until: noon.AddDate(0, 0, 30)}); err != nil {
		t.Fatal(err)
	}
	l.written(t, 0)
	id := slices.Collect(maps.Keys(l.deals[0]))[0]
	if _, err := l.shops[1].AnswerDeal(ctx, Reply{Deal: id, Yes: true, Rate: rate, Pickup: noon.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	l.written(t, 1)
	turn := l.shops[0].turn
	book := l.at(0)
	book.turn.Now = noon.AddDate(0, 0, days)
	out, err := book.AnswerDeal(ctx, Reply{Deal: id, Yes: true})
	if err == nil {
		l.shops[0].turn = turn
		l.written(t, 0)
	}
	return out, err
}

// dates are a shop's goods by the day they expire; those of no date under "".
func (l *lane) dates(t rapid.TB, i int, it Item) map[Day]int64 {
	k, err := l.shops[i].Batches(context.Background(), it)
	if errors.Is(err, ErrNotFound) {
		return map[Day]int64{}
	}
	if err != nil {
		t.Fatal(err)
	}
	out := map[Day]int64{"": k.Undated.N}
	for _, x := range k.Dated {
		out[x.Expires] = x.Qty.N
	}
	return out
}

// TestHandedGoodsKeepTheirDates has one shop hand another goods of all dates: each
// leaves the one shelf and arrives on the other with the date it had, nothing that is
// past its date goes, and neither worth nor money is lost on the way.
func TestHandedGoodsKeepTheirDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, sugar, had := neighbours(t), Item{ID: "sugar"}, int64(0)
		for range rapid.IntRange(1, 5).Draw(t, "batches") {
			n := rapid.Int64Range(1, 30).Draw(t, "kilos")
			day := rapid.SampledFrom([]Day{"", today.Plus(1), today.Plus(4), today.Plus(9)}).Draw(t, "expires")
			l.buys(t, 1, sugar, kilo(n), Money(n)*38*Rupee, day)
			had += n
		}
		if rapid.Bool().Draw(t, "taker has some") {
			l.buys(t, 0, sugar, kilo(3), 120*Rupee, today.Plus(4))
		}
		days := rapid.IntRange(0, 5).Draw(t, "days later")
		now := today.Plus(days)
		want := rapid.Int64Range(1, had+5).Draw(t, "wanted")
		from, to := l.dates(t, 1, sugar), l.dates(t, 0, sugar)
		worth, good := l.shops[1].mem.stocks["sugar"], int64(0)
		for day, n := range from {
			if day == "" || day >= now {
				good += n
			}
		}
		out, err := l.settle(t, sugar, kilo(want), 42*Rupee, days)
		if err != nil {
			t.Fatal(err)
		}
		left, came := l.dates(t, 1, sugar), l.dates(t, 0, sugar)
		if good < 1000*want {
			if out.State != DealGone || !maps.Equal(left, from) || !maps.Equal(came, to) {
				t.Fatalf("%d of %d good: %s, %v, %v", want, good, out.State, left, came)
			}
			return
		}
		if out.State != DealDone || out.Total != Money(want)*42*Rupee {
			t.Fatalf("%+v", out)
		}
		for _, day := range []Day{"", today.Plus(1), today.Plus(4), today.Plus(9)} {
			moved := from[day] - left[day]
			if came[day]-to[day] != moved || moved < 0 || day != "" && day < now && moved != 0 {
				t.Fatalf("of %q %d went and %d came", day, moved, came[day]-to[day])
			}
			if later := day.Plus(1); day != "" && day >= now && left[day] > 0 {
				for x, n := range from { // nothing that expires later goes before it
					if x >= later && left[x] != n {
						t.Fatalf("%q stays and %q goes: %v of %v", day, x, left, from)
					}
				}
			}
		}
		gives, takes := l.shops[1].mem, l.shops[0].mem
		cost, err := worth.out(Quantity(1000*want), 0)
		if err != nil || worth.Value-gives.stocks["sugar"].Value != cost {
			t.Fatalf("cost %d (%v), the shelf lost %d", cost, err, worth.Value-gives.stocks["sugar"].Value)
		}
		bought := takes.entries[slices.IndexFunc(takes.entries, func(e Entry) bool { return e.Owed != 0 })]
		if bought.Value != out.Total || bought.Owed != out.Total || bought.Spent != out.Total {
			t.Fatalf("arrived as %+v", bought)
		}
	})
}

// TestHandedInOtherUnits has two shops count an item they both made themselves, one by
// the kilo, one by the bag: the dates arrive as the taker counts.
func TestHandedInOtherUnits(t *testing.T) {
	l, item, bag := neighbours(t), Item{Name: "quibble"}, Measure{N: 1000, Unit: "bag"}
	l.buys(t, 1, item, bag, 500*Rupee, today.Plus(3))
	l.buys(t, 1, item, bag, 500*Rupee, "")
	if _, _, err := l.shops[1].SetPack(context.Background(), item, bag, kilo(5)); err != nil {
		t.Fatal(err)
	}
	l.written(t, 1)
	l.buys(t, 0, item, kilo(1), 100*Rupee, "")
	if out, err := l.settle(t, item, kilo(7), 110*Rupee, 0); err != nil || out.State != DealDone || out.Expires != today.Plus(3) {
		t.Fatalf("%+v, %v", out, err)
	}
	want := [2]map[Day]int64{{today.Plus(3): 5000, "": 3000}, {"": 600}}
	for i := range want {
		if got := l.dates(t, i, item); !maps.Equal(got, want[i]) {
			t.Errorf("shop %d: %v, want %v", i, got, want[i])
		}
	}
}

// TestHandedInNoCommonUnit has the taker count an item in what the giver's kilos make
// nothing of: he hears so, and neither book is written.
func TestHandedInNoCommonUnit(t *testing.T) {
	l, item := neighbours(t), Item{Name: "quibble"}
	l.buys(t, 1, item, kilo(5), 500*Rupee, "")
	if _, err := l.shops[1].Ask(context.Background(), Plea{Item: item, Qty: kilo(2), Gives: true, Rate: 110 * Rupee}); err != nil {
		t.Fatal(err)
	}
	l.written(t, 1)
	l.buys(t, 0, item, Measure{N: 3000, Unit: "packet"}, 90*Rupee, "")
	id := slices.Collect(maps.Keys(l.deals[0]))[0]
	_, err := l.shops[0].AnswerDeal(context.Background(), Reply{Deal: id, Yes: true, Pickup: noon.Add(time.Hour)})
	l.shops[0].refuses(t, "packets of kilos", ErrUnit, err)
}

// TestHandedCoversWhatWasOversold has the taker sell on what he did not have: of what
// comes, the first to expire is gone already.
func TestHandedCoversWhatWasOversold(t *testing.T) {
	l, sugar := neighbours(t), Item{ID: "sugar"}
	l.buys(t, 1, sugar, kilo(4), 160*Rupee, today.Plus(2))
	l.buys(t, 1, sugar, kilo(4), 160*Rupee, today.Plus(8))
	must[Sold](t)(l.shops[0].Sell(context.Background(), Sale{Item: sugar, Qty: kilo(5), Amount: 250 * Rupee, As: AsTotal, Sure: true}))
	l.written(t, 0)
	if out, err := l.settle(t, sugar, kilo(8), 42*Rupee, 0); err != nil || out.State != DealDone {
		t.Fatalf("%+v, %v", out, err)
	}
	if got, want := l.dates(t, 0, sugar), (map[Day]int64{"": 0, today.Plus(8): 3000}); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestDealFactsAreWhole writes a deal down and reads it again.
func TestDealFactsAreWhole(t *testing.T) {
	d := Deal{
		ID: "5.1", Other: 9, Opened: true, Gives: true, State: DealYes, Name: "Gupta", Metres: 500, Contact: ByVisit,
		Item: Item{ID: "sugar", Name: "Sugar", Names: map[string]string{"hi": "चीनी"}, Unit: "kg"}, Qty: kilo(3), Rate: Rate{Price: 42 * Rupee, Unit: "kg"},
		Urgent: true, Until: noon, Pickup: noon.Add(time.Hour), Expires: today,
	}
	raw := must[json.RawMessage](t)(d.Facts())
	back := must[Deal](t)(Deal{ID: d.ID}.With(raw))
	if again := must[json.RawMessage](t)(back.Facts()); string(again) != string(raw) || back.Expires != today || !back.Until.Equal(noon) {
		t.Errorf("%s, want %s", again, raw)
	}
}
