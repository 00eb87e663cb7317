package shop

import (
	"bytes"
	"encoding/json"
)

// What a [Change] changes.
const (
	ChangeItem     = "item"
	ChangeCustomer = "customer"
	ChangeProfile  = "profile" // ID is empty
	ChangeSetting  = "setting" // ID is its name, Field empty; see also [ChangeDeal]
	ChangeSeen     = "seen"    // ID is what an [Alert] is about, Field its kind
)

// Change is what is not an entry: a new item, a price, a name, a setting. Taken
// back, it is put back only if it still is After.
type Change struct {
	Ref           // where it stands; given when it is written
	What   string // ChangeItem, ChangeCustomer, …
	ID     string // of the item, customer or setting
	Field  string // "" for the whole of it
	Before json.RawMessage
	After  json.RawMessage // null takes the whole of it away
	// Reverses is the change this one puts back.
	Reverses Ref
}

// Effect marks a change as something a turn does.
func (Change) Effect() {}

// Creates reports whether c brings something new into the shop.
func (c Change) Creates() bool { return c.Field == "" && c.What != ChangeSetting && empty(c.Before) }

// Removes reports whether c takes away what was created.
func (c Change) Removes() bool { return c.Field == "" && c.What != ChangeSetting && empty(c.After) }

// Back is the change that puts back what c changed.
func (c Change) Back() Change {
	return Change{What: c.What, ID: c.ID, Field: c.Field, Before: c.After, After: c.Before, Reverses: c.Ref}
}

// Names reports whether c changes what things are called, so that vocabularies
// made of the names are out of date.
func (c Change) Names() bool {
	switch c.What {
	case ChangeCustomer:
		return c.Field == "" || c.Field == FieldName || c.Field == FieldAliases
	case ChangeLeaving:
		return c.ID != ""
	case ChangeItem:
		return c.Field == "" || c.Field == FieldName || c.Field == FieldNames || c.Field == FieldAliases || c.Field == FieldUnit ||
			c.Field == FieldInto
	}
	return false
}

// empty reports whether raw says nothing.
func empty(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// same compares two kept facts.
func same(a, b json.RawMessage) bool {
	return empty(a) && empty(b) || bytes.Equal(bytes.TrimSpace(a), bytes.TrimSpace(b))
}

// ChangeDemo is how going to the demo shop and back is kept; its Field is a
// [Mode]. There is nothing to put back.
const ChangeDemo = "demo"

// EnterDemo takes the person to his demo shop, which is made when he has none.
type EnterDemo struct{}

// Effect marks it as something a turn does.
func (EnterDemo) Effect() {}

// LeaveDemo takes the person back to his own shop.
type LeaveDemo struct{}

// Effect marks it as something a turn does.
func (LeaveDemo) Effect() {}
