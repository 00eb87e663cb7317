package journal

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// ownTables is the name the journal's own migrations are counted under.
const ownTables = "bot"

//go:embed migrations/*.sql
var migrations embed.FS

// Config says where the journal is kept.
type Config struct {
	Path  string      // the SQLite file; its folder is created, and holds the blobs too
	URL   string      // postgres://… instead of a file
	Blobs string      // folder of the blobs; "" is one beside Path. PostgreSQL needs it
	Clock bot.Clock   // tells when things were received, are due and expire
	Zone  string      // IANA name of the zone new shops are in; "" is UTC
	Key   seal.Master // what the journal is sealed with; nil seals nothing
	// PlainCodes makes the codes of invitations without a key, for tests that must know them.
	PlainCodes bool
	Tariff     Tariff       // what bubbles cost; nil counts nothing
	Log        *slog.Logger // for the operator; nil is silent. It never sees texts or addresses

	// Dial connects to PostgreSQL, and looks its name up; nil is the driver's own.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Asked is told every statement before it is run, as it is written: what it is
	// run with it never sees. It is called from many goroutines; nil is nobody.
	Asked func(statement string)
}

// store is the database under a journal.
type store interface {
	// write runs a unit of work; see [Journal.Write].
	write(ctx context.Context, do func(context.Context, bot.Tx) error) error
	// migrate brings the tables of a part up to date; see [Journal.Migrate].
	migrate(ctx context.Context, name string, files fs.FS) error
	// scrub wipes what was written over where it may still lie.
	scrub(ctx context.Context) error
	// read is for what runs outside units of work.
	read() Reader
	close() error
}

// Journal is a journal in a SQLite file or in PostgreSQL. Make one with [Open];
// it is safe for concurrent use.
type Journal struct {
	zone   string
	blobs  blobs
	clock  bot.Clock
	log    *slog.Logger
	store  store
	reader Reader
	word   string // see recognise
	server bool   // it is PostgreSQL
	keys   *seal.Keys
	tariff Tariff
	asked  func(string) // see Config
	plain  bool         // see Config.PlainCodes
	news   gathering    // of what was sent

	sealing sync.Mutex // see SealOld
}

// Open opens the journal, making it when it is not there and bringing its tables
// up to date. [ErrUnwritable], [ErrNewer], [ErrNotDatabase] and [ErrUnreachable]
// say what is wrong with it, [seal.ErrKey] and [seal.ErrMaster] what is wrong with
// its key.
func Open(ctx context.Context, c Config) (*Journal, error) {
	j, err := open(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("journal: open %s: %w", c.place(), err)
	}
	return j, nil
}

// place names the journal without saying anybody's password.
func (c Config) place() string {
	if c.URL != "" {
		return "PostgreSQL"
	}
	return c.Path
}

func open(ctx context.Context, c Config) (*Journal, error) {
	j, err := migrated(ctx, c)
	if err != nil {
		return nil, err
	}
	if err = j.unlock(ctx, c.Key); err == nil {
		err = j.recognise(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, j.store.close())
	}
	return j, nil
}

// migrated opens the database and brings its tables up to date.
func migrated(ctx context.Context, c Config) (*Journal, error) {
	if c.Clock == nil || c.Path == "" && (c.URL == "" || c.Blobs == "") {
		return nil, invalid("a clock is needed, and a path, or a URL and a folder for blobs")
	}
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return nil, err
	}
	j := &Journal{zone: zoneOf(c.Zone), clock: c.Clock, tariff: c.Tariff, log: logOf(c.Log), server: c.URL != "", blobs: blobs{dir: c.BlobFolder()}}
	var err error
	if c.URL != "" {
		j.store, err = openPostgres(ctx, c, j.log)
	} else {
		j.store, err = openSQLite(ctx, c.Path, j.log)
	}
	if err != nil {
		return nil, err
	}
	j.reader, j.asked = telling(j.store.read(), c.Asked), c.Asked
	j.plain = c.PlainCodes
	j.news.write, j.news.away = j.hear, j.away
	own, err := fs.Sub(migrations, "migrations")
	if err == nil {
		err = j.store.migrate(ctx, ownTables, own)
	}
	if err != nil {
		return nil, errors.Join(err, j.store.close())
	}
	return j, nil
}

// Close finishes the units of work that are waiting, and closes the database.
// Later writes fail with [ErrClosed], later reads with an error of their own.
func (j *Journal) Close() error {
	j.news.close()
	return wrap("close", j.store.close())
}

// Read is for a domain to read its tables with; nothing can be written on it.
func (j *Journal) Read() Reader { return j.reader }

// Write runs do as one unit of work: all of it is written, durably, or nothing.
// It returns do's own error when there is one. A cancelled ctx keeps a unit from
// starting; one that has started is finished whatever becomes of ctx. The
// transaction ends with do; do must not call Write. It may be run again, when it, or
// others at the same time, had to be taken back.
func (j *Journal) Write(ctx context.Context, do func(context.Context, bot.Tx) error) error {
	if j.asked != nil {
		do = tellingUnit(do, j.asked)
	}
	return j.store.write(ctx, func(ctx context.Context, t bot.Tx) error {
		return do(context.WithValue(ctx, inUnit{j}, true), t)
	})
}

// inUnit marks the context of a unit of work.
type inUnit struct{ *Journal }

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
