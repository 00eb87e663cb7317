package bot

import (
	"context"
	"fmt"
)

// Narrower is a [Lexicon] that knows which of the things a name fits its shop deals in.
type Narrower interface {
	// Narrow leaves, of a value that fits several things, those the turn's shop deals
	// in; all of them when it deals in none. A single one is what is meant.
	Narrow(ctx context.Context, t *Turn, v Value) (Value, error)
}

// narrows takes a name that fits several things for what the shop deals in.
func (a *attempt) narrows(ctx context.Context, u Understanding) error {
	n, ok := a.engine.Lexicon.(Narrower)
	if !ok {
		return nil
	}
	for _, c := range u.Commands {
		for name, v := range c.Slots {
			if !v.Ambiguous() {
				continue
			}
			now, err := n.Narrow(ctx, a.turn, v)
			if err != nil {
				return fmt.Errorf("narrow: %w", err)
			}
			c.Slots[name] = now
		}
	}
	return nil
}
