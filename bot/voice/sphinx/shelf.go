package sphinx

import (
	"context"
	"fmt"
	"os"
	"sync"
)

// shelf keeps grammars, the most lately used ones, each in a folder of its own.
type shelf struct {
	dir   string
	most  int
	words *pronunciations

	mu    sync.Mutex
	kept  map[string]*kept
	order int // counts uses
}

// kept is a grammar on the shelf, or one that is being made.
type kept struct {
	ready chan struct{} // closed when it is made, or cannot be
	g     *grammar
	err   error
	used  int // when it was last
	users int
}

func newShelf(dir string, most int, say Pronouncer) *shelf {
	return &shelf{dir: dir, most: most, words: &pronunciations{say: say, of: map[string]map[string]string{}}, kept: map[string]*kept{}}
}

// take is the grammar of a vocabulary, which is made unless it is there. It stays until
// done is called.
func (s *shelf) take(ctx context.Context, v Vocabulary, lang string) (g *grammar, done func(), err error) {
	key := lang + " " + v.key()
	s.mu.Lock()
	k, there := s.kept[key]
	if !there {
		k = &kept{ready: make(chan struct{})}
		s.kept[key] = k
	}
	s.order++
	k.used = s.order
	k.users++
	s.mu.Unlock()
	done = func() { s.leave(key, k) }
	if !there {
		// Others may wait for it: it is made whether or not this one gives up.
		go s.make(context.WithoutCancel(ctx), k, v, lang)
	}
	select {
	case <-k.ready:
	case <-ctx.Done():
		done()
		return nil, nil, fmt.Errorf("sphinx: make grammar: %w", ctx.Err())
	}
	if k.err != nil {
		done()
		return nil, nil, k.err
	}
	return k.g, done, nil
}

// make makes a grammar.
func (s *shelf) make(ctx context.Context, k *kept, v Vocabulary, lang string) {
	defer close(k.ready)
	ctx, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	dir, err := os.MkdirTemp(s.dir, "words")
	if err != nil {
		k.err = fmt.Errorf("sphinx: make grammar: %w", err)
		return
	}
	if k.g, k.err = build(ctx, v, lang, dir, s.words, tuned); k.err != nil {
		k.err = fmt.Errorf("sphinx: make grammar: %w", k.err)
		_ = os.RemoveAll(dir) // what stays goes with the shelf
	}
}

// leave says that a grammar is used no more, and clears away what is too much.
func (s *shelf) leave(key string, k *kept) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k.users--
	if made(k) && k.err != nil && s.kept[key] == k {
		delete(s.kept, key) // the next may have more luck
	}
	for len(s.kept) > s.most {
		oldest := ""
		for key, k := range s.kept {
			if k.users == 0 && made(k) && (oldest == "" || k.used < s.kept[oldest].used) {
				oldest = key
			}
		}
		if oldest == "" {
			return
		}
		_ = os.RemoveAll(s.kept[oldest].g.dir)
		delete(s.kept, oldest)
	}
}

// made reports whether a grammar is there, or cannot be made.
func made(k *kept) bool {
	select {
	case <-k.ready:
		return true
	default:
		return false
	}
}
