package journal

import (
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
)

// What can be wrong with the database, for a person to be told about.
var (
	// ErrUnwritable says that the folder or the file cannot be written.
	ErrUnwritable = errors.New("cannot be written")
	// ErrNewer says that a newer program has written the database: this one
	// would not understand it.
	ErrNewer = errors.New("was written by a newer program")
	// ErrNotDatabase says that the file is something else, or another program's
	// database.
	ErrNotDatabase = errors.New("is not a database of this program")
	// ErrUnreachable says that no database server answers, or it refuses us.
	ErrUnreachable = errors.New("cannot be reached")
)

// What can be wrong with a call.
var (
	// ErrClosed says that the journal was closed.
	ErrClosed = errors.New("journal: closed")
	// ErrInvalid says that a message or a turn lacks what it must have, or names
	// itself in bytes that no database keeps.
	ErrInvalid = errors.New("journal: invalid")
	// ErrNested says that a unit of work started another one and would have
	// waited for itself.
	ErrNested = errors.New("journal: a unit of work inside another")
	// ErrOver says that a transaction was used after its unit of work returned.
	ErrOver = errors.New("journal: the unit of work is over")
	// ErrPanic says that a unit of work panicked. Nothing of it was written.
	ErrPanic = errors.New("journal: the unit of work panicked")
	// ErrNotMember says that a person does not belong to the shop.
	ErrNotMember = errors.New("journal: not a member of the shop")
	// ErrTaken says that an address is already somebody else's.
	ErrTaken = errors.New("journal: the address is somebody else's")
	// ErrKeep says that something would be kept for too short a time.
	ErrKeep = errors.New("kept too short a time")
	// ErrTooLarge says that a blob has more than [MaxBlob] bytes.
	ErrTooLarge = errors.New("journal: blob too large")
)

// wrap adds what was being done to an error, and leaves nil alone.
func wrap(verb string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("journal: %s: %w", verb, err)
}

// invalid says what a call lacks.
func invalid(what string) error { return fmt.Errorf("%w: %s", ErrInvalid, what) }

var _ bot.Journal = (*Journal)(nil)
