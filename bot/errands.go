package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// errDropped says that a frame could not go on and was taken off the stack.
var errDropped = errors.New("bot: frame dropped")

// begins starts an errand. Said again while its own question is open, it fills
// what it names instead of interrupting itself, unless it says something else
// than was said before: then it is a new one in place of the old. Only a line of
// several that may be said at once, and that waits to hear which of several things
// was meant, is not given up for another: its question comes back.
func (a *attempt) begins(ctx context.Context, c Command) error {
	d, ok := a.engine.errands[c.Errand]
	if !ok {
		return fmt.Errorf("no errand %q", c.Errand)
	}
	if a.barred(d) {
		a.refuses(d)
		return nil
	}
	a.excuse(c.Errand)
	top := a.session.Top()
	if top != nil && top.Errand == c.Errand && top.Held == nil && a.turn.asking != top.ID {
		again := contradicts(top, c.Slots)
		if again && lines(d) && ambiguous(top) {
			a.open(d, Frame{})
			return a.fill(ctx, c.Slots)
		}
		was, _ := a.session.Pop()
		if !again {
			a.open(d, was.Clone())
			return a.fill(ctx, c.Slots)
		}
		if figures(d, &was) {
			a.letGo(&was)
		}
	}
	a.open(d, Frame{})
	return a.fill(ctx, c.Slots)
}

// barred reports whether the person may not use an errand.
func (a *attempt) barred(d Dialog) bool {
	g, guarded := d.(Guarded)
	return guarded && a.turn.Role < g.Needs()
}

// refuses says that an errand is not for this role: in its own words, if it has some.
func (a *attempt) refuses(d Dialog) {
	key := "bot.role"
	if r, ok := d.(Refuser); ok && r.Refusal() != "" {
		key = r.Refusal()
	}
	a.turn.Say(key, nil)
}

// leavesShop reports whether the turn takes its person to another shop.
func (a *attempt) leavesShop() bool {
	return slices.ContainsFunc(a.turn.effects, func(e Effect) bool {
		if out, ok := e.(Appoint); ok {
			return out.Person == a.turn.Person && out.Role == Stranger
		}
		_, away := e.(Leaver)
		return away
	})
}

// excuse says, once in a turn, that a skill does not speak the reader's language;
// it then speaks the nearest it has.
func (a *attempt) excuse(errand string) {
	skill, _, _ := strings.Cut(errand, ".")
	spoken := a.engine.Writer.Languages(skill)
	if len(spoken) == 0 || slices.Contains(spoken, a.turn.Lang) || a.excused {
		return
	}
	a.excused = true
	a.turn.Say("bot.lang.skill", Args{"Language": Value{Kind: Language, Text: a.turn.Lang}})
}

// lines reports whether a dialog's errands may be said several at once.
func lines(d Dialog) bool {
	b, ok := d.(Batcher)
	return ok && b.Batches()
}

// ambiguous reports whether a frame waits to hear which of several things is meant.
func ambiguous(f *Frame) bool {
	v, said := f.Value(f.Asked)
	return said && v.Ambiguous()
}

// contradicts reports whether slots say of something the frame knows that it is
// something else.
func contradicts(f *Frame, slots map[string]Value) bool {
	for name, said := range slots {
		known, filled := f.Value(name)
		if filled && (known.ID != said.ID || known.N != said.N || known.Unit != said.Unit || known.ID == "" && known.Text != said.Text) {
			return true
		}
	}
	return false
}

// open pushes a new frame of d that starts from what from knows.
func (a *attempt) open(d Dialog, from Frame) {
	id := a.turn.nextFrame(len(a.opened) + 1)
	a.opened = append(a.opened, id)
	f := Frame{ID: id, Errand: d.Name(), Version: d.Version(), Slots: from.Slots, Rights: from.Rights, Heard: from.Heard}
	a.hears(&f)
	a.session.Push(f)
}

// fill puts slots into the frame on top and advances it.
func (a *attempt) fill(ctx context.Context, slots map[string]Value) error {
	top := a.session.Top()
	top.Again = 0
	if len(slots) > 0 {
		a.hears(top)
	}
	if top.Held != nil {
		a.lay(top, slots)
		slots = nil
	}
	for name, v := range slots {
		if err := top.Set(name, v); err != nil {
			return err
		}
	}
	err := a.advance(ctx)
	if errors.Is(err, errDropped) {
		return nil
	}
	return err
}

// fills gives or corrects slots: of the errand on top if it has them, of the
// last turn if that is corrected, of the last answer if it is followed up.
func (a *attempt) fills(ctx context.Context, c Command) error {
	if a.turn.Message.ReplyTo == "" && c.Turn == 0 && c.Errand == "" {
		if top := a.session.Top(); top != nil && a.takes(top.Errand, c.Slots) {
			return a.fill(ctx, c.Slots)
		}
	}
	if c.Correction || a.turn.Message.ReplyTo != "" {
		return a.corrects(ctx, c)
	}
	return a.followsUp(ctx, c.Slots)
}

// takes reports whether an errand has any of the slots.
func (a *attempt) takes(errand string, slots map[string]Value) bool {
	d, ok := a.engine.errands[errand]
	if !ok {
		return false
	}
	for name := range slots {
		if slotNamed(d.Slots(), name).Name != "" {
			return true
		}
	}
	return false
}

// followsUp asks the last errand again with other slots ("aur kal?").
func (a *attempt) followsUp(ctx context.Context, slots map[string]Value) error {
	for i := len(a.session.Last) - 1; i >= 0; i-- {
		last := a.session.Last[i]
		d, ok := a.engine.errands[last.Errand]
		if !ok || d.Version() != last.Version || !a.takes(last.Errand, slots) {
			continue
		}
		f, can := d.(Follower)
		if !can {
			continue
		}
		if next, ok := f.Follow(last, slots); ok {
			a.open(d, next)
			return a.fill(ctx, slots)
		}
	}
	a.lost(Understanding{})
	return nil
}

// advance takes the frame on top as far as it goes. A finished one leaves the
// stack; one of an older version starts over, politely.
func (a *attempt) advance(ctx context.Context) error {
	top := a.session.Top()
	d, ok := a.engine.errands[top.Errand]
	if !ok {
		a.session.Pop()
		a.turn.Say("bot.startover", nil)
		return errDropped
	}
	if top.Held != nil {
		return a.together(ctx, d)
	}
	if a.barred(d) { // his role has changed since
		a.session.Pop()
		a.refuses(d)
		return errDropped
	}
	if locked, err := a.locked(ctx, d, top); err != nil || locked {
		if err != nil {
			return err
		}
		return a.asksToOpen(ctx)
	}
	if h, ok := d.(Heavy); ok && h.Heavy() && a.engine.desk.hurried(a.turn.Shop) {
		return errHeavy
	}
	if top.Version != d.Version() {
		a.turn.Say("bot.startover", nil)
		*top = Frame{ID: top.ID, Errand: top.Errand, Version: d.Version()}
	}
	done, err := a.step(ctx, d, top)
	if err != nil || !done {
		return err
	}
	f, _ := a.session.Pop()
	a.limited = a.limited || f.Heard == Limited
	f.State, f.Asked, f.Rights, f.Heard, f.Wary = "", "", 0, Typed, false
	a.turn.finished = append(a.turn.finished, f)
	if f.Errand == a.engine.Opener {
		return a.resumes(ctx)
	}
	return nil
}

// step lets a dialog speak for its frame.
func (a *attempt) step(ctx context.Context, d Dialog, f *Frame) (bool, error) {
	if f.Rights != 0 {
		return a.righting(ctx, d, f)
	}
	return a.talk(ctx, d, f)
}

// talk gives the floor to a dialog.
func (a *attempt) talk(ctx context.Context, d Dialog, f *Frame) (bool, error) {
	a.turn.enter(f.Errand, f.ID)
	defer a.turn.enter("", "")
	f.Wary = f.Heard == Limited && (f.Wary || a.wariness == wary)
	a.turn.heard, a.turn.wary = f.Heard, f.Wary
	return d.Advance(ctx, a.turn, f)
}
