package bottest

import (
	"bytes"
	"context"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// Speaker speaks at once, and costs nothing: its voice notes hold the words, which a
// transcript shows behind "< 🔊".
type Speaker struct{}

// behind the sound, which is none, come the words.
var behind = []byte("\x00words\x00")

// Speak puts the words of a reading into a voice note.
func (Speaker) Speak(_ context.Context, r bot.Reading) (bot.Attachment, error) {
	return bot.Attachment{
		Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Seconds: 1, Wave: make([]byte, 64),
		Data: slices.Concat(standIns["audio"].Data, behind, []byte(r.Text)),
	}, nil
}

// Words are those of a voice note that [Speaker] has made; "" of any other.
func Words(a bot.Attachment) string {
	_, words, _ := bytes.Cut(a.Data, behind)
	return string(words)
}
