package book

import (
	"fmt"
	"io/fs"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// Part are the book's tables, for what goes through all of the program's.
func Part() (journal.Part, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return journal.Part{}, fmt.Errorf("book: part: %w", err)
	}
	return journal.Part{Name: tables, Files: files}, nil
}
