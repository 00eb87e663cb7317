package sphinx

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// Pronouncer says how words are pronounced, in the letters of the International Phonetic
// Alphabet with a space between two sounds; espeak.Espeak does.
type Pronouncer interface {
	Phonemes(ctx context.Context, words []string, lang string) ([]string, error)
}

// Config is what a recogniser works with.
type Config struct {
	// Vocabulary is what can be said in a shop in a language.
	Vocabulary func(ctx context.Context, shop bot.ShopID, lang string) (Vocabulary, error)
	Say        Pronouncer
}
