package locales

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// load reads every <lang>.toml of a folder under a prefix. A folder that is not
// there is a skill without texts.
func (b *Bundle) load(files fs.FS, dir, prefix string) error {
	if prefix == "" || strings.Contains(prefix, ".") {
		return fmt.Errorf("locales: load: %q is no prefix", prefix)
	}
	entries, err := fs.ReadDir(files, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("locales: load %s: %w", prefix, err)
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		if path.Ext(name) != ".toml" {
			continue
		}
		if err := b.loadFile(files, name, prefix); err != nil {
			return fmt.Errorf("locales: load %s: %s: %w", prefix, name, err)
		}
	}
	return nil
}

// loadFile reads the texts of one language.
func (b *Bundle) loadFile(files fs.FS, name, prefix string) error {
	lang, err := ParseTag(strings.TrimSuffix(path.Base(name), ".toml"))
	if err != nil {
		return err
	}
	e, err := b.edition(lang)
	if err != nil {
		return err
	}
	texts, err := readTexts(files, name)
	if err != nil {
		return err
	}
	if b.keys[prefix] == nil {
		b.keys[prefix] = map[string][]string{}
	}
	for key, t := range texts {
		whole := prefix + "." + key
		if err := e.add(whole, t); err != nil {
			return err
		}
		if !strings.HasSuffix(whole, spokenForm) {
			b.keys[prefix][lang] = append(b.keys[prefix][lang], whole)
		}
	}
	return nil
}

// readTexts reads a file's texts by their keys without prefix.
func readTexts(files fs.FS, name string) (map[string]*text, error) {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var entries map[string]any
	if err := toml.Unmarshal(raw, &entries); err != nil {
		return nil, err
	}
	texts := make(map[string]*text, len(entries))
	for key, entry := range entries {
		if entry == "" && strings.HasSuffix(key, spokenForm) {
			texts[key] = nil // it is not said at all
			continue
		}
		t, err := newText(entry)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", key, err)
		}
		texts[key] = t
	}
	return texts, nil
}

// add files a text in the edition.
func (e *edition) add(key string, t *text) error {
	if _, taken := e.texts[key]; taken {
		return fmt.Errorf("%s is said twice", key)
	}
	e.texts[key] = t
	if t == nil {
		return nil
	}
	return e.bundle.AddMessages(e.tag, t.message(key))
}

// message is the text as go-i18n takes it. A plural form that the file leaves
// out reads as "other": the rules of a language may ask for any.
func (t *text) message(key string) *i18n.Message {
	form := func(name string) string {
		if s, ok := t.forms[name]; ok {
			return s
		}
		return t.forms["other"]
	}
	return &i18n.Message{
		ID: key, Zero: form("zero"), One: form("one"), Two: form("two"),
		Few: form("few"), Many: form("many"), Other: form("other"),
	}
}

// isForm reports whether name is one of the plural forms of the CLDR.
func isForm(name string) bool {
	return slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, name)
}
