package app

import (
	"errors"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/shop/book"
)

// Parts are all that keep tables in the assistant's database: what a backup holds.
func Parts() ([]journal.Part, error) {
	own, err := journal.Own()
	theirs, wrong := book.Part()
	return []journal.Part{own, theirs}, errors.Join(err, wrong)
}
