package cloudapi

import (
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// DefaultPace is what WhatsApp allows a number that it has not raised: 80 messages
// a second in and out together, and to one person one in six seconds after 45 at
// once.
// Source: https://developers.facebook.com/docs/whatsapp/cloud-api/overview (Throughput, Pair Rate Limits)
func DefaultPace() bot.Pace {
	return bot.Pace{PerSecond: 80, PairEvery: 6 * time.Second, PairBurst: 45}
}

// Pace is how fast the number may be used.
func (c *Channel) Pace() bot.Pace { return c.pace }

func paceOf(p *bot.Pace) bot.Pace {
	if p == nil {
		return DefaultPace()
	}
	return *p
}
