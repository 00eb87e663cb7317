package main

import (
	"fmt"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// speechRates say what speech costs.
type speechRates struct {
	SpeechRates string `help:"What services that hear and speak charge, a file; by default as it was known in November 2026." placeholder:"FILE"`
}

// card is the card of speech.
func (s speechRates) card() (tariff.Speech, error) {
	card, err := tariff.DefaultSpeech()
	if s.SpeechRates != "" {
		card, err = tariff.ReadSpeechFile(s.SpeechRates)
	}
	if err != nil {
		return card, fmt.Errorf("correct --speech-rates: %w", err)
	}
	return card, nil
}

// speechMoneySettings say what speech costs, and how much may be spent on it.
type speechMoneySettings struct {
	speechRates
	Limit rupees `name:"speech-day-limit" help:"Rupees, before tax, that hearing and speaking may cost in a day, for all shops together; from there on, until midnight in India, only what is free hears and speaks." placeholder:"RUPEES"`
	Shop  rupees `name:"shop-speech-day-limit" help:"The same for each shop." placeholder:"RUPEES"`
}

// into puts it into an assistant.
func (s speechMoneySettings) into(c *app.Config) error {
	card, err := s.card()
	if err != nil {
		return err
	}
	c.Speech = &app.SpeechMoney{Card: card, All: tariff.Cap{Limit: tariff.Micro(s.Limit)}, Shops: tariff.Cap{Limit: tariff.Micro(s.Shop)}}
	return nil
}

// arguments are the settings as a command line has them.
func (s speechMoneySettings) arguments() []string {
	args := []string{"--speech-day-limit", s.Limit.String(), "--shop-speech-day-limit", s.Shop.String()}
	if s.SpeechRates != "" {
		args = append(args, "--speech-rates", s.SpeechRates)
	}
	return args
}

// String writes what UnmarshalText reads.
func (r rupees) String() string {
	const digits, bits = 2, 64
	return strconv.FormatFloat(float64(r)/float64(tariff.Rupee), 'f', digits, bits)
}
