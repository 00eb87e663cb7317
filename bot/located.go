package bot

import (
	"context"
	"fmt"
)

// placeSlot is the slot that takes a shared location.
const placeSlot = "place"

// isLocation reports whether a message is a place on the map.
func isLocation(m Message) bool { return len(m.Media) > 0 && m.Media[0].Kind == "location" }

// located takes a shared location: it answers the question where something is, or
// else starts the errand that is told so. There it is a "geo:" URI (RFC 5870).
func (a *attempt) located(ctx context.Context, at Media) error {
	uri := Value{Kind: Text, Text: fmt.Sprintf("geo:%.5f,%.5f", at.Lat, at.Lon)}
	slots := map[string]Value{placeSlot: uri}
	a.session.Misses = 0
	if top := a.session.Top(); top != nil && top.Asked == placeSlot {
		return a.fill(ctx, slots)
	}
	return a.begins(ctx, Command{Kind: Start, Errand: a.engine.Located, Slots: slots})
}
