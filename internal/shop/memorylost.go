package shop

import "context"

// Shortfalls are what counts did not find.
func (m *Memory) Shortfalls(_ context.Context, p Period) (map[string]Shortfall, error) {
	out := map[string]Shortfall{}
	for _, e := range m.entries {
		if s := out[e.Item].plus(e); p.Has(e.Day) && s != out[e.Item] {
			out[e.Item] = s
		}
	}
	return out, nil
}

// MovedSince counts the entries about an item that still count, of turns after one.
func (m *Memory) MovedSince(_ context.Context, item string, turn int64) (int64, error) {
	var n int64
	for _, e := range m.entries {
		if e.Item == item && e.Turn > turn {
			n += e.Sign
		}
	}
	return n, nil
}
