package bot

// Code is a word that means an errand in every language and whatever is open, such
// as what a link or a QR carries.
type Code struct {
	Errand string
	Slot   string                                   // filled with the code
	Find   func(text string) (code string, ok bool) // in what was said
	Idle   bool                                     // only when no question is open
	Own    bool                                     // not when it was forwarded
	Bare   func(text string) bool                   // reports whether a text is a code by itself, for when one is asked for; nil is never
}

// code finds what a message says by a code; idle says that no question is open.
func (e *Engine) code(m Message, idle bool) (Command, bool) {
	for _, skill := range e.Skills {
		for _, c := range skill.Codes {
			if c.Idle && !idle || c.Own && m.Forwarded {
				continue
			}
			if code, ok := c.Find(m.Text); ok {
				return Command{Kind: Start, Errand: c.Errand, Slots: map[string]Value{c.Slot: {Kind: Text, Text: code}}, Score: 1}, true
			}
		}
	}
	return Command{}, false
}

// bareCode reads a message as the code that is asked for: nothing else is to be read
// into it.
func (a *attempt) bareCode(text string) (Command, bool) {
	top := a.session.Top()
	if top == nil || top.Asked == "" {
		return Command{}, false
	}
	for _, skill := range a.engine.Skills {
		for _, c := range skill.Codes {
			if c.Errand == top.Errand && c.Slot == top.Asked && c.Bare != nil && c.Bare(text) {
				return Command{Kind: Fill, Slots: map[string]Value{c.Slot: {Kind: Text, Text: text}}, Score: 1}, true
			}
		}
	}
	return Command{}, false
}
