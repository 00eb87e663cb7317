package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
)

// One is one item of a list, read on its own: reading it never fails the list it
// stands in. It is written as its Value.
type One[T any] struct {
	Value T
	Raw   json.RawMessage // as it came; nil in what we write
	Err   error           // what could not be read; Value then holds the rest
}

var errNull = errors.New("wire: null")

// UnmarshalJSON reads the item as far as it can be read, and returns nil always.
func (o *One[T]) UnmarshalJSON(raw []byte) error {
	*o = One[T]{Raw: bytes.Clone(raw)}
	if bytes.Equal(raw, []byte("null")) {
		o.Err = errNull
		return nil
	}
	o.Err = json.Unmarshal(raw, &o.Value)
	return nil
}

// Partial reports whether only some fields could not be read, for being of
// another kind than they should be, and Value holds all others.
func (o One[T]) Partial() bool {
	var kind *json.UnmarshalTypeError
	return errors.As(o.Err, &kind) && kind.Field != ""
}

// MarshalJSON writes the value.
func (o One[T]) MarshalJSON() ([]byte, error) { return json.Marshal(o.Value) }

// Of makes a list of values, to be written.
func Of[T any](values ...T) []One[T] {
	list := make([]One[T], len(values))
	for i, v := range values {
		list[i].Value = v
	}
	return list
}

// Good goes through what could be read of a list.
func Good[T any](list []One[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, o := range list {
			if o.Err == nil && !yield(o.Value) {
				return
			}
		}
	}
}
