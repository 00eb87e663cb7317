package shop

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// Statement is a customer's account line by line.
type Statement struct {
	Customer Customer
	Before   Money // what he owed before the first line
	Lines    []Posting
	Balance  Money // what he owed after the last
}

// Posting is one line of a statement.
type Posting struct {
	Entry
	What    Item    // of a sale of an item
	Much    Measure // of What
	Balance Money   // after it
}

// Statement lists what moved a customer's account on days of p. What was taken
// back is left out together with what took it back. ErrNotFound when nobody of
// that name has an account.
func (b *Book) Statement(ctx context.Context, c Customer, p Period) (Statement, error) {
	known, isNew, err := b.who(ctx, c)
	if err != nil || isNew {
		return Statement{Customer: c}, orMissing(err, isNew)
	}
	entries, before, err := b.ledger(ctx, known.ID, p)
	if err != nil {
		return Statement{}, err
	}
	out := Statement{Customer: known, Before: before, Balance: before}
	for _, e := range standing(entries) {
		out.Balance += e.Due
		l := Posting{Entry: e, Balance: out.Balance}
		if e.Item != "" {
			if l.What, err = b.Item(ctx, e.Item); err != nil {
				return out, fmt.Errorf("shop: statement: %w", err)
			}
			l.Much = l.What.Measure(max(e.Qty, -e.Qty))
		}
		out.Lines = append(out.Lines, l)
	}
	return out, nil
}

// Last is the statement of only its last n lines.
func (s Statement) Last(n int) Statement {
	for len(s.Lines) > n {
		s.Before += s.Lines[0].Due
		s.Lines = s.Lines[1:]
	}
	return s
}

// ledger are the entries that moved an account on days of p, this turn's among
// them, and what was owed before p.
func (b *Book) ledger(ctx context.Context, customer string, p Period) ([]Entry, Money, error) {
	all, before, err := b.src.Ledger(ctx, customer, p)
	if err != nil {
		return nil, 0, fmt.Errorf("shop: ledger: %w", err)
	}
	for e := range b.entries() {
		switch {
		case e.Customer != customer || e.Due == 0:
		case p.Has(e.Day):
			if e.Root == (Ref{}) {
				e.Root = Ref{Turn: e.Turn, N: -len(all) - 1} // a place of its own until it has one
			}
			all = append(all, e)
		case p.From != "" && e.Day < p.From:
			before += e.Due
		}
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return strings.Compare(string(a.Day), string(b.Day)) })
	return all, before, nil
}

// standing are the entries that count, each once: one that was taken back and
// put back stands where it was first.
func standing(entries []Entry) []Entry {
	counts := map[Ref]int64{}
	for _, e := range entries {
		counts[e.Root] += e.Sign
	}
	var out []Entry
	for _, e := range entries {
		if counts[e.Root] > 0 && e.Sign > 0 {
			out = append(out, e)
			delete(counts, e.Root)
		}
	}
	return out
}

// inOrder puts entries as a ledger has them.
func inOrder(entries []Entry) {
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(strings.Compare(string(a.Day), string(b.Day)), cmp.Compare(a.Turn, b.Turn), cmp.Compare(a.N, b.N))
	})
}
