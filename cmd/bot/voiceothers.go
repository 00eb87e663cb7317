package main

import (
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/voice/openai"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// others are who is given what services of these names are asked for, as people are told.
func (s voiceSettings) others(chosen []string) shop.Others {
	var o shop.Others
	var names []string
	for _, service := range chosen {
		if service == byOpenAI && s.OpenAI.own() {
			continue
		}
		o.Any = true
		names = append(names, s.called(service))
	}
	if !slices.Contains(names, "") {
		o.Names = strings.Join(names, ", ")
	}
	return o
}

// called is what people know a service by; "" is by nothing.
func (s voiceSettings) called(service string) string {
	switch service {
	case bySarvam:
		return "Sarvam AI"
	case byBhashini:
		return "Bhashini"
	case byTranscribe, byPolly:
		return "Amazon"
	}
	return s.OpenAI.called()
}

// own reports whether the service is the operator's.
func (s openaiSpeechSettings) own() bool { return residency.Place{At: s.URL}.Own() }

// called is what people know the service by; whoever is elsewhere than OpenAI is known by
// what the operator calls it.
func (s openaiSpeechSettings) called() string {
	if s.URL == "" || s.URL == openai.DefaultURL {
		return "OpenAI"
	}
	return s.Name
}
