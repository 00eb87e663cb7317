package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// send delivers one turn's answer, or what is left of it, as fast as the channel
// allows.
func (s *sender) send(ctx context.Context, o Outgoing) (receipt Receipt) {
	e, began := s.e, s.e.Clock.Now()
	receipt = Receipt{ID: o.ID, Tries: o.Tries, From: o.Parts}
	var fault error
	defer func() { s.tell(o, receipt, fault, began) }()
	if o.Voice {
		s.sings(ctx, o, &receipt)
		return receipt
	}
	if s.rests(ctx, o, &receipt) || s.refuses(ctx, o, &receipt) {
		return receipt
	}
	form, held := s.holds(ctx, o, &receipt)
	if held {
		return receipt
	}
	bubbles := []Bubble{{Address: o.Address, Ref: refOf(o.Ref, 1), Form: form, Unasked: len(o.Jobs) > 0, Turn: o.Turn}}
	if form == nil {
		s.spares(ctx, &o)
		receipt.Carriage = o.Carriage
		bubbles = e.bubbles(o, s.ch.Limits())
	}
	for _, b := range bubbles[min(o.Parts, len(bubbles)):] {
		now := e.Clock.Now()
		wait := s.pace.wait(b.Address, now)
		if wait > 0 || now.Sub(began) > SendTimeout { // the claim must outlast the next one
			receipt.Held, receipt.Retry = true, now.Add(wait)
			return receipt
		}
		err := e.draws(ctx, o, &b)
		var id string
		if err == nil {
			id, err = deliver(ctx, s.ch, b)
		}
		if err != nil {
			e.stats.sendFailed.Add(1)
			e.failed(&receipt, o, s.ch, err)
			s.texts(ctx, o, &receipt)
			fault = err
			return receipt
		}
		receipt.Parts = append(receipt.Parts, id)
		receipt.Carriage = max(receipt.Carriage, o.lades(b))
	}
	e.stats.sent.Add(1)
	return receipt
}

// deliver sends one bubble, and gives up well before its claim runs out. What is
// given up may have arrived.
func deliver(ctx context.Context, ch Channel, b Bubble) (string, error) {
	limited, cancel := context.WithTimeout(ctx, SendTimeout)
	defer cancel()
	id, err := ch.Send(limited, b)
	var known *SendError
	if err != nil && limited.Err() != nil && !errors.As(err, &known) {
		err = &SendError{Fault: Uncertain, Err: err}
	}
	return id, err
}

// failed decides what comes of a bubble that was not delivered.
func (e *Engine) failed(r *Receipt, o Outgoing, ch Channel, err error) {
	r.Err = err.Error()
	var known *SendError
	if errors.As(err, &known) && known.Fault == Closed { // the channel knows better than we do
		r.Rests, r.Retry, r.Err = true, e.Clock.Now().Add(lookAgain), ""
		return
	}
	wait, tries := pause(err, o.Tries)
	if o.Tries+1 >= tries {
		e.Log.Error("answer given up", "channel", ch.Name(), "turn", o.Turn, "outgoing", o.ID, "error", err)
		return
	}
	r.Retry = e.Clock.Now().Add(wait)
	if o.Tries == 0 {
		e.Log.Warn("answer not sent yet", "channel", ch.Name(), "turn", o.Turn, "outgoing", o.ID, "again", wait, "error", err)
	}
}

// pause is how long to wait before trying again after so many tries before this
// one, and how many there may be in all. What is wrong with the way is waited out
// for a day; what may be wrong with the bubble is not.
func pause(err error, before int) (wait time.Duration, tries int) {
	wait, tries = advised(err, before)
	return min(wait, MaxPause), tries
}

func advised(err error, before int) (wait time.Duration, tries int) {
	wait = min(time.Second<<min(before, 20), LongestPause)
	var s *SendError
	if !errors.As(err, &s) {
		return wait, MaxSends
	}
	switch s.Fault {
	case Transient:
		return max(min(wait, OutagePause), s.After), OutageTries
	case Closed, Refused:
		return 0, 0
	case Uncertain:
		return max(DoubtfulWait, s.After), MaxSends
	case Throttled:
		wait = min(time.Second<<min(2*before, 20), LongestPause)
	case Locked:
		wait = LongestPause
	}
	return max(wait, s.After), MaxPatience
}

// Track notes what became of bubbles; see [Sink].
func (e *Engine) Track(ctx context.Context, channel string, statuses ...Status) error {
	for _, s := range statuses {
		if s.State == Failed {
			e.Log.Warn("bubble not delivered", "channel", channel, "ref", s.Ref, "code", s.Code) // what is said besides may quote it
		}
	}
	if err := e.Journal.Track(ctx, channel, statuses...); err != nil {
		return fmt.Errorf("bot: track: %w", err)
	}
	return nil
}

// refOf names a bubble to its channel: the answer and the part of it.
func refOf(answer string, part int) string { return answer + "." + strconv.Itoa(part) }

// ParseRef reads a [Bubble].Ref: the [Outgoing].Ref, and which of its bubbles,
// from 1. It is false for what is none of ours.
func ParseRef(ref string) (answer string, part int, ok bool) {
	i := strings.LastIndexByte(ref, '.')
	if i <= 0 {
		return "", 0, false
	}
	part, err := strconv.Atoi(ref[i+1:])
	return ref[:i], part, err == nil && part > 0
}
