package tariff_test

import (
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// What an answer costs whose status came in, and whether a cap is near.
func Example() {
	card, err := tariff.Default()
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	cost := card.Cost(tariff.Sent{
		Country:  tariff.Country("IN.13491208655302741918"),
		Category: tariff.Service, At: at, Billable: true, Nth: 1000,
	})
	fmt.Println("the 1,001st answer of", card.Month(at), "costs", cost)

	limit := tariff.Cap{Limit: 100 * tariff.Rupee}
	spent := 79*tariff.Rupee + 950_000
	fmt.Println("told:", limit.Crossed(spent, spent+cost))
	// Output:
	// the 1,001st answer of 2026-11 costs ₹0.1150
	// told: [warn80]
}

// A festival greeting counts as marketing: it waits until he writes.
func ExampleCard_Estimate() {
	card, err := tariff.Default()
	if err != nil {
		fmt.Println(err)
		return
	}
	e := card.Estimate(tariff.Unasked{
		Country: "IN", At: time.Date(2026, 11, 8, 3, 0, 0, 0, time.UTC),
		As: tariff.Marketing, Served: 40_000,
	})
	fmt.Println(e.Now, "now,", e.Later, "with an answer; waits:", e.Waits())
	// Output: ₹0.8631 now, ₹0.1150 with an answer; waits: true
}

// A shop speaks forty notes of six seconds into the chat in a day, and has ten answers of
// two hundred characters spoken to it.
func ExampleSpeech() {
	card, err := tariff.DefaultSpeech()
	if err != nil {
		fmt.Println(err)
		return
	}
	heard := 40 * card.Heard("sarvam", 6*time.Second)
	spoken := 10 * card.Spoken("sarvam", 200)
	fmt.Println(heard, spoken, heard+spoken)
	// Output: ₹2.0000 ₹6.0000 ₹8.0000
}
