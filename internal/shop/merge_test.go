package shop

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestMerge lays facts over a catalogue: all of it is there once and in order,
// what is the shop's own as it says, with or without the rest.
func TestMerge(t *testing.T) {
	starter, err := Starter("kirana")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		own := map[string][]byte{}
		for _, n := range rapid.SliceOfDistinct(rapid.IntRange(0, len(starter)-1), rapid.ID[int]).Draw(t, "theirs") {
			own[starter[n].ID] = fmt.Appendf(nil, `{"name":"own %d"}`, n)
		}
		for _, id := range rapid.SliceOfDistinct(rapid.StringMatching("[a-z~]{1,4}"), rapid.ID[string]).Draw(t, "new") {
			own[id] = []byte(`{"name":"own"}`)
		}
		all, err := Merge("kirana", own)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := Own("kirana", own)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for _, it := range starter {
			want[it.ID] = true
		}
		for id := range own {
			want[id] = true
		}
		byID := func(a, b Item) int { return strings.Compare(a.ID, b.ID) }
		if len(all) != len(want) || !slices.IsSortedFunc(all, byID) || len(alone) != len(own) || !slices.IsSortedFunc(alone, byID) {
			t.Fatalf("%d of %d items, %d of %d own", len(all), len(want), len(alone), len(own))
		}
		for _, it := range all {
			at, found := slices.BinarySearchFunc(alone, it, byID)
			if _, changed := own[it.ID]; changed != found || found && alone[at].Name != it.Name || found != strings.HasPrefix(it.Name, "own") {
				t.Fatalf("%s: %q", it.ID, it.Name)
			}
			delete(want, it.ID)
		}
		if len(want) != 0 {
			t.Fatalf("missing: %v", want)
		}
	})
	for _, merge := range []func(Trade, map[string][]byte) ([]Item, error){Merge, Own} {
		if _, err := merge("kirana", map[string][]byte{"x": []byte("{")}); err == nil {
			t.Error("facts that cannot be read")
		}
	}
}
