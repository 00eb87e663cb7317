package backup

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"
)

// How a payload is locked: AES-256-GCM with a key of its own for each backup,
// derived from ours, in segments that cannot be moved, left out or cut off.
const (
	derivation  = "SHA256"
	segmentSize = 1 << 20
)

// cipher is what a key locks with.
func (k *Key) cipher() (*subtle.AESGCMHKDF, error) {
	return subtle.NewAESGCMHKDF(k[:], derivation, keySize, segmentSize, 0)
}

// sealer writes a backup's first line, what it is given, and the sum of both.
type sealer struct {
	w    io.Writer
	sum  hash.Hash
	size int64
	body io.WriteCloser
}

// seal begins a backup on w. A nil key locks nothing.
func seal(w io.Writer, key *Key) (*sealer, error) {
	s := &sealer{w: w, sum: sha256.New()}
	first := firstLine(key)
	if _, err := (through{s}).Write(first); err != nil {
		return nil, err
	}
	s.body = through{s}
	if key == nil {
		return s, nil
	}
	locked, err := key.cipher()
	if err != nil {
		return nil, err
	}
	s.body, err = locked.NewEncryptingWriter(through{s}, first)
	return s, err
}

// Write takes some of the payload.
func (s *sealer) Write(p []byte) (int, error) { return s.body.Write(p) }

// Close ends the backup; w stays open.
func (s *sealer) Close() error {
	if err := s.body.Close(); err != nil {
		return err
	}
	_, err := s.w.Write(s.sum.Sum(nil))
	s.size += sha256.Size
	return err
}

// through is what has been locked on its way to the file.
type through struct{ *sealer }

// Write sums up and passes on.
func (t through) Write(p []byte) (int, error) {
	n, err := t.w.Write(p)
	t.sum.Write(p[:n])
	t.size += int64(n)
	return n, err
}

// Close leaves the file open.
func (through) Close() error { return nil }

// unlock returns the payload of a backup that is whole. [ErrNoKey] and [ErrKey]
// when the key is not the one it was locked with; a key that is not needed is
// not minded.
func (e envelope) unlock(key *Key) (io.Reader, error) {
	switch {
	case e.key == "":
		return e.body, nil
	case key == nil:
		return nil, fmt.Errorf("%w: it was locked with key %s; give it with --key-file FILE", ErrNoKey, e.key)
	case key.Name() != e.key:
		return nil, fmt.Errorf("%w: it was locked with key %s, this is key %s", ErrKey, e.key, key.Name())
	}
	locked, err := key.cipher()
	if err != nil {
		return nil, err
	}
	r, err := locked.NewDecryptingReader(e.body, []byte(e.first))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	return altered{r}, nil
}

// altered tells of what cannot be unlocked as damage: the sum of the file was
// right, so somebody made it so.
type altered struct{ io.Reader }

func (a altered) Read(p []byte) (int, error) {
	n, err := a.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged("it does not unlock: %v", err)
	}
	return n, err
}
