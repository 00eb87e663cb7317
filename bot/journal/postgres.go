package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal/pipeline"
)

// How many connections one process holds to PostgreSQL: more would only wait for
// each other there.
const (
	maxWriters         = 16
	maxPostgresReaders = 16
)

// maxAgain is how often a unit is run again when others were in its way.
const maxAgain = 20

// errAgain says that a unit met another's work and finds it when it runs again.
var errAgain = errors.New("journal: somebody else did it meanwhile")

// The conditions of PostgreSQL under which a unit is run again, or a person is
// told what to do.
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	uniqueViolation      = "23505"
	foreignKeyViolation  = "23503" // the other row was removed meanwhile
)

// postgresStore is a database of a PostgreSQL server, or of what speaks its wire
// protocol. Every unit is a transaction of its own: committing several together
// would only have them wait for each other's rows.
type postgresStore struct {
	config *pgx.ConnConfig
	db     *sql.DB // writes
	reader *sql.DB // cannot write
	log    *slog.Logger
	mu     sync.RWMutex // held for reading while a unit runs
	closed bool
}

// openPostgres connects to the database that c names.
func openPostgres(ctx context.Context, c Config, log *slog.Logger) (*postgresStore, error) {
	config, err := configure(c)
	if err != nil {
		return nil, err
	}
	p := &postgresStore{config: config, db: pool(pipeline.Open(*config), maxWriters), log: log}
	readOnly := config.Copy()
	readOnly.RuntimeParams["default_transaction_read_only"] = "on"
	p.reader = pool(pipeline.Open(*readOnly), maxPostgresReaders)
	if err := p.db.PingContext(ctx); err != nil {
		return nil, errors.Join(explainPostgres(err), p.close())
	}
	return p, nil
}

// configure is how every connection to PostgreSQL is set up.
func configure(c Config) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(c.URL)
	if err != nil {
		return nil, fmt.Errorf("%w: the URL cannot be read", ErrUnreachable) // its words would quote the password
	}
	config.RuntimeParams["application_name"] = "sahayak"
	config.RuntimeParams["timezone"] = "UTC"
	for name, value := range map[string]string{
		"statement_timeout": "60s", "lock_timeout": "20s",
		// A bitmap scan never marks what is dead in an index. An index of what waits
		// is nearly all dead, and would be read whole by each claim until the next vacuum.
		"enable_bitmapscan": "off",
		// As for a disk without an arm: by default a few look-ups are held to cost more
		// than reading a table of tens of thousands of rows.
		"random_page_cost": "1.1",
	} {
		if config.RuntimeParams[name] == "" {
			config.RuntimeParams[name] = value
		}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	if c.Dial != nil {
		config.DialFunc = c.Dial
		config.LookupFunc = func(_ context.Context, host string) ([]string, error) { return []string{host}, nil }
	}
	return config, nil
}

// pool keeps up to so many connections open.
func pool(db *sql.DB, connections int) *sql.DB {
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

func (p *postgresStore) read() Reader { return p.reader }

func (p *postgresStore) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	return errors.Join(p.db.Close(), p.reader.Close())
}

// inPostgres marks the context of a unit of this store.
type inPostgres struct{ *postgresStore }

// write runs a unit as a transaction, again when others were in its way.
func (p *postgresStore) write(ctx context.Context, do func(context.Context, bot.Tx) error) error {
	if ctx.Value(inPostgres{p}) != nil {
		return ErrNested
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.closed {
		return ErrClosed
	}
	for try := 1; ; try++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := p.once(ctx, do)
		if err == nil || !again(err) || try == maxAgain {
			return err
		}
		p.log.Debug("journal: unit again", "try", try, "error", err)
	}
}

// once runs a unit and commits it. Waiting for a connection ends with ctx; what
// has begun is finished.
func (p *postgresStore) once(ctx context.Context, do func(context.Context, bot.Tx) error) error {
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return explainPostgres(err)
	}
	defer func() { _ = conn.Close() }()
	ctx = context.WithValue(context.WithoutCancel(ctx), inPostgres{p}, true)
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return explainPostgres(err)
	}
	t := &postgresTx{tx: tx}
	err = guarded(func() error { return do(ctx, t) })
	t.end()
	if err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// again reports whether a unit failed only because others worked at the same
// time.
func again(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return slices.Contains([]string{serializationFailure, deadlockDetected, uniqueViolation, foreignKeyViolation}, e.Code)
	}
	return errors.Is(err, errAgain)
}

// explainPostgres adds the sentinel a person can be told about.
func explainPostgres(err error) error {
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) {
		return fmt.Errorf("%w: %w", ErrUnreachable, errors.Unwrap(refused)) // its own words quote the user
	}
	return err
}

// postgresTx is the transaction of one unit of work.
type postgresTx struct {
	tx   *sql.Tx
	over bool
	rows []*sql.Rows
}

// ExecContext runs a statement that returns no rows.
func (t *postgresTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if t.over {
		return nil, ErrOver
	}
	return t.tx.ExecContext(context.WithoutCancel(ctx), query, args...)
}

// QueryContext runs a query.
func (t *postgresTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if t.over {
		return nil, ErrOver
	}
	rows, err := t.tx.QueryContext(context.WithoutCancel(ctx), query, args...)
	if err == nil {
		t.rows = append(t.rows, rows)
	}
	return rows, err
}

// QueryRowContext runs a query for one row, which must be scanned at once.
func (t *postgresTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if t.over {
		dead, cancel := context.WithCancelCause(ctx)
		cancel(ErrOver)
		return t.tx.QueryRowContext(dead, query, args...) // a row that says "canceled"
	}
	return t.tx.QueryRowContext(context.WithoutCancel(ctx), query, args...)
}

// end gives back rows the unit left unread.
func (t *postgresTx) end() {
	t.over = true
	for _, rows := range t.rows {
		_ = rows.Close()
	}
}
