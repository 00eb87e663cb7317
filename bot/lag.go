package bot

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Carriage is what went beside the words of an answer.
type Carriage int

// What may go beside words.
const (
	Plain  Carriage = iota
	Laden           // files or a voice note, which somebody waits for
	Spared          // something was left out because it does not get through; and he was told
)

// Carried is what became of what went beside the words of an answer.
type Carried struct {
	How    Carriage
	Sent   time.Time // when it was tried last
	Came   time.Time // when the last of it was delivered; zero when it was not, as far as is known
	Failed time.Time // when it was told that it will not arrive; zero when it was not
}

// With is what became of two bubbles of one answer.
func (c Carried) With(other Carried) Carried {
	switch {
	case other.Came.IsZero():
		c.Came = time.Time{}
	case !c.Came.IsZero() && other.Came.After(c.Came):
		c.Came = other.Came
	}
	if other.Failed.After(c.Failed) {
		c.Failed = other.Failed
	}
	return c
}

// trouble is when it showed that an answer did not get through; zero when it did, and
// known is false while that may still show. Where nothing is told of what is delivered,
// what did not fail got through.
func (c Carried) trouble(tells bool, now time.Time) (at time.Time, known bool) {
	late := c.Sent.Add(LagTime)
	switch {
	case !c.Failed.IsZero():
		return c.Failed, true
	case !tells, !c.Came.IsZero() && !c.Came.After(late):
		return time.Time{}, true
	case !c.Came.IsZero(), !now.Before(late):
		return late, true
	}
	return time.Time{}, false
}

// lags reports whether what goes beside words does not get through to somebody now, and
// whether he was told so since it did last. It was so with all of the last [LagCount]; six
// hours later one is tried, and nothing else until it shows what becomes of it.
func lags(all []Carried, tells bool, now time.Time) (lagging, told bool) {
	told = len(all) > 0 && all[0].How == Spared
	var last time.Time
	bad, open := 0, false
	for _, c := range all {
		if c.How != Laden {
			continue
		}
		at, known := c.trouble(tells, now)
		switch {
		case !known:
			open = true
			continue
		case at.IsZero():
			return false, told
		}
		if at.After(last) {
			last = at
		}
		if bad++; bad == LagCount {
			return open || now.Sub(last) < LagPause, told
		}
	}
	return false, told
}

// laden is how many answers are looked at to find out: told of, tried, and open ones are
// among them.
const laden = 4 * LagCount

// lags asks the journal.
func (e *Engine) lags(ctx context.Context, channel, address string) (lagging, told bool, err error) {
	all, tells, err := e.Journal.Carried(ctx, channel, address, laden)
	if err != nil {
		return false, false, fmt.Errorf("bot: lags: %w", err)
	}
	lagging, told = lags(all, tells, e.Clock.Now())
	return lagging, told, nil
}

// spares leaves out of an answer what would not get through, and says so the first time.
func (s *sender) spares(ctx context.Context, o *Outgoing) {
	if o.Parts > 0 && o.Carriage != Spared || !o.Spoken && !drawn(o.Replies) {
		return
	}
	lagging, told := o.Carriage == Spared, false
	if !lagging {
		var err error
		if lagging, told, err = s.e.lags(ctx, o.Channel, o.Address); err != nil {
			s.e.Log.Error("lite by itself", "channel", s.ch.Name(), "turn", o.Turn, "error", err)
			return
		}
	}
	if !lagging {
		return
	}
	o.Replies = Spare(o.Replies)
	if !told {
		o.Replies, o.Carriage = append(o.Replies, Reply{Key: "bot.lite.self"}), Spared
	}
}

// drawn reports whether there are files among replies that nobody asked for.
func drawn(replies []Reply) bool {
	return slices.ContainsFunc(replies, func(r Reply) bool {
		return slices.ContainsFunc(r.Files, func(f File) bool { return !f.Asked })
	})
}

// lades is the carriage of a bubble that was sent. What nobody asked for tells nothing: a
// phone may be off at night.
func (o Outgoing) lades(b Bubble) Carriage {
	if b.Attach != nil && len(o.Jobs) == 0 && o.Carriage != Spared {
		return Laden
	}
	return o.Carriage
}
