package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// FileMaster is the key in a file, which is made, readable by its owner alone,
// when it is not there. When several processes make it, one does and the others
// read it. [ErrMaster].
func FileMaster(path string) (Secret, error) {
	s, err := ReadSecret(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return s, err
	}
	err = WriteSecret(path, NewSecret())
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return Secret{}, err
	}
	return ReadSecret(path)
}

// ReadSecret reads the key in a file. [ErrMaster], and [fs.ErrNotExist] when there
// is none.
func ReadSecret(path string) (Secret, error) {
	raw, err := os.ReadFile(path) //nolint:gosec // the operator's own
	if err != nil {
		return Secret{}, fmt.Errorf("%w: %w", ErrMaster, err)
	}
	s, err := ParseSecret(string(raw))
	if err != nil {
		return Secret{}, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// WriteSecret writes a key into a new file, durably: it appears whole or not at
// all. [fs.ErrExist] when the file is there: the key in it may be needed yet.
func WriteSecret(path string, s Secret) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%w: %w", ErrMaster, err)
	}
	f, err := os.CreateTemp(dir, ".key-*") // readable by its owner alone
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMaster, err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = fmt.Fprintln(f, s.Text())
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("%w: %w", ErrMaster, err)
	}
	if err := place(f.Name(), path); err != nil {
		return fmt.Errorf("%w: %w", ErrMaster, err)
	}
	d, err := os.Open(dir) //nolint:gosec // the file's folder
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMaster, err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// place gives a file its name and replaces nothing.
func place(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, there := os.Lstat(to); there == nil { // not every file system has links
		return fs.ErrExist
	}
	return os.Rename(from, to)
}
