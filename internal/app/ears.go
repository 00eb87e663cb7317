package app

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/skills"
)

// learnt is the file in the cache that keeps what the ears have learnt.
const learnt = "ears.model"

// cache is where what could be worked out again is kept.
func (c Config) cache() string {
	if c.Cache != "" {
		return c.Cache
	}
	return filepath.Join(c.Data, "cache")
}

// Ears understand what can be said to the skills. They learn from the phrases,
// which takes the better part of a start, and serve any number of assistants.
func Ears() (bot.Understander, error) {
	return intents.New(skills.All(nil))
}

// EarsKept are [Ears] that learn once: what they have learnt is kept in a folder
// until the phrases change. A folder that cannot be used costs the time, no more.
func EarsKept(folder string, log *slog.Logger) (bot.Understander, error) {
	path := filepath.Join(folder, learnt)
	raw, err := os.ReadFile(path) //nolint:gosec // a folder of the operator's choice
	if err == nil {
		ears, err := intents.New(skills.All(nil), intents.WithModel(bytes.NewReader(raw)))
		if err == nil && ears.Loaded() {
			return ears, nil
		}
	}
	ears, err := intents.New(skills.All(nil))
	if err != nil {
		return nil, err
	}
	if err := keep(path, ears); err != nil && log != nil {
		log.Warn("what was learnt is not kept", "error", err)
	}
	return ears, nil
}

// keep writes a file whole or not at all: another process may be reading it.
func keep(path string, ears *intents.Understander) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".ears-*")
	if err != nil {
		return err
	}
	defer func() {
		if gone := os.Remove(f.Name()); err == nil && !errors.Is(gone, fs.ErrNotExist) {
			err = gone
		}
	}()
	if err := errors.Join(ears.Save(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
