package bot

import (
	"context"
	"fmt"
	"slices"
)

// carries says with the answer what rested for who it is for, as far as one bubble has
// room: he is here now, and it costs nothing. What has no room is sent after it.
func (a *attempt) carries(ctx context.Context) error {
	if !a.base.Rests || a.unbidden() {
		return nil
	}
	resting, err := a.engine.Journal.Resting(ctx, a.turn.Person)
	if err != nil {
		return outside(fmt.Errorf("bot: what rests: %w", err))
	}
	m := a.group[0]
	for _, o := range resting {
		if o.Channel != m.Channel || o.Address != m.Address || len(o.Jobs) == 0 || o.Demo != a.turn.Demo || o.Shop != a.turn.Shop {
			continue
		}
		l, err := a.engine.resting(ctx, o, a.turn.now)
		if err != nil {
			return outside(err)
		}
		if l != (leave{}) {
			continue // quiet hours, or it is too late
		}
		said := slices.Concat(a.turn.said, o.Replies)
		if offering(said) > 1 {
			continue
		}
		a.turn.said, a.rides = said, append(a.rides, o.ID)
	}
	return nil
}

// offering is how many replies have choices: a bubble shows those of one.
func offering(replies []Reply) int {
	n := 0
	for _, r := range replies {
		if len(r.Choices) > 0 {
			n++
		}
	}
	return n
}
