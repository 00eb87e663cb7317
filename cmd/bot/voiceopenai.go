package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/voice/openai"
)

// openaiSpeechSettings say how a service with OpenAI's API for sound is called. The models
// that read have a file of their own; a key is shared with them by its name.
type openaiSpeechSettings struct {
	URL        string   `help:"Where a service with OpenAI's API for sound is, OpenAI's own by default: https://api.groq.com/openai/v1, http://localhost:8000/v1, or whisper.cpp's http://localhost:8080/inference." placeholder:"URL"`
	Key        string   `help:"Key there (better: SAHAYAK_OPENAI_SPEECH_KEY), or where it is: env:OPENAI_API_KEY, file:PATH." placeholder:"KEY"`
	Name       string   `help:"What it is counted under, and found on the card of --speech-rates: groq. By default openai." placeholder:"NAME"`
	Model      string   `help:"Its model that hears; by default whisper-1." placeholder:"NAME"`
	Hears      []string `enum:"hi,en,ta,te,bn,mr,gu,kn,ml,pa" help:"Languages that it hears well; by default all ten." placeholder:"LANGUAGE"`
	WAV        bool     `name:"wav" help:"It reads no Ogg Opus: send WAV, fifteen times as much."`
	VoiceModel string   `help:"Its model that speaks; by default gpt-4o-mini-tts." placeholder:"NAME"`
	Voice      string   `help:"Whose voice it speaks with; by default alloy." placeholder:"NAME"`
	Speaks     []string `enum:"hi,en,ta,te,bn,mr,gu,kn,ml,pa" help:"Languages that it speaks; by default what OpenAI promises: hi, en, ta, mr, kn." placeholder:"LANGUAGE"`
	Format     string   `default:"wav" enum:"wav,opus" help:"In what it answers (${enum})."`
}

// counted is what the name of a service may look like: it stands in figures and on a card.
var counted = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}$`)

func (s openaiSpeechSettings) needs() (lacks string, at residency.Place, err error) {
	at = residency.Place{Setting: "--openai-speech-url", At: cmp.Or(s.URL, openai.DefaultURL)}
	key, err := secret("--openai-speech-key", s.Key)
	others := []string{bySarvam, byBhashini, byTranscribe, byPolly, "sphinx", "espeak"}
	switch {
	case err != nil:
	case s.Name != "" && !counted.MatchString(s.Name):
		err = fmt.Errorf("--openai-speech-name %q is no name such as groq: small letters, figures and -", s.Name)
	case slices.Contains(others, s.Name):
		err = fmt.Errorf("--openai-speech-name %s is what another is counted under", s.Name)
	case key == "" && at.At == openai.DefaultURL:
		lacks = "--openai-speech-key (better: SAHAYAK_OPENAI_SPEECH_KEY), or the --openai-speech-url of another service"
	}
	return lacks, at, err
}

func (s openaiSpeechSettings) driver(w wires) (driver, error) {
	key, err := secret("--openai-speech-key", s.Key)
	if err != nil {
		return driver{}, err
	}
	c, err := openai.New(openai.Config{
		Name: s.Name, Key: key, URL: s.URL, Model: s.Model, Hearing: s.Hears, WAV: s.WAV,
		SpeechModel: s.VoiceModel, Voice: s.Voice, Speaking: s.Speaks, Format: s.Format,
		Clock: w.clock, Log: w.log, Guard: w.reach.Transport,
	})
	if err != nil {
		return driver{}, fmt.Errorf("correct the settings that begin with --openai-speech-: %w", err)
	}
	return driver{hears: c, speaks: c, services: c.Services()}, nil
}

func (s openaiSpeechSettings) environment() []string {
	const in = "OPENAI_SPEECH_"
	return environment(in+"URL", s.URL, in+"KEY", s.Key, in+"NAME", s.Name, in+"MODEL", s.Model, in+"HEARS", strings.Join(s.Hears, ","),
		in+"WAV", strconv.FormatBool(s.WAV), in+"VOICE_MODEL", s.VoiceModel, in+"VOICE", s.Voice, in+"SPEAKS", strings.Join(s.Speaks, ","), in+"FORMAT", s.Format)
}
