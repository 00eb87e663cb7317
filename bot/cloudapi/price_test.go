package cloudapi

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// What WhatsApp says that it charges, in the words of a rate card.
func TestPrices(t *testing.T) {
	for pricing, want := range map[string]*bot.Price{
		`{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}`:                       {Billable: true, Category: "utility"},
		`{"billable":false,"pricing_model":"PMP","category":"service","type":"free_customer_service"}`:        {Category: "service"},
		`{"billable":true,"pricing_model":"CBP","category":"SERVICE"}`:                                        {Billable: true, Category: "service"},
		`{"billable":"true","category":"Marketing"}`:                                                          {Billable: true, Category: "marketing"},
		`{"billable":true,"category":"marketing_lite"}`:                                                       {Billable: true, Category: "marketing"},
		`{"billable":true,"category":"authentication"}`:                                                       {Billable: true, Category: "authentication"},
		`{"billable":true,"category":"authentication-international"}`:                                         {Billable: true, Category: "authentication"},
		`{"billable":false,"pricing_model":"PMP","category":"referral_conversion","type":"free_entry_point"}`: {Category: "service"},
		`{"billable":true,"category":"holograms"}`:                                                            nil,
		`{"billable":true}`: nil,
		`null`:              nil,
		`"free"`:            nil,
		`[]`:                nil,
	} {
		b := Parse(hook(`{"statuses":[{"id":"wamid.1","status":"sent","pricing":`+pricing+`}]}`), "", noon)
		if len(b.Statuses) != 1 {
			t.Errorf("%s: %d statuses", pricing, len(b.Statuses))
			continue
		}
		got := b.Statuses[0].Price
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%s: %+v, want %+v", pricing, got, want)
		}
	}
	b := Parse(hook(`{"statuses":[{"id":"wamid.1","status":"sent","pricing":{"category":"holograms"}}]}`), "", noon)
	if len(b.Notes) != 1 || b.Notes[0].What != "price of an unknown category" {
		t.Errorf("noted %+v", b.Notes)
	}
}
