package intents

import (
	"container/list"
	"context"
	"fmt"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// keptIndexes is how many vocabularies stay indexed: those of the shops that
// spoke last, and the lists they share.
const keptIndexes = 256

// indexes keeps the indexes of vocabularies, the least recently used dropped
// first. It is safe for concurrent use.
type indexes struct {
	mu    sync.Mutex
	order *list.List // of *keptIndex, the last used first
	byKey map[string]*list.Element
}

// keptIndex is an index under its vocabulary's key.
type keptIndex struct {
	key   string
	index *index
}

// newIndexes returns an empty store.
func newIndexes() *indexes {
	return &indexes{order: list.New(), byKey: map[string]*list.Element{}}
}

// of returns the index of a vocabulary, reading it when it is not kept.
func (s *indexes) of(ctx context.Context, l *lexicon, v bot.Vocabulary) (*index, error) {
	if x := s.kept(v.Key); x != nil {
		return x, nil
	}
	if v.Read == nil {
		return l.newIndex(nil), nil
	}
	names, err := v.Read(ctx)
	if err != nil {
		return nil, fmt.Errorf("intents: read vocabulary %s: %w", v.Key, err)
	}
	x := l.newIndex(names)
	s.keep(v.Key, x)
	return x, nil
}

// kept looks an index up and marks it as used.
func (s *indexes) kept(key string) *index {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.byKey[key]
	if !ok {
		return nil
	}
	s.order.MoveToFront(e)
	return keptOf(e).index
}

// keptOf is what an element of the order holds.
func keptOf(e *list.Element) *keptIndex {
	k, _ := e.Value.(*keptIndex) // nothing else is ever put there
	return k
}

// keep stores an index; a vocabulary without a key is read every time.
func (s *indexes) keep(key string, x *index) {
	if key == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.byKey[key]; ok {
		s.order.MoveToFront(e)
		return
	}
	s.byKey[key] = s.order.PushFront(&keptIndex{key: key, index: x})
	if s.order.Len() > keptIndexes {
		last := s.order.Back()
		s.order.Remove(last)
		delete(s.byKey, keptOf(last).key)
	}
}

// all returns the indexes of an utterance's vocabularies, in their order.
func (s *indexes) all(ctx context.Context, l *lexicon, words []bot.Vocabulary) ([]*index, error) {
	out := make([]*index, 0, len(words))
	for _, v := range words {
		x, err := s.of(ctx, l, v)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}
