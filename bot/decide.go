package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// decide applies the message to the conversation.
func (a *attempt) decide(ctx context.Context) error {
	if a.unbidden() {
		return a.doesJobs(ctx)
	}
	if a.turn.Role == Stranger {
		a.turn.Say("bot.role", nil)
		return nil
	}
	if a.turn.Message.Consent != "" {
		a.chooses()
		return nil
	}
	if done, err := a.suspended(ctx); done || err != nil {
		return err
	}
	if !a.session.Doubt.IsZero() {
		return a.doubted(ctx)
	}
	if done, err := a.amongPeople(ctx); done || err != nil {
		return err
	}
	if !a.base.Closes.IsZero() {
		return a.closed(ctx)
	}
	first := a.session.Rev == 0
	if err := a.hearOut(ctx); err != nil {
		return err
	}
	a.judge()
	if first && a.welcomes() {
		a.turn.Say(a.engine.Welcome+".hello", nil)
		if err := a.begins(ctx, Command{Kind: Start, Errand: a.engine.Welcome}); err != nil {
			return err
		}
	}
	if err := a.reask(ctx); err != nil {
		return err
	}
	a.asksPlace()
	if err := a.offers(ctx); err != nil {
		return err
	}
	a.watch.lap("do")
	return nil
}

// chooses notes what somebody chose about news in the channel's own settings. That he
// takes back what he agreed to always counts; that he wants them again only where he had
// agreed before, since nobody has shown him there what he agrees to.
func (a *attempt) chooses() {
	a.whole = true
	p := Preference{Name: Nudges, Value: a.turn.Message.Consent, Source: Source{Channel: a.turn.Message.Channel, How: ByChannel}}
	switch {
	case p.Value == Withdrawn && a.turn.Prefers(Nudges) != Withdrawn:
	case p.Value == Given && a.turn.Prefers(Nudges) == Withdrawn:
	default:
		return
	}
	a.turn.Do(p)
}

// welcomes reports whether a new person is to be led into the first errand: an
// owner, unless he went there himself.
func (a *attempt) welcomes() bool {
	e := a.engine.Welcome
	there := func(f Frame) bool { return f.Errand == e }
	return e != "" && !a.turn.Demo && a.turn.Role == Owner && !a.leavesShop() &&
		!slices.ContainsFunc(a.session.Stack, there) && !slices.ContainsFunc(a.turn.finished, there)
}

// hearOut works what the message is, beginning with what needs no understanding.
func (a *attempt) hearOut(ctx context.Context) error {
	m := a.turn.Message
	switch {
	case m.Deletes != "":
		return a.deleted(ctx, m)
	case m.Pick != "" && m.Edits != "":
		return a.pickedInstead(ctx, m)
	case m.Pick != "":
		return a.picked(ctx, m.Pick)
	case utf8.RuneCountInString(m.Text) > MaxText:
		a.turn.Say("bot.toolong", nil)
		return nil
	case a.engine.Located != "" && isLocation(m):
		return a.located(ctx, m.Media[0])
	case strings.TrimSpace(m.Text) == "":
		a.turn.Say(unreadable(m), nil)
		return nil
	}
	return a.words(ctx, m)
}

// unreadable is what to say to a message without words.
func unreadable(m Message) string {
	switch {
	case len(m.Media) == 0:
		return "bot.empty"
	case m.Heard != nil:
		return m.Heard.unheard()
	case m.Media[0].Kind == "audio":
		return "bot.voice"
	}
	return "bot.media"
}

// words understands a text and applies what it says.
func (a *attempt) words(ctx context.Context, m Message) error {
	u, err := a.utterance(ctx, m)
	if err != nil {
		return err
	}
	if a.understood, err = a.engine.Understand.Understand(ctx, u); err != nil {
		return fmt.Errorf("understand: %w", err)
	}
	if err := a.rereads(ctx, u); err != nil {
		return err
	}
	if err := a.narrows(ctx, a.understood); err != nil {
		return err
	}
	a.showsHeard()
	if c, ok := a.said(m); ok {
		a.understood.Commands, a.understood.Unsure = []Command{c}, false
		a.watch.lap("understand")
		return a.understand(ctx, a.understood)
	}
	a.watch.lap("understand")
	a.follow(a.understood.Lang)
	switch {
	case a.wariness == proposing:
		return a.offersHeard(ctx, a.understood.Commands)
	case m.Forwarded:
		return a.forwarded(ctx, a.understood.Commands)
	case m.Edits != "":
		return a.edited(ctx, m)
	}
	return a.understand(ctx, a.understood)
}

// follow answers in the language he writes in, if we speak it.
func (a *attempt) follow(lang string) {
	if lang == "" || lang == a.turn.Lang {
		return
	}
	if slices.Contains(a.turn.Languages(), lang) {
		a.turn.Speak(lang)
		return
	}
	a.turn.Say("bot.lang.missing", Args{"Language": Value{Kind: Language, Text: lang}})
}

// understand applies what was understood, or says that it was not.
func (a *attempt) understand(ctx context.Context, u Understanding) error {
	if u.Unsure || len(u.Commands) == 0 {
		a.lost(u)
		return nil
	}
	a.session.Misses = 0
	if len(u.Commands) > MaxCommands {
		a.turn.Say("bot.toomany", Args{"Count": len(u.Commands)})
		return nil
	}
	if n := len(u.Commands); (u.Draft || n > 1 && a.wariness == wary) && a.batched(u.Commands) == n {
		return a.holds(ctx, u.Commands, true)
	}
	return a.apply(ctx, u.Commands)
}

// lost says that nothing was understood and offers the nearest errands. After
// the second time in a row a person is offered too.
func (a *attempt) lost(u Understanding) {
	if onlyFigures(a.turn.Message.Text) {
		a.turn.Scrub() // a PIN that nobody asked for, perhaps: nothing else is lost with it
	}
	a.session.Misses++
	key := "bot.unknown"
	switch {
	case len(u.Nearest) == 0:
		key = "bot.unknown.none"
	case u.Unsure:
		key = "bot.unsure"
	}
	choices := a.nearest(u)
	if a.session.Misses >= MissesToHelp {
		choices = append(choices, Choice{Key: "bot.choice.person", Do: []Command{{Kind: Person}}})
	}
	a.turn.Say(key, a.engine.examples(), append(choices, Choice{Key: "bot.choice.help", Do: []Command{{Kind: Help}}})...)
}

// nearest offers errands by their titles. When the commands were understood but
// in doubt, taking their errand means doing just them.
func (a *attempt) nearest(u Understanding) []Choice {
	var choices []Choice
	for _, errand := range u.Nearest[:min(2, len(u.Nearest))] {
		do := []Command{{Kind: Start, Errand: errand}}
		if len(u.Commands) > 0 && u.Commands[0].Errand == errand {
			do = u.Commands
		}
		choices = append(choices, Choice{Key: errand + ".title", Do: do})
	}
	return choices
}

// apply does commands in order. An errand that was interrupted is returned to
// by asking its question again.
func (a *attempt) apply(ctx context.Context, commands []Command) error {
	for len(commands) > 0 {
		n := a.batched(commands)
		if n > 1 {
			if err := a.holds(ctx, commands[:n], false); err != nil {
				return err
			}
			commands = commands[n:]
			continue
		}
		if err := a.do(ctx, commands[0]); err != nil {
			return err
		}
		commands = commands[1:]
	}
	return nil
}

func (a *attempt) do(ctx context.Context, c Command) error {
	a.trusts(c)
	switch c.Kind {
	case Start:
		if i, ok := a.engine.errands[c.Errand].(Inner); ok && i.Inner() {
			a.lost(Understanding{}) // nobody can ask for it
			return nil
		}
		return a.begins(ctx, c)
	case Fill:
		return a.fills(ctx, c)
	case Pick:
		return a.chose(ctx, c.N)
	case Yes, No:
		return a.answers(ctx, c.Kind == Yes)
	case Cancel:
		return a.leaves(ctx)
	case Drop:
		a.session.Pop()
	case Undo:
		return a.undoes(ctx, c.Turn)
	case Help:
		a.helps()
	case Greet:
		a.turn.Say("bot.greet", a.engine.examples())
	case Thanks:
		a.turn.Say("bot.thanks", nil)
	case Repeat:
		a.repeats()
	case Aloud:
		return a.speaksAgain(ctx, c.Turn)
	case Person:
		return a.asksPerson(ctx)
	case Back:
		a.turn.Say("bot.person.none", nil)
	default:
		return fmt.Errorf("unknown command %q", c.Kind)
	}
	return nil
}

// forwarded offers to do what reported speech says; it is never just done. Errands
// that can be said together are drafted.
func (a *attempt) forwarded(ctx context.Context, commands []Command) error {
	switch {
	case len(commands) == 0:
		a.turn.Say("bot.unknown.none", nil)
		return nil
	case len(commands) > MaxCommands:
		a.turn.Say("bot.toomany", Args{"Count": len(commands)})
		return nil
	case a.batched(commands) == len(commands):
		return a.holds(ctx, commands, true)
	}
	a.turn.Say(
		"bot.forwarded", nil,
		Choice{Key: "bot.choice.yes", Do: commands},
		Choice{Key: "bot.choice.no", Do: []Command{{Kind: Thanks}}},
	)
	return nil
}

// reask brings an unfinished errand back: its question is asked again unless it
// was asked in this turn. Nothing else is asked beside it. One that came back
// often enough is let go: he is busy with other things.
func (a *attempt) reask(ctx context.Context) error {
	if a.leavesShop() {
		a.session.Stack = nil
		return nil
	}
	a.hides()
	top := a.session.Top()
	if top == nil || a.turn.lastQuestion(top.ID) || a.turn.asking == top.ID {
		return nil
	}
	if top.Again++; top.Again > MaxAgain {
		a.session.Stack = nil
		a.letGo(top)
		return nil
	}
	err := a.advance(ctx)
	if errors.Is(err, errDropped) {
		return nil
	}
	if top = a.session.Top(); top != nil {
		a.turn.lastQuestion(top.ID)
	}
	return err
}
