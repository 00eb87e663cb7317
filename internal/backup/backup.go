package backup

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// Config says what is backed up, or where it is restored, and how it is locked.
type Config struct {
	At      journal.Config // the database, its blobs, and the clock
	Parts   []journal.Part // all that keep tables in it, those first that others refer to
	Key     *Key           // nil is no key
	Secret  string         // what the data in it is sealed with, when that is a file's: a locked backup takes it along
	Program string         // the version that makes the backup
}

// Summary is what a backup holds.
type Summary struct {
	Path    string // the file, when there is one
	Made    time.Time
	Rows    int64
	Blobs   int64
	Missing int64  // blobs whose files were not there: they had expired, or are lost
	Size    int64  // bytes of the file
	Sum     string // of the rows, whatever the database: the same data has the same
	Secret  string // of a restored backup, what it took along; "" for nothing
}

// Write writes a backup of everything as it is at this moment. Nobody who writes
// waits for it. [ErrNothing] when there is no database, [ErrNewer] when it is a
// newer program's.
func Write(ctx context.Context, c Config, w io.Writer) (Summary, error) {
	begin := c.At.Clock.Now().UTC() // what was acknowledged before this is in it
	s, err := openSource(ctx, c)
	if err != nil {
		return Summary{}, wrap("write", err)
	}
	sealed, err := seal(w, c.Key)
	if err != nil {
		return Summary{}, wrap("write", errors.Join(err, s.close()))
	}
	p := &packer{Config: c, source: s, Summary: Summary{Made: begin}}
	err = p.pack(ctx, sealed)
	if err == nil {
		err = sealed.Close()
	}
	p.Size = sealed.size
	return p.Summary, wrap("write", errors.Join(err, s.close()))
}

// packer writes the payload of a backup.
type packer struct {
	Config
	*source
	Summary
	out io.Writer
	sum sum
}

// pack writes the payload to w.
func (p *packer) pack(ctx context.Context, w io.Writer) error {
	// One goroutine: the bot beside it needs the machine more.
	squeezed, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	p.out = squeezed
	for _, step := range []func(context.Context) error{p.head, p.tables, p.blobs, p.end} {
		if err := step(ctx); err != nil {
			_ = squeezed.Close()
			return err
		}
	}
	return squeezed.Close()
}

// line writes something as JSON.
func (p *packer) line(v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = p.out.Write(append(raw, '\n'))
	return err
}

func (p *packer) head(ctx context.Context) error {
	heads, err := p.heads(ctx)
	if err != nil {
		return err
	}
	h := header{Made: p.Made, Program: p.Program, Parts: p.versions, Tables: heads, Unnamed: true}
	if p.Key != nil { // whoever reads a plain one is not to have the key as well
		h.Secret = p.Config.Secret
	}
	return p.line(h)
}

func (p *packer) tables(ctx context.Context) error {
	for _, t := range p.source.tables {
		err := p.rows(ctx, t, func(line []byte) error {
			p.Rows++
			if !isWord(t, line) {
				p.sum.add(t.name, line)
			}
			_, err := p.out.Write(line)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// blobs writes the files that the database knows of. One that is gone was swept
// when it had expired.
func (p *packer) blobs(ctx context.Context) error {
	return each(ctx, p.tx, "select shop, key from blob", func(rows *sql.Rows) error {
		var shop bot.ShopID
		var key string
		if err := rows.Scan(&shop, &key); err != nil {
			return err
		}
		err := p.blob(shop, key)
		if errors.Is(err, fs.ErrNotExist) {
			p.Missing++
			return nil
		}
		return err
	})
}

func (p *packer) blob(shop bot.ShopID, key string) error {
	if !blobKey.MatchString(key) {
		return fs.ErrNotExist // no file has such a name
	}
	f, err := os.Open(filepath.Join(p.At.BlobFolder(), journal.BlobPath(shop, key)))
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read from
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := p.line(entry{Blob: &blobHead{Shop: int64(shop), Key: key, Size: info.Size()}}); err != nil {
		return err
	}
	if _, err := io.CopyN(p.out, f, info.Size()); err != nil {
		return fmt.Errorf("blob %s: %w", key, err)
	}
	p.Blobs++
	return nil
}

func (p *packer) end(context.Context) error {
	p.Sum = p.sum.String()
	return p.line(entry{End: &ending{Rows: p.Rows, Blobs: p.Blobs, Sum: p.Sum}})
}
