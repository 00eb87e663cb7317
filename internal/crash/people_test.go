package crash

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// kind is what a message does to the paper.
type kind int

const (
	nothing kind = iota // a question, half a sentence, a refusal
	writes              // writes something
	undoes              // takes the writer's last page back
	taps                // takes the page back whose button was tapped
	puts                // puts the writer's last page right
)

// word is one message as its sender meant it.
type word struct {
	kind  kind
	text  string
	moves sums   // of writes, and of what puts writes instead
	says  string // part of a reply's key, "" for any
}

// writer draws what one person says.
type writer struct {
	*rand.Rand
	mumbles bool // says nonsense too, which must not join what is said within a second
}

// customers and prices. Money is paise for a unit.
var customers = []string{"ramesh", "suresh", "sunita", "geeta", "pinky"}

const (
	sugarPrice = 4500 // a kilo, on the list
	maggiPrice = 1500 // a packet, on the list
)

// opening is what an owner says first: what is on the shelves, and no answer to
// what a newcomer is asked.
func opening() []word {
	return []word{
		writing("500 kilo chini aayi 20000 ki", "stock.add.done", sums{"qty chini": 500_000}),
		{text: "chhodo"},
		{text: "chhodo"},
		{text: "chhodo"},
		writing("400 packet maggi aaya 4000 ka", "stock.add.done", sums{"qty maggi": 400_000}),
	}
}

func writing(text, says string, moves sums) word {
	return word{kind: writes, text: text, moves: moves, says: says}
}

// next is one errand, of one message or two.
func (w writer) next() []word {
	draws := []func() []word{
		w.buys, w.sellsSugar, w.sellsSugar, w.sellsMaggi, w.credits, w.credits, w.repays, w.lends,
		w.corrects, w.halves, w.asks, w.asks, w.undoes, w.undoes,
	}
	if w.mumbles {
		draws = append(draws, nonsense)
	}
	return draws[w.IntN(len(draws))]()
}

func (w writer) customer() string { return customers[w.IntN(len(customers))] }

// money is mostly whole rupees, as people pay.
func (w writer) money(lo, hi int64) int64 {
	if w.IntN(4) == 0 {
		return lo + w.Int64N(hi-lo+1)
	}
	return ((lo+99)/100 + w.Int64N(hi/100-(lo+99)/100+1)) * 100
}

func (w writer) buys() []word {
	q := int64(5+w.IntN(40)) * 1000
	return []word{writing(dec(q, 1000)+" kilo chini aaya", "stock.add.done", sums{"qty chini": q})}
}

// sellsSugar sells by quarters of a kilo, for a total that can only be one.
func (w writer) sellsSugar() []word {
	q := int64(8+w.IntN(40)) * 250
	whole := sugarPrice * q / 1000
	m := w.money(whole*94/100, whole*106/100)
	text, into := fmt.Sprintf("%s kilo chini becha %s", dec(q, 1000), dec(m, 100)), "cash"
	if w.IntN(3) == 0 {
		text, into = text+" upi se", "upi"
	}
	return []word{writing(text, "sales.record.", sums{"qty chini": -q, "revenue": m, into: m})}
}

// sellsMaggi sells at the list price.
func (w writer) sellsMaggi() []word {
	n := int64(2 + w.IntN(8))
	m := n * maggiPrice
	return []word{writing(fmt.Sprintf("%d packet maggi becha", n), "sales.record.",
		sums{"qty maggi": -n * 1000, "revenue": m, "cash": m})}
}

func (w writer) credit(c string) word {
	m := w.money(100, 500_000)
	return writing(fmt.Sprintf("%s ko %s udhaar diya", c, dec(m, 100)), "udhaar.give.done", sums{"due " + c: m})
}

func (w writer) credits() []word { return []word{w.credit(w.customer())} }

// repays takes udhaar back, more than is owed too.
func (w writer) repays() []word {
	c, m := w.customer(), w.money(100, 500_000)
	return []word{writing(fmt.Sprintf("%s ne %s diye", c, dec(m, 100)), "udhaar.repay.", sums{"due " + c: -m, "cash": m})}
}

// lends gives goods on udhaar, at the list price.
func (w writer) lends() []word {
	c, n := w.customer(), int64(2+w.IntN(8))
	m := n * sugarPrice
	return []word{writing(fmt.Sprintf("%s ko %d kilo chini udhaar", c, n), "",
		sums{"qty chini": -n * 1000, "revenue": m, "due " + c: m})}
}

// corrects says an amount and then another.
func (w writer) corrects() []word {
	c, m := w.customer(), w.money(100, 500_000)
	again := word{kind: puts, text: "nahi " + dec(m, 100), says: "bot.corrected", moves: sums{"due " + c: m}}
	return []word{w.credit(c), again}
}

// halves says an errand in two messages: what the first left open must outlive
// whatever happens between them.
func (w writer) halves() []word {
	c, m := w.customer(), w.money(100, 500_000)
	return []word{
		{text: c + " ko udhaar"},
		writing(dec(m, 100), "udhaar.give.done", sums{"due " + c: m}),
	}
}

// asks asks how things stand; the answer is checked like every other.
func (w writer) asks() []word {
	switch w.IntN(3) {
	case 0:
		return []word{{text: "chini kitna bacha hai", says: "stock.check."}}
	case 1:
		return []word{{text: "maggi kitna bacha hai", says: "stock.check."}}
	}
	return []word{{text: w.customer() + " ka kitna baaki hai", says: "udhaar.balance."}}
}

// undoes takes something back: the last page by word, any by its button.
func (w writer) undoes() []word {
	if w.IntN(2) == 0 {
		return []word{{kind: taps}}
	}
	return []word{{kind: undoes, text: "galti se"}}
}

func nonsense() []word { return []word{{text: "xyzzy plugh"}} }

// dec writes n/per as a decimal without needless zeros.
func dec(n, per int64) string {
	out := fmt.Sprintf("%d", n/per)
	if n%per == 0 {
		return out
	}
	digits := fmt.Sprintf("%d", per+n%per)[1:]
	return out + "." + strings.TrimRight(digits, "0")
}
