package bot

import (
	"context"
	"errors"
	"fmt"
)

// toldLast is what a message that quotes nothing may answer: what was said last at the
// address it came from. That is the last answer, unless something came after it that
// he did not ask for. When that offers nothing, the choices of the last answer are taken
// by their words alone: a number is a place in what was said last. A question that is
// open stays so.
func (a *attempt) toldLast(ctx context.Context, m Message) (said []Reply, worded bool, err error) {
	own := a.session.Told
	shop, turn, err := a.engine.Journal.LastTold(ctx, m.Channel, m.Address, own)
	switch {
	case errors.Is(err, ErrNotFound), err == nil && turn == own:
		return a.session.Said, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("told last: %w", err)
	case shop != a.turn.Shop: // in another shop of his
		return a.session.Said, true, nil
	}
	news, err := a.engine.Journal.Turn(ctx, shop, turn)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, false, fmt.Errorf("told last: %w", err)
	}
	if len(choices(news.Replies)) == 0 {
		return a.session.Said, a.session.Top() == nil, nil
	}
	return news.Replies, false, nil
}
