package dialogs

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// Advance takes the frame as far as it goes: to a question, to a read-back, or
// to the deed.
func (f *Form[T]) Advance(ctx context.Context, t *bot.Turn, frame *bot.Frame) (bool, error) {
	if err := f.settle(ctx, frame); err != nil {
		return false, err
	}
	if slot, v, unclear := f.unclear(frame); unclear {
		return false, f.which(ctx, t, frame, slot, v)
	}
	var form T
	if err := decode(frame, f.fields, reflect.ValueOf(&form).Elem()); err != nil {
		return false, err
	}
	if stop, err := f.question(ctx, t, frame, form); stop || err != nil {
		return false, err
	}
	if err := f.fire(ctx, frame, act); err != nil {
		return false, err
	}
	if err := f.do(ctx, t, form); err != nil {
		return false, fmt.Errorf("%s: %w", f.name, err)
	}
	return true, nil
}

// settle starts from what is known, forgetting the question that led to it. A
// yes stands only until the next word.
func (f *Form[T]) settle(ctx context.Context, frame *bot.Frame) error {
	frame.Asked = ""
	if frame.State == agreed {
		return nil
	}
	return f.fire(ctx, frame, told)
}

// question asks what must be asked before acting, and reports whether it did.
func (f *Form[T]) question(ctx context.Context, t *bot.Turn, frame *bot.Frame, form T) (bool, error) {
	if refused, err := f.refusal(ctx, t, form); err != nil || refused != nil {
		if err != nil {
			return false, err
		}
		return true, f.refuse(ctx, t, frame, refused)
	}
	if slot, missing := f.missing(frame, form); missing {
		return true, f.askFor(ctx, t, frame, form, slot)
	}
	if frame.State == agreed {
		return false, nil
	}
	why, err := f.readBack(ctx, t, frame, form)
	if err != nil || why == nil {
		return false, err
	}
	choices := yesNo(append(slices.Clone(why.Choices), t.OtherReadings()...))
	t.Question(why.Key, why.Args, choices[:min(len(choices), bot.MaxChoices)]...)
	return true, f.fire(ctx, frame, confirm)
}

// readBack is what is read back before acting; nil when nothing is. What limited ears
// have heard always is.
func (f *Form[T]) readBack(ctx context.Context, t *bot.Turn, frame *bot.Frame, form T) (*Confirmation, error) {
	if f.risky != nil {
		if why, err := f.risky(ctx, t, form); why != nil || err != nil {
			return why, err
		}
	}
	if t.Wary() {
		return &Confirmation{Key: "bot.heard.sure", Args: f.known(frame)}, nil
	}
	return nil, nil
}

// missing finds the first slot that must be asked for.
func (f *Form[T]) missing(frame *bot.Frame, form T) (string, bool) {
	needed := map[string]bool{}
	if f.required != nil {
		for _, slot := range f.required(form) {
			needed[slot] = true
		}
	}
	for _, field := range f.fields {
		_, given := frame.Slots[field.Name]
		if !given && (!field.Optional || field.Skip || needed[field.Name]) {
			return field.Name, true
		}
	}
	return "", false
}

// askFor asks for one slot, with what is known already at hand.
func (f *Form[T]) askFor(ctx context.Context, t *bot.Turn, frame *bot.Frame, form T, slot string) error {
	var choices []bot.Choice
	if suggest := f.suggest[slot]; suggest != nil {
		var err error
		if choices, err = suggest(ctx, t, form); err != nil {
			return fmt.Errorf("%s: suggest %s: %w", f.name, slot, err)
		}
	}
	t.Ask(slot, f.known(frame), choices...)
	frame.Asked = slot
	return f.fire(ctx, frame, ask)
}

// refuse says why a slot cannot be, and asks for it again.
func (f *Form[T]) refuse(ctx context.Context, t *bot.Turn, frame *bot.Frame, r *Refusal) error {
	args := f.known(frame)
	for name, arg := range r.Args {
		args[name] = arg
	}
	frame.Clear(r.Slot)
	frame.Asked = r.Slot
	t.Question(r.Key, args, r.Choices...)
	return f.fire(ctx, frame, ask)
}

func (f *Form[T]) refusal(ctx context.Context, t *bot.Turn, form T) (*Refusal, error) {
	if f.check == nil {
		return nil, nil
	}
	return f.check(ctx, t, form)
}

// unclear finds the first slot that fits several known things.
func (f *Form[T]) unclear(frame *bot.Frame) (string, bot.Value, bool) {
	for _, field := range f.fields {
		if v, ok := frame.Value(field.Name); ok && v.Ambiguous() {
			return field.Name, v, true
		}
	}
	return "", bot.Value{}, false
}

// which asks which of several things is meant.
func (f *Form[T]) which(ctx context.Context, t *bot.Turn, frame *bot.Frame, slot string, v bot.Value) error {
	known := frame.Values()
	if err := f.vaguely(known, slot); err != nil {
		return err
	}
	if v, ok := known[f.vague[slot].slot]; ok {
		if err := frame.Set(f.vague[slot].slot, v); err != nil {
			return err
		}
	}
	f.asksWhich(t, slot, v)
	frame.Asked = slot
	return f.fire(ctx, frame, ask)
}

// known are the slots filled so far, as arguments: slot "qty" is "Qty".
func (f *Form[T]) known(frame *bot.Frame) bot.Args {
	args := bot.Args{}
	for _, field := range f.fields {
		if v, ok := frame.Value(field.Name); ok {
			args[title(field.Name)] = v
		}
	}
	return args
}

func (f *Form[T]) fire(ctx context.Context, frame *bot.Frame, event string) error {
	state, err := f.machine.Fire(ctx, frame.State, event)
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	frame.State = state
	return nil
}
