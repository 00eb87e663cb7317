package shop

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// nameFields are the columns of a file of names: id, name, name in Latin letters, aliases.
const nameFields = 4

// addNames reads what the items of a catalogue are called in further languages:
// starter/<trade>.<lang>.tsv has lines of id, name, the same in Latin letters, and
// aliases with a | between. ErrStarter says which line is wrong.
func addNames(files fs.FS, t Trade, items []Item) error {
	at := make(map[string]*Item, len(items))
	for i := range items {
		at[items[i].ID] = &items[i]
	}
	return eachRow(files, "starter/"+string(t)+".*.tsv", func(table string, f []string) error {
		lang := strings.TrimSuffix(strings.TrimPrefix(path.Base(table), string(t)+"."), ".tsv")
		if err := addName(at, lang, f); err != nil {
			return fmt.Errorf("%w: %w", ErrStarter, err)
		}
		return nil
	})
}

// addName gives one item its names in one language.
func addName(items map[string]*Item, lang string, f []string) error {
	if len(f) != nameFields {
		return fmt.Errorf("%d columns, want id, name, name in Latin letters, aliases", len(f))
	}
	it, ok := items[f[0]]
	if !ok {
		return fmt.Errorf("%q is no item of the catalogue", f[0])
	}
	if it.Also[lang] != nil {
		return fmt.Errorf("%q is there already", f[0])
	}
	for _, name := range f[1:3] {
		if !plainName(name) {
			return fmt.Errorf("name %q: %w", name, ErrName)
		}
	}
	if it.Also == nil {
		it.Also = map[string][]string{}
	}
	it.Also[lang] = append([]string{f[1]}, list(f[3])...)
	it.Also[lang+"-Latn"] = []string{f[2]}
	return nil
}
