package dialogs

import (
	"context"
	"fmt"
	"reflect"

	"github.com/sahayak-dev/sahayak/bot"
)

// Batches reports whether the errand may be said several times at once.
func (f *Form[T]) Batches() bool { return f.together != nil }

// Together asks for what lines said together wait for: first what is unclear in one
// of them, then what [Together] says. Lines that only happen to be said at once are
// not kept waiting.
func (f *Form[T]) Together(ctx context.Context, t *bot.Turn, lines []map[string]bot.Value, draft bool) (*bot.Wait, error) {
	all := make([]T, len(lines))
	for i, slots := range lines {
		if err := f.read(slots, &all[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	if !draft && !f.belong(all) {
		return nil, nil
	}
	for i, slots := range lines {
		for _, field := range f.fields {
			if v := slots[field.Name]; v.Ambiguous() {
				f.asksWhich(t, field.Name, v)
				return &bot.Wait{Line: i, Slot: field.Name}, f.vaguely(slots, field.Name)
			}
		}
	}
	return f.together(ctx, t, all, draft)
}

// read decodes the slots of one line.
func (f *Form[T]) read(slots map[string]bot.Value, out *T) error {
	var frame bot.Frame
	for name, v := range slots {
		if err := frame.Set(name, v); err != nil {
			return err
		}
	}
	return decode(&frame, f.fields, reflect.ValueOf(out).Elem())
}

// vaguely fills what was said beside something unclear.
func (f *Form[T]) vaguely(slots map[string]bot.Value, unclear string) error {
	vague, ok := f.vague[unclear]
	if _, filled := slots[vague.slot]; !ok || filled {
		return nil
	}
	v, err := bot.ValueOf(vague.value)
	slots[vague.slot] = v
	return err
}
