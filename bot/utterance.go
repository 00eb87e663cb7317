package bot

import (
	"context"
	"errors"
	"fmt"
)

// utterance gathers what helps to understand a text.
func (a *attempt) utterance(ctx context.Context, m Message) (Utterance, error) {
	words, err := a.engine.Lexicon.Words(ctx, a.turn)
	if err != nil {
		return Utterance{}, fmt.Errorf("lexicon: %w", err)
	}
	u := Utterance{
		Shop: a.turn.Shop, Person: a.turn.Person, Text: m.Text, Lang: a.session.Lang, Home: a.engine.ownLang(), Now: a.turn.now, Zone: a.turn.Zone, Words: words,
		Quoting: m.ReplyTo != "", Passed: m.Forwarded, Secret: a.turn.scrub || onlyFigures(m.Text),
	}
	last, said, err := a.leaning(ctx, m, &u)
	if err != nil {
		return Utterance{}, err
	}
	a.menu = choices(said)
	if !m.Forwarded { // what somebody else wrote chooses nothing here
		u.Offered = a.offered()
	}
	if len(last) > 0 {
		u.Last, u.Done = last[len(last)-1].Errand, last[len(last)-1].Values()
	}
	u.Expects = a.expects()
	if top := a.session.Top(); top != nil {
		u.Errand, u.Filled = top.Errand, top.Values()
		if d := a.engine.errands[top.Errand]; d != nil {
			u.Slots = d.Slots()
			u.Asked = slotNamed(u.Slots, top.Asked)
		}
	}
	return u, nil
}

// leaning are the errands a message leans on, and what was said, whose choices it may
// take: those of the bubble it answers, or of the last.
func (a *attempt) leaning(ctx context.Context, m Message, u *Utterance) (last []Frame, said []Reply, err error) {
	if m.ReplyTo == "" {
		said, u.Worded, err = a.toldLast(ctx, m)
		return a.session.Last, said, err
	}
	turn, err := a.engine.Journal.TurnOfBubble(ctx, a.turn.Shop, m.Channel, m.ReplyTo)
	if err == nil {
		var record Record
		if record, err = a.engine.Journal.Turn(ctx, a.turn.Shop, turn); err == nil {
			return record.Finished, record.Replies, nil
		}
	}
	if errors.Is(err, ErrNotFound) {
		return nil, nil, nil
	}
	return nil, nil, fmt.Errorf("quoted bubble: %w", err)
}

func slotNamed(slots []Slot, name string) Slot {
	for _, s := range slots {
		if s.Name == name {
			return s
		}
	}
	return Slot{}
}
