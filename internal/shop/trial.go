package shop

import "slices"

// Trial is a book that starts from where b stands and whose effects go nowhere:
// for finding out what would happen before asking or doing.
func (b *Book) Trial() *Book {
	effects := slices.Clone(b.turn.Pending())
	turn := b.turn
	turn.Pending = func() []any { return effects }
	turn.Do = func(more ...Effect) {
		for _, e := range more {
			effects = append(effects, e)
		}
	}
	turn.Amend = func(i int, e Effect) { effects[i] = e }
	return NewBook(b.src, turn)
}
