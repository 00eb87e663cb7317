package openai_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/openai"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// TestHears looks at what is sent, in each of the ways in which it is.
func TestHears(t *testing.T) {
	for name, c := range map[string]struct {
		config func(*openai.Config)
		speech func(*voice.Speech)
		form   map[string]string // beside what is always sent
		wav    bool
	}{
		"a note":       {},
		"no note":      {speech: func(s *voice.Speech) { s.Note = nil }, wav: true},
		"only WAV":     {config: func(c *openai.Config) { c.WAV = true }, wav: true},
		"verbose":      {config: func(c *openai.Config) { c.Verbose = true }, form: map[string]string{"response_format": "verbose_json"}},
		"no key":       {config: func(c *openai.Config) { c.Key = "" }, form: map[string]string{"key": ""}},
		"key in line":  {config: func(c *openai.Config) { c.Key += "\n" }},
		"Groq":         {config: func(c *openai.Config) { c.Model = "whisper-large-v3-turbo" }, form: map[string]string{"model": "whisper-large-v3-turbo"}},
		"any language": {speech: func(s *voice.Speech) { s.Lang = "" }, form: map[string]string{"language": "-"}},
		"no hints":     {speech: func(s *voice.Speech) { s.Hints = nil }, form: map[string]string{"prompt": "-"}},
		"whisper.cpp":  {config: own, wav: true},
		"whisper.cpp, any": {
			config: own, speech: func(s *voice.Speech) { s.Lang = "" }, wav: true,
			form: map[string]string{"language": "auto"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, in := newService(t, nil), speech()
			var change []func(*openai.Config)
			if c.config != nil {
				change = append(change, c.config)
			}
			if c.speech != nil {
				c.speech(&in)
			}
			got, err := s.client(change...).Recognise(t.Context(), in)
			if err != nil || !reflect.DeepEqual(got, voice.Transcript{Text: said}) || s.calls != 1 {
				t.Errorf("%+v, %v after %d calls", got, err, s.calls)
			}
			want := map[string]string{
				"key": "Bearer " + key, "model": "whisper-1", "language": "hi",
				"prompt": "atta, Ramesh", "response_format": "json", "temperature": "0",
			}
			maps.Copy(want, c.form)
			maps.DeleteFunc(want, func(_, v string) bool { return v == "-" })
			if !maps.Equal(s.form, want) {
				t.Errorf("sent %q, want %q", s.form, want)
			}
			file, as := in.Note, "note.ogg audio/ogg"
			if c.wav {
				file, as = in.Clip.WAV(), "note.wav audio/wav"
			}
			if !bytes.Equal(s.file, file) || s.name+" "+s.kind != as {
				t.Errorf("sent %d bytes as %s %s", len(s.file), s.name, s.kind)
			}
		})
	}
}

// own has whisper.cpp's server called.
func own(c *openai.Config) { c.URL = c.URL[:len(c.URL)-len("/v1")] + "/inference" }

// TestTranscript reads what services write.
func TestTranscript(t *testing.T) {
	for answer, want := range map[string]voice.Transcript{
		`{"text":""}`:                                   {},
		`{"text":" \n "}`:                               {},
		`{"text":" [BLANK_AUDIO]\n"}`:                   {},
		`{"text":"(music) *sighs*"}`:                    {},
		`{"text":"[Music] do kilo"}`:                    {Text: "[Music] do kilo"},
		`{"text":" do kilo\n aata\n"}`:                  {Text: "do kilo aata"},
		`{"text":"दो किलो","usage":{"type":"tokens"}}`:  {Text: "दो किलो"},
		`{"text":"do","language":"hindi","duration":1}`: {Text: "do", Lang: "hi"},
		`{"text":"do","language":"Punjabi"}`:            {Text: "do", Lang: "pa"},
		`{"text":"do","language":"ta"}`:                 {Text: "do", Lang: "ta"},
		`{"text":"do","language":"klingon"}`:            {Text: "do"},
		`{"text":"do","language":"हि"}`:                 {Text: "do"},
	} {
		// as OpenAI, as speaches, as whisper.cpp
		for _, kind := range []string{"application/json", "text/plain; charset=utf-8", ""} {
			s := newService(t, body(kind, answer))
			if got, err := s.client().Recognise(t.Context(), speech()); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s as %q: %+v, %v", answer, kind, got, err)
			}
		}
	}
}

// TestSpares calls nobody when nothing was said, or in a language that nobody knows.
func TestSpares(t *testing.T) {
	s := newService(t, nil)
	few := s.client(func(c *openai.Config) { c.Hearing = []string{"hi"} })
	for name, c := range map[string]struct {
		speech voice.Speech
		want   error
	}{
		"nothing":     {voice.Speech{Lang: "hi"}, nil},
		"a click":     {voice.Speech{Lang: "hi", Clip: tone(99), Note: []byte("OggS")}, nil},
		"not Whisper": {voice.Speech{Lang: "or", Clip: tone(1000)}, voice.ErrLanguage},
		"not here":    {voice.Speech{Lang: "bn", Clip: tone(1000)}, voice.ErrLanguage},
	} {
		if got, err := few.Recognise(t.Context(), c.speech); !errors.Is(err, c.want) || got.Text != "" || s.calls != 0 {
			t.Errorf("%s: %+v, %v after %d calls", name, got, err, s.calls)
		}
	}
	if few.Hears("ta") || !few.Hears("hi") || !s.client().Hears("ta") || s.client().Hears("or") {
		t.Error("hears what it should not, or does not what it should")
	}
}

// TestSideBySide has one client hear many at once.
func TestSideBySide(t *testing.T) {
	s := newService(t, nil)
	s.answer = func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"text":"%d"}`, (len(s.file)-len(sound.Clip{}.WAV()))/2)
	}
	client, done := s.client(), make(chan error)
	for n := range 20 {
		go func() {
			clip := make(sound.Clip, sound.Rate+n)
			got, err := client.Recognise(t.Context(), voice.Speech{Clip: clip, Lang: "hi"})
			if err == nil && got.Text != fmt.Sprint(len(clip)) {
				err = fmt.Errorf("%s of %d", got.Text, len(clip))
			}
			done <- err
		}()
	}
	for range 20 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
