package bot

import (
	"context"
	"time"
)

// Patient is a [Policy] that knows when quiet hours end. What is due in them is held
// until then, with all else that is held for the same person, and said in one bubble;
// what would be too late by then is skipped. What any other policy does not allow is
// skipped at once.
type Patient interface {
	Policy
	// Until is the first moment from now on that is not in quiet hours of who a
	// message is for; zero when they have no end that can be told.
	Until(ctx context.Context, m Message, now time.Time) (time.Time, error)
}

// Why a job is not done.
const (
	notAllowed = "not allowed"
	outstayed  = "quiet for too long" // it would be too late when quiet hours end
)

// leave is whether a job may be done.
type leave struct {
	why   string    // why not; "" when it may be
	until time.Time // it may be then, and not before; zero is now
}

// leave asks whether the job of a message may be done at a time. Quiet hours only hold
// what the policy allows when they are over.
func (e *Engine) leave(ctx context.Context, j Job, m Message, at time.Time) (leave, error) {
	ok, err := e.allowed(ctx, j, m, at)
	if ok || err != nil {
		return leave{}, err
	}
	p, patient := e.Policy.(Patient)
	if !patient {
		return leave{why: notAllowed}, nil
	}
	until, err := p.Until(ctx, m, at)
	if err != nil || !until.After(at) {
		return leave{why: notAllowed}, err
	}
	ok, err = e.allowed(ctx, j, m, until)
	switch {
	case !ok:
		return leave{why: notAllowed}, err
	case until.Sub(m.Due.At) > j.Late:
		return leave{why: outstayed}, err
	}
	return leave{until: until}, err
}

// allowed asks the policy; without one nobody is told anything unasked.
func (e *Engine) allowed(ctx context.Context, j Job, m Message, at time.Time) (bool, error) {
	if j.Quiet || j.Asked {
		return true, nil
	}
	if e.Policy == nil {
		return false, nil
	}
	return e.Policy.Allow(ctx, m, at)
}

// asked reports whether the job of a message is one that the policy is not asked about.
func (e *Engine) asked(m Message) bool {
	j, _ := e.job(m.Due.Job)
	return j.Asked
}

// hold has the job of the turn's message done when quiet hours are over. It stays what
// it is: of the same slot, and late from the same time on.
func (a *attempt) hold(until time.Time) {
	d := a.turn.Message.Due
	a.held = append(a.held, Reminder{
		Turn: d.Turn, Slot: d.Slot, Due: d.At, Nudge: Nudge{Job: d.Job, Args: d.Args}, At: until,
	})
}

// Hold has the job of this turn done at a later time instead, for a job that keeps
// quiet hours itself ([Job].Asked). It stays what it is: late from the same time on, and
// dropped when what asked for it is taken back. What it has said is not said.
func (t *Turn) Hold(until time.Time) { t.held = until }

// together makes one turn of what is due to one person: as much as has room in one
// bubble, and hangs on the same consent, so that taking it back stops nothing else. What
// fails is left to itself, so that it takes nothing else along.
func (e *Engine) together(ctx context.Context, group []Message) ([]Message, *attempt, error) {
	n := 1
	for n < len(group) && e.purpose(group[n].Due.Job) == e.purpose(group[0].Due.Job) {
		n++
	}
	for ; ; n-- {
		a, err := e.attempt(ctx, group[:n])
		if n == 1 || err == nil && !a.apology && a.roomy() {
			return group[:n], a, err
		}
		if err != nil || a.apology {
			n = 2
		}
	}
}

// roomy reports whether all choices of a turn can be offered: a bubble shows those of
// one reply.
func (a *attempt) roomy() bool { return offering(a.turn.said) <= 1 }

// Outstayed is the reason of an answer that is not sent because it would be too late
// when quiet hours end.
const Outstayed = "outstayed by quiet hours"

// resting is what becomes of an answer that nobody asked for, if quiet hours have begun
// since it was made, because the channel was down: it rests until they end, or is
// dropped when it would be too late then.
func (e *Engine) resting(ctx context.Context, o Outgoing, now time.Time) (leave, error) {
	var all leave
	for _, d := range o.Jobs {
		j, known := e.job(d.Job)
		if !known || e.Policy == nil {
			continue
		}
		l, err := e.leave(ctx, j, j.message(o.Shop, o.Person, d), now)
		if err != nil || l == (leave{}) {
			return leave{}, err
		}
		if all.why = l.why; l.until.After(all.until) {
			all.until = l.until
		}
	}
	if !all.until.IsZero() {
		all.why = ""
	}
	return all, nil
}

// rests notes in the receipt of an answer that it is not to be sent now.
func (s *sender) rests(ctx context.Context, o Outgoing, r *Receipt) bool {
	now := s.e.Clock.Now()
	l, err := s.e.resting(ctx, o, now)
	switch {
	case err != nil:
		s.e.Log.Error("quiet hours", "channel", s.ch.Name(), "turn", o.Turn, "error", err)
		r.Held, r.Retry = true, now.Add(OutagePause)
	case l.why != "":
		s.e.stats.skipped.Add(1)
		s.e.Log.Warn("answer skipped", "why", l.why, "channel", s.ch.Name(), "turn", o.Turn, "outgoing", o.ID)
		r.Err = Outstayed
	case !l.until.IsZero():
		r.Rests, r.Retry = true, l.until
	default:
		return false
	}
	return true
}

// wakes has what rested until now sent.
func (e *Engine) wakes(ctx context.Context) (int, error) {
	n, err := e.Journal.Wake(ctx, e.Clock.Now())
	if n > 0 {
		for _, s := range e.senders {
			s.post()
		}
	}
	return n, err
}
