package cloudapi

import (
	"cmp"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// progress is how far a bubble has come, by what WhatsApp calls it.
var progress = map[wire.String]bot.Progress{
	wire.StatusSent:      bot.Sent,
	wire.StatusDelivered: bot.Delivered,
	wire.StatusRead:      bot.Read,
	wire.StatusPlayed:    bot.Played,
	wire.StatusFailed:    bot.Failed,
}

// status works one status.
func (r *reader) status(o wire.One[wire.Status]) {
	s := o.Value
	state, known := progress[s.Status]
	switch {
	case s.Status == wire.StatusDeleted || s.Status == wire.StatusWarning:
		r.note("status "+string(s.Status), 0)
	case !known:
		r.aside("status of an unknown kind", o.Err, o.Raw)
	case s.ID == "" && s.Opaque == "" || len(s.ID) > longestID || len(s.Opaque) > longestID*4:
		r.aside("status of no message", o.Err, o.Raw)
	default:
		b := r.batch()
		b.Statuses = append(b.Statuses, r.became(s, state))
	}
}

// became is a status in the bot's terms.
func (r *reader) became(s wire.Status, state bot.Progress) bot.Status {
	out := bot.Status{Bubble: string(s.ID), Ref: string(s.Opaque), State: state, At: s.Timestamp.Time}
	if out.At.IsZero() {
		out.At = r.now
	}
	if s.Pricing != nil && s.Pricing.Category != "" {
		out.Price = r.price(*s.Pricing)
	}
	if out.Price != nil {
		out.Price.Country = tariff.Country(cmp.Or(string(s.RecipientID), string(s.RecipientUserID)))
	}
	if len(s.Errors) > 0 {
		e := s.Errors[0].Value
		out.Code, out.Err = int(e.Code), say(e)
	}
	return out
}

// categories are what is charged, by what WhatsApp calls it. What an advertisement
// led to is answered as anything else.
// Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
var categories = map[string]string{
	wire.PriceService: wire.PriceService, wire.PriceReferral: wire.PriceService,
	wire.PriceUtility:   wire.PriceUtility,
	wire.PriceMarketing: wire.PriceMarketing, "marketing_lite": wire.PriceMarketing,
	wire.PriceAuthentication: wire.PriceAuthentication, "authentication_international": wire.PriceAuthentication,
}

// price is what a message is charged as; nil for a category that nobody knows, which
// no rate card has.
func (r *reader) price(p wire.Pricing) *bot.Price {
	category, ok := categories[strings.ReplaceAll(strings.ToLower(strings.TrimSpace(string(p.Category))), "-", "_")]
	if !ok {
		r.note("price of an unknown category", 0)
		return nil
	}
	return &bot.Price{Billable: bool(p.Billable), Category: category}
}

// say is an error for the operator.
func say(e wire.Error) string {
	words := e.Title
	if words == "" {
		words = e.Message
	}
	why := []wire.String{e.UserTitle, e.UserWords}
	if e.Data != nil {
		why = append(why, e.Data.Details)
	}
	for _, more := range why {
		if more != "" {
			words += ": " + more
		}
	}
	return scrub(string(words))
}
