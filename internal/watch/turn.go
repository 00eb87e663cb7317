package watch

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// How a turn ended.
const (
	done     = "done"           // something was done, or answered
	asked    = "asked"          // a question is open
	notHeard = "not_understood" // nothing was made of what was said
	broken   = "broken"         // it only apologised
	undone   = "undone"         // it took another back
)

// Labels for what has no name of its own.
const (
	none  = "none"  // no errand: a greeting, help
	other = "other" // a name nobody declared
)

// summary is a turn in few words.
type summary struct {
	errand  string   // what it is counted under
	errands []string // all it was about
	result  string
}

// summarise says what a turn was about and how it ended.
func (w *Watch) summarise(t bot.Trace) summary {
	s := summary{errand: none, result: resultOf(t)}
	for _, name := range about(t) {
		name = w.errand(name)
		if !slices.Contains(s.errands, name) {
			s.errands = append(s.errands, name)
		}
	}
	if len(s.errands) > 0 {
		s.errand = s.errands[0]
	}
	return s
}

// errand is an errand's name as a label: one of those declared.
func (w *Watch) errand(name string) string {
	if s := w.subject.Load(); s == nil || !s.errands[name] {
		return other
	}
	return name
}

// about lists what a turn was about, what it finished first.
func about(t bot.Trace) (names []string) {
	if t.Job != "" {
		return []string{t.Job}
	}
	for _, f := range t.Finished {
		names = append(names, f.Errand)
	}
	for _, c := range t.Understood.Commands {
		if c.Errand != "" {
			names = append(names, c.Errand)
		}
	}
	if n := len(t.Stack); n > 0 {
		names = append(names, t.Stack[n-1].Errand)
	}
	return names
}

// lostKeys are what is said when nothing was made of a message.
var lostKeys = []string{"bot.unknown", "bot.unknown.none", "bot.unsure", "bot.empty", "bot.media", "bot.voice", "bot.toolong", "bot.toomany"}

// resultOf says how a turn ended.
func resultOf(t bot.Trace) string {
	lost := slices.ContainsFunc(t.Replies, func(r bot.Reply) bool { return slices.Contains(lostKeys, r.Key) })
	switch {
	case t.Broken:
		return broken
	case t.Undoes != 0 && len(t.Finished) == 0:
		return undone
	case lost:
		return notHeard
	case len(t.Stack) > 0 && len(t.Finished) == 0 && t.Job == "":
		return asked
	}
	return done
}
