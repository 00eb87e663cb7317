package intents

import (
	"fmt"
	"io/fs"
	"strings"
)

// choices finds the listed values of a slot: "nakad" is cash.
type choices = *table[string]

// parseValues reads every values/<slot>.<lang>.txt of a skill's files in the named
// languages, or in all, with the languages of a slot together. A line is "canonical: word, word two, word"; the
// canonical name counts as a word of its own. Errors wrap [ErrPhrase].
func parseValues(files fs.FS, langs []string) (map[string]choices, error) {
	names, err := fs.Glob(files, "values/*.txt")
	if err != nil {
		return nil, fmt.Errorf("intents: list values: %w", err)
	}
	out := map[string]choices{}
	for _, name := range names {
		slot, _, ok := stemAndLang(name)
		if !ok {
			return nil, fmt.Errorf("%w: %s: not named <slot>.<lang>.txt", ErrPhrase, name)
		}
		if !written(name, langs) {
			continue
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("intents: read values: %w", err)
		}
		if out[slot] == nil {
			out[slot] = newTable[string]()
		}
		if err := addValues(out[slot], name, string(raw)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// addValues files the lines of one value file.
func addValues(t choices, name, text string) error {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		canonical, spellings, ok := strings.Cut(line, ":")
		canonical = strings.TrimSpace(canonical)
		if !ok || canonical == "" {
			return fmt.Errorf("%s:%d: %w: not \"canonical: word, word\"", name, i+1, ErrPhrase)
		}
		t.add(canonical, canonical)
		for _, s := range strings.Split(spellings, ",") {
			t.add(s, canonical)
		}
	}
	return nil
}

// categorySlot is the slot for a kind of thing: "biscuit", "masale".
const categorySlot = "category"

// listedWords is the plain form of the errands' listed values of one word.
func listedWords(errands map[string]*errand) map[string]bool {
	out := map[string]bool{}
	for _, e := range errands {
		for slot, listed := range e.kinds {
			if slot == categorySlot {
				continue // what kinds of things are called, things are called too
			}
			for phrase := range listed.entries {
				if !strings.Contains(phrase, " ") {
					out[phrase] = true
				}
			}
		}
	}
	return out
}
