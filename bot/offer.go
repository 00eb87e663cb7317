package bot

import "context"

// Offerer is an errand that asks, once, whether its person agrees to something. The
// engine has it ask when he was answered and nothing else is open.
type Offerer interface {
	Dialog
	// Offer asks; false when there is nothing to ask, or it has been asked before.
	Offer(ctx context.Context, t *Turn) (bool, error)
}

// offers has the errand ask that is to. It is no question that must be answered: it
// does not come back, and its quick replies are good for ever.
func (a *attempt) offers(ctx context.Context) error {
	d, ok := a.engine.errands[a.engine.Offer].(Offerer)
	if !ok || !a.offerable() {
		return nil
	}
	t := a.turn
	t.enter(d.Name(), "")
	defer t.enter("", "")
	_, err := d.Offer(ctx, t)
	return err
}

// offerable reports whether this is a moment to ask for something: he was told what he
// wanted to know, or what he said was done, and nobody waits for an answer. An owner is
// asked: he is who is told things.
func (a *attempt) offerable() bool {
	t := a.turn
	useful := false
	for _, f := range t.finished {
		useful = useful || f.Errand != a.engine.Welcome && f.Errand != a.engine.Offer
	}
	return useful && t.Role == Owner && !t.Demo && a.session.Rev > 0 && len(a.session.Stack) == 0 &&
		t.undoes == 0 && !t.scrub && !a.leavesShop() && (len(choices(t.said)) == 0 || onlyUndo(choices(t.said)))
}

// onlyUndo reports whether all that is offered is to take back what was done.
func onlyUndo(offered []Choice) bool {
	return len(offered) == 1 && len(offered[0].Do) == 1 && offered[0].Do[0].Kind == Undo
}
