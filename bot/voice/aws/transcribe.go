package aws

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// transcribe is what Transcribe is counted under, and what a signature for it is made for.
const transcribe = "transcribe"

// heardThere are the languages that Transcribe knows in streams, as they are spoken in
// India. https://docs.aws.amazon.com/transcribe/latest/dg/supported-languages.html
var heardThere = []string{"hi", "en", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa"}

// india is the region of the languages.
const india = "-IN"

type ears struct{ *Client }

func (ears) Name() string { return transcribe }

func (ears) Hears(lang string) bool { return slices.Contains(heardThere, lang) }

// Recognise returns what was said. Hints are not sent: see the package.
func (e ears) Recognise(ctx context.Context, s voice.Speech) (voice.Transcript, error) {
	if !e.Hears(s.Lang) {
		return voice.Transcript{}, fmt.Errorf("aws: transcribe: %w: %q", voice.ErrLanguage, s.Lang)
	}
	w := wanted(s)
	if len(w.sound) == 0 {
		return voice.Transcript{}, nil
	}
	var out voice.Transcript
	err := e.hears.Do(ctx, func(ctx context.Context) (err error) {
		out, err = e.stream(ctx, w)
		return err
	})
	if err != nil {
		return voice.Transcript{}, fmt.Errorf("aws: transcribe: %w", err)
	}
	return out, nil
}

// want is speech as it is sent.
type want struct {
	language, encoding, rate string
	sound                    []byte
	piece                    int // bytes of the sound that are sent at once
}

// How sound is sent: a fifth of a second at once, and of a note what is about half of one.
// More than a second is too much.
// https://docs.aws.amazon.com/transcribe/latest/APIReference/API_streaming_AudioEvent.html
const (
	clipPiece = sound.Rate / 5 * 2
	notePiece = 1 << 10
)

// wanted sends the note as it came where there is one: it has a fifteenth of the bytes. Its
// rate is that of Opus, whatever it was recorded at.
func wanted(s voice.Speech) want {
	if len(s.Note) > 0 {
		return want{language: s.Lang + india, encoding: "ogg-opus", rate: "48000", sound: s.Note, piece: notePiece}
	}
	raw := make([]byte, 0, len(s.Clip)*2)
	for _, v := range s.Clip {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(v))
	}
	return want{language: s.Lang + india, encoding: "pcm", rate: "16000", sound: raw, piece: clipPiece}
}
