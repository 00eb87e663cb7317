package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// voiceSettings say who hears voice notes, and who speaks answers.
type voiceSettings struct {
	Hear     []string `enum:"sarvam,bhashini,openai,transcribe" help:"Services that hear voice notes, the first choice first: sarvam, bhashini, openai, transcribe. Each is given the sound. Without one, no sound leaves this machine." placeholder:"SERVICE"`
	Speak    []string `enum:"sarvam,bhashini,openai,polly" help:"Services that speak answers, the first choice first: sarvam, bhashini, openai, polly. Each is given the text." placeholder:"SERVICE"`
	OwnVoice bool     `default:"true" negatable:"" help:"What is installed on this machine, PocketSphinx and eSpeak NG, hears and speaks where no service does."`

	Sarvam sarvamSettings       `embed:"" prefix:"sarvam-"`
	OpenAI openaiSpeechSettings `embed:"" prefix:"openai-speech-"`
	Amazon amazonSettings       `embed:""`
}

// Services as they are chosen by. OpenAI is whoever speaks its language.
const (
	bySarvam     = "sarvam"
	byBhashini   = "bhashini"
	byOpenAI     = "openai"
	byTranscribe = "transcribe"
	byPolly      = "polly"
)

// own puts those on board, who hear and speak without anybody outside, where they are
// installed. Who hears asks who speaks how words sound.
func (voiceSettings) own(v *app.Voice) {
	e, err := espeak.Find()
	if err != nil {
		return // bot doctor says what is missing
	}
	v.OwnMouth, v.Commands = []voice.Synthesiser{e}, &sphinx.Config{Say: e}
}

// into puts the voices into an assistant. Bhashini is called by way of who translates.
func (s voiceSettings) into(ctx context.Context, c *app.Config, translator *bhashini.Client) error {
	v, err := s.connect(ctx, wires{clock: c.Clock, log: c.Log, reach: c.Reach, bhashini: translator})
	if err != nil {
		return err
	}
	if len(v.Mouths)+len(v.OwnMouth) > 0 {
		if v.Encoder, err = sound.OpenEncoder(); err != nil {
			c.Log.Warn("answers are written and not spoken", "error", err)
		}
	}
	c.Voice = v
	return nil
}

// connect makes drivers of all that is chosen. It calls nobody.
func (s voiceSettings) connect(ctx context.Context, w wires) (*app.Voice, error) {
	v, made := &app.Voice{}, drivers{settings: s, wires: w, made: map[string]driver{}}
	for _, name := range s.Hear {
		d, err := made.driver(ctx, name)
		if err != nil {
			return nil, err
		}
		v.Ears = append(v.Ears, d.hears)
	}
	for _, name := range s.Speak {
		d, err := made.driver(ctx, name)
		if err != nil {
			return nil, err
		}
		if !speaks(d.speaks) {
			return nil, fmt.Errorf("--speak %s: whisper.cpp's server, which --openai-speech-url says it is, only hears", name)
		}
		v.Mouths = append(v.Mouths, d.speaks)
	}
	v.Services, v.Hears, v.Speaks = made.services, s.others(s.Hear), s.others(s.Speak)
	if s.OwnVoice {
		s.own(v)
	}
	return v, nil
}

// speaks reports whether somebody speaks at all.
func speaks(m voice.Synthesiser) bool { return slices.ContainsFunc(tongues(), m.Speaks) }

// places are where the services are that are chosen, or what is missing of their settings.
// Bhashini has a place of its own.
func (s voiceSettings) places(b bhashiniSettings) ([]residency.Place, error) {
	var places []residency.Place
	var faults []error
	for _, name := range s.chosen() {
		lacks, at, err := s.needs(name, b)
		switch {
		case err != nil:
			faults = append(faults, err)
		case lacks != "":
			faults = append(faults, fmt.Errorf("%s needs %s", s.said(name), lacks))
		}
		places = append(places, at)
	}
	return places, errors.Join(append(faults, twice("--hear", s.Hear), twice("--speak", s.Speak))...)
}

// needs says what a service lacks ("" is nothing), where it is, and what is wrong with its
// settings.
func (s voiceSettings) needs(name string, b bhashiniSettings) (lacks string, at residency.Place, err error) {
	switch name {
	case bySarvam:
		return s.Sarvam.needs()
	case byOpenAI:
		return s.OpenAI.needs()
	case byTranscribe:
		return s.Amazon.needs(s.said(name), s.Amazon.transcribe())
	case byPolly:
		return s.Amazon.needs(s.said(name), s.Amazon.polly())
	}
	if b.User == "" || b.Key == "" {
		lacks = "--bhashini-user and --bhashini-key (better: SAHAYAK_BHASHINI_KEY)"
	}
	return lacks, residency.Place{}, nil
}

// chosen are the services that hear or speak, each once.
func (s voiceSettings) chosen() []string {
	all := slices.Concat(s.Hear, s.Speak)
	slices.Sort(all)
	return slices.Compact(all)
}

// said is how the operator chose a service: "--hear sarvam".
func (s voiceSettings) said(name string) string {
	if slices.Contains(s.Hear, name) {
		return "--hear " + name
	}
	return "--speak " + name
}

// twice refuses a service that is named again: it would not be asked again.
func twice(setting string, names []string) error {
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("%s names %s twice", setting, name)
		}
	}
	return nil
}

// secret is a key as it was set: itself, or where it is.
func secret(setting, key string) (string, error) {
	how, where, _ := strings.Cut(key, ":")
	switch how {
	case "env":
		if key = os.Getenv(where); key == "" {
			return "", fmt.Errorf("%s: %s is not set, which should hold the key", setting, where)
		}
	case "file":
		raw, err := os.ReadFile(where) //nolint:gosec // the operator's own choice
		if err != nil {
			return "", fmt.Errorf("%s: %w", setting, err)
		}
		key = string(raw)
	}
	return strings.TrimSpace(key), nil
}

// environment are the settings as a child is given them: keys are among them, which others
// must not see on a command line.
func (s voiceSettings) environment() []string {
	return slices.Concat(environment(
		"HEAR", strings.Join(s.Hear, ","), "SPEAK", strings.Join(s.Speak, ","), "OWN_VOICE", strconv.FormatBool(s.OwnVoice),
	), s.Sarvam.environment(), s.OpenAI.environment(), s.Amazon.environment())
}

// environment are settings, as name and value by turns, as the environment has them. What
// is not set is left out.
func environment(settings ...string) []string {
	var out []string
	for pair := range slices.Chunk(settings, 2) {
		if pair[1] != "" {
			out = append(out, "SAHAYAK_"+pair[0]+"="+pair[1])
		}
	}
	return out
}
