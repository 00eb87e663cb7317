package alerts

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// seen remembers that what would be listed now was seen, and says what is left.
func (s skill) seen(ctx context.Context, t *bot.Turn, _ struct{}) error {
	listed, more, err := s.now(ctx, t)
	if err != nil {
		return err
	}
	if len(listed) == 0 {
		t.Say("list.none", nil)
		return nil
	}
	if err := s.book.In(t).See(ctx, listed); err != nil {
		return err
	}
	t.Say("seen.done", bot.Args{"More": more, "Count": len(listed)}, dialogs.Undo())
	return nil
}
