package shop

import "context"

// Sales are the last sales and returns of an item.
func (m *Memory) Sales(_ context.Context, item, customer string, n int) ([]Entry, error) {
	var out []Entry
	for _, e := range m.entries {
		if e.Item == item && (customer == "" || e.Customer == customer) && (e.Kind == Selling || e.Kind == Return) {
			out = append(out, e)
		}
	}
	inOrder(out)
	return out[max(len(out)-n, 0):], nil
}

// CashBy is the cash that each kind of entry moved on a day.
func (m *Memory) CashBy(_ context.Context, day Day) (map[Kind]Money, error) {
	out := map[Kind]Money{}
	for _, e := range m.entries {
		if e.Day == day {
			out[e.Kind] += e.Cash
		}
	}
	return out, nil
}

// Closings are the entries that closed a day.
func (m *Memory) Closings(_ context.Context, day Day) ([]Entry, error) {
	var out []Entry
	for _, e := range m.entries {
		if e.Day == day && e.Kind == Closing {
			out = append(out, e)
		}
	}
	return out, nil
}

// LastClose is the latest day that is closed.
func (m *Memory) LastClose(_ context.Context, to Day) (Closed, error) {
	days := map[Day]Closed{}
	var last Closed
	for _, e := range m.entries {
		if e.Kind == Closing && (to == "" || e.Day <= to) {
			c := days[e.Day]
			days[e.Day] = Closed{Day: e.Day, Closes: c.Closes + e.Sign, Counted: c.Counted + e.Counted}
		}
	}
	for d, c := range days {
		if c.Closes > 0 && d > last.Day {
			last = c
		}
	}
	return last, nil
}
