package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// lines are the groups worth naming, with their figures.
func (b *Book) lines(ctx context.Context, q Question, rows []tally) ([]Line, error) {
	if q.By == Whole {
		return nil, nil
	}
	var out []Line
	for _, r := range rows {
		sold := r.Lines != 0 || r.Revenue != 0 || r.Earned() != 0
		nameless := r.Key == "" && (q.By == ByItem || q.By == ByCustomer) || r.Key == noItem && q.By == ByCategory
		if !sold || nameless || q.Of == Margin && r.Revenue == r.Uncosted {
			continue
		}
		out = append(out, Line{Key: r.Key, Sums: r.Sums, Amount: q.amount(r.Sums), Days: r.Days})
	}
	if q.Least && q.By == ByItem && q.Customer.None() && q.Payment == "" && q.Of != Margin {
		unsold, err := b.unsold(ctx, q, out)
		if err != nil {
			return nil, err
		}
		out = append(out, unsold...)
	}
	return out, nil
}

// unsold are the items on the shelf that are not among the lines.
func (b *Book) unsold(ctx context.Context, q Question, sold []Line) ([]Line, error) {
	stocks, items, err := b.shelves(ctx)
	if err != nil {
		return nil, err
	}
	among := make(map[string]bool, len(sold))
	for _, l := range sold {
		among[l.Key] = true
	}
	var out []Line
	for id, s := range stocks {
		it, known := items[id]
		if s.Qty > 0 && known && !among[id] && (q.Category == "" || q.Category == it.Category) && (q.Item.None() || q.Item.ID == id) {
			out = append(out, Line{Key: id})
		}
	}
	return out, nil
}

// introduceLines puts the items and customers to the lines.
func (b *Book) introduceLines(ctx context.Context, q Question, lines []Line) error {
	switch q.By {
	case ByItem:
		items, err := b.index(ctx)
		if err != nil {
			return err
		}
		for i := range lines {
			it, ok := items[lines[i].Key]
			if !ok {
				if it, err = b.Item(ctx, lines[i].Key); err != nil {
					return fmt.Errorf("shop: answer: item %s: %w", lines[i].Key, err)
				}
			}
			lines[i].Item = it
		}
	case ByCustomer:
		for i := range lines {
			c, err := b.Customer(ctx, lines[i].Key)
			if errors.Is(err, ErrNotFound) {
				c, err = Customer{ID: lines[i].Key}, nil // taken away since, as an id alone
			}
			if err != nil {
				return err
			}
			lines[i].Customer = c
		}
	}
	return nil
}

// order sorts the lines and keeps as many as were asked for.
func (a *Answer) order() {
	slices.SortFunc(a.Rows, func(x, y Line) int {
		c := cmp.Compare(y.Amount, x.Amount)
		if a.Least {
			c = -c
		}
		return cmp.Or(c, strings.Compare(x.Key, y.Key))
	})
	a.Groups = len(a.Rows)
	if a.Limit > 0 && a.Limit < len(a.Rows) {
		a.Rows = a.Rows[:a.Limit]
	}
}

// stockValue is what the goods on the shelf cost.
func (b *Book) stockValue(ctx context.Context, out Answer) (Answer, error) {
	stocks, items, err := b.shelves(ctx)
	if err != nil {
		return out, err
	}
	worth := map[string]int64{}
	for id, s := range stocks {
		it := items[id]
		if !out.Item.None() && id != out.Item.ID || out.Category != "" && it.Category != out.Category {
			continue
		}
		out.Amount += int64(s.Value)
		if out.By == ByCategory {
			id = it.Category
		}
		worth[id] += int64(s.Value)
	}
	for key, n := range worth {
		if out.By != Whole && n != 0 {
			out.Rows = append(out.Rows, Line{Key: key, Amount: n})
		}
	}
	out.order()
	if err := b.introduceLines(ctx, out.Question, out.Rows); err != nil {
		return out, err
	}
	out.Doubtful, err = b.doubtful(ctx)
	return out, err
}
