package shop

import (
	"context"
	"encoding/json"
	"fmt"
)

// Profile is who the shop is. Each field is "" until it is said.
type Profile struct {
	Name  string `json:"name,omitempty"`
	Trade Trade  `json:"-"`
	Place string `json:"place,omitempty"`
}

// The fields of a profile that a [Change] can name.
const (
	ProfileName  = "name"
	ProfileTrade = "trade"
	ProfilePlace = "place"
)

// Catalogue is the trade whose starter items the shop knows.
func (p Profile) Catalogue() Trade {
	if p.Trade == "" {
		return DefaultTrade
	}
	return p.Trade
}

// With lays one kept fact over p; null empties it.
func (p Profile) With(field string, kept json.RawMessage) (Profile, error) {
	var text string
	if err := json.Unmarshal(zeroed(kept, &text), &text); err != nil {
		return p, fmt.Errorf("shop: profile %s: %w", field, err)
	}
	switch field {
	case ProfileName:
		p.Name = text
	case ProfileTrade:
		p.Trade = Trade(text)
	case ProfilePlace:
		p.Place = text
	}
	return p, nil
}

// field reads one fact of p.
func (p Profile) field(name string) string {
	switch name {
	case ProfileName:
		return p.Name
	case ProfileTrade:
		return string(p.Trade)
	case ProfilePlace:
		return p.Place
	}
	return ""
}

// Profile is who the shop is, as of now.
func (b *Book) Profile(ctx context.Context) (Profile, error) {
	p, err := b.src.Profile(ctx)
	if err != nil {
		return p, fmt.Errorf("shop: profile: %w", err)
	}
	for c := range b.changes(ChangeProfile) {
		if p, err = p.With(c.Field, c.After); err != nil {
			return p, err
		}
	}
	return p, nil
}

// SetProfile writes what p says; what it leaves empty stays as it is. ErrName
// when a name is too long, ErrNotFound when the trade is none of [Trades].
func (b *Book) SetProfile(ctx context.Context, p Profile) (Profile, error) {
	now, err := b.Profile(ctx)
	if err != nil {
		return now, err
	}
	if len([]rune(p.Name)) > MaxName || len([]rune(p.Place)) > MaxName {
		return now, ErrName
	}
	if p.Trade != "" && !p.Trade.known() {
		return now, fmt.Errorf("shop: trade %q: %w", p.Trade, ErrNotFound)
	}
	for _, f := range []string{ProfileName, ProfileTrade, ProfilePlace} {
		if before, after := now.field(f), p.field(f); after != "" && after != before {
			b.do(Change{What: ChangeProfile, Field: f, Before: text(before), After: text(after)})
		}
	}
	return b.Profile(ctx)
}

// known reports whether there is a starter catalogue of the trade.
func (t Trade) known() bool {
	for _, k := range Trades() {
		if t == k {
			return true
		}
	}
	return false
}

// text is how words are kept; null when there are none.
func text(s string) json.RawMessage {
	if s == "" {
		return json.RawMessage("null")
	}
	raw, _ := json.Marshal(s) // a string always marshals
	return raw
}
