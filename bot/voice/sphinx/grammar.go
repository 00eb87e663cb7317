package sphinx

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// grammar is a vocabulary as files that the program reads, and what its words stand for.
type grammar struct {
	dir   string
	words []string // by id
}

// The files of a grammar.
const (
	fsgFile  = "words.fsg"
	dictFile = "words.dict"
)

// Names of words for the program, which knows no letters but Latin ones: w12 is a word of
// the vocabulary, x_AA a single sound of no word.
const (
	wordPrefix    = "w"
	garbagePrefix = "x_"
)

// phones are all sounds of the model.
var phones = strings.Fields("AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH")

// tuning are weights that were found on the development sentences.
type tuning struct {
	garbage float64 // how likely a sound of no word is
	word    float64 // how likely one more word is
}

// tuned are the weights that are used.
var tuned = tuning{garbage: 0.05, word: 0.002}

// build writes the files of a vocabulary into a folder.
func build(ctx context.Context, v Vocabulary, lang, dir string, say Pronouncer, t tuning) (*grammar, error) {
	net := weave(v, lang)
	g := &grammar{dir: dir}
	ids := map[string]int{}
	for _, a := range net.arcs {
		if _, ok := ids[a.word]; a.word != "" && !ok {
			ids[a.word] = len(g.words)
			g.words = append(g.words, a.word)
		}
	}
	said, err := say.Phonemes(ctx, g.words, lang)
	if err != nil {
		return nil, err
	}
	known := make([]bool, len(said))
	if err := write(dir, dictFile, dictionary(said, known)); err != nil {
		return nil, err
	}
	return g, write(dir, fsgFile, net.fsg(func(word string) (string, bool) {
		id := ids[word]
		return wordPrefix + strconv.Itoa(id), known[id]
	}, t))
}

func write(dir, name string, text []byte) error {
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
		return fmt.Errorf("sphinx: write grammar: %w", err)
	}
	return nil
}

// dictionary says how words are pronounced, and which of them are.
func dictionary(said []string, known []bool) []byte {
	var b bytes.Buffer
	for id, ipa := range said {
		if p := arpabet(ipa); p != "" {
			known[id] = true
			fmt.Fprintf(&b, "%s%d %s\n", wordPrefix, id, p)
		}
	}
	for _, p := range phones {
		fmt.Fprintf(&b, "%s%s %s\n", garbagePrefix, p, p)
	}
	return b.Bytes()
}

// fsg is the network as the program reads it, with the loop of single sounds beside it.
func (n *network) fsg(id func(word string) (string, bool), t tuning) []byte {
	loop := n.states
	var b bytes.Buffer
	fmt.Fprintf(&b, "FSG_BEGIN words\nNUM_STATES %d\nSTART_STATE %d\nFINAL_STATE %d\n", n.states+1, start, stop)
	for _, a := range n.arcs {
		if a.word == "" {
			fmt.Fprintf(&b, "TRANSITION %d %d %g\n", a.from, a.to, a.weight)
		} else if w, ok := id(a.word); ok {
			fmt.Fprintf(&b, "TRANSITION %d %d %g %s\n", a.from, a.to, t.word*a.weight, w)
		}
	}
	if t.garbage > 0 {
		fmt.Fprintf(&b, "TRANSITION %d %d 1\nTRANSITION %d %d 1\n", start, loop, loop, stop)
		for _, p := range phones {
			fmt.Fprintf(&b, "TRANSITION %d %d %g %s%s\n", loop, loop, t.garbage, garbagePrefix, p)
		}
	}
	b.WriteString("FSG_END\n")
	return b.Bytes()
}

// text is what the names of words say; "" when one of them is garbage.
func (g *grammar) text(ids []string) string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		n, err := strconv.Atoi(strings.TrimPrefix(id, wordPrefix))
		if err != nil || n < 0 || n >= len(g.words) {
			return ""
		}
		out = append(out, g.words[n])
	}
	return strings.Join(out, " ")
}
