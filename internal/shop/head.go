package shop

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"sync"
)

// Head is what money was spent for, other than goods to sell. Its JSON is a
// value of kind choose, with its names.
type Head string

// The heads; what fits none is [OtherCost].
const (
	Rent        Head = "rent"
	Electricity Head = "electricity"
	Salary      Head = "salary"
	Transport   Head = "transport"
	Tea         Head = "tea"
	Repair      Head = "repair"
	PhoneBill   Head = "phone"
	Packing     Head = "packing"
	Cleaning    Head = "cleaning"
	Tax         Head = "tax"
	Charity     Head = "charity"
	OtherCost   Head = "other"
	Home        Head = "home" // the owner's own: no cost of the shop
)

// headFiles hold what heads are called: heads/<lang>.tsv has a column for each script, named
// by its language tag.
//
//go:embed heads/*.tsv
var headFiles embed.FS

// headNames is what heads are called, by language tag; that the files can be read is for a
// test to show.
var headNames = sync.OnceValue(func() map[Head]map[string]string {
	all, err := readHeads(headFiles)
	if err != nil {
		panic(err)
	}
	return all
})

func readHeads(files fs.FS) (map[Head]map[string]string, error) {
	all, tags := map[Head]map[string]string{}, map[string][]string{}
	return all, eachRow(files, "heads/*.tsv", func(table string, f []string) error {
		if tags[table] == nil {
			tags[table] = f
			return nil
		}
		if len(f) != len(tags[table]) {
			return fmt.Errorf("shop: head %q has not %d columns", f[0], len(tags[table]))
		}
		h := Head(f[0])
		if all[h] == nil {
			all[h] = map[string]string{}
		}
		for n, tag := range tags[table][1:] {
			all[h][tag] = f[n+1]
		}
		return nil
	})
}

// MarshalJSON writes h as a value.
func (h Head) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindChoose, Text: string(h), Names: maps.Clone(headNames()[h])})
}

// UnmarshalJSON reads a value.
func (h *Head) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(h), kindChoose, kindText)
}

// known is h, or OtherCost for a head nobody listed.
func (h Head) known() Head {
	if _, ok := headNames()[h]; !ok {
		return OtherCost
	}
	return h
}
