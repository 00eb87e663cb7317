package forms

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// ErrTemplate is wrapped by whatever [New] refuses a file for.
var ErrTemplate = errors.New("forms: not a template")

// New reads the templates of the sources. It fails on what could never be filled
// or would stand for something else than it says: a file that is not TOML or has
// what no template has, a name or a reply that two claim. What is merely not good
// yet is found by [Set.Check].
func New(words Words, sources ...Source) (*Set, error) {
	s := &Set{words: words, byKey: map[string]*Template{}}
	for _, source := range sources {
		names, err := fs.Glob(source.Files, "forms/*.toml")
		if err != nil {
			return nil, fmt.Errorf("forms: new: %w", err)
		}
		for _, name := range names {
			t, err := read(source, name)
			if err == nil {
				err = s.add(t)
			}
			if err != nil {
				return nil, fmt.Errorf("forms: new: %s: %s: %w", source.Prefix, name, err)
			}
		}
	}
	slices.SortFunc(s.all, func(a, b *Template) int { return cmp.Compare(a.Name, b.Name) })
	return s, nil
}

// read reads one file, strictly.
func read(source Source, name string) (*Template, error) {
	raw, err := fs.ReadFile(source.Files, name)
	if err != nil {
		return nil, err
	}
	t := &Template{prefix: source.Prefix}
	meta, err := toml.Decode(string(raw), t)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTemplate, err)
	}
	if strange := meta.Undecoded(); len(strange) > 0 {
		return nil, fmt.Errorf("%w: nothing is called %s", ErrTemplate, strange[0])
	}
	return t, nil
}

// add files a template.
func (s *Set) add(t *Template) error {
	switch {
	case t.Name == "":
		return fmt.Errorf("%w: it has no name", ErrTemplate)
	case s.Find(t.Name) != nil:
		return fmt.Errorf("%w: the name %s is taken", ErrTemplate, t.Name)
	case t.Category != Utility && t.Category != Marketing:
		return fmt.Errorf("%w: category %q is neither utility nor marketing", ErrTemplate, t.Category)
	case len(t.For) == 0 && s.generic != nil:
		return fmt.Errorf("%w: %s stands for all the rest already", ErrTemplate, s.generic.Name)
	}
	for _, key := range t.For {
		if !strings.HasPrefix(key, t.prefix+".") {
			return fmt.Errorf("%w: %s is not said by %s", ErrTemplate, key, t.prefix)
		}
		if s.byKey[key] != nil {
			return fmt.Errorf("%w: %s has %s already", ErrTemplate, key, s.byKey[key].Name)
		}
		s.byKey[key] = t
	}
	if len(t.For) == 0 {
		s.generic = t
	}
	s.all = append(s.all, t)
	return nil
}

// Find looks a template up by its name; nil when there is none.
func (s *Set) Find(name string) *Template {
	i := slices.IndexFunc(s.all, func(t *Template) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return s.all[i]
}
