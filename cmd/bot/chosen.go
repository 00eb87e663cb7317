package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// chosen says which letters are meant.
type chosen struct {
	IDs []int64 `arg:"" optional:"" name:"id" help:"Numbers of letters, as bot letters lists them."`
	All bool    `help:"All there are now."`
}

// deal does something with the letters that are meant.
func (c chosen) deal(t *terminal, at place, done string, do func(*journal.Journal, context.Context, ...int64) ([]int64, error)) error {
	if c.All == (len(c.IDs) > 0) {
		return errors.New("say which letters, by their numbers, or --all")
	}
	return at.with(t, func(j *journal.Journal) error {
		ids := c.IDs
		if c.All {
			_, err := everyLetter(t, j, func(l journal.Letter) error {
				ids = append(ids, l.ID)
				return nil
			})
			if err != nil {
				return err
			}
		}
		did, err := do(j, t.ctx, ids...)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.out, "%d of %d letters are %s\n", len(did), len(ids), done)
		if err == nil && len(did) < len(c.IDs) {
			err = errors.New("some are no letters, or their turn was taken back since")
		}
		return err
	})
}
