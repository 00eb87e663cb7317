package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// nestling begins the name of the folder a restore works in. One that is there
// before was left by a restore that was killed, or another is at work.
const nestling = ".restoring-"

// nest is a folder where files wait until everything is there.
type nest struct {
	dir  string
	made string // the topmost folder that was not there before, "" for none
}

// newNest makes a nest beside where files will be. [ErrNotEmpty] when there is
// anything already.
func newNest(at journal.Config) (*nest, error) {
	folder := filepath.Dir(at.BlobFolder())
	if at.URL == "" {
		folder = filepath.Dir(at.Path)
		if err := emptyFolder(folder); err != nil {
			return nil, err
		}
	}
	if err := emptyFolder(at.BlobFolder()); err != nil {
		return nil, err
	}
	n := &nest{made: topmost(folder)}
	err := os.MkdirAll(folder, 0o700)
	if err == nil {
		n.dir, err = os.MkdirTemp(folder, nestling+"*")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", journal.ErrUnwritable, err), n.remove())
	}
	return n, nil
}

// emptyFolder refuses a folder that holds anything. The folder itself need not be
// there, and a disk of its own has a lost+found.
func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != "lost+found" {
			return fmt.Errorf("cannot be restored there: %s %w (there is %s)", dir, ErrNotEmpty, e.Name())
		}
	}
	return nil
}

// topmost is the uppermost folder on the way to dir that is not there.
func topmost(dir string) string {
	made := ""
	for {
		if _, err := os.Lstat(dir); err == nil || dir == filepath.Dir(dir) {
			return made
		}
		made, dir = dir, filepath.Dir(dir)
	}
}

// database is where a SQLite file waits.
func (n *nest) database() string { return filepath.Join(n.dir, "database") }

// blobs is the folder where blobs wait.
func (n *nest) blobs() string { return filepath.Join(n.dir, "blobs") }

// put writes a blob, durably.
func (n *nest) put(b blobHead, bytes io.Reader) error {
	path := filepath.Join(n.blobs(), journal.BlobPath(bot.ShopID(b.Shop), b.Key))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // in our nest; the key is hex
	if errors.Is(err, fs.ErrExist) {
		return damaged("the blob %s comes twice", b.Key)
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(f, bytes)
	return errors.Join(err, f.Sync(), f.Close())
}

// remove takes the nest away, and the folders made for it when nothing else is in
// them.
func (n *nest) remove() error {
	if n.dir == "" {
		return n.unmake()
	}
	if err := os.RemoveAll(n.dir); err != nil {
		return err
	}
	return n.unmake()
}

// unmake removes folders that were made and stayed empty.
func (n *nest) unmake() error {
	if n.made == "" {
		return nil
	}
	for dir := filepath.Dir(n.dir); ; dir = filepath.Dir(dir) {
		if err := os.Remove(dir); err != nil {
			return nil // somebody has moved in: we, when all went well
		}
		if dir == n.made {
			return nil
		}
	}
}

// moveIn puts blobs where the journal looks for them.
func moveIn(from, to string) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) { // it was empty
		return fmt.Errorf("%s %w", to, ErrNotEmpty)
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}
