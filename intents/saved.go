package intents

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrModel says that a saved model cannot be read. One that was saved from
// other phrases, or by another version, is no error: it is not used.
var ErrModel = errors.New("intents: bad model")

// savedMagic names the format, and begins it.
var savedMagic = [8]byte{'i', 'n', 't', 'e', 'n', 't', 's', '2'}

// savedHeader begins a model.
type savedHeader struct {
	Magic    [8]byte
	Key      uint64  // fingerprint of the phrases
	Classes  uint32  // names follow, each with its length in a byte
	Features uint32  // hashes, rarities and counts of weights follow
	Weights  uint32  // classes and steps follow
	Scale    float32 // of one step of a weight
}

// What a header may claim.
const (
	mostFeatures = 4 << 20
	mostWeights  = 64 << 20
)

// Loaded reports whether what [WithModels] gives spares learning every language, which
// takes reading it all.
func (u *Understander) Loaded() bool {
	for _, lang := range u.langs {
		if e, err := u.ears[lang](); err != nil || !e.loaded {
			return false
		}
	}
	return u.loaded
}

// Save writes what was learnt of a language, or of the [Whole], for [WithModels]: about
// three megabytes.
func (u *Understander) Save(lang string, w io.Writer) error {
	if lang == Whole {
		b := bufio.NewWriter(w)
		return errors.Join(u.save(b), b.Flush())
	}
	hears := u.ears[lang]
	if hears == nil {
		return fmt.Errorf("intents: save model: nothing is said in %q", lang)
	}
	e, err := hears()
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if err = e.model.save(b); err == nil {
		err = b.Flush()
	}
	if err != nil {
		return fmt.Errorf("intents: save model: %w", err)
	}
	return nil
}

// save writes one model.
func (m *model) save(b *bufio.Writer) error {
	h := savedHeader{
		Magic: savedMagic, Key: m.key, Classes: uint32(len(m.classes)), Features: uint32(len(m.rarity)), Weights: uint32(len(m.steps)), Scale: m.scale,
	}
	if err := binary.Write(b, binary.LittleEndian, h); err != nil {
		return err
	}
	for _, c := range m.classes {
		if err := writeName(b, c); err != nil {
			return err
		}
	}
	counts := make([]uint8, len(m.rarity))
	for id := range counts {
		counts[id] = uint8(m.rows[id+1] - m.rows[id])
	}
	for _, part := range []any{m.hashes, m.rarity, counts, m.of, m.steps} {
		if err := binary.Write(b, binary.LittleEndian, part); err != nil {
			return err
		}
	}
	return nil
}

// largest is the size of the largest weight, never zero.
func largest(weights []float32) float32 {
	top := float32(1e-6)
	for _, w := range weights {
		top = max(top, w, -w)
	}
	return top
}

// WithModels uses what [Understander.Save] wrote, which spares learning the languages
// whose phrases are exactly the same. A language that open has nothing for, which it
// says by [fs.ErrNotExist], is learnt. Understanding fails with [ErrModel] when a reader
// holds something else.
func WithModels(open func(lang string) (io.ReadCloser, error)) Option {
	return func(o *options) { o.saved = open }
}

// readModel reads a model.
func readModel(r io.Reader) (*model, error) {
	m, err := readParts(bufio.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return m, nil
}

// readParts reads the parts of a model.
func readParts(b *bufio.Reader) (*model, error) {
	var h savedHeader
	if err := binary.Read(b, binary.LittleEndian, &h); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if h.Magic != savedMagic {
		return nil, errors.New("unknown format")
	}
	if h.Classes == 0 || h.Classes > mostClasses || h.Features > mostFeatures || h.Weights > mostWeights {
		return nil, errors.New("larger than any model")
	}
	m := &model{
		key: h.Key, scale: h.Scale, hashes: make([]uint32, h.Features), rarity: make([]float32, h.Features),
		of: make([]uint8, h.Weights), steps: make([]int8, h.Weights), describe: usual.describe,
	}
	for range h.Classes {
		name, err := readName(b)
		if err != nil {
			return nil, fmt.Errorf("classes: %w", err)
		}
		m.classes = append(m.classes, name)
	}
	counts := make([]uint8, h.Features)
	for _, part := range []any{m.hashes, m.rarity, counts, m.of, m.steps} {
		if err := binary.Read(b, binary.LittleEndian, part); err != nil {
			return nil, fmt.Errorf("weights: %w", err)
		}
	}
	if !slices.IsSorted(m.hashes) {
		return nil, errors.New("features in no order")
	}
	return m, m.lay(counts)
}

// lay finds where the weights of each feature begin, and that they are of classes
// there are.
func (m *model) lay(counts []uint8) error {
	m.rows = make([]int32, 1, len(counts)+1)
	at := int32(0)
	for _, n := range counts {
		at += int32(n)
		m.rows = append(m.rows, at)
	}
	if int(at) != len(m.of) {
		return errors.New("weights of no feature")
	}
	for _, c := range m.of {
		if int(c) >= len(m.classes) {
			return errors.New("weights of no class")
		}
	}
	return nil
}

// writeName writes a name with its length before it.
func writeName(b *bufio.Writer, name string) error {
	if err := b.WriteByte(byte(len(name))); err != nil {
		return err
	}
	_, err := b.WriteString(name)
	return err
}

// readName reads a name with its length before it.
func readName(b *bufio.Reader) (string, error) {
	n, err := b.ReadByte()
	if err != nil {
		return "", err
	}
	name := make([]byte, n)
	_, err = io.ReadFull(b, name)
	return string(name), err
}
