package dialogs

import (
	"context"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/looplab/fsm"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the pictures")

func arrow(name, dst string, src ...string) fsm.EventDesc {
	return fsm.EventDesc{Name: name, Src: src, Dst: dst}
}

func TestNewMachineRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		initial string
		events  []fsm.EventDesc
		want    string
	}{
		"no arrows":                {"a", nil, `initial state "a"`},
		"unknown initial state":    {"z", []fsm.EventDesc{arrow("go", "b", "a")}, `initial state "z"`},
		"dead initial state":       {"b", []fsm.EventDesc{arrow("go", "b", "a")}, `initial state "b"`},
		"two arrows of one name":   {"a", []fsm.EventDesc{arrow("go", "b", "a"), arrow("go", "c", "a")}, `two arrows "go" from "a"`},
		"the same arrow twice":     {"a", []fsm.EventDesc{arrow("go", "b", "a", "a")}, `two arrows "go" from "a"`},
		"a state out of reach":     {"a", []fsm.EventDesc{arrow("go", "b", "a"), arrow("back", "a", "c")}, `"c" cannot be reached`},
		"an island":                {"a", []fsm.EventDesc{arrow("go", "b", "a"), arrow("x", "d", "c"), arrow("y", "c", "d")}, "cannot be reached"},
		"only itself out of reach": {"a", []fsm.EventDesc{arrow("go", "b", "a"), arrow("x", "c", "c")}, `"c" cannot be reached`},
	} {
		m, err := NewMachine(c.initial, c.events...)
		if m != nil || !errors.Is(err, ErrMachine) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestFire(t *testing.T) {
	m, err := NewMachine("a", arrow("go", "b", "a"), arrow("stay", "b", "b"), arrow("back", "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, ctx := range []context.Context{t.Context(), cancelled} {
		for _, c := range []struct {
			state, event, want string
			fails              bool
		}{
			{"a", "go", "b", false},
			{"", "go", "b", false}, // where a frame starts
			{"b", "stay", "b", false},
			{"b", "back", "a", false},
			{"a", "back", "a", true},
			{"a", "fly", "a", true},
			{"zzz", "go", "zzz", true},
			{"a", "", "a", true},
		} {
			got, err := m.Fire(ctx, c.state, c.event)
			if got != c.want || (err != nil) != c.fails {
				t.Errorf("%s in %q: got %q, %v", c.event, c.state, got, err)
			}
		}
	}
	if m.Initial() != "a" || !slices.Equal(m.States(), []string{"a", "b"}) {
		t.Errorf("starts in %s, has %v", m.Initial(), m.States())
	}
	m.States()[0] = "spoilt"
	if m.States()[0] != "a" {
		t.Error("the list of states is shared")
	}
}

// TestFireIsTheDrawing fires at random beside the arrows as they were given.
func TestFireIsTheDrawing(t *testing.T) {
	m, err := formMachine()
	if err != nil {
		t.Fatal(err)
	}
	arrows, err := arrowsOf(m.events)
	if err != nil {
		t.Fatal(err)
	}
	events := []string{told, ask, confirm, agree, act}
	rapid.Check(t, func(rt *rapid.T) {
		state := m.Initial()
		for range rapid.IntRange(1, 20).Draw(rt, "steps") {
			event := rapid.SampledFrom(events).Draw(rt, "event")
			want, leads := arrows[state][event]
			got, err := m.Fire(t.Context(), state, event)
			if leads != (err == nil) || leads && got != want || !leads && got != state {
				rt.Fatalf("%s in %s: got %s, %v; want %s", event, state, got, err, want)
			}
			state = got
		}
	})
}

// TestMermaid compares the picture of a form with the one that is checked in.
func TestMermaid(t *testing.T) {
	m, err := formMachine()
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/form.mmd"
	if *update {
		if err := os.WriteFile(file, []byte(m.Mermaid()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Mermaid(); got != string(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
