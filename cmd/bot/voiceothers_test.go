package main

import (
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// TestOthers says to whom outside sound goes, by name where all have one, and not that it
// goes to a machine of the operator's own.
func TestOthers(t *testing.T) {
	for name, c := range map[string]struct {
		chosen string
		openai openaiSpeechSettings
		want   shop.Others
	}{
		"nobody":              {"", openaiSpeechSettings{}, shop.Others{}},
		"one":                 {"sarvam", openaiSpeechSettings{}, shop.Others{Any: true, Names: "Sarvam AI"}},
		"two":                 {"bhashini transcribe", openaiSpeechSettings{}, shop.Others{Any: true, Names: "Bhashini, Amazon"}},
		"OpenAI":              {"openai", openaiSpeechSettings{}, shop.Others{Any: true, Names: "OpenAI"}},
		"a named one":         {"openai", openaiSpeechSettings{URL: "https://api.groq.com/openai/v1", Name: "groq"}, shop.Others{Any: true, Names: "groq"}},
		"one without a name":  {"openai", openaiSpeechSettings{URL: "https://speech.example.in/v1"}, shop.Others{Any: true}},
		"one of two has none": {"sarvam openai", openaiSpeechSettings{URL: "https://speech.example.in/v1"}, shop.Others{Any: true}},
		"his own":             {"openai", openaiSpeechSettings{URL: "http://10.0.0.5:8000/v1", Name: "groq"}, shop.Others{}},
		"his own, and one":    {"openai sarvam", openaiSpeechSettings{URL: "http://localhost:8080/inference"}, shop.Others{Any: true, Names: "Sarvam AI"}},
		"who speaks":          {"polly", openaiSpeechSettings{}, shop.Others{Any: true, Names: "Amazon"}},
	} {
		if got := (voiceSettings{OpenAI: c.openai}).others(strings.Fields(c.chosen)); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
