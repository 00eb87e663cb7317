package journal

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/sahayak-dev/sahayak/bot"
)

// errLost says that the whole transaction is gone, not only the unit: the disk
// is full, or the database gave up on it.
var errLost = errors.New("the transaction was lost")

// errFailed says that a statement of a unit failed and the unit goes on all the
// same. It must not: SQLite may have thrown the whole transaction away, and
// PostgreSQL has.
var errFailed = errors.New("a statement has failed")

// commit writes a batch in one transaction and answers every unit of it. Hardly
// ever does a unit fail: only when one has is the batch run again with something
// to fall back on for each.
func (w *writer) commit(batch []*unit) {
	if w.together(batch) {
		return
	}
	if err := w.begin(); err != nil {
		w.log.Error("journal: begin", "err", err, "units", len(batch))
		answer(batch, err)
		return
	}
	for i, u := range batch {
		if u.err = w.attempt(u); errors.Is(u.err, errLost) {
			w.log.Error("journal: unit", "err", u.err, "lost", i)
			w.rollback()
			answer(batch[:i+1], errLost)
			if rest := batch[i+1:]; len(rest) > 0 {
				w.commit(rest)
			}
			return
		}
	}
	err := w.exec("commit")
	if err != nil {
		w.log.Error("journal: commit", "err", err, "units", len(batch))
		w.rollback()
	}
	answer(batch, err)
}

// together writes a batch whose units all succeed, and answers it. It returns false
// when one did not: then nothing is written and nobody answered.
func (w *writer) together(batch []*unit) bool {
	if w.begin() != nil {
		return false
	}
	for _, u := range batch {
		if u.err = u.ctx.Err(); u.err != nil {
			continue
		}
		u.begun = true
		if u.err = w.call(u); u.err != nil {
			w.rollback()
			return false
		}
	}
	if w.exec("commit") != nil {
		w.rollback()
		return false
	}
	answer(batch, nil)
	return true
}

// answer tells units how it went: err is what befell all of them. Those that
// have their answer keep it.
func answer(batch []*unit, err error) {
	for _, u := range batch {
		if u.answered {
			continue
		}
		if u.err == nil && err != nil {
			u.err = fmt.Errorf("journal: write: %w", err)
		}
		u.answered = true
		close(u.done)
	}
}

// begin starts a transaction that writes. One left over from a commit that
// failed is thrown away first.
func (w *writer) begin() error {
	err := w.exec("begin immediate")
	if err == nil {
		return nil
	}
	w.rollback()
	return w.exec("begin immediate")
}

// attempt runs one unit in a savepoint. Its error is the unit's own, or errLost.
func (w *writer) attempt(u *unit) error {
	if err := u.ctx.Err(); err != nil && !u.begun {
		return err
	}
	if err := w.exec("savepoint unit"); err != nil {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	err := w.call(u)
	if err != nil {
		if lost := w.exec("rollback to unit"); lost != nil {
			return fmt.Errorf("%w: %w", errLost, err)
		}
	}
	if lost := w.exec("release unit"); lost != nil {
		return errors.Join(fmt.Errorf("%w: %w", errLost, lost), err)
	}
	return err
}

// call runs the unit's work.
func (w *writer) call(u *unit) error {
	t := &tx{w: w}
	defer t.end()
	ctx := context.WithValue(context.WithoutCancel(u.ctx), inside{w}, true)
	err := guarded(func() error { return u.do(ctx, bot.Tx(t)) })
	if err == nil && t.failed {
		err = errFailed
	}
	return err
}

// guarded turns a panic into an error. The panic's words are kept only when they
// are the runtime's: others may quote a message.
func guarded(do func() error) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case runtime.Error:
			err = fmt.Errorf("%w: %s", ErrPanic, r.Error())
		default:
			err = fmt.Errorf("%w: %T", ErrPanic, r)
		}
	}()
	return do()
}

// rollback ends the transaction if there is one.
func (w *writer) rollback() { _ = w.exec("rollback") }

// exec runs a statement of the writer's own.
func (w *writer) exec(query string) error {
	_, err := w.known.exec(context.Background(), query, nil)
	return err
}
