package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// file is the file the data's key is in; false when it is somewhere else.
func (c kept) file() (path string, is bool) {
	return strings.CutPrefix(app.KeySpec(c.Data, c.Key), "file:")
}

// secret is the data's key when it is in a file; "" when it is elsewhere, or the data
// is not sealed yet.
func (c kept) secret() (string, error) {
	path, is := c.file()
	if !is {
		return "", nil
	}
	s, err := seal.ReadSecret(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return s.Text(), err
}

// needs says what a restored backup will not open without.
func (c backupCommand) needs(t *terminal, config backup.Config) error {
	path, is := c.file()
	switch {
	case !is:
		_, err := fmt.Fprintf(t.out, "to open it, the data's key %s is needed too\n", c.Key)
		return err
	case config.Secret != "" && config.Key == nil:
		_, err := fmt.Fprintf(t.out, "what people said is sealed in it: to open it, the key in %s is needed too\n", path)
		return err
	}
	return nil
}

// keep puts the key that a backup took along where the restored data is.
func (c kept) keep(t *terminal, secret string) error {
	if secret == "" {
		return nil
	}
	path, is := c.file()
	if !is {
		path = strings.TrimPrefix(app.KeySpec(c.Data, ""), "file:")
	}
	s, err := seal.ParseSecret(secret)
	if err != nil {
		return err
	}
	if err := seal.WriteSecret(path, s); errors.Is(err, fs.ErrExist) {
		return c.same(path, s)
	} else if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "the data's key is in %s\n", path)
	if err == nil && !is {
		_, err = fmt.Fprintf(t.out, "start the bot with --key file:%s, or first: bot keys rotate --key file:%s --to %s\n", path, path, c.Key)
	}
	return err
}

// same sees that the key that is there is the data's.
func (c kept) same(path string, s seal.Secret) error {
	there, err := seal.ReadSecret(path)
	if err == nil && there != s {
		err = fmt.Errorf("restored, but the key in %s is another than the data's, which is %s: move that file away and restore once more in an empty place", path, s.Name())
	}
	return err
}
