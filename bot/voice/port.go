package voice

import (
	"context"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// Errors that a driver tells apart. Whatever else goes wrong may pass with time.
var (
	// ErrRefused says that a service does not take what it was sent: the key, the bytes,
	// or the wish. Asking again is no use.
	ErrRefused = errors.New("voice: refused")
	// ErrBusy says that a service wants less of us for now.
	ErrBusy = errors.New("voice: asked too often")
	// ErrLanguage says that a language is not spoken there.
	ErrLanguage = errors.New("voice: not in this language")
	// ErrAnswer says that a service answered something else than was asked for.
	ErrAnswer = errors.New("voice: an answer that is none")
	// ErrConfig is wrapped by every fault that a configuration is refused for.
	ErrConfig = errors.New("voice: bad configuration")
)

// Recogniser makes words of speech. It is safe for concurrent use, calls nobody before it
// is asked, and gives up when its context ends. Its errors hold nothing of what was said.
type Recogniser interface {
	// Name is what it is counted under: "sarvam".
	Name() string
	// Hears reports whether it knows a language (ISO 639-1, "hi").
	Hears(lang string) bool
	// Recognise returns what was said. Text is "" when there is nothing to be heard.
	Recognise(ctx context.Context, s Speech) (Transcript, error)
}

// Speech is what somebody said into the chat.
type Speech struct {
	Clip  sound.Clip
	Note  []byte   // the file it came in, when that is Ogg Opus; nil otherwise
	Lang  string   // that he speaks, as far as we know (ISO 639-1)
	Hints []string // words that he is likely to use, best first: things and people of his shop
	Shop  bot.ShopID
}

// Transcript is what a recogniser heard.
type Transcript struct {
	Text         string
	Lang         string   // ISO 639-1, when the recogniser says which it heard; "" otherwise
	Alternatives []string // other readings, best first
	Limited      bool     // it knows nothing but commands: what it heard is read back before it is done
}

// Synthesiser makes speech of words. It is safe for concurrent use, calls nobody before it
// is asked, and gives up when its context ends. Its errors hold nothing of what was to be
// said.
type Synthesiser interface {
	// Name is what it is counted under: "sarvam".
	Name() string
	// Speaks reports whether it knows a language (ISO 639-1, "hi").
	Speaks(lang string) bool
	// Synthesise speaks a text, in which figures are words already.
	Synthesise(ctx context.Context, text, lang string) (sound.Clip, error)
}

// Use is what a driver was used for, once.
type Use struct {
	Driver string // [Recogniser].Name or [Synthesiser].Name
	Heard  bool   // it heard; otherwise it spoke
	Shop   bot.ShopID
	Length time.Duration // of the sound
	Runes  int           // of the text that was spoken
	At     time.Time
}

// Meter counts what speech costs.
type Meter interface {
	// Allows reports whether a driver may be used for a shop now. What costs nothing
	// always may.
	Allows(ctx context.Context, driver string, shop bot.ShopID, now time.Time) (bool, error)
	// Count notes a use. It was used whether or not that can be noted.
	Count(ctx context.Context, u Use) error
}
