package backup

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/zstd"
)

// RestoreLock is what whoever restores into PostgreSQL holds.
const RestoreLock = int64(restoreLock)

// Payload is what a backup holds, read past everything that would refuse it.
func Payload(raw []byte, key *Key) ([]byte, error) {
	e, err := look(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	r, err := e.unlock(key)
	if err != nil {
		return nil, err
	}
	z, err := zstd.NewReader(r)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return io.ReadAll(z)
}

// Forge is a backup whose sums are right, whatever it holds.
func Forge(payload []byte, key *Key) ([]byte, error) {
	var out bytes.Buffer
	s, err := seal(&out, key)
	if err != nil {
		return nil, err
	}
	z, err := zstd.NewWriter(s)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(payload); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	err = s.Close()
	return out.Bytes(), err
}
