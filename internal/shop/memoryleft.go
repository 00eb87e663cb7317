package shop

import (
	"context"
	"maps"
)

// Leaving are those who were given up.
func (m *Memory) Leaving(context.Context) (map[string]Day, error) { return maps.Clone(m.leaving), nil }

// Seen is how things stood when alerts were seen.
func (m *Memory) Seen(context.Context) (map[SeenKey]string, error) { return maps.Clone(m.seen), nil }
