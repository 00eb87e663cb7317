package seal

import (
	"errors"
	"fmt"
)

// What can be wrong with a key, for a person to be told about.
var (
	// ErrKey says that the database was sealed with another key, or with one when
	// none is given.
	ErrKey = errors.New("the database is sealed with another key")
	// ErrMaster says that the master key cannot be had: its file cannot be read,
	// its variable is not set, the vault does not answer.
	ErrMaster = errors.New("the key cannot be had")
	// ErrSpec says that a key is named in a way nobody knows.
	ErrSpec = errors.New("a key is file:PATH, env:NAME or vault:URL#NAME")
)

// What can be wrong with a sealed value.
var (
	// ErrForgotten says that the key of a value was deleted, and the value with it.
	ErrForgotten = errors.New("seal: its key was deleted")
	// ErrTampered says that a value is not what was sealed at its place.
	ErrTampered = errors.New("seal: not what was sealed here")
)

// wrap adds what was being done to an error, and leaves nil alone.
func wrap(verb string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("seal: %s: %w", verb, err)
}
