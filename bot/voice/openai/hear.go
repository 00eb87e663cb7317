package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/caller"
)

// maxTranscript is how many bytes of a transcript are read, with its segments.
const maxTranscript = 1 << 20

// shortest is what OpenAI takes; in less nothing can be said.
const shortest = 100 * time.Millisecond

// Hears reports whether it knows a language.
func (c *Client) Hears(lang string) bool { return slices.Contains(c.Hearing, lang) }

// Recognise has the service hear what was said.
func (c *Client) Recognise(ctx context.Context, s voice.Speech) (voice.Transcript, error) {
	var out voice.Transcript
	if s.Lang != "" && !c.Hears(s.Lang) {
		return out, fmt.Errorf("%s: %w: %q", c.Name(), voice.ErrLanguage, s.Lang)
	}
	if s.Clip.Length() < shortest {
		return out, nil
	}
	body, kind := caller.Form(c.file(s), c.fields(s)...)
	err := c.hears.Do(ctx, func(ctx context.Context) (err error) {
		out, err = c.heard(ctx, caller.Request{URL: c.listen, Header: c.key(), Kind: kind, Body: body, Max: maxTranscript})
		return err
	})
	return out, err
}

// file is the note as it came, when the service can read it.
func (c *Client) file(s voice.Speech) caller.File {
	if c.WAV || c.own || len(s.Note) == 0 {
		return caller.WAV(s.Clip)
	}
	return caller.Note(s.Note)
}

// fields are what is said of the note.
func (c *Client) fields(s voice.Speech) []string {
	format, lang := "json", s.Lang
	if c.Verbose {
		format = "verbose_json"
	}
	if lang == "" && c.own {
		lang = "auto" // it takes English for granted
	}
	return []string{
		"model", c.Model, "language", lang, "prompt", prompt(s.Hints), "response_format", format, "temperature", "0",
	}
}

// heard posts a note and reads the transcript.
func (c *Client) heard(ctx context.Context, q caller.Request) (voice.Transcript, error) {
	var answer struct {
		Text     *string `json:"text"`
		Language string  `json:"language"`
	}
	got, err := c.call.Post(ctx, q)
	if errors.Is(err, voice.ErrRefused) && unknown(got) {
		return voice.Transcript{}, fmt.Errorf("%s: %w", c.Name(), voice.ErrLanguage)
	}
	if err == nil {
		err = c.call.Read(got, &answer)
	}
	if err == nil && answer.Text == nil {
		err = fmt.Errorf("%s: %w: no transcript", c.Name(), voice.ErrAnswer)
	}
	if err != nil {
		return voice.Transcript{}, err
	}
	return voice.Transcript{Text: plain(*answer.Text), Lang: language(answer.Language)}, nil
}

// unknown reports whether a refusal is one of the language.
func unknown(refusal []byte) bool {
	var said struct {
		Error struct {
			Code  string `json:"code"`
			Param string `json:"param"`
		} `json:"error"`
	}
	return json.Unmarshal(refusal, &said) == nil && (said.Error.Code == "unsupported_language" || said.Error.Param == "language")
}

// noises is a transcript in which nobody speaks: "[BLANK_AUDIO]", "(music)".
var noises = regexp.MustCompile(`^(?:\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|\s)*$`)

// plain is a transcript on one line, without what is not speech.
func plain(text string) string {
	if noises.MatchString(text) {
		return ""
	}
	return strings.Join(strings.Fields(text), " ")
}
