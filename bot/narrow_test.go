package bot

import (
	"context"
	"errors"
	"testing"
)

// narrowing is a lexicon that knows which of several is meant, or fails.
type narrowing struct {
	noWords
	fails error
}

func (n narrowing) Narrow(_ context.Context, _ *Turn, v Value) (Value, error) {
	return v.Among[0], n.fails
}

// noWords knows no name.
type noWords struct{}

func (noWords) Words(context.Context, *Turn) ([]Vocabulary, error) { return nil, nil }

func TestNarrows(t *testing.T) {
	several := Value{Kind: Item, Text: "rice", Among: []Value{{Kind: Item, ID: "a"}, {Kind: Item, ID: "b"}}}
	said := func() Understanding {
		return Understanding{Commands: []Command{{Kind: Start, Slots: map[string]Value{"item": several, "qty": {Kind: Quantity, N: 1000}}}}}
	}
	for name, tt := range map[string]struct {
		lexicon Lexicon
		id      string
		fails   bool
	}{
		"by who knows":             {narrowing{}, "a", false},
		"by one who does not know": {noWords{}, "", false},
		"by one who fails":         {narrowing{fails: errors.New("away")}, "", true},
	} {
		a := &attempt{engine: &Engine{Config: Config{Lexicon: tt.lexicon}}}
		u := said()
		err := a.narrows(t.Context(), u)
		if got := u.Commands[0].Slots["item"].ID; (err != nil) != tt.fails || !tt.fails && got != tt.id || u.Commands[0].Slots["qty"].N != 1000 {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
