package intents

import (
	"bufio"
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/names.txt
var nameList string

// people are the words that are somebody's name in everyday use. They tell the
// customer from the goods where no small word does: in "Sunita 150 ka saman le
// gayi" she is no item, and "Kumar" is no misspelt kumhra.
type people struct {
	plain map[string]bool
	fold  map[string]bool // of names long enough to be known by their sound
	words map[string]bool // of these, what sounds like a word of the phrases
}

// soundsAlone is how long a folded name must be to be known by its sound.
const soundsAlone = 5

// newPeople are the listed names beside the words of phrases. A name that sounds like one
// of them is known by its spelling only: Rashid is no raseed.
func newPeople(carriers *vocabulary) *people { return beside(everybody(), carriers) }

// beside are people of whom some sound like words.
func beside(all *people, carriers *vocabulary) *people {
	p := *all
	p.words = map[string]bool{}
	for plain := range carriers.plain {
		if fold := foldOf(plain); p.fold[fold] {
			p.words[fold] = true
		}
	}
	return &p
}

// everybody is read once, and shared by all ears.
var everybody = sync.OnceValue(func() *people { return readPeople(nameList) })

// readPeople reads a list of names, one a line.
func readPeople(list string) *people {
	p := &people{plain: map[string]bool{}, fold: map[string]bool{}}
	lines := bufio.NewScanner(strings.NewReader(list))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' || line[0] == '[' {
			continue
		}
		for _, t := range tokenise(normalise(line)) {
			p.plain[t.plain] = true
			p.fold[t.fold] = len(t.fold) >= soundsAlone
		}
	}
	return p
}

// has reports whether a token is a name.
func (p *people) has(t token) bool {
	return p != nil && t.class == word && (p.plain[t.plain] || p.fold[t.fold] && !p.words[t.fold])
}

// named reports whether tokens are a person's name, honorifics and all.
func (u *ear) named(tokens []token) bool {
	names := 0
	for _, t := range tokens {
		switch {
		case u.people.has(t):
			names++
		case !u.lex.honorific[t.plain]:
			return false
		}
	}
	return names > 0
}

// all reports whether every token is a name.
func (p *people) all(tokens []token) bool {
	for _, t := range tokens {
		if !p.has(t) {
			return false
		}
	}
	return len(tokens) > 0
}

// takes reports whether a token is a name with one of some endings written onto it.
func (p *people) takes(t token, endings []string) bool {
	for _, ending := range endings {
		stem, ends := strings.CutSuffix(t.said, ending)
		if !ends {
			continue
		}
		if t := readWord(stem); len(t.plain) >= shortestCut && p.has(t) {
			return true
		}
	}
	return false
}
