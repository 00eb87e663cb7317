package sarvam

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/caller"
)

// maxTranscript is how many bytes of a transcript are read.
const maxTranscript = 1 << 20

// shortest is what can hold a word.
const shortest = 100 * time.Millisecond

// Recognise has the service hear what was said.
func (c *Client) Recognise(ctx context.Context, s voice.Speech) (voice.Transcript, error) {
	var out voice.Transcript
	if s.Lang != "" && !c.Hears(s.Lang) {
		return out, fmt.Errorf("%s: %w: %q", name, voice.ErrLanguage, s.Lang)
	}
	if s.Clip.Length() < shortest {
		return out, nil
	}
	files, fields := files(s), c.fields(s)
	err := c.hears.Do(ctx, func(ctx context.Context) error {
		heard, err := sideBySide(ctx, files, func(ctx context.Context, f caller.File) (voice.Transcript, error) {
			return c.heard(ctx, f, fields)
		})
		out = joined(heard)
		return err
	})
	if err != nil {
		return voice.Transcript{}, err
	}
	return out, nil
}

// files are a note as it came when the service takes it whole, or its pieces.
func files(s voice.Speech) []caller.File {
	pieces := pieces(s.Clip, longest)
	if len(pieces) == 1 && len(s.Note) > 0 {
		return []caller.File{caller.Note(s.Note)}
	}
	out := make([]caller.File, 0, len(pieces))
	for _, p := range pieces {
		out = append(out, caller.WAV(p))
	}
	return out
}

// fields are what is said of a note.
func (c *Client) fields(s voice.Speech) []string {
	lang := "unknown"
	if s.Lang != "" {
		lang = s.Lang + india
	}
	out := []string{"model", c.Model, "mode", c.Mode, "language_code", lang}
	if strings.HasPrefix(c.Model, keytermsSince) {
		out = append(out, "keyterms", keyterms(s.Hints))
	}
	return out
}

// heard posts a file and reads the transcript.
func (c *Client) heard(ctx context.Context, f caller.File, fields []string) (voice.Transcript, error) {
	var answer struct {
		Text     *string `json:"transcript"`
		Language string  `json:"language_code"`
	}
	body, kind := caller.Form(f, fields...)
	err := c.call.JSON(ctx, caller.Request{URL: c.listen, Header: c.key(), Kind: kind, Body: body, Max: maxTranscript}, &answer)
	if err == nil && answer.Text == nil {
		err = fmt.Errorf("%s: %w: no transcript", name, voice.ErrAnswer)
	}
	if err != nil {
		return voice.Transcript{}, err
	}
	return voice.Transcript{Text: strings.TrimSpace(*answer.Text), Lang: language(answer.Language)}, nil
}

// joined is one transcript of those of the pieces. It is in the language of the piece in
// which most was said.
func joined(pieces []voice.Transcript) voice.Transcript {
	var out voice.Transcript
	var texts []string
	most := 0
	for _, p := range pieces {
		if p.Text != "" {
			texts = append(texts, p.Text)
		}
		if len(p.Text) > most {
			most, out.Lang = len(p.Text), p.Lang
		}
	}
	out.Text = strings.Join(texts, " ")
	return out
}
