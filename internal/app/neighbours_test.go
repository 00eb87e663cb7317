package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// trade is two neighbouring shops, in their books and on paper.
type trade struct {
	*street
	papers [2]*stall
	script []string
}

// TestNeighboursAreTheirModel has two neighbours buy, sell, hand each other goods and
// take things back, in turns and both at once. After every step both books must be
// what the papers come to, to the paisa and by the day goods expire.
func TestNeighboursAreTheirModel(t *testing.T) {
	w := open(t)
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := &trade{street: newStreet(t, w), papers: [2]*stall{newStall(), newStall()}}
		for range rapid.IntRange(4, 16).Draw(t, "steps") {
			who := rapid.IntRange(0, 1).Draw(t, "who")
			steps := []func(int){s.buys, s.buys, s.sells, s.undoes, s.undoes, s.trades, s.trades, s.trades, s.sleeps}
			steps[rapid.IntRange(0, len(steps)-1).Draw(t, "step")](who)
			for i := range s.papers {
				s.compare(i, s.papers[i].now())
			}
		}
		for _, d := range s.deals()[0] {
			seen[string(d.State)]++
		}
	})
	for _, state := range []shop.DealState{shop.DealDone, shop.DealGone, shop.DealNo} {
		if seen[string(state)] == 0 && !bottest.RaceDetector { // under it there are too few cases for all to occur
			t.Errorf("no deal was %s: %v", state, seen)
		}
	}
}

// newStall is the paper of a shop that has its first sugar.
func newStall() *stall {
	s := &stall{final: map[*page]bool{}}
	s.add(entry(sums{"qty": firstStock, "value": firstStock * 4000}))
	return s
}

func (s *trade) person(i int) *person { return []*person{s.a, s.b}[i] }

func (s *trade) today() string { return s.a.clock.Now().In(india()).Format(time.DateOnly) }

// says has a shop say something and writes what it must have done.
func (s *trade) says(i int, text string, moves sums) {
	p := s.person(i)
	s.script = append(s.script, fmt.Sprintf("%d> %s", i, text))
	p.quiet(s.T, bot.Message{Text: text})
	if moves != nil {
		pg := entry(moves)
		pg.bubble = s.newest(i).ID
		s.papers[i].add(pg)
	}
}

// buys takes goods in, half of them with a date of the next days.
func (s *trade) buys(i int) {
	n := rapid.Int64Range(2, 30).Draw(s.T, "bought")
	paid := n * rapid.Int64Range(38, 42).Draw(s.T, "cost")
	text, pieces := fmt.Sprintf("%d kilo chini aaya %d ka", n, paid), make([]string, n)
	if rapid.Bool().Draw(s.T, "dated") {
		day := s.a.clock.Now().In(india()).AddDate(0, 0, rapid.IntRange(1, 6).Draw(s.T, "keeps"))
		text += fmt.Sprintf(" expiry %d tarikh", day.Day())
		for k := range pieces {
			pieces[k] = day.Format(time.DateOnly)
		}
	}
	s.says(i, text, s.papers[i].now().arrives(pieces, paid*100))
}

// sold is a sale over the counter of up to so much.
func (s *trade) sold(most int64) (text string, n, charged int64) {
	n = rapid.Int64Range(2, most).Draw(s.T, "sold")
	charged = n * rapid.Int64Range(43, 47).Draw(s.T, "price")
	return fmt.Sprintf("%d kilo chini becha %d", n, charged), n, charged * 100
}

func (s *trade) sells(i int) {
	now := s.papers[i].now()
	if now["qty"] < 2 {
		return
	}
	text, n, charged := s.sold(min(now["qty"], 25))
	moves, _ := now.leaves(n, charged, s.today())
	moves["cash"] = charged
	s.says(i, text, moves)
}

// sleeps lets a day or two pass: goods expire.
func (s *trade) sleeps(int) {
	s.a.clock.Advance(time.Duration(rapid.IntRange(1, 2).Draw(s.T, "days")) * 24 * time.Hour)
	s.script = append(s.script, "— "+s.today())
}

// undoes takes a page back by answering its bubble; one that both shops have is
// refused and stays.
func (s *trade) undoes(i int) {
	var can []*page
	for _, pg := range s.papers[i].pages {
		if pg.bubble == "" || pg.undoneBy != nil || pg.undoes != nil {
			continue
		}
		if moves := pg.lines[0].moves; s.papers[i].final[pg] || s.papers[i].total("qty") >= moves["qty"] {
			can = append(can, pg)
		}
	}
	if len(can) == 0 {
		return
	}
	pg := rapid.SampledFrom(can).Draw(s.T, "page")
	s.script = append(s.script, fmt.Sprintf("%d> ^%v^ galti se", i, pg.lines[0].moves))
	s.person(i).quiet(s.T, bot.Message{Text: "galti se", ReplyTo: pg.bubble})
	if s.papers[i].final[pg] {
		if text := s.newest(i).Text; !strings.Contains(text, "pakka ho chuka hai") {
			s.Fatalf("taken back alone: %s\n%s", text, s.so())
		}
		return
	}
	s.papers[i].add(s.papers[i].undo(pg, false))
}

// trades has shop i ask the other for goods or offer them, the other agree, and shop i
// settle it; something may come between.
func (s *trade) trades(i int) {
	n, rate := rapid.Int64Range(1, 40).Draw(s.T, "wanted"), rapid.Int64Range(38, 47).Draw(s.T, "rate")
	giver := 1 - i
	if rapid.Bool().Draw(s.T, "offers") {
		giver = i
		s.says(i, fmt.Sprintf("pados ki dukan ko %d kilo chini dena hai", n), nil)
		s.says(i, fmt.Sprint(rate), nil)
		s.taps(1-i, "Haan, lunga")
	} else {
		s.says(i, fmt.Sprintf("pados ki dukan se %d kilo chini mango", n), nil)
		s.taps(1-i, "Haan, dunga")
		s.says(1-i, fmt.Sprint(rate), nil)
	}
	s.taps(1-i, "1 ghante mein")
	switch rapid.IntRange(0, 5).Draw(s.T, "between") {
	case 0:
		s.sells(giver)
	case 1:
		s.says(1-i, "galti se", nil) // the yes
		s.taps(i, "Pakka karo")
		return
	case 2:
		s.atOnce(i, giver, n, rate)
		return
	}
	s.taps(i, "Pakka karo")
	gave, took := s.transfer(giver, s.papers[giver].now(), n, rate)
	if gave == nil {
		s.was(i, "ab nah")
		return
	}
	s.was(i, "🤝")
	s.settled(i, giver, gave, took)
}

// transfer is what both books must have of goods handed over; nothing when the giver
// has less that is good.
func (s *trade) transfer(giver int, has sums, n, rate int64) (gave, took sums) {
	if fresh(has.pieces(), s.today()) < n {
		return nil, nil
	}
	gave, pieces := has.leaves(n, n*rate*100, s.today())
	gave["due"] = n * rate * 100
	took = s.papers[1-giver].now().arrives(pieces, n*rate*100)
	took["owed"] = n * rate * 100
	return gave, took
}

// settled writes a transfer on both papers; shop i had the last word.
func (s *trade) settled(i, giver int, gave, took sums) {
	for k, moves := range map[int]sums{giver: gave, 1 - giver: took} {
		pg := entry(moves)
		if s.papers[k].final[pg] = true; k == i && strings.Contains(s.newest(i).Text, "🤝") {
			pg.bubble = s.newest(i).ID
		}
		s.papers[k].add(pg)
	}
}

// atOnce has shop i settle while the giver sells over the counter: whichever is first,
// the other sees it.
func (s *trade) atOnce(i, giver int, n, rate int64) {
	has := s.papers[giver].now()
	if has["qty"]-n < 2 {
		s.taps(i, "Nahi")
		return
	}
	text, k, charged := s.sold(has["qty"] - n)
	s.script = append(s.script, fmt.Sprintf("%d> [Pakka karo] while %d> %s", i, giver, text))
	s.person(giver).leaves(s.T, bot.Message{Text: text})
	s.person(i).quiet(s.T, s.tap(i, "Pakka karo"))

	sold, _ := has.leaves(k, charged, s.today())
	sold["cash"] = charged
	gave, took := s.transfer(giver, has.plus(sold), n, rate) // the sale came first
	if gave == nil && !s.is(giver, has.plus(sold)) || gave != nil && !s.is(giver, has.plus(sold).plus(gave)) {
		if gave, took = s.transfer(giver, has, n, rate); gave != nil {
			sold, _ = has.plus(gave).leaves(k, charged, s.today())
			sold["cash"] = charged
		}
	}
	s.papers[giver].add(entry(sold))
	if gave != nil {
		s.settled(i, giver, gave, took)
	}
}

// taps has a shop tap the newest choice of that name.
func (s *trade) taps(i int, label string) {
	m := s.tap(i, label)
	s.script = append(s.script, fmt.Sprintf("%d> [%s]", i, label))
	s.person(i).quiet(s.T, m)
}

func (s *trade) tap(i int, label string) bot.Message {
	pick := ""
	for _, sent := range s.a.post.at(s.person(i).address) {
		for _, c := range sent.Choices {
			if c.Text == label {
				pick = c.ID
			}
		}
	}
	if pick == "" {
		s.Fatalf("shop %d was never offered %q\n%s", i, label, s.so())
	}
	return bot.Message{Pick: pick}
}

// newest is the last bubble a shop got.
func (s *trade) newest(i int) bottest.Sent {
	all := s.a.post.at(s.person(i).address)
	return all[len(all)-1]
}

// was fails unless the last a shop heard says something.
func (s *trade) was(i int, part string) {
	s.Helper()
	if text := s.newest(i).Text; !strings.Contains(text, part) {
		s.Fatalf("shop %d heard %q, not %q\n%s", i, text, part, s.so())
	}
}

// book is what a shop's book has, in the names of the paper.
func (s *trade) book(i int) sums {
	ctx, b := context.Background(), s.a.view(s.ids[i])
	got := sums{}
	on, err := b.Stock(ctx, shop.Item{ID: "sugar"})
	s.check(err)
	got["qty"], got["value"] = on.Qty.N/1000, int64(on.Value)
	kept, err := b.Batches(ctx, shop.Item{ID: "sugar"})
	s.check(err)
	for _, x := range kept.Dated {
		got["batch "+string(x.Expires)] += x.Qty.N / 1000
	}
	till, err := b.Till(ctx)
	s.check(err)
	got["cash"] = int64(till.Cash)
	dues, err := b.Outstanding(ctx)
	s.check(err)
	got["due"] = int64(dues.Total)
	owed, err := b.Suppliers(ctx)
	s.check(err)
	for _, d := range owed {
		got["owed"] += int64(d.Owed)
	}
	days, err := b.Sums(ctx, shop.Query{By: shop.ByDay})
	s.check(err)
	for _, d := range days {
		got["revenue"] += int64(d.Revenue)
	}
	return got
}

// shown is a state as a book shows it: dates of the pieces there are.
func (s sums) shown() sums { return s.plus(s.laid(s.pieces())) }

// is reports whether a shop's book has a state.
func (s *trade) is(i int, want sums) bool { return s.book(i).same(want.shown()) }

// compare holds a shop's book against its paper.
func (s *trade) compare(i int, want sums) {
	s.Helper()
	if !s.is(i, want) {
		s.Fatalf("shop %d has %v, on paper %v\n%s", i, s.book(i), want.shown(), s.so())
	}
	s.a.sound(s.T, s.ids[i])
}

func (s *trade) check(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// so is all that was said so far.
func (s *trade) so() string {
	return strings.Join(s.script, "\n") + "\n" + s.a.dump(s.T, s.ids[0]) + "\n" + s.a.dump(s.T, s.ids[1])
}
