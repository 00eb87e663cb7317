package bot

import (
	"errors"
	"slices"
	"time"
)

// Sending is what can be told of one try at an answer: for whoever counts.
type Sending struct {
	Channel  string
	Turn     TurnID
	Outcome  Outcome
	Fault    Fault // why it failed, where the outcome says that it did
	Code     int   // the channel's number of the failure, 0 for none
	Tries    int   // before this one
	Voice    bool  // it is the voice note of an answer that is told by itself
	Bubbles  int   // accepted in this try
	Received time.Time
	Began    time.Time
	Took     time.Duration
}

// Outcome is how a [Sending] ended.
type Outcome int

// The outcomes of a try.
const (
	Arrived Outcome = iota // the channel accepted all of it
	Later                  // the pace held it back, or quiet hours
	Failing                // it will be tried again
	GivenUp                // it will not
	Skipped                // it is not to be said any more, and nothing is wrong with that
)

var outcomes = [...]string{"sent", "held", "failing", "given up", "skipped"}

// Skips are the reasons of answers that are not to be said any more: nothing is wrong
// with that, and nobody is to look after it.
func Skips() []string {
	return []string{
		Outstayed, Unpaid, NoForm, HeWrote, mayNotText,
		MovedOn, SpokenLate, WordsOnly, ShutOut, NotComing, Unspoken, NotTaken,
	}
}

func (o Outcome) String() string {
	if o < 0 || int(o) >= len(outcomes) {
		return "unknown"
	}
	return outcomes[o]
}

// tell tells the watcher how a try went.
func (s *sender) tell(o Outgoing, r Receipt, fault error, began time.Time) {
	if s.e.Watch == nil {
		return
	}
	t := Sending{
		Channel: s.ch.Name(), Turn: o.Turn, Outcome: outcomeOf(r), Tries: o.Tries, Voice: o.Voice, Bubbles: len(r.Parts),
		Received: o.Received, Began: began, Took: s.e.Clock.Now().Sub(began),
	}
	var known *SendError
	if errors.As(fault, &known) {
		t.Fault, t.Code = known.Fault, known.Code
	}
	s.e.Watch(t)
}

// outcomeOf reads a receipt.
func outcomeOf(r Receipt) Outcome {
	switch {
	case r.Held, r.Rests:
		return Later
	case r.Err == "":
		return Arrived
	case r.Retry.IsZero() && slices.Contains(Skips(), r.Err):
		return Skipped
	case r.Retry.IsZero():
		return GivenUp
	}
	return Failing
}
