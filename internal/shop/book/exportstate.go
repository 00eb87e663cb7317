package book

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// asOf reads what things were called and who was there after the turn: as it is
// now, with the changes since taken away, the last first.
func (e *export) asOf(ctx context.Context) error {
	since, err := e.source.changes(ctx, " and turn > $2 order by turn, n", e.turn)
	if err != nil {
		return err
	}
	slices.Reverse(since)
	if e.profile, err = e.Profile(ctx); err != nil {
		return err
	}
	if err := e.settings(ctx, since); err != nil {
		return err
	}
	own, err := e.facts(ctx, since)
	if err != nil {
		return err
	}
	all, err := shop.Merge(e.profile.Catalogue(), own)
	if err != nil {
		return err
	}
	if err := e.persons(ctx, since); err != nil {
		return err
	}
	e.own, e.items = own, map[string]shop.Item{}
	for _, it := range all {
		e.items[it.ID] = it
	}
	e.changes, err = e.source.changes(ctx, " and turn <= $2 order by turn, n", e.turn)
	e.changes = slices.DeleteFunc(e.changes, e.hides)
	return err
}

// settings reads the settings, and turns them and the profile back.
func (e *export) settings(ctx context.Context, since []shop.Change) error {
	f, err := e.face(ctx)
	if err != nil {
		return err
	}
	e.set = map[string]string{}
	for name, sealed := range f.settings {
		if e.set[name], err = e.openText(ctx, settingPlace(e.shop, name), sealed); err != nil {
			return err
		}
	}
	for _, c := range since {
		switch c.What {
		case shop.ChangeProfile:
			if e.profile, err = e.profile.With(c.Field, c.Before); err != nil {
				return err
			}
		case shop.ChangeSetting:
			var was string
			if json.Unmarshal(orNullRaw(c.Before), &was) != nil || was == "" {
				delete(e.set, c.ID)
			} else {
				e.set[c.ID] = was
			}
		}
	}
	return nil
}

// facts are the shop's own of its items.
func (e *export) facts(ctx context.Context, since []shop.Change) (map[string][]byte, error) {
	own, err := e.OwnItems(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range since {
		if c.What != shop.ChangeItem {
			continue
		}
		var kept map[string]json.RawMessage
		if raw := own[c.ID]; raw != nil {
			if err := json.Unmarshal(raw, &kept); err != nil {
				return nil, err
			}
		}
		back, err := shop.Lay(kept, c.Back())
		if err != nil {
			return nil, err
		}
		if delete(own, c.ID); back != nil {
			if own[c.ID], err = json.Marshal(back); err != nil {
				return nil, err
			}
		}
	}
	return own, nil
}

// persons reads customers and suppliers, but those given up at the turn.
func (e *export) persons(ctx context.Context, since []shop.Change) error {
	gone, err := e.Leaving(ctx)
	if err != nil {
		return err
	}
	kept := map[string]json.RawMessage{}
	all, err := e.Customers(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		if kept[c.ID], err = c.Facts(); err != nil {
			return err
		}
	}
	for _, c := range since {
		switch c.What {
		case shop.ChangeCustomer:
			if kept[c.ID], err = shop.LayCustomer(kept[c.ID], c.Back()); err != nil {
				return err
			}
		case shop.ChangeLeaving:
			if err := e.turnBack(ctx, c, gone, kept); err != nil {
				return err
			}
		}
	}
	e.people = map[string]shop.Customer{}
	for id, facts := range kept {
		if _, left := gone[id]; left || facts == nil {
			continue
		}
		if e.people[id], err = (shop.Customer{ID: id}).With(facts); err != nil {
			return err
		}
	}
	return nil
}

// turnBack undoes that somebody was given up or taken back after the turn.
func (e *export) turnBack(ctx context.Context, c shop.Change, gone map[string]shop.Day, kept map[string]json.RawMessage) error {
	if until := orNull(c.Before); until != "null" {
		gone[c.ID] = shop.Day(until)
		return nil
	}
	delete(gone, c.ID)
	if c.ID == "" {
		return nil
	}
	who, err := e.Customer(ctx, c.ID)
	if err != nil {
		return err
	}
	kept[c.ID], err = who.Facts()
	return err
}

// used leaves the items that the shop has facts of, or entries about: the others are
// anybody's.
func (e *export) used(context.Context) error {
	maps.DeleteFunc(e.items, func(id string, _ shop.Item) bool {
		_, moved := e.sums.stocks[id]
		_, known := e.own[id]
		return !moved && !known
	})
	return nil
}

// hides reports whether a change tells of somebody who is not in the export.
func (e *export) hides(c shop.Change) bool {
	id := ""
	switch c.What {
	case shop.ChangeCustomer, shop.ChangeLeaving:
		id = c.ID
	case shop.ChangeRate:
		id = shop.RateKeyOf(c.Field).Customer
	}
	_, known := e.people[id]
	return id != "" && !known
}

// orNullRaw is a fact that can be read.
func orNullRaw(fact json.RawMessage) json.RawMessage { return json.RawMessage(orNull(fact)) }
