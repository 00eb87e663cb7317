package book

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// entry writes what an entry changes.
func (d *dump) entry(e shop.Entry) string {
	parts := []string{string(e.Kind)}
	if e.Item != "" {
		parts = append(parts, d.item(e.Item), e.Qty.String(), d.items[e.Item].Unit)
	}
	if e.Kind == shop.Dating {
		parts[2] = e.Batch.String() // it moves no stock
	}
	if e.Head != "" {
		parts = append(parts, string(e.Head))
	}
	if e.Customer != "" {
		parts = append(parts, d.customer(e.Customer))
	}
	for _, m := range []struct {
		name string
		n    shop.Money
	}{
		{"revenue", e.Revenue},
		{"discount", e.Discount},
		{"spent", e.Spent},
		{"cost", e.Cost},
		{"cash", e.Cash},
		{"upi", e.UPI},
		{"due", e.Due},
		{"owed", e.Owed},
		{"counted", e.Counted},
	} {
		if m.n != 0 {
			parts = append(parts, m.name, m.n.String())
		}
	}
	if e.Doubt != 0 {
		parts = append(parts, fmt.Sprintf("doubt %+d", e.Doubt))
	}
	parts = append(parts, "on", string(e.Day))
	if e.Until != "" {
		parts = append(parts, "until", string(e.Until))
	}
	if e.Expires != "" {
		parts = append(parts, "expires", string(e.Expires))
	}
	if e.Note != "" {
		parts = append(parts, fmt.Sprintf("%q", e.Note))
	}
	return strings.Join(parts, " ")
}

// change writes one change.
func (d *dump) change(c shop.Change) {
	at := head(c.Ref, c.Reverses)
	switch {
	case c.What == shop.ChangeDeal:
		d.line(at, "deal %s -> %s", state(c.Before), state(c.After))
	case c.What == shop.ChangeDemo:
		d.line(at, "demo %s", c.Field)
	case c.What == shop.ChangeShop:
		d.line(at, "another shop")
	case c.Creates():
		d.line(at, "new %s %s", c.What, named(c.After))
	case c.Removes():
		d.line(at, "no %s %s", c.What, named(c.Before))
	case c.What == shop.ChangeItem && (c.Field == shop.FieldPrice || c.Field == shop.FieldCost || c.Field == shop.FieldMRP):
		d.line(at, "%s of %s %s -> %s", c.Field, d.item(c.ID), amount(c.Before), amount(c.After))
	case c.What == shop.ChangeCustomer:
		d.line(at, "%s of %s: %s -> %s", c.Field, d.customer(c.ID), orNull(c.Before), orNull(c.After))
	case c.What == shop.ChangeSeen:
		d.line(at, "seen %s: %s -> %s", strings.Join(strings.Fields(c.Field+" "+d.thing(c.ID)), " "), orNull(c.Before), orNull(c.After))
	case c.What == shop.ChangeLeaving:
		d.line(at, "leaving %s: %s -> %s", cmp.Or(d.customer(c.ID), "shop"), orNull(c.Before), orNull(c.After))
	case c.What == shop.ChangeRate:
		k := shop.RateKeyOf(c.Field)
		d.line(at, "rate of %s %s -> %s", strings.Join(strings.Fields(d.item(c.ID)+" "+k.Unit+" "+d.customer(k.Customer)), " "),
			amount(c.Before), amount(c.After))
	default:
		d.line(at, "%s: %s -> %s", strings.Join(strings.Fields(c.What+" "+c.ID+" "+c.Field), " "), orNull(c.Before), orNull(c.After))
	}
}

// named is the name among facts.
func named(facts json.RawMessage) string {
	var f struct {
		Name string `json:"name"`
	}
	if json.Unmarshal(facts, &f) != nil {
		return string(facts)
	}
	return f.Name
}

// amount is an amount among facts.
func amount(fact json.RawMessage) string {
	var m int64
	if len(fact) == 0 || json.Unmarshal(fact, &m) != nil {
		return string(fact)
	}
	return shop.Money(m).String()
}

// state is how far a deal has come, as its facts have it, and what it is about.
func state(facts json.RawMessage) string {
	d, err := shop.Deal{}.With(facts)
	if err != nil || d.State == "" {
		return "none"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", d.State, d.Item.ID, scaled(d.Qty), d.Name))
}

// scaled is a quantity in its unit.
func scaled(m shop.Measure) string { return fmt.Sprintf("%g %s", float64(m.N)/1000, m.Unit) }
