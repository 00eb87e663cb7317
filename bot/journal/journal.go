package journal

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// ownTables is the name the journal's own migrations are counted under.
const ownTables = "bot"

//go:embed migrations/*.sql
var migrations embed.FS

// Config says where the journal is kept.
type Config struct {
	Path  string       // the database file; its folder is created, and holds the blobs too
	Clock bot.Clock    // tells when things were received, are due and expire
	Zone  string       // IANA name of the zone new shops are in; "" is UTC
	Log   *slog.Logger // for the operator; nil is silent. It never sees texts or addresses
}

// Journal is a journal in a SQLite file. Make one with [Open]; it is safe for
// concurrent use.
type Journal struct {
	path   string
	zone   string
	blobs  blobs
	clock  bot.Clock
	log    *slog.Logger
	writer *writer
	reader *reader
}

// Open opens the journal at c.Path, making it when it is not there and bringing
// its tables up to date. [ErrUnwritable], [ErrNewer] and [ErrNotDatabase] say
// what is wrong with the file.
func Open(ctx context.Context, c Config) (*Journal, error) {
	j, err := open(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("journal: open %s: %w", c.Path, err)
	}
	return j, nil
}

func open(ctx context.Context, c Config) (*Journal, error) {
	if c.Path == "" || c.Clock == nil {
		return nil, invalid("a path and a clock are needed")
	}
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(c.Path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	if err := claimFile(ctx, path); err != nil {
		return nil, err
	}
	j := &Journal{path: path, zone: zoneOf(c.Zone), clock: c.Clock, log: logOf(c.Log)}
	j.blobs = blobs{dir: filepath.Join(filepath.Dir(path), "blobs")}
	own, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	if err := j.migrate(ctx, ownTables, own); err != nil {
		return nil, err
	}
	return j, j.start(ctx)
}

// start opens the connections the journal works on.
func (j *Journal) start(ctx context.Context) error {
	w, err := newWriter(ctx, j.path, j.log)
	if err != nil {
		return err
	}
	r, err := newReader(j.path)
	if err != nil {
		return errors.Join(err, w.close())
	}
	j.writer, j.reader = w, r
	return nil
}

// Close finishes the units of work that are waiting, and closes the database.
// Later writes fail with [ErrClosed], later reads with an error of their own.
func (j *Journal) Close() error {
	return wrap("close", errors.Join(j.writer.close(), j.reader.close()))
}

// Read is for a domain to read its tables with; nothing can be written on it.
func (j *Journal) Read() Reader { return j.reader }

// Write runs do as one unit of work: all of it is written, durably, or nothing.
// It returns do's own error when there is one. A cancelled ctx keeps a unit from
// starting; one that has started is finished whatever becomes of ctx. The
// transaction ends with do; do must not call Write.
func (j *Journal) Write(ctx context.Context, do func(context.Context, bot.Tx) error) error {
	return j.writer.write(ctx, do)
}

func zoneOf(zone string) string {
	if zone == "" {
		return time.UTC.String()
	}
	return zone
}

func logOf(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return log
}
