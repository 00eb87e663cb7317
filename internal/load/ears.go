package load

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Ears hear the voice notes of a generator, in a given time.
type Ears struct {
	Takes time.Duration
	Clock bot.Clock
}

// Hear says what a voice note's media is called, which is what it says.
func (e Ears) Hear(ctx context.Context, m bot.Message) (string, bot.Heard, error) {
	select {
	case <-ctx.Done():
		return "", bot.Heard{}, ctx.Err()
	case <-e.Clock.After(e.Takes):
	}
	says, err := hex.DecodeString(m.Media[0].Ref)
	if err != nil {
		return "", bot.Heard{}, fmt.Errorf("load: hear: %w", err)
	}
	return string(says), bot.Heard{Lang: "hi-Latn"}, nil
}
