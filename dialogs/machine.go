package dialogs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/looplab/fsm"
)

// ErrMachine is wrapped by every fault a machine is refused for.
var ErrMachine = errors.New("dialogs: bad machine")

// Machine is the drawing of an errand: its states and what leads from one to
// the next. It is immutable and holds no progress; that is the frame's.
type Machine struct {
	initial string
	events  []fsm.EventDesc
	states  []string
}

// NewMachine checks the arrows and returns the machine. It refuses two arrows
// of one name from one state, a state that cannot be reached, and an initial
// state without arrows.
func NewMachine(initial string, events ...fsm.EventDesc) (*Machine, error) {
	arrows, err := arrowsOf(events)
	if err != nil {
		return nil, err
	}
	if len(arrows[initial]) == 0 {
		return nil, fmt.Errorf("%w: nothing leads out of initial state %q", ErrMachine, initial)
	}
	reached := reach(arrows, initial)
	for _, state := range statesOf(events) {
		if !reached[state] {
			return nil, fmt.Errorf("%w: state %q cannot be reached", ErrMachine, state)
		}
	}
	return &Machine{initial: initial, events: events, states: statesOf(events)}, nil
}

// Initial is the state a frame starts in.
func (m *Machine) Initial() string { return m.initial }

// States lists every state, sorted.
func (m *Machine) States() []string { return slices.Clone(m.states) }

// Fire returns the state that event leads to from state; "" is the initial
// state. An event that does not apply is an error.
//
// looplab/fsm keeps progress inside its machine, so a throw-away one is built
// at the frame's state. No callbacks: the library drops unknown ones in silence
// and cannot roll a state back when one fails.
func (m *Machine) Fire(ctx context.Context, state, event string) (string, error) {
	if state == "" {
		state = m.initial
	}
	machine := fsm.NewFSM(state, m.events, nil)
	// A cancelled context would wedge the library's machine half way.
	err := machine.Event(context.WithoutCancel(ctx), event)
	if same := (fsm.NoTransitionError{}); err != nil && !errors.As(err, &same) {
		return state, fmt.Errorf("dialogs: fire %s: %w", event, err)
	}
	return machine.Current(), nil
}

// Mermaid draws the machine as a Mermaid state diagram.
func (m *Machine) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n    [*] --> " + m.initial + "\n")
	leaves := map[string]bool{}
	for _, e := range m.events {
		for _, src := range e.Src {
			fmt.Fprintf(&b, "    %s --> %s : %s\n", src, e.Dst, e.Name)
			leaves[src] = true
		}
	}
	for _, state := range m.states {
		if !leaves[state] {
			fmt.Fprintf(&b, "    %s --> [*]\n", state)
		}
	}
	return b.String()
}

// arrowsOf lists where each state leads, refusing double arrows.
func arrowsOf(events []fsm.EventDesc) (map[string]map[string]string, error) {
	arrows := map[string]map[string]string{}
	for _, e := range events {
		for _, src := range e.Src {
			if arrows[src] == nil {
				arrows[src] = map[string]string{}
			}
			if _, double := arrows[src][e.Name]; double {
				return nil, fmt.Errorf("%w: two arrows %q from %q", ErrMachine, e.Name, src)
			}
			arrows[src][e.Name] = e.Dst
		}
	}
	return arrows, nil
}

// reach lists the states that can be reached from one.
func reach(arrows map[string]map[string]string, from string) map[string]bool {
	seen, todo := map[string]bool{from: true}, []string{from}
	for len(todo) > 0 {
		state := todo[0]
		todo = todo[1:]
		for _, next := range arrows[state] {
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}
	return seen
}

// statesOf lists every state that events name, sorted.
func statesOf(events []fsm.EventDesc) []string {
	set := map[string]bool{}
	for _, e := range events {
		set[e.Dst] = true
		for _, src := range e.Src {
			set[src] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
