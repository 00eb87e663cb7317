package sphinx

import (
	"context"
	"sync"
	"time"
)

// slowest is how long making a grammar may take.
const slowest = 30 * time.Second

// maxKnown is how many words of a language are remembered.
const maxKnown = 20_000

// pronunciations remember how words are pronounced: of a vocabulary that has one name more,
// only that one is asked about.
type pronunciations struct {
	say Pronouncer
	mu  sync.Mutex
	of  map[string]map[string]string // by language
}

// Phonemes implements [Pronouncer].
func (p *pronunciations) Phonemes(ctx context.Context, words []string, lang string) ([]string, error) {
	out := make([]string, len(words))
	var asked []string
	var at []int
	p.mu.Lock()
	for i, w := range words {
		var known bool
		if out[i], known = p.of[lang][w]; !known {
			asked, at = append(asked, w), append(at, i)
		}
	}
	p.mu.Unlock()
	if len(asked) == 0 {
		return out, nil
	}
	said, err := p.say.Phonemes(ctx, asked, lang)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.of[lang])+len(asked) > maxKnown || p.of[lang] == nil {
		p.of[lang] = map[string]string{}
	}
	for i, w := range asked {
		out[at[i]] = said[i]
		p.of[lang][w] = said[i]
	}
	return out, nil
}
