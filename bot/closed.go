package bot

import (
	"context"
	"slices"
	"strings"
	"time"
)

// closed answers in a shop that was given up. Nothing is done there but taking that
// back: whatever else is said is told so.
func (a *attempt) closed(ctx context.Context) error {
	a.session.Stack, a.whole = nil, true
	back, err := a.wantsBack(ctx)
	if err != nil {
		return err
	}
	if back {
		return a.begins(ctx, Command{Kind: Start, Errand: a.engine.Closed})
	}
	day := a.base.Closes.In(a.turn.Zone).Format(time.DateOnly)
	args := Args{"Day": a.turn.Dated(day)}
	d := a.engine.errands[a.engine.Closed]
	switch {
	case d == nil:
		a.turn.Say("bot.role", nil)
	case a.barred(d):
		a.turn.Say(a.engine.Closed+".shut", args)
	default:
		a.turn.Say(a.engine.Closed+".told", args, Choice{
			Key: a.engine.Closed + ".choice", Do: []Command{{Kind: Start, Errand: a.engine.Closed}},
		})
	}
	return nil
}

// wantsBack reports whether a message asks for the shop back: in words, or by a
// quick reply that does.
func (a *attempt) wantsBack(ctx context.Context) (bool, error) {
	m := a.turn.Message
	if m.Pick != "" {
		c, ok, err := a.choice(ctx, m.Pick)
		return ok && slices.ContainsFunc(c.Do, a.asksBack), err
	}
	if m.Deletes != "" || m.Edits != "" || m.Forwarded || strings.TrimSpace(m.Text) == "" {
		return false, nil
	}
	u, err := a.utterance(ctx, m)
	if err != nil {
		return false, err
	}
	if a.understood, err = a.engine.Understand.Understand(ctx, u); err != nil {
		return false, err
	}
	a.follow(a.understood.Lang)
	return !a.understood.Unsure && slices.ContainsFunc(a.understood.Commands, a.asksBack), nil
}

// asksBack reports whether a command asks for the shop back, if only by the number
// or the words of a choice.
func (a *attempt) asksBack(c Command) bool {
	if c.Kind == Pick && c.N >= 1 && c.N <= len(a.menu) {
		return slices.ContainsFunc(a.menu[c.N-1].Do, a.asksBack)
	}
	return c.Kind == Start && c.Errand == a.engine.Closed
}
