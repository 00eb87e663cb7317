package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// asksPerson hands the conversation over to the operators. What was asked is let go:
// nobody answers it now. Where there is no operator, it says so.
func (a *attempt) asksPerson(ctx context.Context) error {
	if a.handedOver() {
		return nil // he asked twice in one message
	}
	desk, err := a.engine.answering(ctx, Handover{}, a.turn.Person)
	if err != nil {
		return err
	}
	if len(desk) == 0 {
		a.turn.Say("bot.person", nil)
		return nil
	}
	h := Handover{Shop: a.turn.Shop, Person: a.turn.Person, Turn: a.turn.ID, Role: a.turn.Role, Lang: a.turn.Lang, Opened: a.turn.now}
	if a.engine.Title != nil {
		if h.Title, err = a.engine.Title(ctx, a.turn); err != nil {
			return fmt.Errorf("title: %w", err)
		}
	}
	lines, err := a.lately(ctx)
	if err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, TranslateTime)
	defer cancel()
	for i, l := range lines {
		lines[i].Meant = a.translated(limited, l.Text, a.turn.Lang, langsOf(desk)...)
	}
	for _, f := range a.session.Stack {
		a.letGo(&f)
	}
	a.session.Stack, a.session.Recent = nil, nil
	a.turn.Do(HandOver{Handover: h, Lines: lines, To: targets(desk), Until: a.turn.now.Add(a.engine.HandoverWait)})
	a.turn.Say("bot.person.asked", nil, toBot())
	return nil
}

// toBot is the quick reply that ends a handover.
func toBot() Choice { return Choice{Key: "bot.choice.bot", Do: []Command{{Kind: Back}}} }

// handedOver reports whether the turn has opened a handover.
func (a *attempt) handedOver() bool {
	return slices.ContainsFunc(a.turn.effects, func(e Effect) bool {
		_, is := e.(HandOver)
		return is
	})
}

// lately are the last things he wrote, before this message and in it.
func (a *attempt) lately(ctx context.Context) (lines []Line, err error) {
	earlier, err := a.engine.Journal.Lately(ctx, a.turn.Shop, a.turn.Person, a.session.Recent)
	if err != nil {
		return nil, fmt.Errorf("lately: %w", err)
	}
	for _, m := range earlier {
		l, says := a.lineOf(m)
		if !says || l.Kind == LineTapped || l.Kind == LineDeleted || l.Kind == LineHidden {
			continue
		}
		if l.Kind == LineSaid {
			l.Kind = LineEarlier
		}
		lines = append(lines, l)
	}
	if l, says := a.lineOf(a.turn.Message); says && l.Kind != LineTapped {
		lines = append(lines, l)
	}
	return lines, nil
}

// notesRecent notes the turn's messages as what a person may be shown if he asks for one.
// What was asked to learn who he is stays between him and the bot.
func (a *attempt) notesRecent() {
	if a.turn.scrub || a.confidential || a.handedOver() || a.base.Handover.open() {
		return
	}
	recent := append(slices.Clone(a.session.Recent), seqs(a.group)...)
	a.session.Recent = recent[max(0, len(recent)-MaxRecent):]
}

// confides reports whether what he writes now is to prove who he is.
func (a *attempt) confides() bool {
	top := a.session.Top()
	if !a.session.Doubt.IsZero() || a.secretAsked() {
		return true
	}
	return top != nil && (top.Errand == a.engine.Opener || top.Errand == a.engine.Prover)
}

// secretive reports whether a text may say a secret, such as a PIN or the code of an
// invitation, whatever was asked. Operators are never shown one.
func (e *Engine) secretive(text string) bool {
	for _, skill := range e.Skills {
		for _, c := range skill.Codes {
			if _, is := c.Find(text); is && !c.Own {
				return true
			}
		}
	}
	return onlyFigures(text) || slices.ContainsFunc(e.Skills, func(s Skill) bool { return s.Secret != nil && s.Secret(text) })
}

// open reports whether a person is answered by an operator.
func (h Handover) open() bool { return h.ID != 0 && h.Closed.IsZero() }

// amongPeople works what is not for the bot: what an operator writes to others, and what
// others write to an operator. False when it is for the bot.
func (a *attempt) amongPeople(ctx context.Context) (bool, error) {
	if done, err := a.operates(ctx); done || err != nil {
		return done, err
	}
	return a.inPerson(ctx)
}

// inPerson works a message while an operator answers: nothing of it is worked, and the
// bot says nothing. False when it is the bot's again.
func (a *attempt) inPerson(ctx context.Context) (bool, error) {
	h := a.base.Handover
	if !h.open() {
		return false, nil
	}
	a.whole = true
	desk, err := a.engine.answering(ctx, h, a.turn.Person)
	if err != nil {
		return false, err
	}
	if why := a.over(h, desk); why != "" {
		a.turn.Do(HandBack{Handover: h, Why: why, To: targets(desk)})
		a.turn.Say(a.engine.parting(h), nil)
		return false, nil
	}
	back, err := a.wantsBot(ctx)
	if err != nil {
		return false, err
	}
	if back {
		a.session.Misses = 0
		a.turn.Do(HandBack{Handover: h, Why: EndAsked, To: targets(desk)})
		a.turn.Say("bot.person.back", a.engine.examples())
		return true, nil
	}
	l, says := a.lineOf(a.turn.Message)
	if l.Kind == LineHidden {
		a.turn.Scrub()
	}
	if says {
		l.Meant = a.translated(ctx, l.Text, a.turn.Lang, langsOf(desk)...)
		a.turn.Do(Relay{Handover: h, Line: l, To: targets(desk)})
	}
	return true, nil
}

// over says why a handover that is open counts no more, or "": its time ran out while
// nobody was there to notice, or there is nobody left who could answer.
func (a *attempt) over(h Handover, desk []Operator) End {
	switch {
	case len(desk) == 0:
		return EndNobody
	case a.turn.now.Sub(h.due(a.engine.HandoverWait)) > Grace:
		return EndLate
	}
	return ""
}

// parting is what a person is told of whom nobody took care in time.
func (e *Engine) parting(h Handover) string {
	if h.Answered.IsZero() {
		return "bot.person.late"
	}
	return "bot.person.over"
}

// wantsBot reports whether a message asks for the bot again: by the quick reply, or by
// nothing but the words for it. Anything more is for the operator: whoever is cut off
// by a word in his sentence does not know why.
func (a *attempt) wantsBot(ctx context.Context) (bool, error) {
	m := a.turn.Message
	if m.Pick != "" {
		c, ok, err := a.choice(ctx, m.Pick)
		return ok && slices.ContainsFunc(c.Do, func(c Command) bool { return c.Kind == Back }), err
	}
	if m.Deletes != "" || m.Edits != "" || m.Forwarded {
		return false, nil
	}
	said := bare(m.Text)
	return said != "" && slices.ContainsFunc(a.engine.backWords(), func(w string) bool { return bare(w) == said }), nil
}

// backWords are what asks for the bot, in every language: a line of the texts each, and
// what the quick reply is called.
func (e *Engine) backWords() (out []string) {
	for _, lang := range e.Writer.Languages("bot") {
		out = append(out, strings.Split(e.words(lang, "bot.person.words", nil), "\n")...)
		out = append(out, e.words(lang, "bot.choice.bot", nil))
	}
	return out
}

// bare is a text in small letters without signs, its words apart by one space.
func bare(text string) string {
	keep := func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), keep), " ")
}

// answering are the operators who are told of a handover of somebody: who has it, or all
// while nobody has. Nobody is told of himself.
func (e *Engine) answering(ctx context.Context, h Handover, of PersonID) ([]Operator, error) {
	all, err := e.operators(ctx)
	all = slices.DeleteFunc(all, func(o Operator) bool { return o.Person == of })
	if i := slices.IndexFunc(all, func(o Operator) bool { return o.Person == h.Operator }); i >= 0 {
		all = all[i : i+1]
	}
	return all, err
}

// operators are those there are, in the languages they write in.
func (e *Engine) operators(ctx context.Context) ([]Operator, error) {
	if len(e.Operators) == 0 {
		return nil, nil
	}
	all, err := e.Journal.Operators(ctx, e.Operators)
	if err != nil {
		return nil, fmt.Errorf("operators: %w", err)
	}
	for i := range all {
		if all[i].Lang == "" {
			all[i].Lang = e.ownLang()
		}
	}
	return all, nil
}

// langsOf are the languages that operators write in.
func langsOf(all []Operator) (out []string) {
	for _, o := range all {
		out = append(out, o.Lang)
	}
	return out
}

// targets are where operators are written to.
func targets(all []Operator) (out []Target) {
	for _, o := range all {
		out = append(out, o.Target)
	}
	return out
}
