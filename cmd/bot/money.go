package main

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/watch"
)

// moneySettings say what messages cost, and how much may be spent on them.
type moneySettings struct {
	Rates string `help:"Rate card of WhatsApp's messages, a file; by default India's, as it was known in November 2026." placeholder:"FILE"`
	Limit rupees `name:"spend-limit" help:"Rupees, before tax, that messages may cost in a month, for all shops together: you are told at 80 and 90 %; from there on no news are sent, only answers." placeholder:"RUPEES"`
	Shop  rupees `name:"shop-spend-limit" help:"The same for each shop." placeholder:"RUPEES"`
}

// rupees is a sum on the command line: "500" or "12.50".
type rupees tariff.Micro

// UnmarshalText reads it.
func (r *rupees) UnmarshalText(text []byte) error {
	const bits = 64
	n, err := strconv.ParseFloat(string(text), bits)
	if err != nil || n < 0 || n > 1e9 {
		return fmt.Errorf("%q is no sum of rupees, such as 500 or 12.50", text)
	}
	const paise = 100
	*r = rupees(tariff.Micro(n*paise+0.5) * tariff.Paisa)
	return nil
}

// into puts the money into an assistant.
func (s moneySettings) into(c *app.Config) error {
	card, err := tariff.Default()
	if s.Rates != "" {
		card, err = tariff.ReadFile(s.Rates)
	}
	if err != nil {
		return fmt.Errorf("correct --rates: %w", err)
	}
	c.Money = &app.Money{Card: card, All: tariff.Cap{Limit: tariff.Micro(s.Limit)}, Shops: tariff.Cap{Limit: tariff.Micro(s.Shop)}}
	return nil
}

// spendEvery is how often it is looked what has been spent.
const spendEvery = time.Minute

// minds tells the operator when a month's money runs out, until ctx ends.
func (w *watched) minds(ctx context.Context, p *app.Purse, log *slog.Logger) {
	for ctx.Err() == nil {
		percent, err := p.Percent(ctx, w.Clock.Now())
		if err != nil && ctx.Err() == nil {
			log.Warn("what messages cost is not known", "error", err)
		}
		if err == nil {
			w.Raise(watch.Spend, percent)
		}
		select {
		case <-ctx.Done():
		case <-w.Clock.After(spendEvery):
		}
	}
}
