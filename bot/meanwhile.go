package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// The jobs of handovers. They are there where there are operators.
const (
	HandBackJob = "bot.handback" // looks whether anybody goes on with a handover
	HeldJob     = "bot.held"     // says what was to be said unasked while an operator answered …
	HeldReplies = "Replies"      // … its argument: replies as JSON
)

// deskJobs are the jobs of handovers.
func (e *Engine) deskJobs() []Job {
	if len(e.Operators) == 0 {
		return nil
	}
	return []Job{
		{Name: HandBackJob, Late: keptBack, Asked: true, Do: e.handsBack},
		{Name: HeldJob, Late: keptBack, Asked: true, Do: saysHeld},
	}
}

// keptBack is how late these jobs may be: as long as what they tell of may be kept.
const keptBack = 30 * 24 * time.Hour

// handsBack gives a handover back to the bot that nobody went on with in time. It was
// opened in the turn that asked for this; a later one is another.
func (e *Engine) handsBack(ctx context.Context, t *Turn) error {
	base, err := e.Journal.Base(ctx, t.Shop, t.Person)
	if err != nil {
		return fmt.Errorf("late: %w", err)
	}
	h := base.Handover
	if !h.open() || h.Turn != t.Message.Due.Turn {
		return nil
	}
	if due := h.due(e.HandoverWait); due.After(t.now) {
		t.Do(Postpone{Reminder{Shop: t.Shop, Person: t.Person, Turn: h.Turn, Nudge: Nudge{Job: HandBackJob}, At: due}})
		return nil
	}
	all, err := e.answering(ctx, h, t.Person)
	if err != nil {
		return err
	}
	t.Do(HandBack{Handover: h, Why: EndLate, To: targets(all)})
	t.Say(e.parting(h), e.examples())
	return nil
}

// saysHeld says what was held back.
func saysHeld(_ context.Context, t *Turn) error {
	v, err := ValueOf(t.Message.Due.Args[HeldReplies])
	if err != nil {
		return fmt.Errorf("held: %w", err)
	}
	var held []Reply
	if err := json.Unmarshal([]byte(v.Text), &held); err != nil {
		return fmt.Errorf("held: %w", err)
	}
	t.said = append(t.said, held...)
	return nil
}

// answered reports whether an operator speaks with who a job is for, so that the job
// must not.
func (a *attempt) answered(j Job) bool {
	return a.base.Handover.open() && len(a.engine.Operators) > 0 && !j.Quiet && j.Name != HandBackJob
}

// putsOff has a job done later that somebody asked for. What comes again at its time
// anyway is only left out.
func (a *attempt) putsOff() {
	m := a.turn.Message
	if m.Due.Turn == 0 {
		return
	}
	a.turn.Do(Postpone{Reminder{
		Shop: m.Shop, Person: m.From, Turn: m.Due.Turn, Nudge: Nudge{Job: m.Due.Job, Args: m.Due.Args}, At: a.turn.now.Add(HoldPause),
	}})
}
