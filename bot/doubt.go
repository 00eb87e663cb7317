package bot

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// doubts reports whether a session is of somebody who was silent for so long that
// his number may be another's by now.
func (e *Engine) doubts(ctx context.Context, s Session) (bool, error) {
	now := e.Clock.Now()
	if e.Prover == "" || s.Rev == 0 || now.Sub(s.Expires) < Silence {
		return false, nil
	}
	last, err := e.Journal.LastHeard(ctx, s.Person)
	if err != nil {
		return false, outside(fmt.Errorf("bot: last heard: %w", err))
	}
	return now.Sub(last) >= Silence, nil
}

// proven reports whether somebody in doubt has been vouched for since.
func proven(s Session, base Base) bool { return !s.Doubt.IsZero() && !base.Vouched.Before(s.Doubt) }

// doubted works a message of somebody in doubt: all it can do is prove that he is
// himself. Nothing of it is understood otherwise, so nothing of the shop is read or said.
func (a *attempt) doubted(ctx context.Context) error {
	m, top := a.turn.Message, a.session.Top()
	if m.Deletes != "" {
		return nil
	}
	if c, ok := a.engine.code(m, false); ok {
		return a.apply(ctx, []Command{c})
	}
	if top == nil || top.Errand != a.engine.Prover {
		a.session.Stack = nil
		return a.begins(ctx, Command{Kind: Start, Errand: a.engine.Prover})
	}
	if turn, _, err := parsePick(m.Pick); err == nil && turn == a.session.SaidTurn {
		return a.picked(ctx, m.Pick)
	}
	if strings.TrimSpace(m.Text) == "" {
		return a.fill(ctx, nil)
	}
	if n, err := a.places(ctx, m); n > 0 || err != nil {
		if err == nil {
			err = a.chose(ctx, n)
		}
		return err
	}
	return a.fill(ctx, map[string]Value{top.Asked: {Kind: Text, Text: m.Text}})
}

// places reads what somebody in doubt writes as one of the choices under the question,
// from 1; 0 when it is none. Nothing else is understood of it.
func (a *attempt) places(ctx context.Context, m Message) (int, error) {
	if a.menu = choices(a.session.Said); m.Forwarded || len(a.menu) == 0 {
		return 0, nil
	}
	u := Utterance{Text: m.Text, Lang: a.session.Lang, Home: a.engine.ownLang(), Now: a.turn.now, Zone: a.turn.Zone, Offered: a.offered(), Secret: true}
	got, err := a.engine.Understand.Understand(ctx, u)
	if err != nil {
		return 0, fmt.Errorf("understand: %w", err)
	}
	if len(got.Commands) != 1 || got.Commands[0].Kind != Pick {
		return 0, nil
	}
	return got.Commands[0].N, nil
}

// settlesDoubt notes in the session what the turn says of lock and doubt.
func (a *attempt) settlesDoubt() {
	t, s := a.turn, &a.session
	switch {
	case t.closes:
		s.Open = time.Time{}
	case t.opens:
		s.Open = t.now.Add(OpenTime)
	}
	if t.proves {
		s.Doubt = time.Time{}
	}
}
