package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastSecret is how many figures a secret has at least.
const leastSecret = 4

// maxSecretWords is how many words the answer to a question for a secret has: "mera
// pin 4821 hai".
const maxSecretWords = 4

// Scrub has the words of the turn's message forgotten when it is committed: they held
// a secret. What a handler keeps or says of it is the handler's to see to.
func (t *Turn) Scrub() { t.scrub = true }

// Open lifts the lock before what is locked for a while; see [Private].
func (t *Turn) Open() { t.opens = true }

// Close puts the lock before it again.
func (t *Turn) Close() { t.closes = true }

// Opened reports whether the lock was lifted before this turn.
func (t *Turn) Opened() bool { return t.opened }

// Prove says that somebody who was silent for long is himself; see [Config].
func (t *Turn) Prove() { t.proves = true }

// secretAsked reports whether the open question is for a secret.
func (a *attempt) secretAsked() bool {
	top := a.session.Top()
	if top == nil || top.Asked == "" || a.engine.errands[top.Errand] == nil {
		return false
	}
	return slotNamed(a.engine.errands[top.Errand].Slots(), top.Asked).Secret
}

// scrubs has what may hold a secret forgotten, before anything can go wrong with it:
// whatever has a figure in it while one is asked for, or was spoken then, where figures
// are words, and what a skill says holds one.
func (a *attempt) scrubs() {
	text := a.turn.Message.Text
	if a.secretAsked() && (a.turn.Message.Heard != nil || strings.ContainsFunc(text, unicode.IsDigit)) {
		a.turn.Scrub()
	}
	for _, s := range a.engine.Skills {
		if s.Secret != nil && s.Secret(text) {
			a.turn.Scrub()
		}
	}
}

// secret reads a message as the answer to a question for a secret, word for word:
// nothing else is to be read into it, or found like it.
func (a *attempt) secret(text string) (Command, bool) {
	if !a.secretAsked() || !strings.ContainsFunc(text, unicode.IsDigit) || len(strings.Fields(text)) > maxSecretWords {
		return Command{}, false
	}
	return Command{Kind: Fill, Slots: map[string]Value{a.session.Top().Asked: {Kind: Text, Text: text}}, Score: 1}, true
}

// said is what a message means whatever else could be read into it: the secret or the
// code that is asked for, or a code. A code stands for itself, also when it was forwarded.
func (a *attempt) said(m Message) (Command, bool) {
	if m.Edits != "" {
		return Command{}, false
	}
	if c, ok := a.secret(m.Text); ok && !m.Forwarded {
		return c, true
	}
	if c, ok := a.bareCode(m.Text); ok {
		return c, true
	}
	if c, ok := asksAloud(m.Text); ok && !m.Forwarded {
		return c, true
	}
	return a.engine.code(m, a.session.Top() == nil)
}

// onlyFigures reports whether a text is nothing but a number as long as a PIN.
func onlyFigures(text string) bool {
	text = strings.TrimSpace(text)
	return utf8.RuneCountInString(text) >= leastSecret && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// scrubbed is a trace without what was said.
func (t Trace) scrubbed() Trace {
	t.Text = ""
	t.Understood = Understanding{Lang: t.Understood.Lang}
	return t
}
