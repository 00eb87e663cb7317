package backup

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// What the first line of a backup says: "sahayak-backup 1 key 1a2b3c4d".
const (
	magic     = "sahayak-backup"
	format    = 1 // raised when an older program could not read the file
	plain     = "plain"
	withKey   = "key"
	firstSize = 64 // no first line is longer
)

// firstLine is that of a backup locked with key, nil for none.
func firstLine(key *Key) []byte {
	how := plain
	if key != nil {
		how = withKey + " " + key.Name()
	}
	return fmt.Appendf(nil, "%s %d %s\n", magic, format, how)
}

// envelope is a backup that is whole, not opened yet.
type envelope struct {
	first string // its first line
	key   string // the name of its key, "" for none
	body  io.Reader
}

// look reads a backup's first line and its sum, all of it. [ErrForeign],
// [ErrNewer], [ErrDamaged].
func look(f io.ReaderAt, size int64) (envelope, error) {
	head := make([]byte, min(firstSize, size))
	if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return envelope{}, err
	}
	end := bytes.IndexByte(head, '\n')
	if end < 0 || !bytes.HasPrefix(head, []byte(magic+" ")) {
		return envelope{}, ErrForeign
	}
	e := envelope{first: string(head[:end+1])}
	if err := e.parse(); err != nil {
		return envelope{}, err
	}
	begin, length := int64(len(e.first)), size-int64(len(e.first))-sha256.Size
	if length < 0 {
		return envelope{}, damaged("it ends after %d bytes", size)
	}
	if err := whole(f, size-sha256.Size); err != nil {
		return envelope{}, err
	}
	e.body = io.NewSectionReader(f, begin, length)
	return e, nil
}

// parse reads the first line.
func (e *envelope) parse() error {
	words := strings.Fields(e.first)
	n, err := strconv.Atoi(words[min(1, len(words)-1)])
	switch {
	case err != nil || n < 1:
		return ErrForeign
	case n > format:
		return ErrNewer
	case len(words) == 3 && words[2] == plain:
		return nil
	case len(words) == 4 && words[2] == withKey:
		e.key = words[3]
		return nil
	}
	return damaged("its first line says %q", e.first)
}

// whole compares the sum of the first bytes with the one that follows them.
func whole(f io.ReaderAt, length int64) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, length)); err != nil {
		return err
	}
	stands := make([]byte, sha256.Size)
	if _, err := f.ReadAt(stands, length); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.Equal(sum.Sum(nil), stands) {
		return damaged("its sum is not what it says")
	}
	return nil
}
