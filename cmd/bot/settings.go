package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// settings are what a settings file holds: {"data": "shop", "lang": "en"}. The
// keys are the long names of the flags, with "_" or "-".
type settings struct {
	kong.Resolver
	file string
	keys []string
}

// readSettings reads a settings file for kong.
func readSettings(r io.Reader) (kong.Resolver, error) {
	s := settings{file: "the settings file"}
	if f, ok := r.(*os.File); ok {
		s.file = f.Name()
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", s.file, err)
	}
	var values map[string]any
	if err := json.Unmarshal(raw, &values); err != nil {
		return nil, fmt.Errorf("%s is not a JSON object of settings: %w", s.file, err)
	}
	s.keys = slices.Sorted(maps.Keys(values))
	s.Resolver, err = kong.JSON(bytes.NewReader(raw))
	return s, err
}

// Resolve is what the file has for a flag. What is in the environment wins: it is
// set for this start, the file for all.
func (s settings) Resolve(c *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil //nolint:nilnil // the file has no say in it
		}
	}
	return s.Resolver.Resolve(c, parent, flag)
}

// Validate refuses a key that is no setting: a slip in a name would otherwise
// go unnoticed.
func (s settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if f, ok := node.(*kong.Flag); ok {
			known[f.Name] = true
		}
		return next(nil)
	})
	for _, key := range s.keys {
		if !known[strings.ReplaceAll(key, "_", "-")] {
			err = errors.Join(err, fmt.Errorf("%s: there is no setting %q", s.file, key))
		}
	}
	return err
}
