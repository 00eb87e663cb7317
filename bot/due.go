package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// doesJobs is a turn that nobody asked for: it does the jobs its messages say.
func (a *attempt) doesJobs(ctx context.Context) error {
	whole := a.turn.Message
	for _, m := range a.group {
		a.turn.Message = m
		if err := a.doesJob(ctx); err != nil {
			return fmt.Errorf("job %s: %w", m.Due.Job, err)
		}
	}
	a.turn.Message = whole
	a.watch.lap("do")
	return a.addressed(ctx)
}

// doesJob does the job of the turn's message, if it still may.
func (a *attempt) doesJob(ctx context.Context) error {
	t := a.turn
	j, _ := a.engine.job(t.Message.Due.Job)
	l, err := a.may(ctx, j)
	if err != nil {
		return err
	}
	if l.why != "" {
		if l.why == withOperator || l.why == whileStopped {
			a.putsOff()
		}
		a.engine.skip(l.why, t.Message.Due, "shop", t.Shop)
		return nil
	}
	if !l.until.IsZero() {
		a.hold(l.until)
		return nil
	}
	before := len(t.said)
	t.enter(j.Name, "")
	defer t.enter("", "")
	if err := j.Do(ctx, t); err != nil {
		return err
	}
	if until := t.held; !until.IsZero() {
		t.held, t.said = time.Time{}, t.said[:before]
		a.hold(until)
		return nil
	}
	a.jobs = append(a.jobs, *t.Message.Due)
	if j.Quiet && len(t.said) > before {
		a.engine.Log.Error("a quiet job speaks", "job", j.Name, "turn", t.ID)
		t.said = t.said[:before]
	}
	return nil
}

// withOperator is why a job is not done now for whom an operator answers.
const withOperator = "an operator answers"

// may says whether a job is to be done. Much may have changed since it was due: the
// process was down, somebody left, a turn was taken back.
func (a *attempt) may(ctx context.Context, j Job) (leave, error) {
	why, err := a.mayNot(ctx, j)
	if why != "" || err != nil {
		return leave{why: why}, err
	}
	return a.engine.leave(ctx, j, a.turn.Message, a.engine.Clock.Now())
}

// mayNot says why a job is not to be done, whatever the policy says, or "".
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
	case !a.base.Closes.IsZero():
		return "given up", nil
	case !a.base.Stopped.IsZero():
		return whileStopped, nil
	case a.turn.Role < least:
		return "left the shop", nil
	case !a.session.Doubt.IsZero() && !j.Quiet:
		return "silent for long", nil
	case a.turn.now.Sub(m.Due.At) > j.Late:
		return "too late", nil
	case a.answered(j):
		return withOperator, nil
	}
	return "", nil
}

// addressed finds where what jobs said goes.
func (a *attempt) addressed(ctx context.Context) error {
	t, s := a.turn, a.session
	if len(t.said) == 0 {
		return nil
	}
	to, err := a.engine.Journal.Reach(ctx, t.Person, Target{Channel: s.Channel, Address: s.Address})
	if errors.Is(err, ErrNotFound) {
		a.engine.skip("no address", t.Message.Due, "shop", t.Shop)
		t.said = nil
		return nil
	}
	if a.home = to; err != nil {
		return err
	}
	text, also, err := a.texted(ctx)
	if also {
		a.beside = []Target{text}
	}
	return err
}

// worked are the jobs that were done, or the first that was not.
func (a *attempt) worked() string {
	if len(a.jobs) == 0 {
		return a.turn.Message.Due.Job
	}
	names := make([]string, len(a.jobs))
	for i, d := range a.jobs {
		names[i] = d.Job
	}
	return strings.Join(names, ",")
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
