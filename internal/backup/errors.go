package backup

import (
	"errors"
	"fmt"
)

// What can be wrong, in words for whoever restores.
var (
	// ErrForeign says that a file is no backup.
	ErrForeign = errors.New("is not a backup of bot, or only the very beginning of one")
	// ErrDamaged says that a backup was cut short or altered.
	ErrDamaged = errors.New("is damaged: it was cut short or altered; use another copy of it, or an earlier backup")
	// ErrNewer says that a backup, or a database, is of a newer program.
	ErrNewer = errors.New("was written by a newer version of bot; use that version")
	// ErrNoKey says that a backup is locked and no key was given, or that one
	// would be made without.
	ErrNoKey = errors.New("needs a key")
	// ErrKey says that a key is no key, or not the one a backup was locked with.
	ErrKey = errors.New("the key does not fit")
	// ErrNotEmpty says that there is something where a restore should go.
	ErrNotEmpty = errors.New("is not empty; a backup is restored only where there is nothing yet")
	// ErrNothing says that there is nothing to back up.
	ErrNothing = errors.New("holds nothing to back up")
	// ErrExists says that a backup would have replaced a file.
	ErrExists = errors.New("is there already; name another file, or a folder")
)

// wrap adds what was being done to an error, and leaves nil alone.
func wrap(verb string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("backup: %s: %w", verb, err)
}

// damaged says where a backup turned out to be damaged.
func damaged(what string, args ...any) error {
	return fmt.Errorf("%w (%s)", ErrDamaged, fmt.Sprintf(what, args...))
}
