package shop

import (
	"context"
	"encoding/json"
	"fmt"
)

// Setting is one setting of the shop, "" when it is not set.
func (b *Book) Setting(ctx context.Context, name string) (string, error) {
	v, err := b.src.Setting(ctx, name)
	if err != nil {
		return "", fmt.Errorf("shop: setting %s: %w", name, err)
	}
	for c := range b.changes(ChangeSetting) {
		if c.ID == name {
			v = words(c.After)
		}
	}
	return v, nil
}

// SetSetting sets one setting; "" unsets it.
func (b *Book) SetSetting(ctx context.Context, name, to string) error {
	now, err := b.Setting(ctx, name)
	if err != nil || now == to {
		return err
	}
	b.do(Change{What: ChangeSetting, ID: name, Before: text(now), After: text(to)})
	return nil
}

// Limits are the shop's own, or the defaults.
func (b *Book) Limits(ctx context.Context) (Limits, error) {
	var failed error
	l := limitsOf(func(name string) string {
		v, err := b.Setting(ctx, name)
		if err != nil {
			failed = err
		}
		return v
	})
	return l, failed
}

// words reads what [text] kept.
func words(raw json.RawMessage) string {
	var s string
	if empty(raw) || json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
