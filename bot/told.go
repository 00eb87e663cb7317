package bot

import (
	"context"
	"errors"
	"fmt"
)

// toldLast is what was said last at the address a message came from: the choices that a
// number takes are those. It is the last answer, unless something came after it that he
// did not ask for, or that he was told in another shop of his.
func (a *attempt) toldLast(ctx context.Context, m Message) ([]Reply, error) {
	own := a.session.Told
	shop, turn, err := a.engine.Journal.LastTold(ctx, m.Channel, m.Address, own)
	switch {
	case errors.Is(err, ErrNotFound), err == nil && turn == own:
		return a.session.Said, nil
	case err != nil:
		return nil, fmt.Errorf("told last: %w", err)
	case shop != a.turn.Shop:
		return nil, nil
	}
	news, err := a.engine.Journal.Turn(ctx, shop, turn)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("told last: %w", err)
	case len(choices(news.Replies)) == 0 && a.session.Top() != nil:
		return a.session.Said, nil // news that asks nothing leaves a question open
	}
	return news.Replies, nil
}
