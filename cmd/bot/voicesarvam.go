package main

import (
	"cmp"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/voice/sarvam"
)

// sarvamSettings say how Sarvam is called.
type sarvamSettings struct {
	Key        string `help:"Key at Sarvam (better: SAHAYAK_SARVAM_KEY), or where it is: env:NAME, file:PATH." placeholder:"KEY"`
	URL        string `help:"Where Sarvam is; by default https://api.sarvam.ai." placeholder:"URL"`
	Model      string `help:"Its model that hears; by default saaras:v4." placeholder:"NAME"`
	Mode       string `default:"transcribe" enum:"transcribe,codemix" help:"How what was said is written: transcribe in the script of the language, codemix with English words in Latin letters."`
	VoiceModel string `help:"Its model that speaks; by default bulbul:v3." placeholder:"NAME"`
	Speaker    string `help:"Whose voice it speaks with; by default the model's own." placeholder:"NAME"`
}

func (s sarvamSettings) needs() (lacks string, at residency.Place, err error) {
	at = residency.Place{Setting: "--sarvam-url", At: cmp.Or(s.URL, sarvam.DefaultURL)}
	key, err := secret("--sarvam-key", s.Key)
	if key == "" {
		lacks = "--sarvam-key (better: SAHAYAK_SARVAM_KEY)"
	}
	return lacks, at, err
}

func (s sarvamSettings) driver(w wires) (driver, error) {
	key, err := secret("--sarvam-key", s.Key)
	if err != nil {
		return driver{}, err
	}
	c, err := sarvam.New(sarvam.Config{
		Key: key, URL: s.URL, Model: s.Model, Mode: s.Mode, SpeechModel: s.VoiceModel, Speaker: s.Speaker,
		Clock: w.clock, Log: w.log, Guard: w.reach.Transport,
	})
	if err != nil {
		return driver{}, fmt.Errorf("correct the settings that begin with --sarvam-: %w", err)
	}
	return driver{hears: c, speaks: c, services: c.Services()}, nil
}

func (s sarvamSettings) environment() []string {
	return environment("SARVAM_KEY", s.Key, "SARVAM_URL", s.URL, "SARVAM_MODEL", s.Model, "SARVAM_MODE", s.Mode,
		"SARVAM_VOICE_MODEL", s.VoiceModel, "SARVAM_SPEAKER", s.Speaker)
}
