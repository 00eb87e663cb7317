package bhashini

import (
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// What can be done, as the contract calls it.
const (
	translating = "translation"
	hearing     = "asr"
	speaking    = "tts"
)

// task is what is done in which languages (ISO 639-1). Where it is done is kept for each.
type task struct {
	kind, from string
	to         string // of a translation
}

// String is a task as errors name it: "asr hi", "translation hi to ta".
func (t task) String() string {
	if t.to == "" {
		return t.kind + " " + t.from
	}
	return t.kind + " " + t.from + " to " + t.to
}

// asked is a task as it is asked for.
func (t task) asked(how map[string]any) []any {
	language := map[string]string{"sourceLanguage": t.from}
	if t.to != "" {
		language["targetLanguage"] = t.to
	}
	config := map[string]any{"language": language}
	maps.Copy(config, how)
	return []any{map[string]any{"taskType": t.kind, "config": config}}
}

// how is what a service is told of a task beside its languages: of speech, what its bytes
// are, and what is done to them. vad leaves out where nobody speaks, itn writes numbers as
// digits.
func (t task) how(at endpoint) map[string]any {
	switch t.kind {
	case hearing:
		return map[string]any{
			"serviceId": at.service, "audioFormat": "wav", "samplingRate": sound.Rate,
			"preProcessors": []string{"vad"}, "postProcessors": []string{"itn"},
		}
	case speaking:
		return map[string]any{"serviceId": at.service, "gender": at.voice(), "samplingRate": sound.Rate}
	}
	return map[string]any{"serviceId": at.service}
}

// most is how many bytes of a service's answer are read. [longest] of WAV at [sound.Rate]
// has 7.7 MB in base64.
func (t task) most() int {
	if t.kind == speaking {
		return maxSpoken
	}
	return maxAnswer
}

// endpoint is where a task is done, by what, and the header that opens it.
type endpoint struct {
	url, header, key string
	service          string
	voices           []string // "female", "male"; of a service that speaks, if it says so
}

// usual is the voice that is asked for where there is a choice.
const usual = "female"

func (e endpoint) voice() string {
	if len(e.voices) == 0 || slices.Contains(e.voices, usual) {
		return usual
	}
	return e.voices[0]
}
