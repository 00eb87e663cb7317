package bhashini_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// says answers with a body.
func says(body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

// status answers with a status, and with what nobody may repeat.
func status(code int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "ramesh ko secret do", code) }
}

// cut answers with the beginning of what it announces.
func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	fmt.Fprint(w, `{"pipelineResponse":[`)
}

// heard and spoke are answers of the two services.
func heard(source string) string {
	return fmt.Sprintf(`{"pipelineResponse":[{"taskType":"asr","config":{"serviceId":"s"},"output":[{"source":%q}],"audio":null}]}`, source)
}

func spoke(file []byte) string {
	return fmt.Sprintf(`{"pipelineResponse":[{"taskType":"tts","output":null,"audio":[{"audioContent":%q,"audioUri":null}]}]}`, base64.StdEncoding.EncodeToString(file))
}

// reads is a decoder of WAV files as [sound.Clip] writes them.
func reads(_ context.Context, file []byte) (sound.Clip, error) {
	const header = 44
	if len(file) < header || !bytes.HasPrefix(file, []byte("RIFF")) {
		return nil, sound.ErrBroken
	}
	clip := sound.Clip{}
	for i := header; i+1 < len(file); i += 2 {
		clip = append(clip, int16(file[i])|int16(file[i+1])<<8)
	}
	return clip, nil
}

func withReader(c *bhashini.Config) { c.Decode = reads }

var ramesh = voice.Speech{Clip: sound.Clip{1, -2, 300, -32768}, Lang: "hi", Hints: []string{"ramesh"}, Shop: 7}

// TestRecognise sends what was said as the contract has it, and reads what was heard.
func TestRecognise(t *testing.T) {
	for name, c := range map[string]struct{ answer, want string }{
		"words":    {heard(" रमेश को पाँच सौ \n"), "रमेश को पाँच सौ"},
		"silence":  {heard(""), ""},
		"segments": {`{"pipelineResponse":[{"output":[{"source":"रमेश को "},{"source":""},{"source":"500"}]}]}`, "रमेश को 500"},
	} {
		u := newULCA(t)
		u.speech = says(c.answer)
		got, err := u.client(t).Recogniser().Recognise(t.Context(), ramesh)
		if want := (voice.Transcript{Text: c.want}); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		at := u.asked.Tasks[0]
		if at.Type != "asr" || at.Config.AudioFormat != "wav" || at.Config.SamplingRate != sound.Rate || u.asked.languages() != "hi" ||
			!reflect.DeepEqual(at.Config.PreProcessors, []string{"vad"}) || !reflect.DeepEqual(at.Config.PostProcessors, []string{"itn"}) {
			t.Errorf("%s: asked for %+v", name, at)
		}
		if len(u.asked.Input.Audio) != 1 || !bytes.Equal(u.asked.Input.Audio[0].AudioContent, ramesh.Clip.WAV()) {
			t.Errorf("%s: sent %v", name, u.asked.Input)
		}
	}
}

// TestRecogniseNothing calls nobody when there is nothing to be heard.
func TestRecogniseNothing(t *testing.T) {
	u := newULCA(t)
	got, err := u.client(t).Recogniser().Recognise(t.Context(), voice.Speech{Lang: "hi"})
	if err != nil || got.Text != "" || u.finds.Load()+u.calls.Load() != 0 {
		t.Errorf("%+v, %v after %d calls", got, err, u.finds.Load()+u.calls.Load())
	}
}

// TestSynthesise sends a text as the contract has it, asks for a voice that there is, and
// decodes the file that comes back.
func TestSynthesise(t *testing.T) {
	for voices, gender := range map[string]string{`["male","female"]`: "female", `["male"]`: "male", `[]`: "female", "null": "female"} {
		u := newULCA(t)
		u.voices, u.speech = voices, says(spoke(ramesh.Clip.WAV()))
		got, err := u.client(t, withReader).Synthesiser().Synthesise(t.Context(), "पाँच सौ रुपये", "hi")
		if err != nil || !reflect.DeepEqual(got, ramesh.Clip) {
			t.Errorf("%s: %v, %v", voices, got, err)
		}
		at := u.asked.Tasks[0]
		if at.Type != "tts" || at.Config.Gender != gender || at.Config.SamplingRate != sound.Rate || u.asked.languages() != "hi" {
			t.Errorf("%s: asked for %+v", voices, at)
		}
		if len(u.asked.Input.Input) != 1 || u.asked.Input.Input[0].Source != "पाँच सौ रुपये" {
			t.Errorf("%s: sent %v", voices, u.asked.Input)
		}
	}
}

// TestSynthesiseMinute hears a minute of speech, which is more than other answers have.
func TestSynthesiseMinute(t *testing.T) {
	u := newULCA(t)
	minute := make(sound.Clip, 60*sound.Rate)
	u.speech = says(spoke(minute.WAV()))
	if got, err := u.client(t, withReader).Synthesiser().Synthesise(t.Context(), "a", "hi"); err != nil || len(got) != len(minute) {
		t.Errorf("%d samples, %v", len(got), err)
	}
}

// TestDecodes has files read by the house's decoder when nothing else was said, which knows
// what is no file of sound.
func TestDecodes(t *testing.T) {
	u := newULCA(t)
	u.speech = says(spoke([]byte("no sound at all")))
	if _, err := u.client(t).Synthesiser().Synthesise(t.Context(), "a", "hi"); !errors.Is(err, voice.ErrAnswer) {
		t.Error(err)
	}
}

// TestSpeechIsFoundOnce finds the service of a task and a language once, and again when its
// key was changed or it has moved.
func TestSpeechIsFoundOnce(t *testing.T) {
	u := newULCA(t)
	c := u.client(t, withReader)
	hear := func(lang string) error {
		u.speech = says(heard("a"))
		_, err := c.Recogniser().Recognise(t.Context(), voice.Speech{Clip: ramesh.Clip, Lang: lang})
		return err
	}
	speak := func() error {
		u.speech = says(spoke(ramesh.Clip.WAV()))
		_, err := c.Synthesiser().Synthesise(t.Context(), "a", "hi")
		return err
	}
	moved := func() error {
		first := true
		u.speech = func(w http.ResponseWriter, r *http.Request) {
			if first {
				first = false
				http.NotFound(w, r)
				return
			}
			says(heard("a"))(w, r)
		}
		_, err := c.Recogniser().Recognise(t.Context(), ramesh)
		return err
	}
	for n, step := range []struct {
		do           func() error
		finds, calls int32
	}{
		{func() error { return hear("hi") }, 1, 1},
		{func() error { return hear("hi") }, 1, 2},
		{func() error { return hear("ta") }, 2, 3},
		{speak, 3, 4},
		{func() error { u.key = "k2"; return speak() }, 4, 6},
		{speak, 4, 7},
		{func() error { return hear("hi") }, 5, 9},
		{moved, 6, 11},
	} {
		if err := step.do(); err != nil || u.finds.Load() != step.finds || u.calls.Load() != step.calls {
			t.Errorf("step %d: %v; found %d, called %d", n, err, u.finds.Load(), u.calls.Load())
		}
	}
}

// TestSpeechFails says why, without what was said, and asks no more often than once anew.
func TestSpeechFails(t *testing.T) {
	for name, c := range map[string]struct {
		speech func(http.ResponseWriter, *http.Request)
		want   error // nil is any
		calls  int32
	}{
		"400":         {status(http.StatusBadRequest), voice.ErrRefused, 1},
		"401":         {status(http.StatusUnauthorized), voice.ErrRefused, 2},
		"403":         {status(http.StatusForbidden), voice.ErrRefused, 1},
		"404":         {status(http.StatusNotFound), voice.ErrRefused, 2},
		"429":         {status(http.StatusTooManyRequests), voice.ErrBusy, 1},
		"500":         {status(http.StatusInternalServerError), nil, 1},
		"cut off":     {cut, nil, 1},
		"no JSON":     {says("ramesh"), voice.ErrAnswer, 1},
		"empty":       {says(""), voice.ErrAnswer, 1},
		"nothing":     {says(`{}`), voice.ErrAnswer, 1},
		"no result":   {says(`{"pipelineResponse":[{}]}`), voice.ErrAnswer, 1},
		"two":         {says(`{"pipelineResponse":[{},{}]}`), voice.ErrAnswer, 1},
		"no sound":    {says(`{"pipelineResponse":[{"audio":[{"audioContent":""}]}]}`), voice.ErrAnswer, 1},
		"no base64":   {says(`{"pipelineResponse":[{"audio":[{"audioContent":"ramesh!"}]}]}`), voice.ErrAnswer, 1},
		"odd numbers": {says(`{"pipelineResponse":[{"output":[{"source":1}]}]}`), voice.ErrAnswer, 1},
		"no end":      {says(strings.Repeat(" ", 9<<20)), voice.ErrAnswer, 1},
	} {
		hears, speaks := newULCA(t), newULCA(t)
		hears.speech, speaks.speech = c.speech, c.speech
		_, one := hears.client(t, withReader).Recogniser().Recognise(t.Context(), ramesh)
		_, other := speaks.client(t, withReader).Synthesiser().Synthesise(t.Context(), "ramesh", "hi")
		for _, err := range []error{one, other} {
			if err == nil || c.want != nil && !errors.Is(err, c.want) || strings.Contains(err.Error(), "ramesh") || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if hears.calls.Load() != c.calls || speaks.calls.Load() != c.calls {
			t.Errorf("%s: called %d and %d times", name, hears.calls.Load(), speaks.calls.Load())
		}
	}
}

// TestNobodyThere finds a service where nobody is, or nobody can be. An error does not say
// where that is: an address may hold a key.
func TestNobodyThere(t *testing.T) {
	gone := newULCA(t)
	gone.Close()
	for _, at := range []string{gone.URL + "/secret", "http://[secret", "secret://localhost"} {
		u := newULCA(t)
		u.at = at
		if _, err := u.client(t).Recogniser().Recognise(t.Context(), ramesh); err == nil || strings.Contains(err.Error(), "/secret") || strings.Contains(err.Error(), "[") {
			t.Errorf("%s: %v", at, err)
		}
	}
}

// TestSpokenFileFails has files that are none, or none yet.
func TestSpokenFileFails(t *testing.T) {
	for name, file := range map[string][]byte{"no WAV": []byte("ramesh"), "no samples": sound.Clip{}.WAV()} {
		u := newULCA(t)
		u.speech = says(spoke(file))
		if _, err := u.client(t, withReader).Synthesiser().Synthesise(t.Context(), "a", "hi"); !errors.Is(err, voice.ErrAnswer) || strings.Contains(err.Error(), "ramesh") {
			t.Errorf("%s: %v", name, err)
		}
	}
	u := newULCA(t)
	u.speech = says(spoke(ramesh.Clip.WAV()))
	ctx, cancel := context.WithCancel(t.Context())
	late := func(c *bhashini.Config) {
		c.Decode = func(context.Context, []byte) (sound.Clip, error) { cancel(); return ramesh.Clip, nil }
	}
	if _, err := u.client(t, late).Synthesiser().Synthesise(ctx, "a", "hi"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestSpeechLanguages calls nobody for a language that is not spoken there, and says so of
// one for which there turns out to be no service.
func TestSpeechLanguages(t *testing.T) {
	u := newULCA(t)
	c := u.client(t)
	for _, lang := range []string{"hi", "en", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa"} {
		if !c.Recogniser().Hears(lang) || !c.Synthesiser().Speaks(lang) {
			t.Error(lang)
		}
	}
	for _, lang := range []string{"fr", "", "hi-IN", "ml"} {
		_, one := c.Recogniser().Recognise(t.Context(), voice.Speech{Clip: ramesh.Clip, Lang: lang})
		_, other := c.Synthesiser().Synthesise(t.Context(), "a", lang)
		if !errors.Is(one, voice.ErrLanguage) || !errors.Is(other, voice.ErrLanguage) {
			t.Errorf("%q: %v, %v", lang, one, other)
		}
	}
	if u.finds.Load() != 2 || u.calls.Load() != 0 {
		t.Errorf("found %d, called %d", u.finds.Load(), u.calls.Load())
	}
	if a, b := c.Recogniser().Name(), c.Synthesiser().Name(); a != "bhashini" || b != "bhashini" {
		t.Error(a, b)
	}
}

// TestSlowSpeech gives up when its caller does, and not before.
func TestSlowSpeech(t *testing.T) {
	for name, do := range map[string]func(context.Context, *bhashini.Client) error{
		"hears": func(ctx context.Context, c *bhashini.Client) error {
			_, err := c.Recogniser().Recognise(ctx, ramesh)
			return err
		},
		"speaks": func(ctx context.Context, c *bhashini.Client) error {
			_, err := c.Synthesiser().Synthesise(ctx, "a", "hi")
			return err
		},
	} {
		u := newULCA(t)
		ctx, cancel := context.WithCancel(t.Context())
		u.speech = func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() }
		if err := do(ctx, u.client(t)); !errors.Is(err, context.Canceled) || u.calls.Load() != 1 {
			t.Errorf("%s: %v after %d calls", name, err, u.calls.Load())
		}
	}
}

// TestOneIsDown leaves alone what is down, and goes on with the others.
func TestOneIsDown(t *testing.T) {
	u := newULCA(t)
	u.speech = status(http.StatusBadGateway)
	c := u.client(t)
	for range 10 {
		_, _ = c.Recogniser().Recognise(t.Context(), ramesh)
	}
	states := []string{}
	for _, s := range c.Services() {
		states = append(states, s.Name+" "+s.State())
	}
	if want := []string{"bhashini closed", "bhashini-asr open", "bhashini-tts closed"}; !reflect.DeepEqual(states, want) || u.calls.Load() > 8 {
		t.Errorf("%v after %d calls", states, u.calls.Load())
	}
	if got, err := c.Translate(t.Context(), "a", "hi", "ta"); err != nil || got != "hi>ta: a" {
		t.Errorf("%q, %v", got, err)
	}
}
