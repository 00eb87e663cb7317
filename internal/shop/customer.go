package shop

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// Customer is someone with an account, or a supplier. Its JSON is a value of
// kind customer.
type Customer struct {
	ID      string            // "" for a name the shop does not know yet
	Name    string            // as he was first called
	Names   map[string]string // by language tag; never changed in place
	Aliases []string          // nicknames
	Phone   string            // as given, "" when not
	Lang    string            // that he is written to in; "" is the shop's
	Limit   *Money            // of his own udhaar; nil is the shop's for everybody
	Dispute Day               // since when he says that his account is wrong; "" when he does not
	Nudged  Day               // when he was last reminded to pay
	Promise Promise           // by when he will pay
}

// person is how a customer is kept.
type person struct {
	Name    string            `json:"name,omitempty"`
	Names   map[string]string `json:"names,omitempty"`
	Aliases []string          `json:"aliases,omitempty"`
	Phone   string            `json:"phone,omitempty"`
	Lang    string            `json:"lang,omitempty"`
	Limit   *int64            `json:"limit,omitempty"` // paise
	Dispute string            `json:"dispute,omitempty"`
	Nudged  string            `json:"nudged,omitempty"`
	Promise string            `json:"promise,omitempty"`
}

// Order is what customers are listed by: it follows from the name alone, whatever
// ids a database gives.
func (c Customer) Order() string { return strconv.FormatUint(hash(Fold(c.Name)), 36) }

// InOrder puts customers in their order.
func InOrder(all []Customer) {
	order := make(map[string]string, len(all)) // worked out once for each
	for _, c := range all {
		order[c.ID] = c.Order()
	}
	slices.SortFunc(all, func(a, b Customer) int {
		return cmp.Or(cmp.Compare(order[a.ID], order[b.ID]), cmp.Compare(a.ID, b.ID))
	})
}

// byOrder compares two by their order.
func byOrder(a, b Customer) int {
	return cmp.Or(cmp.Compare(a.Order(), b.Order()), cmp.Compare(a.ID, b.ID))
}

// Known reports whether c is a customer of the shop.
func (c Customer) Known() bool { return c.ID != "" }

// None reports whether no customer was named.
func (c Customer) None() bool { return c.ID == "" && c.Name == "" }

// MarshalJSON writes c as a value.
func (c Customer) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindCustomer, ID: c.ID, Text: c.Name, Names: c.Names})
}

// UnmarshalJSON reads a value: a known customer, or a new name.
func (c *Customer) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindCustomer, kindText)
	if err == nil {
		*c = Customer{ID: v.ID, Name: v.Text, Names: v.Names}
	}
	return err
}

// Facts is all of c but the id, as the book keeps it.
func (c Customer) Facts() (json.RawMessage, error) {
	return json.Marshal(c.person())
}

// person is c as it is kept.
func (c Customer) person() person {
	return person{
		Name: c.Name, Names: c.Names, Aliases: c.Aliases, Phone: c.Phone, Lang: c.Lang,
		Limit: (*int64)(c.Limit), Dispute: string(c.Dispute), Nudged: string(c.Nudged),
		Promise: c.Promise.String(),
	}
}

// With lays kept facts over c.
func (c Customer) With(kept json.RawMessage) (Customer, error) {
	p := c.person()
	if err := json.Unmarshal(kept, &p); err != nil {
		return c, fmt.Errorf("shop: facts of customer %s: %w", c.ID, err)
	}
	return Customer{
		ID: c.ID, Name: p.Name, Names: p.Names, Aliases: p.Aliases, Phone: p.Phone, Lang: p.Lang,
		Limit: (*Money)(p.Limit), Dispute: Day(p.Dispute), Nudged: Day(p.Nudged),
		Promise: promiseOf(p.Promise),
	}, nil
}
