package bottest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// Ears hear in the voice notes of transcripts what stands there ("> 🎤 do kilo chini").
// Of any other note they say that it cannot be heard.
type Ears struct {
	Channel bot.Channel // where the notes are fetched; it must be a [bot.Fetcher]
}

var _ bot.Hearer = Ears{}

// script is what is heard in a note. It stands in its bytes, behind what makes them look
// like a voice note, so that it goes over any channel and lasts as long as the note.
type script struct {
	Heard   []string `json:"heard"` // likeliest first
	Limited bool     `json:"limited"`
}

// Hear fetches the note and reads what is heard in it.
func (e Ears) Hear(ctx context.Context, m bot.Message) (string, bot.Heard, error) {
	from, ok := e.Channel.(bot.Fetcher)
	if !ok {
		return "", bot.Heard{}, errors.New("bottest: hear: nothing can be fetched from this channel")
	}
	note, err := from.Fetch(ctx, m.Media[0])
	if err != nil {
		return "", bot.Heard{}, fmt.Errorf("bottest: hear: %w", err)
	}
	var s script
	raw, ok := bytes.CutPrefix(note.Data, standIns["audio"].Data)
	if !ok || json.Unmarshal(raw, &s) != nil || len(s.Heard) == 0 {
		return "", bot.Heard{}, errors.New("bottest: hear: no transcript says what is heard in this note")
	}
	return s.Heard[0], bot.Heard{Alternatives: s.Heard[1:], Embedded: s.Limited}, nil
}

// spoken is a voice note in which is heard what a line says.
func spoken(l transcript.Line) (*bot.Attachment, error) {
	raw, err := json.Marshal(script{Heard: l.Heard, Limited: l.Limited})
	if err != nil {
		return nil, fmt.Errorf("bottest: speak: %w", err)
	}
	out := standIns["audio"]
	out.Kind, out.Voice = "audio", true
	out.Data = bytes.Join([][]byte{out.Data, raw}, nil)
	return &out, nil
}
