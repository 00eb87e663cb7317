package bot

import (
	"context"
	"fmt"
)

// Private is a [Dialog] that a PIN can stand before: on a phone that several people
// use, not everybody who has it in his hand may see what its owner may.
type Private interface {
	// Private reports whether the errand, as its frame stands, is for who knows the PIN.
	Private(f *Frame) bool
}

// locked reports whether a PIN stands before an errand now.
func (a *attempt) locked(ctx context.Context, d Dialog, f *Frame) (bool, error) {
	l, can := d.(Private)
	if !can || a.engine.Opener == "" || !l.Private(f) || a.unlocked() {
		return false, nil
	}
	kept, err := a.engine.Journal.PIN(ctx, a.turn.Person)
	if err != nil {
		return false, fmt.Errorf("pin: %w", err)
	}
	return kept != "", nil
}

// unlocked reports whether the lock is lifted.
func (a *attempt) unlocked() bool {
	return a.turn.opens || a.session.Open.After(a.turn.now) && !a.turn.closes
}

// asksToOpen leaves an errand where it is, and asks for what opens it. It is asked once for
// all that wait.
func (a *attempt) asksToOpen(ctx context.Context) error {
	top := a.session.Top()
	for _, s := range a.engine.errands[top.Errand].Slots() {
		if s.Secret {
			top.Clear(s.Name) // it does not wait in a session
		}
	}
	kept := a.session.Stack[:0:0]
	for _, f := range a.session.Stack {
		if f.Errand != a.engine.Opener {
			kept = append(kept, f)
		}
	}
	a.session.Stack = kept
	a.open(a.engine.errands[a.engine.Opener], Frame{})
	return a.fill(ctx, nil)
}

// resumes goes on with what waited for the lock, or, when it was not lifted, lets go
// of it.
func (a *attempt) resumes(ctx context.Context) error {
	for a.waitsForLock() {
		if !a.unlocked() {
			a.session.Pop()
			continue
		}
		if err := a.advance(ctx); err != nil {
			return err
		}
	}
	return nil
}

// waitsForLock reports whether the errand on top has not begun because of the lock.
func (a *attempt) waitsForLock() bool {
	top := a.session.Top()
	if top == nil || top.Asked != "" {
		return false
	}
	l, can := a.engine.errands[top.Errand].(Private)
	return can && l.Private(top) && top.State == ""
}
