package shop

import (
	"encoding/json"
	"sync"
)

// Category is a category's name as an argument of what is said; nothing when it is "".
// Every language has a word for each.
type Category string

// MarshalJSON writes it as the key of its word.
func (c Category) MarshalJSON() ([]byte, error) {
	if c == "" {
		return json.Marshal(value{})
	}
	return json.Marshal(value{Kind: kindKey, Text: "book.category." + string(c)})
}

// Category is the category a line of an answer by category is of, nothing of any other.
func (l Line) Category(by Group) Category {
	switch {
	case by != ByCategory:
		return ""
	case l.Key == "":
		return OtherCategory
	}
	return Category(l.Key)
}

// OtherCategory is the category of what nobody put under one.
const OtherCategory = "other"

// KnownCategory is a category's name when there is such a one, else "".
func KnownCategory(name string) string {
	if categories()[name] {
		return name
	}
	return ""
}

// categories are those of all starter catalogues.
var categories = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{OtherCategory: true}
	all, _ := starters() // a test reads all of them
	for _, c := range all {
		for _, it := range c.items {
			known[it.Category] = true
		}
	}
	return known
})
