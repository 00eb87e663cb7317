package journal

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxBatch is how many units share one commit: enough to spread a flush thin,
// few enough that nobody waits long for the rest.
const maxBatch = 128

// unit is one piece of work waiting to be written.
type unit struct {
	ctx      context.Context
	do       func(context.Context, bot.Tx) error
	err      error
	begun    bool          // it was run, and is run again
	answered bool          // the writer's own
	done     chan struct{} // closed when err says how it went
}

// writer owns the only connection that writes, and commits in groups.
type writer struct {
	db      *sql.DB
	conn    *sql.Conn
	known   *statements
	anew    *statements // prepares every query again
	log     *slog.Logger
	mu      sync.RWMutex // held for reading while a unit is handed over
	closed  bool
	units   chan *unit
	stopped chan struct{}
}

func newWriter(ctx context.Context, path string, log *slog.Logger) (*writer, error) {
	db, err := connect(path, writing)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(explain(err), db.Close())
	}
	w := &writer{
		db: db, conn: conn, known: newStatements(conn, maxStatements), anew: newStatements(conn, 0), log: log,
		units: make(chan *unit, maxBatch), stopped: make(chan struct{}),
	}
	go w.run()
	return w, nil
}

// inside marks the context of a unit of this writer.
type inside struct{ *writer }

// write hands a unit over and waits for its answer. Once handed over it waits
// whatever becomes of ctx, so that the answer is always what happened.
func (w *writer) write(ctx context.Context, do func(context.Context, bot.Tx) error) error {
	if ctx.Value(inside{w}) != nil {
		return ErrNested
	}
	u := &unit{ctx: ctx, do: do, done: make(chan struct{})}
	if err := w.hand(u); err != nil {
		return err
	}
	<-u.done
	return u.err
}

func (w *writer) hand(u *unit) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrClosed
	}
	select {
	case w.units <- u:
		return nil
	case <-u.ctx.Done():
		return u.ctx.Err()
	}
}

// close lets what is waiting finish, then gives the connection back.
func (w *writer) close() error {
	w.mu.Lock()
	already := w.closed
	if !already {
		w.closed = true
		close(w.units)
	}
	w.mu.Unlock()
	<-w.stopped
	if already {
		return nil
	}
	w.known.close()
	return errors.Join(w.conn.Close(), w.db.Close())
}

// run works until there is nothing left and the writer is closed. A unit that
// ends its goroutine (runtime.Goexit, as a failing test does) ends only itself.
func (w *writer) run() {
	var batch []*unit
	ended := true
	defer func() {
		if !ended {
			close(w.stopped)
			return
		}
		w.rollback()
		answer(batch, ErrPanic)
		go w.run()
	}()
	for first := range w.units {
		batch = w.collect(first)
		w.commit(batch)
	}
	ended = false
}

// collect takes what else is waiting.
func (w *writer) collect(first *unit) []*unit {
	batch := []*unit{first}
	for len(batch) < maxBatch {
		select {
		case u, open := <-w.units:
			if !open {
				return batch
			}
			batch = append(batch, u)
		default:
			return batch
		}
	}
	return batch
}
