package sarvam

import (
	"context"
	"sync"
)

// atOnce is how many calls one voice note may have under way: the service counts calls a
// minute.
const atOnce = 8

// sideBySide does something with each of the parts, several at once, and returns what came
// of it in their order. When one fails the others are called off, and its error is returned.
func sideBySide[P, R any](ctx context.Context, parts []P, do func(context.Context, P) (R, error)) ([]R, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		out   = make([]R, len(parts))
		slots = make(chan struct{}, atOnce)
		all   sync.WaitGroup
		once  sync.Once
		first error
	)
	for i, p := range parts {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			r, err := do(ctx, p)
			if err != nil {
				once.Do(func() { first = err; cancel() })
			}
			out[i] = r
		})
	}
	all.Wait()
	return out, first
}
