package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// The whole assistant against paper: random days of a shop, told in sentences.
// After every sentence each sum in the answer, after every day the whole book
// must be what the paper comes to, to the paisa.
func TestAssistantIsItsModel(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		p := &play{T: t, person: w.stranger(), paper: &paper{}}
		p.does("aaj kitni bikri hui", "sales.report.none", &page{finished: 1})
		for range rapid.IntRange(1, 3).Draw(t, "days") {
			for range rapid.IntRange(3, 14).Draw(t, "errands") {
				p.step()
			}
			p.evening()
			w.clock.Advance(24 * time.Hour)
			p.recent = nil
		}
	})
}

// play is one shop, in the book and on paper.
type play struct {
	*rapid.T
	*person
	paper  *paper
	recent *page // what "no, 700" is about: the last turn, if it can be corrected
	script []string
	shut   string // the day whose till was counted last
}

// good is an item of the play. Money is paise, for a unit.
type good struct {
	word, unit  string
	id          string // "" for one the shop must learn
	price, cost int64
}

var (
	goods = []good{
		{"chini", "kilo", "sugar", 4500, 4000},
		{"besan", "kilo", "besan", 10000, 9000},
		{"maggi", "packet", "maggi", 1500, 1200},
		{"quibble", "packet", "", 1500, 1000},
		{"zorbit", "packet", "", 3000, 2000},
	}
	customers = []string{"ramesh", "suresh", "sunita", "geeta", "pinky"}
)

// known reports whether the shop knows the price without having been told.
func (g good) known() bool { return g.id != "" }

// day is the day of the shop's calendar so many days ago.
func (p *play) day(ago int) string {
	return p.clock.Now().In(india()).AddDate(0, 0, -ago).Format(time.DateOnly)
}

// step does one random thing.
func (p *play) step() {
	steps := []func(){
		p.buys, p.buys, p.sells, p.sells, p.sells, p.sellsAtRate, p.lends, p.counts, p.credits, p.credits, p.repays,
		p.spends, p.buysOnCredit, p.paysSupplier, p.opens, p.forgives, p.repaysLate,
		p.spoils, p.consumes, p.buysDated, p.buysDated, p.redates, p.prices, p.agreesOn, p.names,
		p.mixes, p.mixes, p.billsLess, p.takesBack, p.takesBack, p.shuts,
		p.totals, p.asks, p.gives2, p.cancels, p.confirms, p.undoesLast, p.undoesAny, p.undoesAny,
	}
	if p.recent != nil {
		steps = append(steps, p.corrects, p.corrects, p.correctsAny, p.correctsAny)
	}
	steps[rapid.IntRange(0, len(steps)-1).Draw(p.T, "step")]()
}

func (p *play) good() good { return rapid.SampledFrom(goods).Draw(p.T, "item") }

func (p *play) customer() string { return rapid.SampledFrom(customers).Draw(p.T, "customer") }

// qty is from lo to hi units, in thousandths; what is weighed also by quarters.
func (p *play) qty(g good, lo, hi int64) int64 {
	if g.unit == "kilo" && rapid.Bool().Draw(p.T, "weighed") {
		return rapid.Int64Range(lo*4, hi*4).Draw(p.T, "quarters") * 250
	}
	return rapid.Int64Range(lo, hi).Draw(p.T, "qty") * 1000
}

// money is from lo to hi paise: mostly whole rupees, as people pay.
func (p *play) money(lo, hi int64) int64 {
	if rapid.IntRange(0, 3).Draw(p.T, "with paise") == 0 {
		return rapid.Int64Range(lo, hi).Draw(p.T, "paise")
	}
	return rapid.Int64Range((lo+99)/100, hi/100).Draw(p.T, "rupees") * 100
}

// around is an amount that can only be the total of two units or more.
func (p *play) around(g good, qty, price int64) int64 {
	whole := price * qty / 1000
	if !g.known() {
		return whole // its only price, so that it does not matter which is known
	}
	return p.money(whole*92/100, whole*108/100)
}

// buys takes goods in, with or without what they cost.
func (p *play) buys() {
	g := p.good()
	q := p.qty(g, 5, 60)
	text := fmt.Sprintf("%s %s %s aaya", dec(q, 1000), g.unit, g.word)
	if rapid.Bool().Draw(p.T, "told the cost") {
		text += " " + rupees(p.around(g, q, g.cost)) + " ka"
	}
	p.does(text, "stock.add.done", entry(sums{"qty " + g.word: q}))
}

// sells sells at the list price or for a total, today or yesterday, for cash or
// UPI.
func (p *play) sells() {
	g := p.good()
	q := p.qty(g, 2, 12)
	text := fmt.Sprintf("%s %s %s becha", dec(q, 1000), g.unit, g.word)
	ago := rapid.IntRange(0, 4).Draw(p.T, "yesterday") / 4
	if ago > 0 {
		text = "kal " + text
	}
	into := rapid.SampledFrom([]string{"cash", "upi"}).Draw(p.T, "into")
	told := func(m int64) *page {
		return entry(sums{"qty " + g.word: -q, "revenue " + p.day(ago): m, into: m})
	}
	total := (g.price*q + 500) / 1000
	var again func(int64) *page
	if !g.known() || rapid.Bool().Draw(p.T, "told the total") {
		total = p.around(g, q, g.price)
		text += " " + rupees(total)
		if g.known() && ago == 0 {
			again = told
		}
	}
	if into == "upi" {
		text += " upi se"
	}
	pg := told(total)
	pg.again, pg.when, pg.lo, pg.hi = again, p.day(0), g.price*q/1000*92/100, g.price*q/1000*108/100
	p.does(text, "sales.record.done", pg)
}

// sellsAtRate sells at a rate that is said, or can only be one.
func (p *play) sellsAtRate() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	q := p.qty(g, 4, 12)
	rate := p.money(g.price*92/100, g.price*108/100)
	text := fmt.Sprintf("%s %s %s %s rs %s ke bhav se becha", dec(q, 1000), g.unit, g.word, rupees(rate), g.unit)
	if rapid.Bool().Draw(p.T, "guess") {
		text = fmt.Sprintf("%s %s %s becha %s", dec(q, 1000), g.unit, g.word, rupees(rate))
	}
	total := (rate*q + 500) / 1000
	p.does(text, "sales.record.done", entry(sums{"qty " + g.word: -q, "revenue " + p.day(0): total, "cash": total}))
}

// lends gives goods on udhaar.
func (p *play) lends() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	c, q := p.customer(), p.qty(g, 2, 12)
	total := (g.price*q + 500) / 1000
	text := fmt.Sprintf("%s ko %s %s %s udhaar", c, dec(q, 1000), g.unit, g.word)
	if rapid.Bool().Draw(p.T, "told the total") {
		total = p.around(g, q, g.price)
		text = fmt.Sprintf("%s %s %s %s ko udhaar diya %s", dec(q, 1000), g.unit, g.word, c, rupees(total))
	}
	p.does(text, "sales.record.udhaar|udhaar.give.done", entry(sums{"qty " + g.word: -q, "revenue " + p.day(0): total, "due " + c: total}))
}

// counts counts the shelf.
func (p *play) counts() {
	g := p.good()
	n := p.qty(g, 0, 80)
	text := fmt.Sprintf("%s gina %s %s nikla", g.word, dec(n, 1000), g.unit)
	p.does(text, "stock.count.done", entry(sums{"qty " + g.word: n - p.paper.total("qty "+g.word)}))
}

// credits gives udhaar, today or yesterday: it moves no sales.
func (p *play) credits() {
	c, m := p.customer(), p.money(100, 500_000)
	text := fmt.Sprintf("%s ko %s udhaar diya", c, rupees(m))
	if rapid.IntRange(0, 4).Draw(p.T, "yesterday") == 0 {
		text = "kal " + text
	}
	told := func(m int64) *page { return entry(sums{"due " + c: m}) }
	pg := told(m)
	pg.again, pg.when, pg.lo, pg.hi = told, p.day(0), 100, 500_000
	p.does(text, "udhaar.give.done", pg)
}

// repays takes udhaar back, more than is owed too.
func (p *play) repays() {
	c, m := p.customer(), p.money(100, 500_000)
	into := rapid.SampledFrom([]string{"cash", "upi"}).Draw(p.T, "into")
	text := fmt.Sprintf("%s ne %s diye", c, rupees(m))
	if into == "upi" {
		text = fmt.Sprintf("%s ne %s upi se diye", c, rupees(m))
	}
	told := func(m int64) *page { return entry(sums{"due " + c: -m, into: m}) }
	pg := told(m)
	pg.again, pg.when, pg.lo, pg.hi = told, p.day(0), 100, 500_000
	p.does(text, "udhaar.repay.", pg)
}

// opens writes what somebody owed from before; a second time is asked about.
func (p *play) opens() {
	c, m := p.customer(), p.money(100, 500_000)
	had := p.paper.total("old " + c)
	text := fmt.Sprintf("%s ka purana baaki %s", c, rupees(m))
	if had == 0 {
		p.does(text, "udhaar.opening.done", entry(sums{"due " + c: m, "old " + c: m}))
		return
	}
	p.does(text, "udhaar.opening.again", &page{asks: true})
	if rapid.Bool().Draw(p.T, "agrees") {
		p.does("haan", "udhaar.opening.done", entry(sums{"due " + c: m, "old " + c: m}))
		return
	}
	p.does("nahi", "bot.cancelled", &page{})
}

// forgives lets some of what is owed go, and never more than that.
func (p *play) forgives() {
	c := p.customer()
	owed := p.paper.total("due " + c)
	if owed < 100 {
		return
	}
	m := p.money(100, min(owed, 500_000))
	p.does(fmt.Sprintf("%s ke %s chhod diye", c, rupees(m)), "udhaar.writeoff.done", entry(sums{"due " + c: -m}))
}

// repaysLate writes what was paid the day before yesterday, or ahead.
func (p *play) repaysLate() {
	c, m := p.customer(), p.money(100, 500_000)
	text := fmt.Sprintf("parso %s ne %s diye the", c, rupees(m))
	if rapid.Bool().Draw(p.T, "ahead") {
		text = fmt.Sprintf("%s ne %s advance diye", c, rupees(m))
	}
	p.does(text, "udhaar.repay.", entry(sums{"due " + c: -m, "cash": m}))
}

// totals writes a day's sales as one sum.
func (p *play) totals() {
	m := p.money(10_000, 2_000_000)
	ago := rapid.IntRange(0, 2).Draw(p.T, "yesterday") / 2
	text := fmt.Sprintf("%s ki bikri %s", []string{"aaj", "kal"}[ago], rupees(m))
	into := "cash"
	if rapid.IntRange(0, 3).Draw(p.T, "upi") == 0 {
		into, text = "upi", text+" upi"
	}
	p.does(text, "sales.record.total", entry(sums{"revenue " + p.day(ago): m, into: m}))
}

// gives2 does two errands in one message.
func (p *play) gives2() {
	a, b := rapid.SampledFrom(customers[:2]).Draw(p.T, "one"), rapid.SampledFrom(customers[2:]).Draw(p.T, "another")
	m, n := p.money(100, 50_000), p.money(100, 50_000)
	pg := entry(sums{"due " + a: m})
	pg.lines = append(pg.lines, entry(sums{"due " + b: -n, "cash": n}).lines...)
	p.does(fmt.Sprintf("%s ko %s udhaar aur %s ne %s diye", a, rupees(m), b, rupees(n)), "udhaar.give.done", pg)
}

// asks asks how things stand; the answer is checked like every other.
func (p *play) asks() {
	g, c := p.good(), p.customer()
	switch rapid.IntRange(0, 2).Draw(p.T, "question") {
	case 0:
		p.does(g.word+" kitna bacha hai", "stock.check.", &page{finished: 1})
	case 1:
		p.does(c+" ka kitna baaki hai", "udhaar.balance.", &page{finished: 1})
	case 2:
		p.does("aaj kitni bikri hui", "sales.report.", &page{finished: 1})
	}
}

// cancels begins an errand and leaves it.
func (p *play) cancels() {
	text := rapid.SampledFrom([]string{"chini becha", p.customer() + " ko udhaar", "udhaar likho"}).Draw(p.T, "question")
	p.does(text, ".ask.", &page{asks: true})
	no := rapid.SampledFrom([]string{"rehne do", "chhodo", "galti se"}).Draw(p.T, "no")
	p.does(no, "bot.cancelled", &page{})
}

// confirms says a sum that is read back first.
func (p *play) confirms() {
	c, m := p.customer(), p.money(500_100, 2_000_000)
	p.does(fmt.Sprintf("%s ko %s udhaar diya", c, rupees(m)), "udhaar.give.sure", &page{asks: true})
	if rapid.Bool().Draw(p.T, "agrees") {
		p.does("haan", "udhaar.give.done", entry(sums{"due " + c: m}))
		return
	}
	p.does("nahi", "bot.cancelled", &page{})
}

// undoesLast takes back what "undo" alone means.
func (p *play) undoesLast() {
	last := p.paper.last()
	if last == nil {
		p.does("galti se", "bot.undo.nothing", &page{})
		return
	}
	p.does("galti se", "book.", p.paper.undo(last, false))
}

// undoesAny takes back any turn by answering its bubble: a plain one, a
// correction, an undo, one that is undone already, one that did nothing.
func (p *play) undoesAny() {
	if len(p.paper.pages) == 0 {
		return
	}
	of := rapid.SampledFrom(p.paper.pages).Draw(p.T, "page")
	switch {
	case of.undoneBy != nil || !of.stands():
		p.replies("galat", of, "bot.undo.already", &page{})
	case len(of.lines) == 0:
		p.replies("galat", of, "bot.undo.nothing", &page{})
	default:
		p.replies("galat", of, "book.", p.paper.undo(of, false))
	}
}

// corrects puts the last turn right: "no, 700".
func (p *play) corrects() {
	m := p.other(p.recent)
	p.does("nahi "+rupees(m), "bot.corrected", p.corrected(p.recent, m))
}

// correctsAny puts an older turn of the day right by answering its bubble. "No,
// 700" is read by what the last answer was about: only after one about money is
// it money.
func (p *play) correctsAny() {
	if p.recent == nil {
		return
	}
	var can []*page
	for _, pg := range p.paper.pages {
		if pg.again != nil && pg.when == p.day(0) {
			can = append(can, pg)
		}
	}
	if len(can) == 0 {
		return
	}
	of := rapid.SampledFrom(can).Draw(p.T, "page")
	m := p.other(of)
	if of.undoneBy != nil {
		p.replies("nahi "+rupees(m), of, "bot.undo.already", &page{})
		return
	}
	p.replies("nahi "+rupees(m), of, "bot.corrected", p.corrected(of, m))
}

// other is another amount that a page could have been about: near the first, so
// that it is read the same way.
func (p *play) other(of *page) int64 { return p.money(of.lo, of.hi) }

// corrected is a page taken back and written again with another amount.
func (p *play) corrected(of *page, m int64) *page {
	pg := of.again(m)
	if back := p.paper.undo(of, true); back != nil {
		pg.lines = append(back.lines, pg.lines...)
	}
	pg.undoes, pg.own, pg.again, pg.when = of, true, of.again, of.when
	pg.lo, pg.hi = of.lo, of.hi
	return pg
}

// does says a sentence and writes the page that it should be.
func (p *play) does(text, key string, pg *page) { p.T.Helper(); p.replies(text, nil, key, pg) }

// replies is [play.does] in answer to a bubble.
func (p *play) replies(text string, to *page, key string, pg *page) {
	p.T.Helper()
	m := bot.Message{Text: text}
	if to != nil {
		m.ReplyTo = to.bubble
		p.script = append(p.script, "^"+to.said+"^")
	}
	p.script = append(p.script, text)
	a := p.sends(p.T, m)
	pg.turn, pg.bubble, pg.said = a.Turn, a.bubble(p.T), text
	p.paper.add(pg)
	if !says(a, key) {
		p.Fatalf("%q was answered with %v:\n%s\n%s", text, a.keys(), a.text(), p.so())
	}
	if len(a.Stack) > 0 != pg.asks {
		p.Fatalf("%q left %d questions open:\n%s\n%s", text, len(a.Stack), a.text(), p.so())
	}
	clean(p.T, a)
	for _, r := range a.Replies {
		p.agrees(r, a)
	}
	if pg.finished > 0 || pg.undoes != nil {
		p.recent = nil
		if pg.again != nil {
			p.recent = pg
		}
	}
}

// says reports whether a key of an answer has one of the parts in it.
func says(a answer, parts string) bool {
	return slices.ContainsFunc(strings.Split(parts, "|"), func(part string) bool {
		return slices.ContainsFunc(a.keys(), func(key string) bool { return strings.Contains(key, part) })
	})
}

// so is all that was said so far.
func (p *play) so() string { return strings.Join(p.script, "\n") + "\n" + p.dump(p.T, p.shop(p.T)) }

// agrees holds the sums of a reply against the paper.
func (p *play) agrees(r bot.Reply, a answer) {
	p.T.Helper()
	v := values(p.T, r)
	same := func(arg, name string, sign int64) {
		p.T.Helper()
		if got, ok := v[arg]; ok && got.Kind != "" && got.N != sign*p.paper.total(name) {
			p.Fatalf("%s of %s is %d, on paper %s is %d\n%s\n%s", arg, r.Key, got.N, name, p.paper.total(name), a.text(), p.so())
		}
	}
	if item, ok := v["Item"]; ok {
		name := "qty " + wordOf(item)
		same("Stock", name, 1)
		if strings.HasPrefix(r.Key, "stock.check.") {
			same("Qty", name, 1)
		}
	}
	if c, ok := v["Customer"]; ok && c.Text != "" {
		name := "due " + strings.ToLower(c.Text)
		same("Balance", name, 1)
		same("Advance", name, -1)
	}
	same("Owed", "owed", 1)
	same("Ahead", "owed", -1)
	switch {
	case strings.HasPrefix(r.Key, "book.undone.") || strings.HasPrefix(r.Key, "book.redone."):
		same("Cash", "cash", 1)
	case r.Key == "sales.record.total":
		day := v["Day"].From
		if day == "" {
			day = p.day(0)
		}
		same("Revenue", "revenue "+day, 1)
	case r.Key == "sales.report.all":
		same("Revenue", "revenue "+v["Period"].From, 1)
	}
}

// wordOf is the word of the play for an item.
func wordOf(v bot.Value) string {
	at := slices.IndexFunc(goods, func(g good) bool { return v.ID != "" && g.id == v.ID })
	if at < 0 {
		return strings.ToLower(v.Text)
	}
	return goods[at].word
}

// evening holds the whole book against the paper.
func (p *play) evening() {
	ctx, id := context.Background(), p.shop(p.T)
	b := p.view(id)
	till, err := b.Till(ctx)
	p.check(err)
	got := sums{"cash": int64(till.Cash), "upi": int64(till.UPI)}
	for _, g := range goods {
		s, err := b.Stock(ctx, shop.Item{ID: g.id, Name: g.word})
		p.check(err)
		got["qty "+g.word] = s.Qty.N
		p.shelf(b, g, s.Qty.N)
	}
	for _, c := range customers {
		a, err := b.Balance(ctx, shop.Customer{Name: c})
		p.check(err)
		got["due "+c] = int64(a.Balance)
	}
	p.outgoings(b, got)
	p.told(b, got)
	days, err := b.Sums(ctx, shop.Query{By: shop.ByDay})
	p.check(err)
	for _, d := range days {
		got["revenue "+d.Key] = int64(d.Revenue)
		got["spoilt"] += int64(d.Spoilt)
		got["used"] += int64(d.Used)
	}
	for _, c := range customers {
		old, err := b.Carried(ctx, shop.Customer{Name: c})
		p.check(err)
		got["old "+c] = int64(old)
	}
	for _, name := range p.paper.names() {
		if got[name] != p.paper.total(name) {
			p.Fatalf("%s is %d, on paper %d\n%s", name, got[name], p.paper.total(name), p.so())
		}
		delete(got, name)
	}
	for name, n := range got {
		if n != 0 {
			p.Fatalf("%s is %d and not on paper\n%s", name, n, p.so())
		}
	}
	p.sound(p.T, id)
}

// check fails on an error, other than that there is no such thing.
func (p *play) check(err error) {
	p.T.Helper()
	if err != nil && !errors.Is(err, shop.ErrNotFound) {
		p.T.Fatal(err)
	}
}

// Fatalf ends the case; both a play's halves have one.
func (p *play) Fatalf(format string, args ...any) { p.T.Helper(); p.T.Fatalf(format, args...) }

// rupees writes paise as people do.
func rupees(paise int64) string { return dec(paise, 100) }

// dec writes n/per as a decimal without needless zeros.
func dec(n, per int64) string {
	out := fmt.Sprintf("%d", n/per)
	if n%per == 0 {
		return out
	}
	digits := fmt.Sprintf("%d", per+n%per)[1:]
	return out + "." + strings.TrimRight(digits, "0")
}
