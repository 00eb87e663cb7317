package shop

import (
	"context"
	"fmt"
)

// PartLines is how many lines of a book one file may hold, about. A line takes 30 µs to
// draw, so a file takes a second and a half of a core, of the fifteen that a sending may
// last on a machine that has other things to do; it has 2 MB packed and some 20 unpacked,
// which a phone can open.
const PartLines = 50_000

// Part is a part of a book that is too large for one file.
type Part struct {
	N  int `json:"part"` // from 1
	Of int `json:"of"`
}

// Parts are those the book is handed over in: one, unless it is large.
func (b *Book) Parts(ctx context.Context) ([]Part, error) {
	lines, err := b.src.Lines(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: parts: %w", err)
	}
	out := make([]Part, max(1, (lines+PartLines-1)/PartLines))
	for i := range out {
		out[i] = Part{N: i + 1, Of: len(out)}
	}
	return out, nil
}
