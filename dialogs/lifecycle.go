package dialogs

import "github.com/looplab/fsm"

// States of a form.
const (
	collecting = "collecting" // has what it was told, not yet looked at
	asking     = "asking"     // a question is open
	confirming = "confirming" // read back, waiting for yes or no
	agreed     = "agreed"     // yes was said to exactly these slots
	done       = "done"
)

// Events of a form.
const (
	told    = "told"    // something was filled or corrected
	ask     = "ask"     // something is missing
	confirm = "confirm" // what it would do is risky
	agree   = "agree"   // yes
	act     = "act"     // nothing is missing, nothing is in doubt
)

// formMachine draws every form. Whatever is told after a read-back leads back
// to collecting: a yes never covers slots that changed after it.
func formMachine() (*Machine, error) {
	return NewMachine(
		collecting,
		fsm.EventDesc{Name: told, Src: []string{collecting, asking, confirming}, Dst: collecting},
		fsm.EventDesc{Name: ask, Src: []string{collecting, agreed}, Dst: asking},
		fsm.EventDesc{Name: confirm, Src: []string{collecting}, Dst: confirming},
		fsm.EventDesc{Name: agree, Src: []string{confirming}, Dst: agreed},
		fsm.EventDesc{Name: act, Src: []string{collecting, agreed}, Dst: done},
	)
}
