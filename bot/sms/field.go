package sms

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// fields reads what a request holds. What is in a table, a list or a word stands
// as map[string]any, []any and pattern; all else is as it was.
func (c Config) fields(g *gateway) error {
	g.fields = map[string]any{}
	for name, value := range c.Fields {
		f, err := field(value)
		if err != nil {
			return fmt.Errorf("fields: %s: %w", name, err)
		}
		if c.Body != JSON && !flat(f) {
			return fmt.Errorf("fields: %s: a table, or a list of lists, stands in JSON only", name)
		}
		g.fields[name] = f
	}
	return nil
}

// field reads one value.
func field(value any) (any, error) {
	switch v := value.(type) {
	case string:
		return parse(v, all...)
	case bool, int64, float64:
		return v, nil
	case []any:
		return list(v)
	case []map[string]any: // a list of tables, as the TOML reader has it
		out := make([]any, len(v))
		for i := range v {
			out[i] = v[i]
		}
		return list(out)
	case map[string]any:
		out := map[string]any{}
		for name, within := range v {
			f, err := field(within)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out[name] = f
		}
		return out, nil
	}
	return nil, errors.New("only words, numbers, true, false, lists and tables can be sent")
}

// list reads each value of a list.
func list(values []any) (any, error) {
	out := make([]any, len(values))
	for i, value := range values {
		f, err := field(value)
		if err != nil {
			return nil, err
		}
		out[i] = f
	}
	return out, nil
}

// flat reports whether a field can stand in a form.
func flat(f any) bool {
	switch f := f.(type) {
	case map[string]any:
		return false
	case []any:
		return !slices.ContainsFunc(f, func(within any) bool {
			_, deep := within.([]any)
			return deep || !flat(within)
		})
	}
	return true
}

// filled is a field with values in it, for JSON.
func filled(f any, values map[string]string) any {
	switch f := f.(type) {
	case pattern:
		return f.fill(values, asIs)
	case []any:
		out := make([]any, len(f))
		for i := range f {
			out[i] = filled(f[i], values)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, within := range f {
			out[name] = filled(within, values)
		}
		return out
	}
	return f
}

// words are a field's values, for a form.
func words(f any, values map[string]string) []string {
	switch f := f.(type) {
	case pattern:
		return []string{f.fill(values, asIs)}
	case []any:
		var out []string
		for _, within := range f {
			out = append(out, words(within, values)...)
		}
		return out
	case float64:
		return []string{strconv.FormatFloat(f, 'f', -1, 64)}
	}
	return []string{fmt.Sprint(f)}
}

// mentions reports whether a place stands in a field.
func mentions(f any, name string) bool {
	has := func(f any) bool { return mentions(f, name) }
	switch f := f.(type) {
	case pattern:
		return f.has(name)
	case []any:
		return slices.ContainsFunc(f, has)
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(f)), has)
	}
	return false
}
