package locales

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"
)

// text is one key in one language.
type text struct {
	forms   map[string]string // by plural form; a text without forms is "other"
	needs   []string          // names of the arguments it uses, sorted
	plain   string            // what it says whatever its arguments are, branches one after another
	strange []string          // what it asks of an argument that no argument can do
}

// newText reads an entry of a file: a string, or a table of plural forms.
func newText(entry any) (*text, error) {
	forms, err := readForms(entry)
	if err != nil {
		return nil, err
	}
	t := &text{forms: forms}
	needs := map[string]bool{}
	if len(forms) > 1 {
		needs["Count"] = true
	}
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		if err := t.read(forms[form], needs); err != nil {
			return nil, err
		}
	}
	t.needs = slices.Sorted(maps.Keys(needs))
	return t, nil
}

// readForms reads the plural forms of an entry.
func readForms(entry any) (map[string]string, error) {
	switch v := entry.(type) {
	case string:
		return map[string]string{"other": v}, nil
	case map[string]any:
		return readTable(v)
	}
	return nil, fmt.Errorf("a text is a string or a table of plural forms, not %T", entry)
}

func readTable(table map[string]any) (map[string]string, error) {
	forms := make(map[string]string, len(table))
	for name, v := range table {
		s, ok := v.(string)
		if !ok || !isForm(name) {
			return nil, fmt.Errorf("%q is no plural form; keys with a dot are written in quotes", name)
		}
		forms[name] = s
	}
	if _, ok := forms["other"]; !ok {
		return nil, errors.New(`the plural form "other" is missing`)
	}
	return forms, nil
}

// read takes apart one form: what it says, and what it needs to say it.
func (t *text) read(source string, needs map[string]bool) error {
	if strings.TrimSpace(source) == "" {
		return errors.New("the text is empty")
	}
	parsed, err := template.New("").Parse(source)
	if err != nil {
		return err
	}
	if len(parsed.Templates()) > 1 {
		return errors.New("a text may not define templates")
	}
	r := reading{needs: needs}
	if err := r.node(parsed.Root); err != nil {
		return err
	}
	t.plain += r.plain.String() + "\n"
	t.strange = append(t.strange, r.strange...)
	return nil
}
