package watch

import (
	"errors"
	"io/fs"
	"path"
	"time"
)

// Backups are where backups are to be found, and how old the newest may be.
type Backups struct {
	Folder fs.FS         // nil: nobody looks
	Late   time.Duration // older than this is late
}

// backupNames are the names of complete backups.
const backupNames = "sahayak-*.backup"

// late reports whether the newest backup is too old; a folder that cannot be read,
// or holds none, counts as one.
func (b Backups) late(now time.Time) bool {
	if b.Folder == nil {
		return false
	}
	newest, err := b.newest()
	return err != nil || now.Sub(newest) > b.Late
}

// newest is when the newest backup was complete.
func (b Backups) newest() (newest time.Time, err error) {
	entries, err := fs.ReadDir(b.Folder, ".")
	if err != nil {
		return newest, err
	}
	for _, entry := range entries {
		if ours, _ := path.Match(backupNames, entry.Name()); !ours {
			continue
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) { // removed meanwhile
			continue
		}
		if err != nil {
			return newest, err
		}
		if info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return newest, nil
}
