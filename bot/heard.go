package bot

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Hearing is how something was said, and how far that may be trusted.
type Hearing string

// The ways. A later one is trusted less.
const (
	Typed   Hearing = ""        // or tapped
	Spoken  Hearing = "heard"   // into a voice note
	Limited Hearing = "limited" // into one that was heard by ears that know nothing but commands
)

// MaxAlternatives is how many other readings of a voice note are looked at.
const MaxAlternatives = 4

// Alternative is what a voice note may have said instead.
type Alternative struct {
	Text     string
	Commands []Command
}

// wariness is what becomes of what limited ears heard, when it would change something.
type wariness int

const (
	trusting  wariness = iota // it is done
	wary                      // whoever would do it asks first
	proposing                 // it is only offered
)

// Heard is how what the errand being advanced knows was said.
func (t *Turn) Heard() Hearing { return t.heard }

// Wary reports whether the errand being advanced is to ask before it acts, whatever it
// knows: limited ears have heard it.
func (t *Turn) Wary() bool { return t.wary }

// Alternatives are what the message may have said instead, and would mean something else.
func (t *Turn) Alternatives() []Alternative { return t.alternatives }

// OtherReadings are quick replies by which somebody says that he meant another reading
// than the errand being advanced.
func (t *Turn) OtherReadings() []Choice {
	var out []Choice
	for _, r := range t.alternatives {
		do := r.Commands
		if do[0].Kind == Start {
			do = append([]Command{{Kind: Drop}}, do...)
		}
		out = append(out, Choice{Key: "bot.heard.reading", Args: Args{"Text": r.Text}, Do: do})
	}
	return out
}

// hearing is how the message was said. A choice is what it is, however it was taken; but
// limited ears may mishear one that answers no question.
func (a *attempt) hearing() Hearing {
	switch h := a.turn.Message.Heard; {
	case h == nil || a.chosen:
		return Typed
	case h.Embedded:
		return Limited
	}
	return Spoken
}

// hears notes in a frame how it came to know what it does.
func (a *attempt) hears(f *Frame) {
	if h := a.hearing(); h != Typed && f.Heard != Limited {
		f.Heard = h
	}
}

// rereads looks at what else a voice note may have said: what would mean the same is
// nothing else. When nothing can be made of the first reading, the next that says
// something is taken for it.
func (a *attempt) rereads(ctx context.Context, u Utterance) error {
	m := &a.turn.Message
	if m.Heard == nil || m.Text == "" || u.Secret {
		return nil
	}
	u.Secret = true // no model is asked for what was perhaps not said
	for _, text := range m.Heard.Alternatives[:min(len(m.Heard.Alternatives), MaxAlternatives)] {
		u.Text = text
		other, err := a.engine.Understand.Understand(ctx, u)
		if err != nil {
			return fmt.Errorf("understand: %w", err)
		}
		switch {
		case other.Unsure || len(other.Commands) == 0:
		case a.understood.Unsure || len(a.understood.Commands) == 0:
			a.understood, m.Text = other, text
		case !a.means(other.Commands):
			a.turn.alternatives = append(a.turn.alternatives, Alternative{Text: text, Commands: other.Commands})
		}
	}
	return nil
}

// means reports whether one of the readings so far means the same as some commands.
func (a *attempt) means(commands []Command) bool {
	return same(a.understood.Commands, commands) ||
		slices.ContainsFunc(a.turn.alternatives, func(r Alternative) bool { return same(r.Commands, commands) })
}

// same reports whether commands want the same, however sure that is.
func same(some, others []Command) bool {
	return slices.EqualFunc(some, others, func(c, d Command) bool {
		c.Score, d.Score = 0, 0
		return reflect.DeepEqual(c, d)
	})
}

// showsHeard says what was heard, so that what was heard wrongly is seen. A secret is not
// written, and an answer to what was offered shows by what comes of it, unless it is asked
// first whether that was meant.
func (a *attempt) showsHeard() {
	m, all := a.turn.Message, a.understood.Commands
	answers := len(all) == 1 && slices.Contains([]CommandKind{Pick, Yes, No}, all[0].Kind) && a.wariness < proposing
	if m.Heard != nil && strings.TrimSpace(m.Text) != "" && !a.turn.scrub && !answers {
		a.turn.Say(heardKey, Args{"Text": Value{Kind: Text, Text: m.Text}})
	}
}

// besidesHeard is an answer without what was heard: what is said again, or spoken.
func besidesHeard(replies []Reply) []Reply {
	return slices.DeleteFunc(slices.Clone(replies), func(r Reply) bool { return r.Key == heardKey })
}

// heardKey is the key of what was heard.
const heardKey = "bot.heard"

// unread reports whether the attempt would change what limited ears have heard, and nobody
// has agreed to.
func (a *attempt) unread() bool { return a.limited && a.wariness < proposing && a.changes() > 0 }

// trusts notes what is about to be done by what was heard alone. Answers to a question are
// what the question was asked for.
func (a *attempt) trusts(c Command) {
	switch c.Kind {
	case Start, Fill: // known by its frame
	case Yes, No, Cancel, Pick, Drop:
	default:
		a.limited = a.limited || a.hearing() == Limited
	}
}

// offersHeard asks whether to do what was heard. What it would take back or put right is
// named: by the time he agrees there is this turn too.
func (a *attempt) offersHeard(ctx context.Context, commands []Command) error {
	commands = slices.Clone(commands)
	for i, c := range commands {
		if c.Turn != 0 {
			continue
		}
		var err error
		switch {
		case c.Kind == Undo:
			commands[i].Turn, err = a.target(ctx, 0)
		case c.Kind == Fill && c.Correction:
			commands[i].Turn, _, err = a.wrong(ctx, 0)
		}
		if err != nil && !errors.Is(err, ErrNothing) {
			return fmt.Errorf("heard: %w", err)
		}
	}
	a.turn.Say("bot.heard.sure", nil,
		Choice{Key: "bot.choice.yes", Do: commands, Agree: true},
		Choice{Key: "bot.choice.no", Do: []Command{{Kind: Thanks}}, Decline: true},
	)
	return nil
}

// unheard is what to say to a voice note without words.
func (h Heard) unheard() string {
	if h.Fault == "" {
		return "bot.unheard"
	}
	return "bot.unheard." + string(h.Fault)
}
