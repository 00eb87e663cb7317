package shop_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// A book on a shop in memory; what it does is collected as a turn's effects.
func ExampleBook_Sell() {
	var effects []any
	b := shop.NewBook(shop.NewMemory(), shop.Turn{
		ID: 1, Now: time.Date(2026, 11, 22, 6, 30, 0, 0, time.UTC), Zone: time.UTC,
		Pending: func() []any { return effects },
		Do: func(more ...shop.Effect) {
			for _, e := range more {
				effects = append(effects, e)
			}
		},
	})
	sold, err := b.Sell(context.Background(), shop.Sale{
		Item:   shop.Item{Name: "chini"},
		Qty:    shop.Measure{N: 2000, Unit: "kg"},
		Amount: 90 * shop.Rupee,
	})
	fmt.Println(sold.Item.ID, sold.Reading.How, sold.Reading.Rate.Price, sold.Oversold, err)
	// Output: sugar total 45 true <nil>
}

// The same words, two meanings: the usual price tells them apart.
func ExampleReckon() {
	sugar := shop.Item{Unit: "kg", Price: 45 * shop.Rupee}
	maggi := shop.Item{Unit: "packet", Price: 14 * shop.Rupee}
	r, _ := shop.Reckon(sugar, shop.Measure{N: 2000, Unit: "kg"}, 90*shop.Rupee)
	fmt.Println(r.How, r.Total, r.Rate.Price)
	r, _ = shop.Reckon(maggi, shop.Measure{N: 50_000, Unit: "packet"}, 12*shop.Rupee)
	fmt.Println(r.How, r.Total, r.Rate.Price)
	// Output:
	// total 90 45
	// rate 600 12
}

func ExampleMeasure_In() {
	egg := shop.Item{Unit: "pcs", Packs: []shop.Pack{{Small: 30_000, SmallUnit: "pcs", Big: 1000, BigUnit: "box"}}}
	for _, m := range []shop.Measure{{N: 2000, Unit: "dozen"}, {N: 1000, Unit: "box"}, {N: 1000, Unit: "kg"}} {
		q, err := m.In(egg)
		fmt.Println(q, errors.Is(err, shop.ErrUnit))
	}
	// Output:
	// 24 false
	// 30 false
	// 0 true
}
