package bot

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// attempt is one try at a turn: everything it would do, nothing done yet.
type attempt struct {
	engine     *Engine
	group      []Message
	base       Base
	turn       *Turn
	session    Session
	menu       []Choice // that the message may take by number or words: of the bubble it answers, or of the last
	understood Understanding
	watch      *stopwatch
	stood      string     // id of the frame whose question stood when the message came
	opened     []string   // ids of the frames this turn opened
	whole      bool       // nothing of what was said is left hanging
	excused    bool       // said that a skill lacks the language
	apology    bool       // it broke, and only says so
	home       Target     // where a job's answer goes …
	beside     []Target   // … and where else
	jobs       []Due      // that were done
	held       []Reminder // that are to be done when quiet hours are over
	rides      []int64    // answers that rested and are said with this one
	readsOut   []Reply    // what was said before and is to be spoken now
	recited    []Reply    // what is spoken …
	reading    string     // … and its words; "" is nothing

	wariness wariness // towards what limited ears heard
	limited  bool     // something was done by what they heard alone
	chosen   bool     // a choice is taken

	confidential bool // it is nothing to be shown to an operator: see confides
	admin        bool // an administrator has written a command
}

// attempt takes a turn as far as the commit. Given the same messages, session,
// book and clock it does the same again.
func (e *Engine) attempt(ctx context.Context, group []Message) (*attempt, error) {
	a, err := e.takes(ctx, group, trusting)
	for err == nil && !a.apology && a.unread() {
		a, err = e.takes(ctx, group, a.wariness+1)
	}
	if err != nil {
		return nil, err
	}
	if a.apology {
		return e.sorry(ctx, group)
	}
	if err := a.carries(ctx); err != nil {
		return nil, err
	}
	a.close()
	return a, a.checkLater()
}

// takes takes a turn with so much trust in what was heard.
func (e *Engine) takes(ctx context.Context, group []Message, w wariness) (*attempt, error) {
	a, err := e.begin(ctx, group)
	if err != nil {
		return nil, err
	}
	a.wariness = w
	if err := a.run(ctx); err != nil {
		return nil, fmt.Errorf("bot: turn %d: %w", a.turn.ID, err)
	}
	return a, nil
}

// begin reads what a turn starts from.
func (e *Engine) begin(ctx context.Context, group []Message) (*attempt, error) {
	a := &attempt{engine: e, group: group, watch: e.stopwatch()}
	m := join(group)
	if m.Pick != "" {
		m.ReplyTo = "" // a tap names its turn; the bubble it stands under says no more
	}
	var err error
	if a.base, err = e.Journal.Base(ctx, m.Shop, m.From); err != nil {
		return nil, outside(fmt.Errorf("bot: begin: %w", err))
	}
	if a.session, err = e.session(ctx, m, a.base); err != nil {
		return nil, err
	}
	if top := a.session.Top(); top != nil {
		a.stood = top.ID
	}
	a.turn = &Turn{
		ID: TurnID(m.Seq), Shop: m.Shop, Person: m.From, Role: a.base.Role,
		Lang: a.language(), Zone: e.zones.of(a.base.Zone), Message: m, Demo: a.base.Demo, now: e.Clock.Now(), writer: e.Writer,
	}
	a.turn.opened, a.turn.prefers, a.turn.speaks = a.session.Open.After(a.turn.now), a.session.Prefers, e.speaks()
	a.confidential = a.confides()
	a.scrubs()
	a.watch.lap("begin")
	return a, nil
}

// session finds what is remembered: session memory if it is up to date, else
// the journal's checkpoint. An expired one keeps only the language, where he wrote
// from, and whether he must prove who he is.
func (e *Engine) session(ctx context.Context, m Message, base Base) (Session, error) {
	s, ok, err := e.Sessions.Load(ctx, m.Shop, m.From)
	if err != nil {
		e.Log.Warn("session memory", "shop", m.Shop, "error", err)
	}
	if err != nil || !ok || s.Rev != base.SessionRev {
		if s, err = e.Journal.Checkpoint(ctx, m.Shop, m.From); err != nil {
			return Session{}, outside(fmt.Errorf("bot: checkpoint: %w", err))
		}
	}
	if proven(s, base) {
		s.Doubt, s.Stack = time.Time{}, nil
	}
	if s.Expires.After(e.Clock.Now()) {
		return s, nil
	}
	if s.Doubt.IsZero() && !base.Vouched.After(s.Expires) {
		doubted, err := e.doubts(ctx, s)
		if err != nil {
			return Session{}, err
		}
		if doubted {
			s.Doubt = e.Clock.Now()
		}
	}
	return Session{Person: m.From, Shop: m.Shop, Lang: s.Lang, Channel: s.Channel, Address: s.Address, Name: s.Name, Told: s.Told, Doubt: s.Doubt, Stopped: s.Stopped, Prefers: s.Prefers, Wrote: s.Wrote, Rev: s.Rev}, nil
}

// join makes one message of a burst.
func join(group []Message) Message {
	m := group[0]
	if m.Due != nil {
		return m
	}
	texts := make([]string, len(group))
	for i, part := range group {
		texts[i] = part.Text
	}
	m.Text = strings.Join(texts, " ")
	return m
}

// language is what the answer is in until the message says otherwise.
func (a *attempt) language() string {
	if a.session.Lang != "" {
		return a.session.Lang
	}
	return a.engine.ownLang()
}

// ownLang is the language of who has not shown his.
func (e *Engine) ownLang() string {
	if e.Lang != "" {
		return e.Lang
	}
	return e.Writer.Languages("bot")[0]
}

// run decides and does, catching a panic in a skill.
func (a *attempt) run(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			a.apology = true
			a.engine.stats.panics.Add(1)
			a.engine.Log.Error("panic in a skill", "turn", a.turn.ID, "errand", a.turn.errand, "panic", panicked(p), "stack", string(debug.Stack()))
		}
	}()
	return a.decide(ctx)
}

// judge decides whether the message stands on its own: it was understood, and
// left no question of its own making. Then there is nothing to wait for.
func (a *attempt) judge() {
	a.whole = len(a.understood.Commands) > 0 && !a.understood.Unsure
	for _, f := range a.session.Stack {
		if slices.Contains(a.opened, f.ID) {
			a.whole = false
		}
	}
}

// close brings the session to where the turn leaves it.
func (a *attempt) close() {
	t, s := a.turn, &a.session
	if t.scrub {
		t.Unsay(heardKey)
	}
	a.offersAloud()
	a.asksForNumber()
	for i := range t.said {
		bindUndo(t.said[i].Choices, t.ID)
	}
	if t.Lite() {
		t.said = Spare(t.said)
	}
	a.recited, a.reading = a.recites()
	a.attests()
	if a.unbidden() {
		return
	}
	if len(t.said) > 0 {
		s.Said, s.SaidTurn, s.Told = t.said, t.ID, t.ID
	}
	if len(t.finished) > 0 || t.undoes != 0 {
		s.Last, s.LastTurn = t.finished, t.ID
	}
	a.settlesDoubt()
	a.remembers()
	a.notesRecent()
	s.Lang, s.Channel, s.Address = t.Lang, a.group[0].Channel, a.group[0].Address
	s.Name = cmp.Or(a.group[0].Name, s.Name)
	s.Expires = t.now.Add(SessionTTL)
	a.notesWhen()
	s.Rev++
}

// bindUndo makes "undo", "rather …" and what is spoken in a choice mean the turn that
// offered it.
func bindUndo(choices []Choice, turn TurnID) {
	for i := range choices {
		do := slices.Clone(choices[i].Do) // a skill may offer the same commands again
		for k, c := range do {
			about := c.Kind == Undo || c.Kind == Aloud || c.Kind == Fill && c.Correction
			if about && c.Turn == 0 {
				do[k].Turn = turn
			}
		}
		choices[i].Do = do
	}
}

// commit is what the journal is asked to write.
func (a *attempt) commit() Commit {
	t, job, purpose := a.turn, "", ""
	if a.unbidden() {
		job, purpose = a.worked(), a.engine.purpose(t.Message.Due.Job)
	}
	c := Commit{
		Turn: t.ID, Shop: t.Shop, Person: t.Person, Seqs: seqs(a.group),
		ShopRev: a.base.ShopRev, Session: a.session, Changes: a.changes(), Undoes: t.undoes, Own: t.own,
		Finished: t.finished, Replies: t.said, Demo: t.Demo, At: t.now,
		To: append([]Target{a.to()}, a.beside...), Unasked: a.unbidden(), Job: job, Purpose: purpose, Jobs: a.jobs, Later: slices.Concat(t.later, a.held), Reaches: reaches(t.effects),
		Rides: a.rides, Wakes: a.base.Rests && !a.unbidden(),
		Scrub: t.scrub, Aloud: a.reading != "",
	}
	if len(t.said) == 0 {
		c.Recites = a.recited
	}
	return c
}

// changes counts what the turn changes of the shop. What somebody guessed, what others
// are told, and what operators do is not of it: nobody can take that back.
func (a *attempt) changes() int {
	n := len(a.turn.later) + len(a.held)
	for _, e := range a.turn.effects {
		switch e := e.(type) {
		case Tried, Notice, HandOver, Relay, Answer, Recall, HandBack, Postpone, Look, Halt:
		case Preference:
			if e.Value != Asked {
				n++
			}
		default:
			n++
		}
	}
	return n
}

// trace is what can be told of the turn.
func (a *attempt) trace() Trace {
	m, at := a.turn.Message, a.to()
	ids := make([]string, len(a.group))
	for i, part := range a.group {
		ids[i] = part.ID
	}
	job := ""
	if m.Due != nil {
		job = m.Due.Job
	}
	told := Trace{
		Received: m.Received, Began: a.watch.began, Job: job, Broken: a.apology,
		Channel: cmp.Or(at.Channel, m.Channel), Address: at.Address, Messages: ids, At: a.turn.now,
		Turn: a.turn.ID, Shop: a.turn.Shop, Person: a.turn.Person, Lang: a.turn.Lang, Text: m.Text,
		Understood: a.understood, Stack: a.session.Stack, Finished: a.turn.finished, Undoes: a.turn.undoes, Effects: a.turn.effects,
		Replies: a.turn.said, Steps: a.watch.steps,
	}
	if a.turn.scrub {
		told = told.scrubbed()
	}
	return told
}

// sorry is a turn that only apologises. It leaves no errand open: whatever
// broke must not break the next turn too.
func (e *Engine) sorry(ctx context.Context, group []Message) (*attempt, error) {
	a, err := e.begin(ctx, group)
	if err != nil {
		return nil, err
	}
	a.apology = true
	if a.unbidden() {
		return a, nil // nobody asked: the operator reads of it
	}
	a.session.Stack = nil
	a.turn.Say("bot.broken", Args{"Turn": Value{Kind: Text, Text: fmt.Sprint(a.turn.ID)}})
	a.close()
	return a, nil
}

// apologise commits a turn that only apologises, so that a message that cannot
// be worked does not stand in the way of those behind it.
func (e *Engine) apologise(ctx context.Context, group []Message) error {
	a, err := e.sorry(ctx, group)
	if err != nil {
		return err
	}
	return e.commit(ctx, a)
}
