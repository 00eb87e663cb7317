package shop

import (
	"encoding/json"
	"fmt"
)

// Item is something the shop sells. Its JSON is a value of kind item: what it
// is called and counted in. The book keeps it as facts (see [Item.Facts]).
type Item struct {
	ID       string              // "" for a name the shop does not know yet
	Name     string              // as it was first called
	Names    map[string]string   // what it is called, by language tag; never changed in place
	Aliases  []string            // what else it is called, in any script
	Also     map[string][]string // what else its starter calls it, by language tag, the name first; never changed
	Unit     string              // what it is counted in; prices and cost are per one of it
	Packs    []Pack              // sizes it comes in
	Category string              // "grains"
	Price    Money               // usual selling price; 0 is not known
	Cost     Money               // last known cost; 0 is not known
	MRP      Money               // printed on the pack; 0 is none
	Reorder  Quantity            // low at or below it; 0 goes by how fast it sells
	Into     string              // id of the item this one turned out to be; "" when it is its own
	Of       []string            // ids of the items that turned out to be this one
}

// facts is how an item is kept: one field each, so that a change names one.
type facts struct {
	Name     string            `json:"name,omitempty"`
	Names    map[string]string `json:"names,omitempty"`
	Aliases  []string          `json:"aliases,omitempty"`
	Unit     string            `json:"unit,omitempty"`
	Packs    []Pack            `json:"packs,omitempty"`
	Category string            `json:"category,omitempty"`
	Price    int64             `json:"price,omitempty"`
	Cost     int64             `json:"cost,omitempty"`
	MRP      int64             `json:"mrp,omitempty"`
	Reorder  int64             `json:"reorder,omitempty"`
	Into     string            `json:"into,omitempty"`
	Of       []string          `json:"of,omitempty"`
}

// The fields of an item that a [Change] can name.
const (
	FieldName     = "name"
	FieldNames    = "names"
	FieldAliases  = "aliases"
	FieldUnit     = "unit"
	FieldPacks    = "packs"
	FieldCategory = "category"
	FieldPrice    = "price"
	FieldCost     = "cost"
	FieldMRP      = "mrp"
	FieldReorder  = "reorder"
	FieldInto     = "into"
	FieldOf       = "of"
)

// Known reports whether i is an item of the shop.
func (i Item) Known() bool { return i.ID != "" }

// None reports whether no item was named.
func (i Item) None() bool { return i.ID == "" && i.Name == "" }

// MarshalJSON writes i as a value.
func (i Item) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindItem, ID: i.ID, Text: i.Name, Names: i.Printed(), Unit: i.Unit})
}

// UnmarshalJSON reads a value: a known item with its names, or a new name.
func (i *Item) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindItem, kindText)
	if err == nil {
		*i = Item{ID: v.ID, Name: v.Text, Names: v.Names, Unit: v.Unit}
	}
	return err
}

// Measure is q of i, to be said.
func (i Item) Measure(q Quantity) Measure { return Measure{N: int64(q), Unit: i.Unit} }

// Facts is all of i but its id, as the book keeps it.
func (i Item) Facts() (json.RawMessage, error) {
	return json.Marshal(i.facts())
}

func (i Item) facts() facts {
	return facts{
		Name: i.Name, Names: i.Names, Aliases: i.Aliases, Unit: i.Unit, Packs: i.Packs, Category: i.Category,
		Price: int64(i.Price), Cost: int64(i.Cost), MRP: int64(i.MRP), Reorder: int64(i.Reorder),
		Into: i.Into, Of: i.Of,
	}
}

// With lays kept facts over i: what they name replaces what i has. An own row
// of a shop may name one price only, and the rest is its starter's, as long as the
// shop counts in the starter's unit.
func (i Item) With(kept json.RawMessage) (Item, error) {
	base := i
	var f map[string]json.RawMessage
	if err := json.Unmarshal(kept, &f); err != nil {
		return i, fmt.Errorf("shop: facts of item %s: %w", i.ID, err)
	}
	for field, raw := range f {
		if err := i.set(field, raw); err != nil {
			return i, fmt.Errorf("shop: fact %s of item %s: %w", field, i.ID, err)
		}
	}
	for n, field := range priceFields {
		if !empty(f[field]) {
			continue
		}
		if *i.prices()[n] = 0; i.Unit == base.Unit {
			*i.prices()[n] = *base.prices()[n]
		}
	}
	return i, nil
}

// set replaces one fact; null empties it.
func (i *Item) set(field string, raw json.RawMessage) error {
	if into := i.field(field); into != nil {
		return json.Unmarshal(zeroed(raw, into), into)
	}
	return nil
}

// fact reads one fact as it is kept; null when it is empty.
func (i Item) fact(field string) (json.RawMessage, error) {
	raw, err := i.Facts()
	if err != nil {
		return nil, err
	}
	var f map[string]json.RawMessage
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, err
	}
	if v, ok := f[field]; ok {
		return v, nil
	}
	return json.RawMessage("null"), nil
}

// field is where a fact of i lives; amounts as the plain numbers they are kept
// as. It is nil for a fact of a later version, which is left alone.
func (i *Item) field(name string) any {
	switch name {
	case FieldName:
		return &i.Name
	case FieldNames:
		i.Names = nil // json would fill the shared map in place
		return &i.Names
	case FieldAliases:
		i.Aliases = nil
		return &i.Aliases
	case FieldUnit:
		return &i.Unit
	case FieldPacks:
		i.Packs = nil
		return &i.Packs
	case FieldCategory:
		return &i.Category
	case FieldPrice:
		return (*int64)(&i.Price)
	case FieldCost:
		return (*int64)(&i.Cost)
	case FieldMRP:
		return (*int64)(&i.MRP)
	case FieldReorder:
		return (*int64)(&i.Reorder)
	case FieldInto:
		return &i.Into
	case FieldOf:
		i.Of = nil
		return &i.Of
	}
	return nil
}

// zeroed turns null, which json reads as "leave it", into the field's zero.
func zeroed(raw json.RawMessage, into any) json.RawMessage {
	if string(raw) != "null" {
		return raw
	}
	switch into.(type) {
	case *int64:
		return json.RawMessage("0")
	case *string:
		return json.RawMessage(`""`)
	}
	return raw
}
