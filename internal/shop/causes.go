package shop

import (
	"cmp"
	"slices"
	"strings"
)

// Causes are why profit changed from one period to the next: parts that add up
// to the change, to the paisa.
type Causes struct {
	Price    Money // the same goods sold at another price, discounts included
	Cost     Money // they cost another sum to buy
	Quantity Money // more or less was sold, of everything alike
	Mix      Money // of what earns more, or of what earns less
	Told     Money // of items of which a cost is told in one of the periods only
	Items    []ItemCauses
}

// ItemCauses is one item's part in the change.
type ItemCauses struct {
	ID     string
	Price  Money
	Cost   Money
	Volume Money // quantity and mix: what it earned before on what it sells more now
}

// Change is all parts together.
func (c Causes) Change() Money { return c.Price + c.Cost + c.Quantity + c.Mix + c.Told }

// Explain takes the change of profit between two periods apart. Before and now
// hold sums by item. With p the revenue and c the cost of a unit and q what was
// sold, 0 before and 1 now, summed over items:
//
//	price    = Σ (p1 − p0)·q1
//	cost     = −Σ (c1 − c0)·q1
//	quantity = Σ (p0 − c0)·q0 · (Σ p0·q1 ÷ Σ p0·q0 − 1)
//	mix      = Σ (p0 − c0)·(q1 − q0) − quantity
//
// These are the sales-price, the cost-price, the sales-quantity and the
// sales-mix variance of cost accounting (Horngren, Datar, Rajan: Cost
// Accounting, chapter 14), with quantities of unlike units made comparable by
// the prices of before (Laspeyres' quantity index). What is rounded in one part
// is taken from another, so that they add up exactly. An item that is new, or
// sells no more, is quantity and mix only; sales at a cost nobody told are in
// neither period's profit.
func Explain(before, now []Row) Causes {
	was, is := byKey(before), byKey(now)
	var c Causes
	var volume, earned, base, atBase Money // Σ(p0−c0)(q1−q0), Σ(p0−c0)q0, Σp0q0, Σp0q1
	for _, id := range keys(was, is) {
		w, n := was[id], is[id]
		if w.Uncosted != 0 || n.Uncosted != 0 {
			c.Told += n.Earned() - w.Earned()
			continue
		}
		revenue, cost := rebased(w, n)
		part := ItemCauses{
			ID: id, Price: n.Revenue - revenue, Cost: cost - n.Cost,
			Volume: (revenue - cost) - (w.Revenue - w.Cost),
		}
		c.Price, c.Cost, volume = c.Price+part.Price, c.Cost+part.Cost, volume+part.Volume
		earned, base, atBase = earned+w.Earned(), base+w.Revenue, atBase+revenue
		c.Items = append(c.Items, part)
	}
	c.Quantity = share(earned, atBase-base, base, volume)
	c.Mix = volume - c.Quantity
	return c
}

// rebased is what is sold now, at the price and cost it had before: p0·q1 and
// c0·q1. Of what did not sell before it is what it makes now, of what sells no
// more nothing, and where nothing was sold either time what it was.
func rebased(was, is Sums) (revenue, cost Money) {
	switch {
	case was.Sold > 0 && is.Sold > 0:
		r, badRevenue := mulDiv(int64(was.Revenue), int64(is.Sold), int64(was.Sold))
		c, badCost := mulDiv(int64(was.Cost), int64(is.Sold), int64(was.Sold))
		if badRevenue != nil || badCost != nil {
			return is.Revenue, is.Cost
		}
		return Money(r), Money(c)
	case is.Sold > 0:
		return is.Revenue, is.Cost
	case was.Sold > 0:
		return 0, 0
	}
	return was.Revenue, was.Cost
}

// share is earned × more ÷ base; all of it, where there was no base to share by.
func share(earned, more, base, all Money) Money {
	n, err := mulDiv(int64(earned), int64(more), int64(base))
	if err != nil {
		return all
	}
	return Money(n)
}

// Cause is one part of a change, by name.
type Cause struct {
	Name   string // price, cost, quantity, mix, told
	Amount Money
	Item   string // id of the item that did most of it; "" when none stands out
}

// Main are the parts that explain the change, the largest first: at most n, and
// none below a tenth of the largest.
func (c Causes) Main(n int) []Cause {
	all := []Cause{
		{"price", c.Price, c.leading(c.Price, func(i ItemCauses) Money { return i.Price })},
		{"cost", c.Cost, c.leading(c.Cost, func(i ItemCauses) Money { return i.Cost })},
		{"quantity", c.Quantity, ""},
		{"mix", c.Mix, ""},
		{"told", c.Told, ""},
	}
	slices.SortStableFunc(all, func(a, b Cause) int { return cmp.Compare(b.Amount.size(), a.Amount.size()) })
	const least = 10
	all = slices.DeleteFunc(all, func(x Cause) bool {
		return x.Amount == 0 || x.Amount.size() < all[0].Amount.size()/least
	})
	return all[:min(n, len(all))]
}

// leading is the item that did at least half of a part.
func (c Causes) leading(part Money, of func(ItemCauses) Money) string {
	for _, i := range c.Items {
		if m := of(i); (m < 0) == (part < 0) && m != 0 && 2*m.size() >= part.size() {
			return i.ID
		}
	}
	return ""
}

func (m Money) size() Money { return max(m, -m) }

func byKey(rows []Row) map[string]Sums {
	out := make(map[string]Sums, len(rows))
	for _, r := range rows {
		out[r.Key] = out[r.Key].Plus(r.Sums)
	}
	return out
}

// keys are those of both, in order.
func keys(a, b map[string]Sums) []string {
	var out []string
	for k := range a {
		out = append(out, k)
	}
	for k := range b {
		if _, both := a[k]; !both {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, strings.Compare)
	return out
}
