package bot

import (
	"context"
	"fmt"
	"slices"
)

// Batcher is a dialog whose errands, when several are said at once, may belong
// together: the lines of a bill.
type Batcher interface {
	Dialog
	// Batches reports whether it is such a dialog.
	Batches() bool
	// Together looks at lines that were said together before any is done. It asks
	// for what must be known first ([Turn.Question]) and says what it waits for;
	// nil when they can be done one after another. A draft waits for a yes: the
	// dialog shows what the lines would come to.
	Together(ctx context.Context, t *Turn, lines []map[string]Value, draft bool) (*Wait, error)
}

// Wait is what lines said together wait for.
type Wait struct {
	Line int    // the line that is asked about; -1 for all of them
	Slot string // what is asked for; "" for a yes
}

// batched counts the commands at the beginning that start one errand whose lines
// may belong together.
func (a *attempt) batched(commands []Command) int {
	n := 0
	for _, c := range commands {
		if c.Kind != Start || c.Errand != commands[0].Errand {
			break
		}
		n++
	}
	if n == 0 {
		return 0
	}
	d := a.engine.errands[commands[0].Errand]
	if !lines(d) || a.barred(d) {
		return 0
	}
	return n
}

// holds begins errands that were said together.
func (a *attempt) holds(ctx context.Context, commands []Command, draft bool) error {
	d := a.engine.errands[commands[0].Errand]
	a.excuse(d.Name())
	a.open(d, Frame{})
	top := a.session.Top()
	top.Draft = draft
	for _, c := range commands {
		slots := map[string]Value{}
		for name, v := range c.Slots {
			slots[name] = v
		}
		top.Held = append(top.Held, slots)
	}
	return a.fill(ctx, nil)
}

// lay puts what was answered into the line it was asked about, or into all that lack
// it, and what is said of whom, when and how into all lines.
func (a *attempt) lay(f *Frame, slots map[string]Value) {
	for name, v := range slots {
		for i := range f.Held {
			_, told := f.Held[i][name]
			asked := name == f.Asked && (f.Line == i || f.Line < 0 && !told)
			shared := name != f.Asked && (v.Kind == Customer || v.Kind == Choose || v.Kind == Date)
			if asked || shared {
				f.Held[i][name] = v
			}
		}
	}
}

// together takes lines that wait as far as they go: to a question, or each to its
// deed.
func (a *attempt) together(ctx context.Context, d Dialog) error {
	top := a.session.Top()
	b, ok := d.(Batcher)
	if !ok || top.Version != d.Version() {
		a.session.Pop()
		a.turn.Say("bot.startover", nil)
		return errDropped
	}
	a.turn.enter(top.Errand, top.ID)
	wait, err := b.Together(ctx, a.turn, top.Held, top.Draft)
	a.turn.enter("", "")
	if err != nil {
		return fmt.Errorf("%s: %w", top.Errand, err)
	}
	if wait != nil {
		top.Asked, top.Line = wait.Slot, wait.Line
		return nil
	}
	f, _ := a.session.Pop()
	for _, slots := range f.Held {
		if err := a.begins(ctx, Command{Kind: Start, Errand: f.Errand, Slots: slots}); err != nil {
			return err
		}
	}
	return nil
}

// figures reports whether a frame was told of money or goods.
func figures(d Dialog, f *Frame) bool {
	return slices.ContainsFunc(d.Slots(), func(s Slot) bool {
		_, filled := f.Value(s.Name)
		return filled && s.figure()
	})
}

// figure reports whether a slot is for money or goods.
func (s Slot) figure() bool { return s.Kind == Money || s.Kind == Quantity }

// letGo says that something he wanted written was not. A question that is let go
// needs no word.
func (a *attempt) letGo(f *Frame) {
	d := a.engine.errands[f.Errand]
	if f.Held != nil || d != nil && len(f.Slots) > 0 && slices.ContainsFunc(d.Slots(), Slot.figure) {
		a.turn.Say("bot.letgo", Args{"Errand": Value{Kind: Key, Text: f.Errand + ".title"}})
	}
}
