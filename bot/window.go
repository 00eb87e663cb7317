package bot

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"
)

// Windowed is a [Channel] on which somebody may be written to in words of our own only
// for so long after he wrote last; after that only in a [Form] that was approved.
type Windowed interface {
	Window() time.Duration
}

// WindowMargin is how long before its end a window counts as closed: what is sent now
// arrives later.
const WindowMargin = 5 * time.Minute

// Unread is how long an answer waits for who it is for to write again, when nothing but
// a form may be sent to him. After that it is given up.
const Unread = 7 * 24 * time.Hour

// lookAgain is how long what is outside a window rests at most before it is looked whether
// it still is: who wrote while it was about to be sent has woken nothing.
const lookAgain = time.Hour

// Forms knows the templates that a channel has approved, in all languages.
type Forms interface {
	// Form is what may be sent instead of an answer, and says all that it says; false when
	// there is none.
	Form(Unsent) (Form, bool)
}

// Unsent is an answer that may not be sent in words of our own.
type Unsent struct {
	Channel string
	Lang    string // the reader's
	Replies []Reply
	Labels  []Label // of its choices
	Show    string  // id of a tap that shows what waits
}

// Purse knows whether there is money for messages that nobody asked for.
type Purse interface {
	// Pays reports whether one may be sent to a shop now.
	Pays(ctx context.Context, shop ShopID, now time.Time) (bool, error)
}

// Why an answer is given up although nothing went wrong with it.
const (
	Unheard = "nobody wrote for too long to be answered in words of our own"
	Unpaid  = "the money for messages of this month is spent"

	NoForm  = "no form is approved"      // for a knock
	HeWrote = "he has written meanwhile" // who was to be told to
)

// gate is what has the last word on an answer before it is sent.
type gate struct {
	form  *Form     // it is sent as this
	knock bool      // and he is told so
	until time.Time // it waits until then, or until he writes
	why   string    // it is given up
}

// gate decides what becomes of an answer now: whether its window is open is known only
// at the moment it is sent.
func (s *sender) gate(ctx context.Context, o Outgoing) (g gate, err error) {
	now := s.e.Clock.Now()
	if len(o.Jobs) > 0 && s.e.Purse != nil {
		pays, err := s.e.Purse.Pays(ctx, o.Shop, now)
		if err != nil || !pays {
			return gate{why: Unpaid}, err
		}
	}
	open, err := s.reachable(ctx, o, now)
	switch {
	case err != nil:
		return gate{}, err
	case open && isKnock(o):
		return gate{why: HeWrote}, nil
	case open:
		return gate{}, nil
	}
	if patience := s.e.patience(o, now); patience.After(now) {
		return gate{until: patience}, nil
	}
	if since := o.since(); !since.IsZero() && now.Sub(since) >= Unread {
		return gate{why: Unheard}, nil
	}
	if s.e.Forms != nil && o.Parts == 0 {
		f, ok := s.e.Forms.Form(Unsent{
			Channel: o.Channel, Lang: o.Lang, Replies: o.Replies, Labels: s.e.labels(o, s.ch.Limits()), Show: pickID(o.Turn, showing),
		})
		if ok {
			return gate{form: &f}, nil
		}
	}
	if isKnock(o) {
		return gate{why: NoForm}, nil
	}
	return gate{until: now.Add(lookAgain), knock: s.e.Forms != nil}, nil
}

// reachable reports whether who an answer is for may be written to in words of our own.
func (s *sender) reachable(ctx context.Context, o Outgoing, now time.Time) (bool, error) {
	w, ok := s.ch.Channel.(Windowed)
	if !ok {
		return true, nil
	}
	left := w.Window() - WindowMargin
	if !o.Wrote.IsZero() && now.Sub(o.Wrote) < left {
		return true, nil // he had written when it was made
	}
	wrote, err := s.e.wrote(ctx, o.Channel, o.Address)
	return now.Sub(wrote) < left, err
}

// notesWhen notes when he wrote last, by his own clock if that is earlier than ours: what
// was brought late opened the window then. What he chose in the channel's settings is no
// word to us.
func (a *attempt) notesWhen() {
	m := a.group[len(a.group)-1]
	if m.Consent != "" {
		return
	}
	at := a.turn.now
	if m.At.Before(at) {
		at = m.At
	}
	if at.After(a.session.Wrote) {
		a.session.Wrote = at
	}
}

// wrote is when somebody wrote last from an address, as far as he was answered; zero
// when that is long ago.
func (e *Engine) wrote(ctx context.Context, channel, address string) (time.Time, error) {
	person, shop, err := e.Journal.Person(ctx, channel, address)
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	s, err := e.Journal.Checkpoint(ctx, shop, person)
	if err != nil || s.Rev == 0 || s.Channel != channel || s.Address != address {
		return time.Time{}, err
	}
	return s.Wrote, nil
}

// patience is until when news wait for who they are for to write, so that they ride along
// with his answer and cost nothing: half of the time in which they are news.
func (e *Engine) patience(o Outgoing, now time.Time) time.Time {
	var out time.Time
	for _, d := range o.Jobs {
		j, known := e.job(d.Job)
		if !known {
			continue
		}
		until := d.At.Add(cmp.Or(j.Late, DefaultLate) / 2)
		if out.IsZero() || until.Before(out) {
			out = until
		}
	}
	if out.Sub(now) > Unread { // the clock was moved back
		return now
	}
	return out
}

// since is when what an answer is about came up; zero when that is not known.
func (o Outgoing) since() time.Time {
	if len(o.Jobs) > 0 {
		return o.Jobs[0].At
	}
	return o.Received
}

// holds does what the gate says, but for what may be sent as it is; it reports whether
// that was all, for now.
func (s *sender) holds(ctx context.Context, o Outgoing, r *Receipt) (form *Form, held bool) {
	g, err := s.gate(ctx, o)
	switch {
	case err != nil:
		s.e.Log.Error("window", "channel", s.ch.Name(), "turn", o.Turn, "error", err)
		r.Held, r.Retry = true, s.e.Clock.Now().Add(OutagePause)
	case g.why != "":
		s.e.stats.skipped.Add(1)
		s.e.Log.Warn("answer skipped", "why", g.why, "channel", s.ch.Name(), "turn", o.Turn, "outgoing", o.ID)
		r.Err = g.why
	case g.form != nil:
		return g.form, false
	case !g.until.IsZero():
		r.Rests, r.Retry = true, g.until
		if g.knock {
			s.knocks(ctx, o)
		}
	default:
		return nil, false
	}
	return nil, true
}

// showing is the place of a tap that shows what waits: none that a choice has.
const showing = 0

// Knocks, which say to somebody outside his window that something waits for him.
const (
	KnockNews   = "bot.knock"        // news, or an answer that came too late
	KnockPerson = "bot.knock.person" // the words of a person
	KnockDesk   = "bot.knock.desk"   // to an operator: somebody waits for one; Number
)

// knockFor is what says that an answer waits.
func knockFor(replies []Reply) string {
	for _, r := range replies {
		switch {
		case strings.HasPrefix(r.Key, "bot.person."):
			return KnockPerson
		case strings.HasPrefix(r.Key, "bot.desk."):
			return KnockDesk
		}
	}
	return KnockNews
}

// knockReply says that an answer waits, and nothing of what it says but the number of
// who asks for an operator.
func knockReply(kind string, replies []Reply) Reply {
	out := Reply{Key: kind}
	for _, r := range replies {
		if number, ok := r.Args["Number"]; ok && kind == KnockDesk {
			out.Args = Args{"Number": number}
		}
	}
	return out
}

// isKnock reports whether an answer only says that another waits.
func isKnock(o Outgoing) bool { return knocks(o.Replies) }

func knocks(replies []Reply) bool {
	return len(replies) == 1 && (replies[0].Key == KnockNews || replies[0].Key == KnockPerson || replies[0].Key == KnockDesk)
}

// knocks has somebody told that something waits for him: once a day of each kind,
// whatever it is that waits. It is an answer of its own, so that what became of it is
// known, and what it cost.
func (s *sender) knocks(ctx context.Context, o Outgoing) {
	kind := knockFor(o.Replies)
	day := s.e.Clock.Now().UTC().Format(time.DateOnly)
	key := strings.Join([]string{kind, day, o.Channel, o.Address}, "|")
	to := Target{Channel: o.Channel, Address: o.Address, Lang: o.Lang}
	told, err := s.e.Journal.Tell(ctx, key, to, knockReply(kind, o.Replies))
	switch {
	case err != nil && !errors.Is(err, ErrNotFound):
		s.e.Log.Error("nobody was told that something waits", "channel", s.ch.Name(), "turn", o.Turn, "error", err)
	case told:
		s.post()
	}
}
