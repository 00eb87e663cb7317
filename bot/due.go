package bot

import (
	"context"
	"errors"
	"fmt"
)

// doesJob is a turn that nobody asked for: it does the job its message says, if it
// still may.
func (a *attempt) doesJob(ctx context.Context) error {
	m := a.turn.Message
	j, _ := a.engine.job(m.Due.Job)
	why, err := a.mayNot(ctx, j)
	if err != nil {
		return fmt.Errorf("job %s: %w", m.Due.Job, err)
	}
	if why != "" {
		a.engine.skip(why, m.Due, "shop", m.Shop)
		return nil
	}
	a.turn.enter(j.Name, "")
	defer a.turn.enter("", "")
	if err := j.Do(ctx, a.turn); err != nil {
		return fmt.Errorf("job %s: %w", j.Name, err)
	}
	a.watch.lap("do")
	return a.addressed(ctx, j)
}

// mayNot says why a job is not to be done, or "". Much may have changed since it
// was due: the process was down, somebody left, a turn was taken back.
func (a *attempt) mayNot(ctx context.Context, j Job) (why string, err error) {
	e, m := a.engine, a.turn.Message
	least := Owner
	if m.Due.Turn != 0 {
		least = Staff
		asked, err := e.Journal.Turn(ctx, m.Shop, m.Due.Turn)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return "", err
		}
		if asked.UndoneBy != 0 {
			return "taken back", nil
		}
	}
	switch {
	case j.Do == nil:
		return "no such job", nil
	case a.turn.Role < least:
		return "left the shop", nil
	case a.turn.now.Sub(m.Due.At) > j.Late:
		return "too late", nil
	}
	ok, err := e.allowed(ctx, j, m)
	if err == nil && !ok {
		return "not allowed", nil
	}
	return "", err
}

// addressed finds where what a job said goes. A quiet one is not heard.
func (a *attempt) addressed(ctx context.Context, j Job) error {
	t, s := a.turn, a.session
	if len(t.said) == 0 {
		return nil
	}
	if j.Quiet {
		a.engine.Log.Error("a quiet job speaks", "job", j.Name, "turn", t.ID)
		t.said = nil
		return nil
	}
	to, err := a.engine.Journal.Reach(ctx, t.Person, Target{Channel: s.Channel, Address: s.Address})
	if errors.Is(err, ErrNotFound) {
		a.engine.skip("no address", t.Message.Due, "shop", t.Shop)
		t.said = nil
		return nil
	}
	a.home = to
	return err
}

// unbidden reports whether nobody wrote: the turn is a job's.
func (a *attempt) unbidden() bool { return a.turn.Message.Due != nil }

// to is where the answer goes.
func (a *attempt) to() Target {
	if a.unbidden() {
		return Target{Channel: a.home.Channel, Address: a.home.Address, Lang: a.turn.Lang}
	}
	return Target{Channel: a.group[0].Channel, Address: a.group[0].Address, Lang: a.turn.Lang}
}

// calledOff takes a turn back that only asked for something later.
func (a *attempt) calledOff(ctx context.Context, turn TurnID) error {
	waits, err := a.engine.Journal.Waits(ctx, a.turn.Shop, turn)
	switch {
	case err != nil:
		return err
	case !waits:
		return ErrNothing
	}
	a.turn.Say("bot.undo.later", nil)
	return nil
}

// errLater says that a turn asked for a job nobody has declared.
var errLater = errors.New("bot: no such job")

// checkLater refuses what could never be fired.
func (a *attempt) checkLater() error {
	if len(a.turn.later) > MaxLater {
		return fmt.Errorf("%w: %d of them in one turn", errLater, len(a.turn.later))
	}
	for _, r := range a.turn.later {
		if _, known := a.engine.job(r.Job); !known {
			return fmt.Errorf("%w: %s", errLater, r.Job)
		}
	}
	return nil
}
