package simulator

import (
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// charged is from when WhatsApp charges what is said within the window: service
// messages and utility templates.
// Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/pricing
var charged = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// FreeEntry is how long nothing is charged after an advertisement was tapped.
const FreeEntry = 72 * time.Hour

// category is what a template is priced as.
func category(template string) string {
	if template == "" {
		return wire.PriceService
	}
	return strings.ToLower(template)
}

// priced says what a message is charged as when it is sent now. That is decided once:
// all its statuses tell the same.
func (e *Emulator) priced(c *chat, b *Bubble, now time.Time) {
	b.Tariff = "" // regular
	within := b.Category == wire.PriceService || b.Category == wire.PriceUtility && c.open(now)
	switch {
	case !c.entered.IsZero() && now.Sub(c.entered) <= FreeEntry:
		b.Category, b.Tariff = wire.PriceReferral, wire.PriceFreeEntry
	case within && now.Before(e.config.Charged):
		b.Tariff = wire.PriceFree
	}
}

// pricing is what a status tells of it.
func (b *Bubble) pricing() *wire.Pricing {
	tariff := b.Tariff
	def(&tariff, wire.PriceRegular)
	return &wire.Pricing{
		Billable: tariff == wire.PriceRegular, Model: "PMP", Category: wire.String(b.Category), Type: wire.String(tariff),
	}
}
