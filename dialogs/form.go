package dialogs

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// Form is an errand that fills a struct and then does something with it.
type Form[T any] struct {
	name    string
	version string
	fields  []field
	machine *Machine
	do      func(context.Context, *bot.Turn, T) error
	options[T]
}

// NewForm makes an errand that fills T and then does something with it. T's
// fields tagged `slot:"name"` are the slots, in the order they are asked.
// It panics when T or the options are wrong, which shows at the first start.
func NewForm[T any](name string, do func(context.Context, *bot.Turn, T) error, opts ...Option[T]) *Form[T] {
	fields, err := fieldsOf(reflect.TypeFor[T]())
	if err != nil {
		panic(fmt.Errorf("errand %s: %w", name, err))
	}
	machine, err := formMachine()
	if err != nil {
		panic(fmt.Errorf("errand %s: %w", name, err))
	}
	f := &Form[T]{name: name, version: versionOf(fields), fields: fields, machine: machine, do: do}
	f.suggest, f.vague, f.creates = map[string]Suggestion[T]{}, map[string]vagueness{}, map[string]bool{}
	for _, opt := range opts {
		opt(&f.options)
	}
	for slot := range f.suggest {
		if !slices.ContainsFunc(fields, func(field field) bool { return field.Name == slot }) {
			panic(fmt.Errorf("errand %s: suggests %q, which is no slot of it", name, slot))
		}
	}
	return f
}

// Name is the errand's public name.
func (f *Form[T]) Name() string { return f.name }

// Version changes with the slots.
func (f *Form[T]) Version() string { return f.version }

// Machine is the form's drawing.
func (f *Form[T]) Machine() *Machine { return f.machine }

// Needs is the least role that may start it.
func (f *Form[T]) Needs() bot.Role { return max(f.needs, bot.Staff) }

// Refusal is the key of what is said to who may not start it, "" for the usual.
func (f *Form[T]) Refusal() string { return f.excuse }

// Private reports whether a PIN stands before it.
func (f *Form[T]) Private(*bot.Frame) bool { return f.private }

// Final is the key of what is said to who would undo it, "" for nothing.
func (f *Form[T]) Final() string { return f.final }

// Heavy reports whether it takes long.
func (f *Form[T]) Heavy() bool { return f.heavy }

// ReadsBack reports whether the form may read back before it acts.
func (f *Form[T]) ReadsBack() bool { return f.risky != nil }

// Slots lists the slots in the order they are asked.
func (f *Form[T]) Slots() []bot.Slot {
	slots := make([]bot.Slot, len(f.fields))
	for i, field := range f.fields {
		slots[i] = field.Slot
	}
	return slots
}

// Follow returns the frame a follow-up starts from: the finished one with the
// slots that [FollowUp] keeps. When it keeps only some, a follow-up must say
// more than those: "aur kal?" is not one more sale.
func (f *Form[T]) Follow(last bot.Frame, said map[string]bot.Value) (bot.Frame, bool) {
	if !f.follows || len(f.keep) > 0 && !f.more(said) {
		return bot.Frame{}, false
	}
	next := last.Clone()
	for slot := range last.Slots {
		if len(f.keep) > 0 && !slices.Contains(f.keep, slot) {
			next.Clear(slot)
		}
	}
	return next, true
}

// more reports whether something is said beside what is kept.
func (f *Form[T]) more(said map[string]bot.Value) bool {
	for slot := range said {
		if !slices.Contains(f.keep, slot) {
			return true
		}
	}
	return false
}

// Answer takes yes and no to a read-back, and no to a question that may be
// left open.
func (f *Form[T]) Answer(frame *bot.Frame, yes bool) bot.Reaction {
	switch {
	case frame.State == confirming && yes:
		frame.State = agreed
		return bot.Taken
	case frame.State == confirming:
		return bot.Left
	case !yes && frame.State == asking && f.skip(frame):
		return bot.Taken
	}
	return bot.Ignored
}

// skip leaves the slot asked for open, if it may be: with nothing of its kind.
func (f *Form[T]) skip(frame *bot.Frame) bool {
	i := slices.IndexFunc(f.fields, func(field field) bool { return field.Name == frame.Asked && (field.Skip || field.leave) })
	return i >= 0 && frame.Set(frame.Asked, bot.Value{Kind: f.fields[i].Kind}) == nil
}
