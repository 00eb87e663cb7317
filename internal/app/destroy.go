package app

import (
	"context"
	"errors"
	"fmt"
)

// destroyed is how many customers, and shops, one run of destroying looks up at once.
const destroyed = 100

// Destroy destroys what was given up and whose time has come: customers, with all
// that was said of them, and whole shops. It returns how many those were. What fails
// is tried again by the next run; the others are not kept waiting.
func (a *App) Destroy(ctx context.Context) (customers, shops int, err error) {
	closed, err := a.Journal.Closed(ctx, destroyed)
	for _, shop := range closed {
		_, failed := a.Journal.Erase(ctx, shop)
		if err = errors.Join(err, failed); failed == nil {
			shops++
		}
	}
	due, failed := a.Book.Leavers(ctx, a.Engine.Clock.Now().UnixMilli(), destroyed)
	err = errors.Join(err, failed)
	for _, l := range due {
		mentions, failed := a.Book.Mentions(ctx, l.Shop, l.Customer)
		if failed == nil {
			_, failed = a.Journal.Unsay(ctx, l.Shop, mentions)
		}
		if failed == nil {
			var done bool
			if done, failed = a.Book.Destroy(ctx, l.Shop, l.Customer, a.Engine.Clock.Now().UnixMilli()); done {
				customers++
			}
		}
		err = errors.Join(err, failed)
	}
	if customers+shops > 0 {
		err = errors.Join(err, a.Journal.Wipe(ctx))
	}
	if err != nil {
		err = fmt.Errorf("app: destroy: %w", err)
	}
	return customers, shops, err
}
