package pipeline

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5"
)

const (
	begin    = "begin"
	commit   = "commit"
	rollback = "rollback"
	idle     = 'I' // of a connection: no transaction
)

// maxWaiting is how many statements are kept back at most, so that a long
// transaction does not gather in memory.
const maxWaiting = 256

// ErrFailed says that a transaction goes on after one of its statements failed.
var ErrFailed = errors.New("pipeline: an earlier statement of the transaction failed")

// transaction is one under way on a connection.
type transaction struct {
	ctx     context.Context //nolint:containedctx // database/sql commits and rolls back without one
	conn    *conn
	waiting []*result // in the order they were given, not sent yet
	failed  bool
}

// Commit sends what waits and the commit.
func (t *transaction) Commit() error {
	defer t.end()
	done := t.queue(commit, nil)
	if _, err := t.send(t.ctx); err != nil {
		return errors.Join(err, t.undo())
	}
	if done.tag.String() != "COMMIT" {
		return pgx.ErrTxCommitRollback
	}
	return nil
}

// Rollback forgets what waits and takes back what was sent.
func (t *transaction) Rollback() error {
	defer t.end()
	return t.undo()
}

// undo has the server give the transaction up, if it knows of it.
func (t *transaction) undo() error {
	c := t.conn.Conn.Conn()
	if c.IsClosed() || c.PgConn().TxStatus() == idle {
		return nil
	}
	_, err := c.Exec(t.ctx, rollback)
	return err
}

// end makes the connection an ordinary one again.
func (t *transaction) end() { t.conn.tx, t.waiting = nil, nil }

// queue keeps a statement back.
func (t *transaction) queue(query string, args []driver.NamedValue) *result {
	r := &result{tx: t, query: query, args: make([]any, len(args))}
	for i, a := range args {
		r.args[i] = a.Value
	}
	t.waiting = append(t.waiting, r)
	return r
}

// send sends everything that waits in one go and reads what comes back: the rows
// are the last statement's.
func (t *transaction) send(ctx context.Context) (*rows, error) {
	if t.failed {
		return nil, ErrFailed
	}
	batch := &pgx.Batch{}
	for _, r := range t.waiting {
		batch.Queue(r.query, r.args...)
	}
	answers := t.conn.Conn.Conn().SendBatch(ctx, batch)
	last, err := t.read(answers)
	if closing := answers.Close(); err == nil {
		err = closing
	}
	if err != nil {
		t.failed = true
		return nil, err
	}
	t.waiting = t.waiting[:0]
	return last, nil
}

// read reads the answers to what waits, all rows at once, so that the connection
// is free for the next statement.
func (t *transaction) read(answers pgx.BatchResults) (*rows, error) {
	var last *rows
	for _, r := range t.waiting {
		raw, err := answers.Query()
		if err != nil {
			return nil, err
		}
		if last, err = gather(raw); err != nil {
			return nil, err
		}
		r.tag, r.sent = raw.CommandTag(), true
	}
	return last, nil
}
