package main

import (
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// eraseCommand deletes all that is kept of a shop.
type eraseCommand struct {
	place
	whose
	Yes bool `help:"Do it: it cannot be taken back."`
}

// Run deletes it.
func (c eraseCommand) Run(t *terminal) error {
	return c.with(t, func(j *journal.Journal) error {
		shop, err := c.shop(t, j)
		if err != nil {
			return err
		}
		if !c.Yes {
			return fmt.Errorf("all of shop %d would be deleted, its book too, and nobody could bring it back; say --yes to do it", shop)
		}
		done, err := j.Erase(t.ctx, shop)
		if errors.Is(err, bot.ErrNotFound) {
			return fmt.Errorf("there is no shop %d", shop)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.out, "shop %d is erased: %d rows, %d people who had no other, %d shops they tried things in\n%s\n",
			shop, done.Rows, done.People, len(done.Demos), stillThere)
		return err
	})
}

// stillThere is what erasing cannot reach.
const stillThere = `Backups made before still have it, until they are removed; Redis forgets it within half an hour.`
