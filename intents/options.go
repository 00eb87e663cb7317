package intents

// Option changes how an [Understander] is made.
type Option func(*options)

// options are what the options have set.
type options struct {
	saved *model
	err   error
}

// model returns a model learnt from the phrases with this fingerprint, nil for none.
func (o options) model(key uint64) *model {
	if o.saved == nil || o.saved.key != key {
		return nil
	}
	return o.saved
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
const modelVersion = 1
