package sms

import (
	"encoding/json"
	"strconv"
	"strings"
)

// steps are the names on a path; none for "".
func steps(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

// walk is what stands at the end of a path; nil when there is nothing.
func walk(doc any, path []string) any {
	for _, step := range path {
		switch v := doc.(type) {
		case map[string]any:
			doc = v[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n < 0 || n >= len(v) {
				return nil
			}
			doc = v[n]
		default:
			return nil
		}
	}
	return doc
}

// at is the word, the number, or true or false at the end of a path; false when
// there is none.
func at(doc any, path []string) (string, bool) {
	if len(path) == 0 {
		return "", false
	}
	switch v := walk(doc, path).(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}
