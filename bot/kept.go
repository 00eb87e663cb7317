package bot

// Kept is what a domain keeps with a turn under a key of its own; made when it is
// first asked for. It goes with the turn: no other turn finds it, and a turn that is
// taken again is another one.
func Kept[V any](t *Turn, key any, made func() V) V {
	if v, known := t.kept[key].(V); known {
		return v
	}
	if t.kept == nil {
		t.kept = map[any]any{}
	}
	v := made()
	t.kept[key] = v
	return v
}
