package sarvam_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sarvam"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// TestHears looks at what is sent, in each of the ways in which it is.
func TestHears(t *testing.T) {
	for name, c := range map[string]struct {
		config func(*sarvam.Config)
		speech func(*voice.Speech)
		form   map[string]string // beside what is always sent; "-" is not sent
		wav    bool
		lang   string // of the transcript
	}{
		"a note":       {lang: "hi"},
		"no note":      {speech: func(s *voice.Speech) { s.Note = nil }, wav: true, lang: "hi"},
		"Tamil":        {speech: func(s *voice.Speech) { s.Lang = "ta" }, form: map[string]string{"language_code": "ta-IN"}, lang: "ta"},
		"any language": {speech: func(s *voice.Speech) { s.Lang = "" }, form: map[string]string{"language_code": "unknown"}},
		"mixed":        {config: func(c *sarvam.Config) { c.Mode = sarvam.Codemix }, form: map[string]string{"mode": "codemix"}, lang: "hi"},
		"key in line":  {config: func(c *sarvam.Config) { c.Key += "\n" }, lang: "hi"},
		"an older model": {
			config: func(c *sarvam.Config) { c.Model = "saaras:v3" }, lang: "hi",
			form: map[string]string{"model": "saaras:v3", "keyterms": "-"},
		},
		"no hints": {speech: func(s *voice.Speech) { s.Hints = nil }, form: map[string]string{"keyterms": "-"}, lang: "hi"},
		"odd hints": {
			speech: func(s *voice.Speech) {
				s.Hints = []string{"", " \n", strings.Repeat("k", 65), "a\xff  b", "a b", `"`}
			},
			form: map[string]string{"keyterms": `["a b","\""]`}, lang: "hi",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, in := newService(t, nil), speech(1)
			var change []func(*sarvam.Config)
			if c.config != nil {
				change = append(change, c.config)
			}
			if c.speech != nil {
				c.speech(&in)
			}
			got, err := s.client(change...).Recognise(t.Context(), in)
			if err != nil || got.Lang != c.lang || s.calls() != 1 {
				t.Fatalf("%+v, %v after %d calls", got, err, s.calls())
			}
			want := map[string]string{"model": "saaras:v4", "mode": "transcribe", "language_code": "hi-IN", "keyterms": `["Ramesh","आटा"]`}
			maps.Copy(want, c.form)
			maps.DeleteFunc(want, func(_, v string) bool { return v == "-" })
			if n := s.notes[0]; !maps.Equal(n.form, want) {
				t.Errorf("sent %q, want %q", n.form, want)
			}
			file, as := in.Note, "note.ogg audio/ogg"
			if c.wav {
				file, as = in.Clip.WAV(), "note.wav audio/wav"
			}
			if n := s.notes[0]; !bytes.Equal(n.data, file) || n.name+" "+n.kind != as {
				t.Errorf("sent %d bytes as %s %s", len(n.data), n.name, n.kind)
			}
		})
	}
}

// TestHearsFewWords tells at most 50 of what it may expect, the best.
func TestHearsFewWords(t *testing.T) {
	s, in := newService(t, nil), speech(1)
	in.Hints = nil
	for n := range 80 {
		in.Hints = append(in.Hints, fmt.Sprint("w", n), fmt.Sprint("w", n))
	}
	if _, err := s.client().Recognise(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	told := s.notes[0].form["keyterms"]
	if n := strings.Count(told, ",") + 1; n != 50 || !strings.HasPrefix(told, `["w0","w1",`) || !strings.HasSuffix(told, `"w49"]`) {
		t.Errorf("told %d: %s", n, told)
	}
}

// TestHearsLong has a long note heard in pieces, and the transcripts come in order.
func TestHearsLong(t *testing.T) {
	s, in := newService(t, nil), speech(130)
	for i := range in.Clip {
		in.Clip[i] = int16(i * i % 3001)
	}
	got, err := s.client().Recognise(t.Context(), in)
	if err != nil || got.Lang != "hi" {
		t.Fatalf("%+v, %v", got, err)
	}
	sum, heard := 0, strings.Fields(got.Text)
	for _, n := range s.notes {
		if n.name != "note.wav" || samples(n.data) > 28*sound.Rate || !slices.Contains(heard, fmt.Sprint(samples(n.data))) {
			t.Errorf("sent %s of %d samples, heard %q", n.name, samples(n.data), heard)
		}
		sum += samples(n.data)
	}
	if sum != len(in.Clip) || len(heard) != len(s.notes) {
		t.Errorf("%d pieces of %d samples together; heard %q", len(s.notes), sum, heard)
	}
}

// TestTranscript reads what the service writes.
func TestTranscript(t *testing.T) {
	for answer, want := range map[string]voice.Transcript{
		`{"transcript":""}`:    {},
		`{"transcript":" \n"}`: {},
		`{"transcript":" दो किलो \n","language_code":"hi-IN","language_probability":0.98}`: {Text: "दो किलो", Lang: "hi"},
		`{"transcript":"do","language_code":null,"timestamps":{}}`:                         {Text: "do"},
		`{"transcript":"do","language_code":"od-IN"}`:                                      {Text: "do", Lang: "or"},
		`{"transcript":"do","language_code":"kok-IN"}`:                                     {Text: "do"},
		`{"transcript":"do","language_code":"हि-IN"}`:                                      {Text: "do"},
	} {
		for _, kind := range []string{"application/json", "text/plain; charset=utf-8", ""} {
			s := newService(t, body(kind, answer))
			if got, err := s.client().Recognise(t.Context(), speech(1)); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s as %q: %+v, %v", answer, kind, got, err)
			}
		}
	}
}

// TestJoins puts together what was heard in pieces: where nothing was said is nothing, and
// the language is that in which most was.
func TestJoins(t *testing.T) {
	answers := map[int]string{ // by how many whole seconds the piece has
		20: `{"transcript":"do","language_code":"en-IN"}`,
		22: `{"transcript":" ","language_code":"ta-IN"}`,
		18: `{"transcript":"kilo aata","language_code":"hi-IN"}`,
	}
	in := speech(61)
	for i := range in.Clip {
		if second := i / sound.Rate; second != 20 && second != 42 { // where it is cut
			in.Clip[i] = 1000
		}
	}
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		f, _, _ := r.FormFile("file")
		data, _ := io.ReadAll(f)
		_, _ = io.WriteString(w, answers[samples(data)/sound.Rate])
	})
	got, err := s.client().Recognise(t.Context(), in)
	if err != nil || !reflect.DeepEqual(got, voice.Transcript{Text: "do kilo aata", Lang: "hi"}) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestSpares calls nobody when nothing was said, or in a language that nobody knows.
func TestSpares(t *testing.T) {
	s := newService(t, nil)
	for name, c := range map[string]struct {
		speech voice.Speech
		want   error
	}{
		"nothing":   {voice.Speech{Lang: "hi"}, nil},
		"a click":   {voice.Speech{Lang: "hi", Clip: speech(0.099).Clip, Note: []byte("OggS")}, nil},
		"not known": {voice.Speech{Lang: "fr", Clip: speech(1).Clip}, voice.ErrLanguage},
	} {
		if got, err := s.client().Recognise(t.Context(), c.speech); !errors.Is(err, c.want) || got.Text != "" || s.calls() != 0 {
			t.Errorf("%s: %+v, %v after %d calls", name, got, err, s.calls())
		}
	}
}

// TestPieceFails has one piece of some fail: nothing is heard, the others are called off, and
// it counts as one failure of the service, or as none when it was refused.
func TestPieceFails(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error
		failed int64
	}{
		"refused": {status(http.StatusForbidden), voice.ErrRefused, 0},
		"busy":    {status(http.StatusTooManyRequests), voice.ErrBusy, 1},
		"odd":     {body("text/plain", "{}"), voice.ErrAnswer, 1},
		"broken":  {status(http.StatusInternalServerError), errPasses, 1},
	} {
		var n atomic.Int32
		s := newService(t, func(w http.ResponseWriter, r *http.Request) {
			if n.Add(1) == 1 {
				c.answer(w, r)
				return
			}
			<-r.Context().Done()
		})
		client := s.client()
		got, err := client.Recognise(t.Context(), speech(60))
		if err == nil || !errors.Is(tells(err), c.want) || got.Text != "" || client.Services()[0].Counts().Failed != c.failed {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
