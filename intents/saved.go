package intents

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// ErrModel says that a saved model cannot be read. One that was saved from
// other phrases, or by another version, is no error: it is not used.
var ErrModel = errors.New("intents: bad model")

// savedHeader begins a saved model.
type savedHeader struct {
	Magic    [8]byte
	Key      uint64  // fingerprint of the phrases
	Classes  uint32  // names follow, each with its length in a byte
	Features uint32  // hashes, rarities and weights follow
	Scale    float32 // of one step of a weight
}

// savedMagic names the format.
var savedMagic = [8]byte{'i', 'n', 't', 'e', 'n', 't', 's', '1'}

// maxSaved bounds what a header may claim, classes times features.
const maxSaved = 64 << 20

// Loaded reports whether what [WithModel] gave spared the learning.
func (u *Understander) Loaded() bool { return u.loaded }

// Save writes what was learnt, for [WithModel]: about four megabytes for fifty
// errands.
func (u *Understander) Save(w io.Writer) error {
	m, b := u.model, bufio.NewWriter(w)
	h := savedHeader{
		Magic: savedMagic, Key: m.key, Classes: uint32(len(m.classes)), Features: uint32(len(m.rarity)),
		Scale: m.scale,
	}
	hashes := make([]uint64, len(m.ids))
	for hash, id := range m.ids {
		hashes[id] = hash
	}
	steps := make([]int16, len(m.weights))
	for i, weight := range m.weights {
		steps[i] = int16(math.Round(float64(weight / h.Scale)))
	}
	var names []byte
	for _, c := range m.classes {
		names = append(append(names, byte(len(c))), c...)
	}
	for _, part := range []any{h, names, hashes, m.rarity, steps} {
		if err := binary.Write(b, binary.LittleEndian, part); err != nil {
			return fmt.Errorf("intents: save model: %w", err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("intents: save model: %w", err)
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

// WithModel uses what [Understander.Save] wrote, which spares learning, if it was
// learnt from exactly the same phrases. [New] fails with [ErrModel] when r holds
// something else.
func WithModel(r io.Reader) Option {
	return func(o *options) { o.saved, o.err = readModel(r) }
}

// readModel reads a saved model.
func readModel(r io.Reader) (*model, error) {
	b := bufio.NewReader(r)
	var h savedHeader
	if err := binary.Read(b, binary.LittleEndian, &h); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrModel, err)
	}
	if h.Magic != savedMagic || h.Classes == 0 || uint64(h.Classes)*uint64(h.Features) > maxSaved {
		return nil, fmt.Errorf("%w: unknown format", ErrModel)
	}
	m := &model{key: h.Key, ids: make(map[uint64]int32, h.Features), rarity: make([]float32, h.Features), scale: h.Scale}
	for range h.Classes {
		name, err := readName(b)
		if err != nil {
			return nil, fmt.Errorf("%w: classes: %w", ErrModel, err)
		}
		m.classes = append(m.classes, name)
	}
	hashes, steps := make([]uint64, h.Features), make([]int16, h.Features*h.Classes)
	for _, part := range []any{hashes, m.rarity, steps} {
		if err := binary.Read(b, binary.LittleEndian, part); err != nil {
			return nil, fmt.Errorf("%w: weights: %w", ErrModel, err)
		}
	}
	for id, hash := range hashes {
		m.ids[hash] = int32(id)
	}
	m.weights = make([]float32, len(steps))
	for i, s := range steps {
		m.weights[i] = float32(s) * h.Scale
	}
	return m, nil
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
