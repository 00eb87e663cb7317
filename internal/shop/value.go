package shop

import (
	"encoding/json"
	"fmt"
)

// value is the form in which things are said and heard: the bot's own, spelled
// out here because the domain knows no bot.
type value struct {
	Kind  string            `json:"kind"`
	ID    string            `json:"id,omitempty"`
	Text  string            `json:"text,omitempty"`
	Names map[string]string `json:"names,omitempty"`
	N     int64             `json:"n,omitempty"`
	Unit  string            `json:"unit,omitempty"`
	From  string            `json:"from,omitempty"`
	To    string            `json:"to,omitempty"`
}

// The kinds of value the domain reads and writes.
const (
	kindText     = "text"
	kindNumber   = "number"
	kindMoney    = "money"
	kindQuantity = "quantity"
	kindDate     = "date"
	kindPeriod   = "period"
	kindLanguage = "language"
	kindItem     = "item"
	kindCustomer = "customer"
	kindChoose   = "choose"
	kindKey      = "key"
)

// readValue reads raw, which must be of one of the kinds.
func readValue(raw []byte, kinds ...string) (value, error) {
	var v value
	if err := json.Unmarshal(raw, &v); err != nil {
		return value{}, fmt.Errorf("shop: value: %w", err)
	}
	for _, k := range kinds {
		if v.Kind == k {
			return v, nil
		}
	}
	return value{}, fmt.Errorf("shop: %q, want %q: %w", v.Kind, kinds, ErrKind)
}

// readText reads a value that is only a word.
func readText(raw []byte, into *string, kinds ...string) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kinds...)
	if err == nil {
		*into = v.Text
	}
	return err
}
