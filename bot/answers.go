package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// answers takes a yes or no to the question that is open.
func (a *attempt) answers(ctx context.Context, yes bool) error {
	top := a.session.Top()
	if top == nil {
		return a.unasked(ctx, yes)
	}
	if yes && (top.ID != a.stood || a.turn.asking == top.ID) {
		return nil // nobody agrees to a question before he has read it
	}
	if top.Held != nil && top.Asked == "" && yes {
		top.Draft, top.Heard = false, Typed
		return a.fill(ctx, nil)
	}
	reaction := Ignored
	if d, ok := a.engine.errands[top.Errand].(Answerer); ok {
		reaction = d.Answer(top, yes)
	}
	switch {
	case reaction == Taken && yes:
		top.Heard = Typed
		return a.fill(ctx, nil)
	case reaction == Taken:
		return a.fill(ctx, nil)
	case reaction == Left, !yes:
		a.cancels()
	default:
		a.turn.Say("bot.nothing.asked", nil)
	}
	return nil
}

// unasked answers a yes or no that nothing asked for. A "no" after something
// was written is likely about that; a "yes" to several things says none of them.
func (a *attempt) unasked(ctx context.Context, yes bool) error {
	offered := choices(a.session.Said)
	if i := slices.IndexFunc(offered, func(c Choice) bool { return yes && c.Agree || !yes && c.Decline }); i >= 0 {
		return a.take(ctx, offered[i])
	}
	if open := a.undecided(); yes && len(open) > 1 {
		a.turn.Say("bot.unsure", nil, open...)
		return nil
	}
	if yes || len(a.session.Last) == 0 {
		a.turn.Say("bot.nothing.asked", nil)
		return nil
	}
	a.turn.Say("bot.nothing.asked", nil, Choice{
		Key: "bot.choice.undo", Do: []Command{{Kind: Undo, Turn: a.session.LastTurn}},
	})
	return nil
}

// undecided are the choices under the last bubble, if it left it to the person what
// to do: one that can be taken back has done something, and asks nothing.
func (a *attempt) undecided() []Choice {
	open := slices.DeleteFunc(slices.Clone(choices(a.session.Said)), Choice.heard)
	for _, c := range open {
		if c.Frame != "" || slices.ContainsFunc(c.Do, func(do Command) bool { return do.Kind == Undo }) {
			return nil
		}
	}
	return open
}

// choices are those under a bubble: the last errand's win.
func choices(replies []Reply) []Choice {
	for i := len(replies) - 1; i >= 0; i-- {
		if len(replies[i].Choices) > 0 {
			return replies[i].Choices
		}
	}
	return nil
}

// offered are the words of the choices the message may take.
func (a *attempt) offered() []string {
	var out []string
	for _, c := range a.menu {
		out = append(out, a.engine.words(a.turn.Lang, c.Key, c.Args))
	}
	return out
}

// expects is the errand that the bubble asked a number for.
func (a *attempt) expects() Command {
	i := slices.IndexFunc(a.menu, func(c Choice) bool { return c.Asked && len(c.Do) == 1 && c.Do[0].Kind == Start })
	if i < 0 || a.session.Top() != nil {
		return Command{}
	}
	return a.menu[i].Do[0]
}

// asksForNumber marks the choices under a question that a number answers: no number is a
// place among them.
func (a *attempt) asksForNumber() {
	top := a.session.Top()
	if top == nil || a.engine.errands[top.Errand] == nil {
		return
	}
	slot := slotNamed(a.engine.errands[top.Errand].Slots(), top.Asked)
	if !slot.Secret && slot.Kind != Money && slot.Kind != Quantity && slot.Kind != Number {
		return
	}
	for _, r := range a.turn.said {
		for i := range r.Choices {
			r.Choices[i].Asked = r.Choices[i].Asked || r.Choices[i].Frame == top.ID
		}
	}
}

// chose takes the n-th choice of the bubble that the message answers, from 1.
func (a *attempt) chose(ctx context.Context, n int) error {
	if n < 1 || n > len(a.menu) {
		a.lost(Understanding{})
		return nil
	}
	return a.take(ctx, a.menu[n-1])
}

// picked takes a tapped choice.
func (a *attempt) picked(ctx context.Context, id string) error {
	c, ok, err := a.choice(ctx, id)
	if err != nil {
		return err
	}
	if !ok && asksToSee(id) {
		return a.showsAgain(ctx, id)
	}
	if !ok {
		a.turn.Say("bot.late", nil)
		return nil
	}
	return a.take(ctx, c)
}

// showsAgain says what a form stood for. What rests is said with this turn, or after it.
func (a *attempt) showsAgain(ctx context.Context, id string) error {
	if a.base.Rests {
		return nil
	}
	turn, _, err := parsePick(id)
	var record Record
	if err == nil {
		record, err = a.engine.Journal.Turn(ctx, a.turn.Shop, turn)
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("show: %w", err)
	}
	if len(record.Replies) == 0 || knocks(record.Replies) {
		a.turn.Say("bot.late", nil)
		return nil
	}
	a.turn.said = append(a.turn.said, record.Replies...)
	return nil
}

// asksToSee reports whether a tap was on what shows what waits.
func asksToSee(id string) bool {
	_, n, err := parsePick(id)
	return err == nil && n == showing
}

// choice finds a choice by its id, "<turn>.<n>"; false when there is none.
func (a *attempt) choice(ctx context.Context, id string) (Choice, bool, error) {
	turn, n, err := parsePick(id)
	if err != nil {
		return Choice{}, false, nil
	}
	replies := a.session.Said
	if turn != a.session.SaidTurn {
		record, err := a.engine.Journal.Turn(ctx, a.turn.Shop, turn)
		if errors.Is(err, ErrNotFound) {
			return Choice{}, false, nil
		}
		if err != nil {
			return Choice{}, false, fmt.Errorf("pick: %w", err)
		}
		replies = record.Replies
	}
	offered := choices(replies)
	if n < 1 || n > len(offered) {
		return Choice{}, false, nil
	}
	return offered[n-1], true, nil
}

// take does what a choice means. One that belongs to a frame is dead without
// it; any other is honoured however old it is.
func (a *attempt) take(ctx context.Context, c Choice) error {
	a.session.Misses = 0
	a.chosen = a.hearing() != Limited || c.Frame != "" || c.Agree || c.Decline
	if c.Frame != "" {
		top := a.session.Top()
		if top == nil || top.ID != c.Frame {
			a.turn.Say("bot.late", nil)
			return nil
		}
	}
	return a.apply(ctx, c.Do)
}

// pickID names the n-th choice of a turn, from 1.
func pickID(turn TurnID, n int) string { return fmt.Sprintf("%d.%d", turn, n) }

// errPick says that a choice's id was not made by us.
var errPick = errors.New("bot: not a choice of ours")

func parsePick(id string) (TurnID, int, error) {
	turn, n, ok := strings.Cut(id, ".")
	if !ok {
		return 0, 0, errPick
	}
	t, err := strconv.ParseInt(turn, 10, 64)
	if err != nil {
		return 0, 0, errPick
	}
	i, err := strconv.Atoi(n)
	if err != nil {
		return 0, 0, errPick
	}
	return TurnID(t), i, nil
}
