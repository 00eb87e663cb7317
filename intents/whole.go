package intents

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Whole names, for [Understander.Save] and [WithModels], what is learnt of all languages
// together: how to tell them apart.
const Whole = "whole"

// whole is what is learnt of all languages together. Learning it means to read every
// phrase there is, which takes longer than all else that a start needs.
type whole struct {
	key    uint64 // fingerprint of the files
	langs  []string
	told   *teller
	says   []Errand
	loaded bool
}

// wholeOf reads what was saved of all languages, or learns it.
func wholeOf(skills []bot.Skill, data []language, o options) (*whole, error) {
	key, err := filesKey(skills)
	if err != nil {
		return nil, err
	}
	w, err := o.whole(key, newTellerOf(data))
	if err != nil || w != nil {
		return w.declared(skills), err
	}
	c, err := readCorpus(skills)
	if err != nil {
		return nil, err
	}
	return &whole{key: key, langs: heardIn(c, data), told: newTeller(c.phrases, data), says: sayable(c)}, nil
}

// declared gives the errands their slots, as the skills declare them; what they no longer
// have is dropped.
func (w *whole) declared(skills []bot.Skill) *whole {
	if w == nil {
		return nil
	}
	slots := map[string][]bot.Slot{}
	for _, s := range skills {
		for _, d := range s.Errands {
			slots[d.Name()] = d.Slots()
		}
	}
	w.says = slices.DeleteFunc(w.says, func(e Errand) bool {
		_, there := slots[e.Name]
		return !there
	})
	for i := range w.says {
		w.says[i].Slots = slots[w.says[i].Name]
	}
	return w
}

// filesKey is a fingerprint of all that is learnt of: the files themselves, which takes a
// hundredth of the time of reading what stands in them.
func filesKey(skills []bot.Skill) (uint64, error) {
	key := hashBytes(uint64(hashStart+modelVersion), nameList)
	add := func(files fs.FS, pattern string) error {
		names, err := fs.Glob(files, pattern)
		if err != nil {
			return fmt.Errorf("intents: %w", err)
		}
		for _, name := range names {
			raw, err := fs.ReadFile(files, name)
			if err != nil {
				return fmt.Errorf("intents: %w", err)
			}
			key = hashBytes(hashBytes(hashBytes(key, "\x00"+name), "\x00"), string(raw))
		}
		return nil
	}
	err := errors.Join(add(phraseFiles, "phrases/*.txt"), add(dataFiles, "data/*.toml"))
	skills = slices.Clone(skills)
	slices.SortFunc(skills, func(a, b bot.Skill) int { return strings.Compare(a.Name, b.Name) })
	for _, s := range skills {
		key = hashBytes(key, "\x00"+s.Name)
		if s.Files != nil {
			err = errors.Join(err, add(s.Files, "phrases/*.txt"))
		}
	}
	return key, err
}

// wholeMagic begins a saved whole, and names its format.
var wholeMagic = [8]byte{'i', 'n', 't', 'w', 'h', 'o', 'l', '1'}

// wholeHeader begins a saved whole.
type wholeHeader struct {
	Magic [8]byte
	Key   uint64
	Langs uint8 // that are told apart; it is the width of every row
}

// What a saved whole may claim.
const (
	mostRows   = 1 << 20
	mostSaying = 1 << 12
)

// save writes what is learnt of all languages, always alike.
func (w *whole) save(b *bufio.Writer) error {
	t := w.told
	err := binary.Write(b, binary.LittleEndian, wholeHeader{wholeMagic, w.key, uint8(len(t.langs))})
	put := func(v any) { err = errors.Join(err, binary.Write(b, binary.LittleEndian, v)) }
	name := func(s string) {
		put(uint16(len(s)))
		_, failed := b.WriteString(s)
		err = errors.Join(err, failed)
	}
	names := func(all []string) {
		put(uint16(len(all)))
		for _, s := range all {
			name(s)
		}
	}
	names(w.langs)
	put(uint16(len(w.says)))
	for _, e := range w.says {
		name(e.Name)
		name(e.Says)
	}
	put(uint8(len(t.shared)))
	for _, s := range slices.Sorted(maps.Keys(t.shared)) {
		h := t.shared[s]
		put(uint8(s))
		put(h.total)
		for _, rows := range []map[string][]float32{h.words, h.runs, h.pairs} {
			put(uint32(len(rows)))
			for _, key := range slices.Sorted(maps.Keys(rows)) {
				name(key)
				put(rows[key])
			}
		}
	}
	return err
}

// whole reads what was saved of all languages under a key, into a teller that knows
// nothing yet; nil when there is none, or it is of other phrases.
func (o options) whole(key uint64, t *teller) (*whole, error) {
	r, err := o.open(Whole)
	if r == nil || err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	p := parts{b: bufio.NewReader(r)}
	var h wholeHeader
	p.read(&h)
	if p.err == nil && h.Magic == wholeMagic && h.Key != key {
		return nil, nil //nolint:nilnil // of other phrases
	}
	if p.err == nil && (h.Magic != wholeMagic || int(h.Langs) != len(t.langs)) {
		p.err = errors.New("unknown format")
	}
	w := &whole{key: key, told: t, loaded: true}
	for range p.count(mostSaying) {
		w.langs = append(w.langs, p.name())
	}
	for range p.count(mostSaying) {
		w.says = append(w.says, Errand{Name: p.name(), Says: p.name()})
	}
	var scripts uint8
	p.read(&scripts)
	for range scripts {
		var s uint8
		p.read(&s)
		h := &habits{total: make([]float32, len(t.langs))}
		p.read(h.total)
		h.words, h.runs, h.pairs = p.rows(len(t.langs)), p.rows(len(t.langs)), p.rows(len(t.langs))
		t.shared[script(s)] = h
	}
	if p.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, p.err)
	}
	return w, nil
}

// parts reads the parts of a saved whole until one fails; all after it are empty.
type parts struct {
	b   *bufio.Reader
	err error
}

func (p *parts) read(v any) {
	if p.err == nil {
		p.err = binary.Read(p.b, binary.LittleEndian, v)
	}
}

// count reads how many follow.
func (p *parts) count(most int) int {
	var n uint16
	p.read(&n)
	if p.err == nil && int(n) > most {
		p.err = errors.New("larger than any")
	}
	if p.err != nil {
		return 0
	}
	return int(n)
}

// name reads a text with its length before it.
func (p *parts) name() string {
	raw := make([]byte, p.count(mostSaying))
	if p.err == nil {
		_, p.err = io.ReadFull(p.b, raw)
	}
	return string(raw)
}

// rows reads rows of a width, by their names.
func (p *parts) rows(width int) map[string][]float32 {
	var n uint32
	p.read(&n)
	if p.err == nil && n > mostRows {
		p.err = errors.New("larger than any")
	}
	if p.err != nil {
		return nil
	}
	out, all := make(map[string][]float32, n), make([]float32, int(n)*width)
	for range n {
		row := all[:width:width]
		all = all[width:]
		key := p.name()
		p.read(row)
		if p.err != nil {
			return nil
		}
		out[key] = row
	}
	return out
}
