package bot

import "slices"

// Hide has the conversation forget a thing by its id, because it is not to be seen
// any more: errands left open about it are dropped.
func (t *Turn) Hide(id string) { t.hidden = append(t.hidden, id) }

// hides drops the errands left open about what is hidden.
func (a *attempt) hides() {
	about := func(f Frame) bool {
		for slot := range f.Slots {
			if v, ok := f.Value(slot); ok && slices.Contains(a.turn.hidden, v.ID) {
				return true
			}
		}
		return false
	}
	if len(a.turn.hidden) > 0 {
		a.session.Stack = slices.DeleteFunc(a.session.Stack, about)
	}
}
