package bot

import "context"

// leaves leaves the question that is open, if it may be left open, else the
// errand on top.
func (a *attempt) leaves(ctx context.Context) error {
	if top := a.session.Top(); top != nil && top.Asked != "" {
		if d, ok := a.engine.errands[top.Errand].(Answerer); ok && d.Answer(top, false) == Taken {
			return a.fill(ctx, nil)
		}
	}
	a.cancels()
	return nil
}

// cancels leaves the errand on top. Who will not open what is locked leaves that too.
func (a *attempt) cancels() {
	if f, ok := a.session.Pop(); ok {
		for f.Errand == a.engine.Opener && a.waitsForLock() {
			a.session.Pop()
		}
		a.turn.Say("bot.cancelled", nil)
		return
	}
	a.turn.Say("bot.cancel.nothing", nil)
}
