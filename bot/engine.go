package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// ErrConfig is wrapped by every fault [New] refuses a configuration for.
var ErrConfig = errors.New("bot: bad configuration")

// Config is what an engine is made of. Everything up to Clock is
// required.
type Config struct {
	Skills     []Skill
	Journal    Journal
	Sessions   Sessions
	Ledger     Ledger
	Lexicon    Lexicon
	Understand Understander
	Writer     Writer
	Channels   []Channel
	Clock      Clock
	Hear       Hearer        // makes words of voice notes; nil leaves them unheard
	Translate  Translator    // puts what people write to each other into another language; nil leaves it as it is
	Door       Door          // says who may come in of those whom nobody knows; nil lets in everybody
	PerMinute  int           // messages of one person worked in a minute, the rest waits; 0 is no limit
	Burst      time.Duration // how long an unfinished message waits for the rest; 0 not at all
	Lang       string        // language of a person who has not shown his; "" is the texts' own first
	Policy     Policy        // what may be said unasked; nil is nothing
	Shared     bool          // other processes may work on the journal too: divide the work
	Closed     string        // errand that takes back that a shop was given up, the only one there; "" is none
	Forms      Forms         // what may be sent to who has not written for long; nil is nothing
	Texts      string        // name of the channel that news are texted on to who allowed it (see [SMS]); "" is none
	Purse      Purse         // whether there is money for news; nil does not ask
	Speak      Speaker       // makes voice notes of answers; nil speaks nothing
	Draw       Drawer        // draws files when they are sent; nil sends none
	Welcome    string        // errand a new person is led into after his first message is answered
	Offer      string        // [Offerer] that asks once whether he agrees to something; "" is none
	Located    string        // errand that a shared location starts, with its slot "place"; "" takes none
	Opener     string        // errand that asks for the PIN before what is [Private]; "" locks nothing
	Prover     string        // errand in which who was silent for long proves that he is himself; "" doubts nobody
	Operators  []Target      // places on channels whose people answer who asks for a person; none is nobody
	Admins     []Target      // those of the operators who may also look at shops and stop them; who is named here alone is an operator too
	Spending   Spending      // what messages have cost; nil is nothing
	Talk       Talk          // what speech has cost; nil is nothing
	Title      Titler        // what a shop is called, for operators; nil tells them nothing of it
	Observe    func(Trace)   // called after every committed turn, in its goroutine
	Watch      func(Sending) // called after every try at an answer, in its goroutine; nil is nobody
	Log        *slog.Logger  // never sees what people write

	HandoverWait time.Duration // how long a handover stays open that nobody goes on with; 0 is [HandoverWait]
}

// Titler says what a turn's shop is called; "" when it has no name.
type Titler func(ctx context.Context, t *Turn) (string, error)

// Engine works turns. Make one with [New]; its methods are safe for concurrent
// use.
type Engine struct {
	Config
	errands map[string]Dialog
	order   []string // errands as the skills list them
	jobs    []Job
	desk    *desk
	senders []*sender // one for each channel
	share   *sharer
	hearing *hearing
	notes   *notes
	rates   *rates
	porter  *porter
	zones   zones
	stats   counters
}

// New checks the configuration and returns an engine that has not started yet.
func New(c Config) (*Engine, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.HandoverWait == 0 {
		c.HandoverWait = HandoverWait
	}
	if err := c.complete(); err != nil {
		return nil, err
	}
	c.employ()
	e := &Engine{
		Config:  c,
		errands: map[string]Dialog{},
		desk:    newDesk(),
	}
	e.share, e.hearing, e.rates = newSharer(e), newHearing(e), newRates(c.PerMinute)
	e.notes = newNotes(e)
	e.porter = newPorter(e)
	for _, ch := range c.Channels {
		e.senders = append(e.senders, newSender(e, ch))
	}
	if err := e.declare(); err != nil {
		return nil, err
	}
	return e, nil
}

// complete refuses a configuration that lacks a part.
func (c *Config) complete() error {
	parts := []struct {
		name string
		have bool
	}{
		{"Journal", c.Journal != nil},
		{"Sessions", c.Sessions != nil},
		{"Ledger", c.Ledger != nil},
		{"Lexicon", c.Lexicon != nil},
		{"Understand", c.Understand != nil},
		{"Writer", c.Writer != nil},
		{"Clock", c.Clock != nil},
	}
	for _, part := range parts {
		if !part.have {
			return fmt.Errorf("%w: %s is missing", ErrConfig, part.name)
		}
	}
	return nil
}

// employ makes every administrator an operator.
func (c *Config) employ() {
	c.Operators = slices.Clone(c.Operators)
	for _, to := range c.Admins {
		if !slices.Contains(c.Operators, to) {
			c.Operators = append(c.Operators, to)
		}
	}
}

// declare files the errands of every skill.
func (e *Engine) declare() error {
	for _, skill := range e.Skills {
		for _, d := range skill.Errands {
			if _, double := e.errands[d.Name()]; double {
				return fmt.Errorf("%w: two errands are called %s", ErrConfig, d.Name())
			}
			e.errands[d.Name()] = d
			e.order = append(e.order, d.Name())
		}
	}
	for _, errand := range []string{e.Welcome, e.Offer, e.Opener, e.Prover, e.Closed} {
		if _, known := e.errands[errand]; errand != "" && !known {
			return fmt.Errorf("%w: no errand is called %s", ErrConfig, errand)
		}
	}
	if d, known := e.errands[e.Located]; e.Located != "" && (!known || slotNamed(d.Slots(), placeSlot).Name == "") {
		return fmt.Errorf("%w: no errand called %s takes a place", ErrConfig, e.Located)
	}
	if e.Texts != "" && !slices.ContainsFunc(e.Channels, func(ch Channel) bool { return ch.Name() == e.Texts }) {
		return fmt.Errorf("%w: no channel is called %s", ErrConfig, e.Texts)
	}
	return e.declareJobs()
}

// Receive stores messages durably and wakes the work on them. When it returns
// nil the channel may acknowledge them; a message received before is dropped, and so is
// one of a stranger whom the [Door] does not let in.
func (e *Engine) Receive(ctx context.Context, messages ...Message) error {
	messages = slices.Clone(messages)
	for i := range messages {
		messages[i].Text = clip(messages[i].Text, MaxText+1)
	}
	stored, err := e.porter.receive(ctx, messages)
	if err != nil {
		return fmt.Errorf("bot: receive: %w", err)
	}
	e.stats.received.Add(int64(len(stored)))
	e.countIn(stored)
	for _, m := range stored {
		e.share.shop(m)
	}
	return nil
}

// countIn tells the senders what came in on their channels.
func (e *Engine) countIn(stored []Message) {
	in := map[string]int{}
	for _, m := range stored {
		in[m.Channel]++
	}
	for _, s := range e.senders {
		// What came to other processes is taken to be as much as came to us.
		s.pace.count(in[s.ch.Name()]*e.share.processes(), e.Clock.Now())
	}
}

// Move says that who wrote from one address writes from another; see [Sink].
func (e *Engine) Move(ctx context.Context, channel, from, to string) error {
	if err := e.Journal.Move(ctx, channel, from, to); err != nil {
		return fmt.Errorf("bot: move: %w", err)
	}
	e.porter.forget(channel, from)
	return nil
}

// SetAside keeps what a channel could not read; see [Sink].
func (e *Engine) SetAside(ctx context.Context, channel, why string, raw []byte) error {
	e.Log.Warn("set aside", "channel", channel, "why", why, "bytes", len(raw))
	if err := e.Journal.SetAside(ctx, channel, why, raw); err != nil {
		return fmt.Errorf("bot: set aside: %w", err)
	}
	return nil
}

// clip cuts text to at most n runes.
func clip(text string, n int) string {
	count := 0
	for i := range text {
		if count == n {
			return text[:i]
		}
		count++
	}
	return text
}
