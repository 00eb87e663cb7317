package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// attests completes what the turn's person chose: how he said it, and the words he had
// before him.
func (a *attempt) attests() {
	t := a.turn
	for i, e := range t.effects {
		p, ok := e.(Preference)
		if !ok {
			continue
		}
		p.Source.Channel = a.to().Channel
		if p.Source.How == "" {
			p.Source.How = howOf(t.Message, p)
		}
		if p.Shown.Key != "" && p.Shown.Text == "" {
			p.Shown.Lang, p.Shown.Text = t.Lang, a.engine.words(t.Lang, p.Shown.Key, p.Shown.Args)
		}
		t.Amend(i, p)
	}
}

// howOf is the way a message said what was chosen.
func howOf(m Message, p Preference) How {
	switch {
	case p.Value == Asked:
		return ByBot
	case m.Pick != "":
		return ByTap
	case m.Heard != nil:
		return ByVoice
	}
	return ByWords
}

// remembers carries what was chosen in the session, so that no turn has to look it up.
func (a *attempt) remembers() {
	for _, e := range a.turn.effects {
		p, ok := e.(Preference)
		if !ok {
			continue
		}
		next := maps.Clone(a.session.Prefers)
		if next == nil {
			next = map[string]string{}
		}
		if next[p.Name] = p.Value; p.Value == "" {
			delete(next, p.Name)
		}
		a.session.Prefers = next
	}
}

// recalls adds what takes back what a turn had its person choose, as far as that still
// holds, and says so; err is how the ledger took back the rest. What was agreed to by
// mistake is not agreed to any more; what was agreed to before holds again.
func (a *attempt) recalls(ctx context.Context, record Record, err error) error {
	if err != nil && !errors.Is(err, ErrNothing) || record.Person != a.turn.Person {
		return err
	}
	all, failed := a.engine.Journal.Preferences(ctx, a.turn.Shop, a.turn.Person)
	if failed != nil {
		return fmt.Errorf("preferences: %w", failed)
	}
	standing := Standing(all)
	before := Standing(slices.DeleteFunc(slices.Clone(all), func(p Preference) bool { return p.Turn == record.ID }))
	some := false
	for _, name := range slices.Sorted(maps.Keys(standing)) {
		now := standing[name]
		if now.Turn != record.ID || now.Value == Asked {
			continue // chosen anew since, or by another turn
		}
		back := before[name]
		back.Name, back.Source = name, Source{How: ByUndo}
		if now.Value == Given && back.Value != Given {
			back.Value = Withdrawn
		}
		a.turn.Do(back)
		if name == Nudges {
			a.turn.Say("bot.undo.nudges."+map[bool]string{true: "on", false: "off"}[back.Value == Given], nil)
		}
		some = true
	}
	if !some {
		return err
	}
	if errors.Is(err, ErrNothing) && standing[Nudges].Turn != record.ID {
		a.turn.Say("bot.undo.chosen", nil)
	}
	return nil
}
