package backup

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"regexp"

	"github.com/klauspost/compress/zstd"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// Bounds on what a backup may ask of the machine that reads it.
const (
	maxLine   = 256 << 20 // bytes of a row
	maxWindow = 64 << 20  // bytes that decompressing keeps
)

// blobKey is what the names of blobs look like: nothing that leads elsewhere.
var blobKey = regexp.MustCompile(`^[0-9a-f]{64}$`)

// unpacker reads the payload of a backup.
type unpacker struct {
	header
	tables []table
	in     *bufio.Reader
	close  func()
	Summary
	sum  sum
	line []byte
}

// unpack begins reading a payload: its header, which must be of versions that
// parts know. Close it.
func unpack(ctx context.Context, payload io.Reader, parts []journal.Part) (*unpacker, error) {
	z, err := zstd.NewReader(payload, zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, damaged("%v", err)
	}
	u := &unpacker{in: bufio.NewReaderSize(z, 1<<16), close: z.Close}
	if err := u.begin(ctx, parts); err != nil {
		z.Close()
		return nil, err
	}
	return u, nil
}

func (u *unpacker) begin(ctx context.Context, parts []journal.Part) error {
	line, err := u.next()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(line, &u.header); err != nil {
		return damaged("its header cannot be read")
	}
	if u.tables, err = schemaOf(ctx, parts, u.Parts); err != nil {
		return err
	}
	if !u.fits(u.tables) {
		return damaged("its tables are not those of its versions")
	}
	u.Summary.Made, u.Summary.Secret = u.header.Made, u.header.Secret
	return nil
}

// next reads a line, which is only good until the next.
func (u *unpacker) next() ([]byte, error) {
	u.line = u.line[:0]
	for {
		part, err := u.in.ReadSlice('\n')
		u.line = append(u.line, part...)
		switch {
		case err == nil:
			return bytes.TrimSuffix(u.line, []byte("\n")), nil
		case len(u.line) > maxLine:
			return nil, damaged("a line does not end")
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, broken(err)
		}
	}
}

// broken is what a failing read says of a backup.
func broken(err error) error {
	switch {
	case errors.Is(err, ErrDamaged):
		return err
	case errors.Is(err, io.EOF):
		return damaged("it ends too early")
	}
	return damaged("it cannot be read: %v", err)
}

// row reads a row of a table.
func (u *unpacker) row(t table) ([]any, error) {
	line, err := u.next()
	if err != nil {
		return nil, err
	}
	u.Rows++
	if !u.Unnamed || !isWord(t, line) {
		u.sum.add(t.name, append(line, '\n'))
	}
	return t.values(line)
}

// blobs gives every blob to take, which must read all of it, then reads the end.
func (u *unpacker) blobs(take func(b blobHead, bytes io.Reader) error) error {
	for {
		line, err := u.next()
		if err != nil {
			return err
		}
		e, err := read[entry](line)
		switch {
		case err != nil, line[0] != '{', e.Blob == nil && e.End == nil: // the end of a blob may look like space before a line
			return damaged("what follows the rows cannot be read")
		case e.End != nil:
			return u.end(*e.End)
		case !blobKey.MatchString(e.Blob.Key) || e.Blob.Shop < 0 || e.Blob.Size < 0:
			return damaged("a blob is called %q", e.Blob.Key)
		}
		u.Blobs++
		if err := take(*e.Blob, &exactly{u.in, e.Blob.Size}); err != nil {
			return err
		}
	}
}

// end sees that everything was there, and nothing follows.
func (u *unpacker) end(e ending) error {
	u.Sum = u.sum.String()
	if (ending{u.Rows, u.Blobs, u.Sum}) != e {
		return damaged("it holds %d rows and %d blobs, and says %d and %d", u.Rows, u.Blobs, e.Rows, e.Blobs)
	}
	if _, err := u.in.ReadByte(); !errors.Is(err, io.EOF) {
		return damaged("something follows its end")
	}
	return nil
}

// exactly reads so many bytes and no less.
type exactly struct {
	r    io.Reader
	left int64
}

func (e *exactly) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n, err := e.r.Read(p[:min(int64(len(p)), e.left)])
	e.left -= int64(n)
	if err != nil && e.left > 0 {
		return n, broken(err)
	}
	return n, nil
}
