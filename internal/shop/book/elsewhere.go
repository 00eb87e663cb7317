package book

import (
	"context"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// heard is the job that tells a shop what became of a deal.
const heard = "sharing.heard"

// elsewhere writes what a turn does in other shops' books. The journal has locked them
// and checked their revisions.
func (b *Book) elsewhere(ctx context.Context, tx bot.Tx, t *bot.Turn, all []shop.Elsewhere) error {
	places := map[int64]int{} // of effects, in each of them
	for _, e := range all {
		of := bot.ShopID(e.Shop)
		var entries []shop.Entry
		for _, effect := range e.Effects {
			places[e.Shop]++
			ref := shop.Ref{Turn: int64(t.ID), N: places[e.Shop]}
			switch e := effect.(type) {
			case shop.Entry:
				entries = append(entries, e.Placed(ref))
			case shop.Change:
				e.Ref = ref
				if err := b.change(ctx, tx, t, of, e); err != nil {
					return err
				}
			default:
				return fmt.Errorf("cannot be done elsewhere: %T", effect)
			}
		}
		if err := b.write(ctx, tx, of, entries); err != nil {
			return err
		}
		if err := b.tell(ctx, tx, t, of, e); err != nil {
			return err
		}
	}
	return nil
}

// tell has the other shop told, and leaves in its audit who wrote there.
func (b *Book) tell(ctx context.Context, tx bot.Tx, t *bot.Turn, of bot.ShopID, e shop.Elsewhere) error {
	for _, tell := range e.Tell {
		n := bot.Nudge{Job: heard, Args: bot.Args{"Deal": tell.Deal}}
		if err := b.journal.Remind(ctx, tx, of, t.ID, n, tell.At); err != nil {
			return err
		}
	}
	return b.journal.Witness(ctx, tx, journal.Deed{
		Shop: of, Turn: t.ID, Act: journal.ActWrite, What: fmt.Sprintf("neighbour changes:%d", len(e.Effects)),
	})
}
