package bot

import (
	"context"
	"errors"
	"fmt"
)

// undoes takes a turn back: the one named, the one whose bubble is answered, or
// the person's last that wrote something. With a question open, "undo" means
// that one: nothing of it is written yet.
func (a *attempt) undoes(ctx context.Context, turn TurnID) error {
	if turn == 0 && a.turn.Message.ReplyTo == "" && a.session.Top() != nil {
		a.cancels()
		if a.session.LastTurn == 0 || a.session.LastTurn != a.session.SaidTurn {
			return nil
		}
		turn = a.session.LastTurn // the same message also did something: all of it goes
	}
	turn, err := a.target(ctx, turn)
	if err == nil {
		err = a.takeBack(ctx, turn, false)
	}
	return a.undone(err)
}

// undone says why there was nothing to undo, if so.
func (a *attempt) undone(err error) error {
	switch {
	case errors.Is(err, ErrNothing):
		a.turn.Say("bot.undo.nothing", nil)
	case errors.Is(err, ErrUndone):
		a.turn.Say("bot.undo.already", nil)
	case errors.Is(err, ErrNotFound):
		a.turn.Say("bot.undo.old", nil)
	case errors.Is(err, errRole):
		a.turn.Say("bot.role", nil)
	case errors.Is(err, ErrFinal), errors.Is(err, errOtherwise): // said already
	default:
		return err
	}
	return nil
}

// target finds the turn an undo or correction is about.
func (a *attempt) target(ctx context.Context, turn TurnID) (TurnID, error) {
	j, m := a.engine.Journal, a.turn.Message
	switch {
	case turn != 0:
		return turn, nil
	case m.ReplyTo != "":
		return j.TurnOfBubble(ctx, a.turn.Shop, m.Channel, m.ReplyTo)
	}
	return j.LastUndoable(ctx, a.turn.Shop, a.turn.Person)
}

// errRole says that what is to be taken back is for others to do, and so to undo.
var errRole = errors.New("bot: not for this role")

// beyond reports whether a turn did what the person may not do.
func (a *attempt) beyond(record Record) bool {
	for _, f := range record.Finished {
		if d, ok := a.engine.errands[f.Errand]; ok && a.barred(d) {
			return true
		}
	}
	return false
}

// takeBack adds the reversal of a turn to this one, which says what it was. One
// turn takes back at most one other, so that it can itself be undone.
func (a *attempt) takeBack(ctx context.Context, turn TurnID, own bool) error {
	record, err := a.engine.Journal.Turn(ctx, a.turn.Shop, turn)
	if err != nil {
		return err
	}
	switch {
	case record.UndoneBy != 0:
		return ErrUndone
	case record.Changes == 0:
		return ErrNothing
	case a.beyond(record):
		return errRole
	case a.turn.undoes != 0:
		return nil
	}
	if err := a.stands(ctx, record, own); err != nil {
		return err
	}
	err = a.recalls(ctx, record, a.engine.Ledger.Undo(ctx, a.turn, turn, own))
	if errors.Is(err, ErrNothing) {
		err = a.calledOff(ctx, turn)
	}
	if errors.Is(err, ErrNothing) {
		err = a.final(record)
	}
	if err != nil {
		return fmt.Errorf("take back turn %d: %w", turn, err)
	}
	a.turn.undoes, a.turn.own = turn, own
	return nil
}

// errOtherwise says that what a turn did is taken back in another way, which has been
// said; doing it again with other words is no matter.
var errOtherwise = errors.New("bot: not to be taken back")

// final says what there is to do about a turn that nothing takes back, in the words
// of its errand, if it has some.
func (a *attempt) final(record Record) error {
	for _, f := range record.Finished {
		if d, ok := a.engine.errands[f.Errand].(Final); ok && d.Final() != "" {
			a.turn.Say(d.Final(), nil)
			return errOtherwise
		}
	}
	return ErrNothing
}

// stands reports [ErrUndone] when taking a turn back would have to bring about
// again what has been done, or to take back what has been taken back, by another
// way meanwhile: "not 300" took a credit back, "wrong" brought it to life again, then
// it was taken back by its own bubble; now the "wrong" cannot be.
func (a *attempt) stands(ctx context.Context, top Record, own bool) error {
	for free := true; top.Undoes != 0 && !own; free = !free {
		below, err := a.engine.Journal.Turn(ctx, a.turn.Shop, top.Undoes)
		if err != nil {
			return err
		}
		by := TurnID(0)
		if free { // from the one above, which took it back
			by = top.ID
		}
		if below.UndoneBy != by {
			return ErrUndone
		}
		top, own = below, top.Own
	}
	return nil
}

// takeBackQuietly is takeBack for a correction, which says only what stands now.
func (a *attempt) takeBackQuietly(ctx context.Context, turn TurnID) error {
	before := len(a.turn.said)
	err := a.takeBack(ctx, turn, true)
	if errors.Is(err, ErrFinal) {
		return err // it has said so
	}
	a.turn.said = a.turn.said[:before]
	if errors.Is(err, ErrNothing) || errors.Is(err, errOtherwise) {
		return nil // a question changes nothing; asking it again is enough
	}
	return err
}

// corrects takes the last turn, or the one whose bubble is answered, back and
// does it again with other slots.
func (a *attempt) corrects(ctx context.Context, c Command) error {
	turn, frames, err := a.wrong(ctx, c.Turn)
	if err != nil && !errors.Is(err, ErrNothing) {
		return a.undone(err)
	}
	frames, fits := a.mend(frames, c.Slots)
	if !fits {
		a.turn.Say("bot.correct.nothing", nil)
		return nil
	}
	for _, f := range frames {
		if d, ok := a.engine.errands[f.Errand]; ok && a.barred(d) {
			a.refuses(d)
			return nil
		}
	}
	if len(frames) == 1 {
		frames[0].Rights = turn
		return a.again(ctx, frames)
	}
	if err := a.putRight(ctx, turn); err != nil {
		return a.undone(err)
	}
	return a.again(ctx, frames)
}

// putRight takes a turn back so that what follows stands in its place, on the
// day it was booked on.
func (a *attempt) putRight(ctx context.Context, turn TurnID) error {
	record, err := a.engine.Journal.Turn(ctx, a.turn.Shop, turn)
	if err != nil {
		return err
	}
	if err := a.takeBackQuietly(ctx, turn); err != nil {
		return err
	}
	a.turn.booked = record.At
	a.turn.Say("bot.corrected", nil)
	return nil
}

// righting advances a frame that puts a turn right: that turn is only taken back
// when the frame is done, so that a question left open loses nothing.
func (a *attempt) righting(ctx context.Context, d Dialog, f *Frame) (bool, error) {
	before := *a.turn
	if err := a.putRight(ctx, f.Rights); err != nil {
		a.session.Pop() // what it was to put right is gone: there is nothing to do again
		if err := a.undone(err); err != nil {
			return false, err
		}
		return false, errDropped
	}
	done, err := a.talk(ctx, d, f)
	if err != nil || done {
		return done, err
	}
	a.turn.Unsay("bot.corrected")
	a.turn.effects, a.turn.later, a.turn.undoes, a.turn.own, a.turn.booked = before.effects, before.later, before.undoes, before.own, before.booked
	return false, nil
}

// again does errands once more, each as its frame knows it.
func (a *attempt) again(ctx context.Context, frames []Frame) error {
	for _, f := range frames {
		d, ok := a.engine.errands[f.Errand]
		if !ok {
			continue
		}
		a.open(d, f)
		if err := a.fill(ctx, nil); err != nil {
			return err
		}
	}
	return nil
}

// wrong finds the turn to be corrected and the errands it finished.
func (a *attempt) wrong(ctx context.Context, turn TurnID) (TurnID, []Frame, error) {
	m := a.turn.Message
	var err error
	switch {
	case turn != 0:
	case m.ReplyTo != "":
		turn, err = a.engine.Journal.TurnOfBubble(ctx, a.turn.Shop, m.Channel, m.ReplyTo)
	case len(a.session.Last) == 0:
		err = ErrNothing
	default:
		return a.session.LastTurn, a.session.Last, nil
	}
	if err != nil {
		return 0, nil, err
	}
	record, err := a.engine.Journal.Turn(ctx, a.turn.Shop, turn)
	return turn, record.Finished, err
}

// mend puts slots into copies of the frames: each into the last frame that has
// it. False when no frame has any.
func (a *attempt) mend(frames []Frame, slots map[string]Value) ([]Frame, bool) {
	out := make([]Frame, len(frames))
	for i, f := range frames {
		out[i] = f.Clone()
	}
	fits := false
	for name, v := range slots {
		for i := len(out) - 1; i >= 0; i-- {
			if !a.takes(out[i].Errand, map[string]Value{name: v}) {
				continue
			}
			if err := out[i].Set(name, v); err == nil {
				fits = true
			}
			break
		}
	}
	return out, fits
}

// deleted takes back what a message did that was deleted on the phone. A
// message that did nothing is deleted without a word.
func (a *attempt) deleted(ctx context.Context, m Message) error {
	turn, err := a.workedIn(ctx, m.Channel, m.Deletes)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("deleted: %w", err)
	}
	a.turn.Say("bot.deleted", nil)
	err = a.takeBack(ctx, turn, true)
	if errors.Is(err, ErrNothing) || errors.Is(err, ErrUndone) || errors.Is(err, errOtherwise) {
		a.turn.said = nil
		return nil
	}
	if errors.Is(err, errRole) {
		a.turn.said = nil
	}
	return a.undone(err)
}

// workedIn finds the turn that stands for a message: the one it was worked in,
// or, when that was corrected since, the one that corrected it last.
func (a *attempt) workedIn(ctx context.Context, channel, message string) (TurnID, error) {
	turn, err := a.engine.Journal.TurnOfMessage(ctx, a.turn.Shop, channel, message)
	for err == nil {
		record, err := a.engine.Journal.Turn(ctx, a.turn.Shop, turn)
		if err != nil || record.UndoneBy == 0 {
			return turn, err
		}
		turn = record.UndoneBy
	}
	return 0, err
}

// edited works a message again that was edited on the phone, after taking back
// what it did.
func (a *attempt) edited(ctx context.Context, m Message) error {
	stays, err := a.replaces(ctx, m)
	if stays || err != nil {
		return err
	}
	return a.understand(ctx, a.understood)
}

// pickedInstead takes a choice after taking back what the one taken before did: so a
// vote in a poll is changed.
func (a *attempt) pickedInstead(ctx context.Context, m Message) error {
	stays, err := a.replaces(ctx, m)
	if stays || err != nil {
		return err
	}
	return a.picked(ctx, m.Pick)
}

// replaces takes back what the message did that this one stands for now. It stays when
// it may not be taken back, which has been said.
func (a *attempt) replaces(ctx context.Context, m Message) (stays bool, err error) {
	turn, err := a.workedIn(ctx, m.Channel, m.Edits)
	if err == nil {
		err = a.takeBackQuietly(ctx, turn)
	}
	switch {
	case errors.Is(err, errRole), errors.Is(err, ErrFinal):
		return true, a.undone(err)
	case err == nil && a.turn.undoes != 0:
		a.turn.Say("bot.corrected", nil)
	case err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrUndone):
		return false, fmt.Errorf("edited: %w", err)
	}
	return false, nil
}
