package shop

import "context"

// Earnings is what a period brought, against the one before it.
type Earnings struct {
	Period   Period
	Item     Item // zero for all
	Category string
	Now      Sums
	Expenses Money // of running the shop; 0 when the earnings are of some items only
	Waste    Money // what goods had cost that broke or went bad; 0 for a category
	Before   Period
	Was      Sums
	Spent    Money  // expenses of the period before
	Compared bool   // there is a period before, and something was sold in it
	Causes   Causes // of the change
	Main     []Told // the causes that explain it
	Doubtful int
}

// Told is a cause with its item as the shop calls it.
type Told struct {
	Cause
	Item Item // zero when no item stands out
}

// Net is what is left when the expenses are paid and what was lost is taken off.
func (e Earnings) Net() Money { return e.Now.Earned() - e.Expenses - e.Waste }

// mainCauses is how many causes are told.
const mainCauses = 3

// Earnings tells what was earned in a period, of all or of one item or category,
// and why that is more or less than in as many days before. ErrNotFound when the
// shop knows no such item.
func (b *Book) Earnings(ctx context.Context, p Period, item Item, category string) (Earnings, error) {
	q := Question{Period: p, Item: item, Category: category}
	if err := b.specify(ctx, &q); err != nil {
		return Earnings{}, err
	}
	out := Earnings{Period: p, Item: q.Item, Category: category}
	query := Query{Period: p, Item: q.Item.ID, By: ByItem, Of: Profit}
	items, err := b.index(ctx)
	if err != nil {
		return out, err
	}
	if category != "" {
		query.Items = of(items, category)
	}
	now, err := b.Sums(ctx, query)
	if err != nil {
		return out, err
	}
	out.Now = sumOf(now)
	if err := b.against(ctx, &out, query, now, items); err != nil {
		return out, err
	}
	if category == "" {
		spent, err := b.Sums(ctx, Query{Period: out.Period, Item: out.Item.ID})
		if err != nil {
			return out, err
		}
		out.Expenses, out.Waste = whole(spent).Expense, whole(spent).Waste
	}
	out.Doubtful, err = b.doubtful(ctx)
	return out, err
}

// against compares with the period before, where there is one to compare with.
func (b *Book) against(ctx context.Context, out *Earnings, query Query, now []Row, items map[string]Item) error {
	p, ok := out.Period.Against(b.Today())
	if !ok {
		return nil
	}
	query.Period = p
	was, err := b.Sums(ctx, query)
	if err != nil {
		return err
	}
	out.Before, out.Was = p, sumOf(was)
	if out.Compared = out.Was.Revenue != 0; !out.Compared {
		return nil
	}
	if out.Item.None() && out.Category == "" {
		if out.Spent, err = b.expenses(ctx, p); err != nil {
			return err
		}
	}
	out.Causes = Explain(was, now)
	for _, c := range out.Causes.Main(mainCauses) {
		it := items[c.Item]
		if c.Item != "" && !it.Known() {
			if it, err = b.Item(ctx, c.Item); err != nil {
				return err
			}
		}
		out.Main = append(out.Main, Told{Cause: c, Item: it})
	}
	return nil
}

// expenses is what running the shop cost in a period.
func (b *Book) expenses(ctx context.Context, p Period) (Money, error) {
	all, err := b.Sums(ctx, Query{Period: p})
	return whole(all).Expense, err
}

func sumOf(rows []Row) Sums {
	var s Sums
	for _, r := range rows {
		s = s.Plus(r.Sums)
	}
	return s
}
