package sms

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// pattern is words with places in them that are filled for each message:
// "+{to}". What stands as {env:NAME} is filled once, with what the environment
// has; a brace itself is written twice.
type pattern []piece

// piece is words as they are, a value that is the same for each message, or the
// name of one that is not.
type piece struct {
	words string
	value string
	name  string
}

// envPrefix begins what the environment holds instead of the file.
const envPrefix = "env:"

var errBrace = errors.New("a brace that is not closed, or not opened")

// parse reads a pattern in which allowed names may stand. Words that are env:NAME
// and nothing else are what the environment has.
func parse(text string, allowed ...string) (pattern, error) {
	if name, ok := strings.CutPrefix(text, envPrefix); ok {
		value, err := environment(name)
		return pattern{{words: value}}, err
	}
	var out pattern
	for text != "" {
		at := strings.IndexAny(text, "{}")
		if at < 0 {
			return append(out, piece{words: text}), nil
		}
		if at > 0 {
			out = append(out, piece{words: text[:at]})
			text = text[at:]
		}
		p, rest, err := brace(text, allowed)
		if err != nil {
			return nil, err
		}
		out, text = append(out, p), rest
	}
	return out, nil
}

// brace reads the piece of a pattern that begins with one.
func brace(text string, allowed []string) (piece, string, error) {
	if strings.HasPrefix(text, "{{") || strings.HasPrefix(text, "}}") {
		return piece{words: text[:1]}, text[2:], nil
	}
	name, rest, closed := strings.Cut(text[1:], "}")
	if text[0] == '}' || !closed {
		return piece{}, "", errBrace
	}
	if variable, ok := strings.CutPrefix(name, envPrefix); ok {
		value, err := environment(variable)
		return piece{value: value}, rest, err
	}
	if !slices.Contains(allowed, name) {
		return piece{}, "", fmt.Errorf("{%s} cannot stand here; {%s} can", name, strings.Join(allowed, "}, {"))
	}
	return piece{name: name}, rest, nil
}

// environment is what a variable holds.
func environment(name string) (string, error) {
	if value := os.Getenv(name); value != "" {
		return value, nil
	}
	return "", fmt.Errorf("%s is not set, which the file refers to", name)
}

// fill puts values into a pattern, each as escape writes it.
func (p pattern) fill(values map[string]string, escape func(string) string) string {
	var out strings.Builder
	for _, piece := range p {
		out.WriteString(piece.words)
		out.WriteString(escape(piece.value))
		if piece.name != "" {
			out.WriteString(escape(values[piece.name]))
		}
	}
	return out.String()
}

// has reports whether a name stands in a pattern.
func (p pattern) has(name string) bool {
	return slices.ContainsFunc(p, func(piece piece) bool { return piece.name == name })
}

// asIs escapes nothing.
func asIs(value string) string { return value }
