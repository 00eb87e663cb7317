package simulator

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// shownEntries is how many entries of a turn are told.
const shownEntries = 50

// TurnOf is what a trace tells, in the form of the panel.
func TurnOf(t bot.Trace) Turn {
	turn := Turn{
		Turn: int64(t.Turn), Shop: int64(t.Shop), Phone: t.Address, Messages: listed(t.Messages), Text: t.Text, At: t.At.UTC(),
		Commands: listed(t.Understood.Commands), Nearest: listed(t.Understood.Nearest), Unsure: t.Understood.Unsure,
		Stack: listed(t.Stack), Finished: listed(t.Finished), Undoes: int64(t.Undoes),
		Entries: []Entry{}, Steps: []Step{}, Replies: []string{},
	}
	for i, effect := range t.Effects {
		if i == shownEntries {
			turn.More = len(t.Effects) - i
			break
		}
		turn.Entries = append(turn.Entries, entry(effect))
	}
	for _, s := range t.Steps {
		turn.Steps = append(turn.Steps, Step{Name: s.Name, MS: float64(s.Took) / float64(time.Millisecond)})
	}
	for _, r := range t.Replies {
		turn.Replies = append(turn.Replies, r.Key)
	}
	return turn
}

// listed is a list that is written as [] when it is empty.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// entry is an effect by the name of its type, with what JSON makes of it.
func entry(effect bot.Effect) Entry {
	t := reflect.TypeOf(effect)
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil {
		return Entry{Type: "nil", Data: json.RawMessage("null")}
	}
	raw, err := json.Marshal(effect)
	if err != nil {
		raw, _ = json.Marshal(fmt.Sprintf("%+v", effect))
	}
	return Entry{Type: t.Name(), Data: raw}
}
