package frame

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/sahayak-dev/sahayak/bot"
)

// ErrCatalogue says that a catalogue cannot be read.
var ErrCatalogue = errors.New("not a catalogue")

// catalogue is what a shop sells: {"items":[{"name","unit","aliases":[],"local":{"hi":[…]}}]}.
type catalogue struct {
	Items []struct {
		Name    string              `json:"name"`
		Unit    string              `json:"unit"`
		Aliases []string            `json:"aliases"`
		Local   map[string][]string `json:"local"` // what it is called, by language
	} `json:"items"`
}

// ReadCatalogue reads a catalogue as a vocabulary; an item's id is its name. Errors
// wrap [ErrCatalogue].
func ReadCatalogue(r io.Reader) (bot.Vocabulary, error) {
	var c catalogue
	if err := json.NewDecoder(r).Decode(&c); err != nil {
		return bot.Vocabulary{}, fmt.Errorf("%w: %w", ErrCatalogue, err)
	}
	names := make([]bot.Name, 0, len(c.Items))
	for i, it := range c.Items {
		if it.Name == "" {
			return bot.Vocabulary{}, fmt.Errorf("%w: item %d has no name", ErrCatalogue, i+1)
		}
		n := bot.Name{Kind: bot.Item, ID: it.Name, Text: it.Name, Unit: it.Unit, Aliases: it.Aliases}
		for _, local := range it.Local {
			n.Aliases = append(n.Aliases, local...)
		}
		names = append(names, n)
	}
	return bot.Vocabulary{Key: "catalogue", Read: func(context.Context) ([]bot.Name, error) { return names, nil }}, nil
}
