package shop

import (
	"context"
	"slices"
	"strings"
)

// The settings of sharing.
const (
	// SettingShare is what neighbours may ask about: "all", ids of items with commas
	// between, or "" for nothing.
	SettingShare = "share"
	// SettingContact is a [Contact], "" for [ByChat].
	SettingContact = "share.contact"
)

// shareAll is consent to be asked about anything.
const shareAll = "all"

// Consent is what neighbours may ask a shop about.
type Consent struct {
	All   bool
	Items []string // ids, when not All
}

// None reports whether nothing was agreed to.
func (c Consent) None() bool { return !c.All && len(c.Items) == 0 }

// ParseConsent reads [SettingShare].
func ParseConsent(kept string) Consent {
	switch kept {
	case "":
		return Consent{}
	case shareAll:
		return Consent{All: true}
	}
	return Consent{Items: strings.Split(kept, ",")}
}

// Consent is what neighbours may ask about.
func (b *Book) Consent(ctx context.Context) (Consent, error) {
	kept, err := b.Setting(ctx, SettingShare)
	return ParseConsent(kept), err
}

// Contact is how the shop likes to be reached.
func (b *Book) Contact(ctx context.Context) (Contact, error) {
	c, err := b.Setting(ctx, SettingContact)
	if c == "" {
		c = string(ByChat)
	}
	return Contact(c), err
}

// Agree lets neighbours ask about an item, or about anything when none is named.
// ErrNameless and ErrNoPlace when they could not tell who asks, or would not be
// found.
func (b *Book) Agree(ctx context.Context, i Item) (Item, error) {
	if _, err := b.known(ctx); err != nil {
		return i, err
	}
	if i.None() {
		return i, b.SetSetting(ctx, SettingShare, shareAll)
	}
	it, isNew, err := b.resolve(ctx, i, "")
	if err == nil && isNew {
		err = ErrNotFound
	}
	if err != nil {
		return it, err
	}
	c, err := b.Consent(ctx)
	if err != nil || c.All || slices.Contains(c.Items, it.ID) {
		return it, err
	}
	ids := append(slices.Clone(c.Items), it.ID)
	slices.Sort(ids)
	return it, b.SetSetting(ctx, SettingShare, strings.Join(ids, ","))
}

// Refuse takes back what was agreed to: for an item, or for all when none is named.
// Whoever had agreed to all has to name the items he agrees to then.
func (b *Book) Refuse(ctx context.Context, i Item) (Item, error) {
	c, err := b.Consent(ctx)
	if err != nil {
		return i, err
	}
	if i.None() || c.All {
		return i, b.SetSetting(ctx, SettingShare, "")
	}
	it, _, err := b.resolve(ctx, i, "")
	if err != nil {
		return it, err
	}
	ids := slices.DeleteFunc(slices.Clone(c.Items), func(id string) bool { return id == it.ID })
	return it, b.SetSetting(ctx, SettingShare, strings.Join(ids, ","))
}

// known is the name neighbours know the shop by.
func (b *Book) known(ctx context.Context) (string, error) {
	p, err := b.Profile(ctx)
	if err != nil {
		return "", err
	}
	if p.Name == "" {
		return "", ErrNameless
	}
	at, err := b.At(ctx)
	if err == nil && at == "" {
		err = ErrNoPlace
	}
	return p.Name, err
}
