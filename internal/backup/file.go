package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// extension ends the names of the files that [File] names itself.
const extension = ".backup"

// File writes a backup into a file that is not there yet, or into a folder,
// under a name that says when it was made. The name appears when the backup is
// whole and on the disk: what looks like a backup is one. [ErrExists].
func File(ctx context.Context, c Config, target string) (Summary, error) {
	path, err := place(target, c.At.Clock.Now())
	if err != nil {
		return Summary{}, wrap("file", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".unfinished-*"+extension)
	if err != nil {
		return Summary{}, wrap("file", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already when all went well
	made, err := Write(ctx, c, f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Summary{}, err
	}
	if err := settle(f.Name(), path); err != nil {
		return Summary{}, wrap("file", err)
	}
	made.Path = path
	return made, nil
}

// place is the file a backup goes to.
func place(target string, now time.Time) (string, error) {
	if strings.HasSuffix(target, string(filepath.Separator)) {
		if err := os.MkdirAll(target, 0o700); err != nil {
			return "", err
		}
	}
	if info, err := os.Stat(target); err == nil && info.IsDir() {
		return filepath.Join(target, now.UTC().Format("sahayak-20060102T150405.000Z")+extension), nil
	} else if err == nil {
		return "", fmt.Errorf("%s %w", target, ErrExists)
	}
	return target, nil
}

// settle gives a finished file its name, durably, and replaces nothing.
func settle(from, to string) error {
	err := os.Link(from, to) // refuses where a rename would replace
	switch {
	case err == nil:
		err = os.Remove(from)
	case errors.Is(err, os.ErrExist):
		return fmt.Errorf("%s %w", to, ErrExists)
	default: // not every file system has links
		if _, there := os.Lstat(to); there == nil {
			return fmt.Errorf("%s %w", to, ErrExists)
		}
		err = os.Rename(from, to)
	}
	return errors.Join(err, syncFolder(filepath.Dir(to)))
}

// syncFolder makes the names in a folder survive a power failure.
func syncFolder(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // a folder of the operator's
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
