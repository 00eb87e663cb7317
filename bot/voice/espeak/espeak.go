// Package espeak speaks all the bot's languages by eSpeak NG, a program of Debian's that
// has to be there: a voice like a machine's, but one that needs nobody else, costs nothing
// and takes 20 ms for a sentence. It also knows how words are pronounced.
//
//	e, err := espeak.Find()
//	clip, err := e.Synthesise(ctx, "रमेश के पाँच सौ रुपये बाकी", "hi")
//
// The program is under the GPL, and so it is run and not linked. What is to be said is
// given to it where no other user of the machine sees it.
package espeak

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// ErrMissing says that the program is not installed.
var ErrMissing = errors.New("espeak: espeak-ng is not installed (Debian and Ubuntu: apt-get install espeak-ng)")

// Speed is how fast it speaks unless told otherwise, in words a minute.
const Speed = 150

// Limits of one text, and of what is made of it.
const (
	maxRunes = 4000
	maxSound = 5 * time.Minute
	maxWAV   = 16 << 20 // bytes: six minutes at 22,050 samples a second
)

// voices are the program's voices by language (ISO 639-1). It has no Indian English: en-in
// would be taken for en-gb.
var voices = map[string]string{
	"hi": "hi", "ta": "ta", "te": "te", "bn": "bn", "mr": "mr", "gu": "gu", "kn": "kn", "ml": "ml", "pa": "pa", "en": "en-gb",
}

// Espeak is the program. It implements [voice.Synthesiser].
type Espeak struct {
	Path    string // of the program
	Speed   int    // words a minute; 0 is [Speed]
	Variant string // of the voices: "f3" is a woman's; "" is none
	// Decode reads what it speaks; nil is [sound.Decode].
	Decode func(ctx context.Context, wav []byte, limits sound.Limits) (sound.Clip, error)
}

var _ voice.Synthesiser = (*Espeak)(nil)

// Find finds the program. [ErrMissing] says what to install.
func Find() (*Espeak, error) {
	path, err := exec.LookPath("espeak-ng")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMissing, err)
	}
	return &Espeak{Path: path}, nil
}

// Name is "espeak".
func (e *Espeak) Name() string { return "espeak" }

// Speaks reports whether it knows a language.
func (e *Espeak) Speaks(lang string) bool { return voices[lang] != "" }

// Synthesise speaks a text. What is longer than five minutes, or 4,000 letters, is
// [sound.ErrLarge].
func (e *Espeak) Synthesise(ctx context.Context, text, lang string) (sound.Clip, error) {
	name, ok := voices[lang]
	switch {
	case !ok:
		return nil, fmt.Errorf("espeak: speak: %w", voice.ErrLanguage)
	case utf8.RuneCountInString(text) > maxRunes:
		return nil, fmt.Errorf("espeak: speak: %w", sound.ErrLarge)
	}
	said := sayable(text)
	if said == "" {
		return nil, nil
	}
	if e.Variant != "" {
		name += "+" + e.Variant
	}
	speed := e.Speed
	if speed == 0 {
		speed = Speed
	}
	wav, err := e.run(ctx, said, maxWAV, "-v", name, "-s", strconv.Itoa(speed), "--stdout")
	if err != nil {
		return nil, err
	}
	clip, err := e.decode(ctx, sized(wav), sound.Limits{Bytes: maxWAV, Length: maxSound})
	if err != nil {
		return nil, fmt.Errorf("espeak: speak: %w", err)
	}
	return clip, nil
}

func (e *Espeak) decode(ctx context.Context, wav []byte, limits sound.Limits) (sound.Clip, error) {
	if e.Decode != nil {
		return e.Decode(ctx, wav, limits)
	}
	return sound.Decode(ctx, wav, limits)
}

// sayable is a text without what the program takes for orders ("[[" begins phonemes), and
// with a pause at the end of each line.
func sayable(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '[' || r == ']' || r == '<' || r == '>':
			return ' '
		case r < ' ' && r != '\n':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n\n")
}

// Where a WAV file of the program says how long it is.
const (
	sizeAt   = 4
	dataAt   = 40
	wavStart = 44
)

// sized writes the true lengths into a file: the program wrote its header before it knew
// them.
func sized(wav []byte) []byte {
	if len(wav) >= wavStart && string(wav[:sizeAt]) == "RIFF" {
		binary.LittleEndian.PutUint32(wav[sizeAt:], uint32(len(wav)-sizeAt-sizeAt))
		binary.LittleEndian.PutUint32(wav[dataAt:], uint32(len(wav)-wavStart))
	}
	return wav
}
