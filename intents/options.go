package intents

import (
	"errors"
	"io"
	"io/fs"
)

// Option changes how an [Understander] is made.
type Option func(*options)

// options are what the options have set.
type options struct {
	saved func(lang string) (io.ReadCloser, error)
}

// open opens what was saved under a name; nil when nothing was.
func (o options) open(name string) (io.ReadCloser, error) {
	if o.saved == nil {
		return nil, nil //nolint:nilnil // nothing saved is no error
	}
	r, err := o.saved(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // the same
	}
	return r, err
}

// model reads a language's model learnt from the phrases with this fingerprint; nil when
// there is none.
func (o options) model(lang string, key uint64) (*model, error) {
	r, err := o.open(lang)
	if r == nil || err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	m, err := readModel(r)
	if err != nil || m.key != key {
		return nil, err
	}
	return m, nil
}

// fingerprint changes when phrases do.
func fingerprint(phrases []Phrase) uint64 {
	h := uint64(hashStart + modelVersion)
	for _, p := range phrases {
		h = hashBytes(h, p.Errand+"\x00"+p.Lang+"\x00"+p.Text+"\x00")
		for _, s := range p.Slots {
			h = hashBytes(h, s.Slot)
			h = (h^uint64(s.From<<16|s.To))*hashPrime + 1
		}
	}
	return h
}

// modelVersion changes when features or training do, so that a saved model of
// another make is not used.
const modelVersion = 6
