package shop

import (
	"encoding/json"
	"slices"
)

// rebase makes the change that takes words back which another added to a list, or
// puts back those it removed, and leaves alone what was added since; false for a
// change of anything but a list, and when nothing of it is left to take back.
func rebase(c Change, now json.RawMessage) (Change, bool) {
	if c.What != ChangeItem || c.Field != FieldAliases && c.Field != FieldOf {
		return c, false
	}
	before, after, is := listed(c.Before), listed(c.After), listed(now)
	to := slices.DeleteFunc(slices.Clone(is), func(w string) bool {
		return slices.Contains(after, w) && !slices.Contains(before, w)
	})
	for _, w := range before {
		if !slices.Contains(after, w) && !slices.Contains(to, w) {
			to = append(to, w)
		}
	}
	if slices.Equal(to, is) {
		return c, false
	}
	back := c.Back()
	back.Before, back.After = now, json.RawMessage("null")
	if len(to) > 0 {
		back.After, _ = json.Marshal(to) // words are always written
	}
	return back, true
}

// listed reads a list of words; none when it is something else.
func listed(raw json.RawMessage) []string {
	var out []string
	if json.Unmarshal(raw, &out) != nil {
		return nil
	}
	return out
}
