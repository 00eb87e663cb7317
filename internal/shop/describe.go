package shop

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
)

// The facts of a customer that change by themselves.
const (
	FieldPhone   = "phone"
	FieldLang    = "lang"
	FieldLimit   = "limit"
	FieldDispute = "dispute"
	FieldNudged  = "nudged"
	FieldPromise = "promise"
)

// Describe changes facts of a customer: what change sets otherwise than it was
// is written, each fact by itself, so that each can be taken back by itself.
// Somebody nobody knows is created first, which the second result says.
func (b *Book) Describe(ctx context.Context, c Customer, change func(*Customer)) (Customer, bool, error) {
	known, isNew, err := b.who(ctx, c)
	if err != nil {
		return c, false, err
	}
	if isNew {
		if err := b.welcome(known); err != nil {
			return known, true, err
		}
	}
	before, err := known.facts()
	if err != nil {
		return known, isNew, err
	}
	known.Aliases = slices.Clone(known.Aliases)
	change(&known)
	after, err := known.facts()
	if err != nil {
		return known, isNew, err
	}
	fields := maps.Clone(before)
	maps.Copy(fields, after)
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if !bytes.Equal(before[field], after[field]) {
			b.do(Change{What: ChangeCustomer, ID: known.ID, Field: field, Before: orNull(before[field]), After: orNull(after[field])})
		}
	}
	return known, isNew, nil
}

// Nickname lets a customer be called by one name more. ErrTaken, with that
// customer, when another is called so.
func (b *Book) Nickname(ctx context.Context, c Customer, name string) (Customer, error) {
	known, isNew, err := b.who(ctx, c)
	if err != nil || isNew {
		return c, orMissing(err, isNew)
	}
	if !plainName(name) {
		return known, ErrName
	}
	other, free, err := b.who(ctx, Customer{Name: name})
	switch {
	case err != nil:
		return known, err
	case !free && other.ID != known.ID:
		return other, ErrTaken
	case !free:
		return known, nil
	}
	known, _, err = b.Describe(ctx, known, func(c *Customer) { c.Aliases = append(c.Aliases, properName(name)) })
	return known, err
}

// facts are all of c but the id, one by one.
func (c Customer) facts() (map[string]json.RawMessage, error) {
	raw, err := c.Facts()
	if err != nil {
		return nil, err
	}
	var out map[string]json.RawMessage
	err = json.Unmarshal(raw, &out)
	return out, err
}

// fact is one fact as it is kept; null when it is empty.
func (c Customer) fact(field string) (json.RawMessage, error) {
	all, err := c.facts()
	return orNull(all[field]), err
}

// laid is c after one change to him; of all of him, only the new facts count.
func (c Customer) laid(ch Change) (Customer, error) {
	raw, err := c.Facts()
	if err != nil {
		return c, err
	}
	if raw, err = LayCustomer(raw, ch); err != nil {
		return c, err
	}
	return Customer{ID: c.ID}.With(raw)
}

// LayCustomer makes one change to the facts a customer is kept as; nil when it
// takes him away, and nothing when there is nobody to change.
func LayCustomer(kept json.RawMessage, c Change) (json.RawMessage, error) {
	switch {
	case c.Removes():
		return nil, nil
	case c.Field == "":
		return c.After, nil
	case empty(kept):
		return nil, nil
	}
	var own map[string]json.RawMessage
	if err := json.Unmarshal(kept, &own); err != nil {
		return nil, err
	}
	own[c.Field] = c.After
	if empty(c.After) {
		delete(own, c.Field)
	}
	return json.Marshal(own)
}

func orNull(raw json.RawMessage) json.RawMessage {
	if empty(raw) {
		return json.RawMessage("null")
	}
	return raw
}

// orMissing is what went wrong with a name that had to be known.
func orMissing(err error, isNew bool) error {
	if err != nil {
		return nobody(err)
	}
	return missing(isNew)
}
