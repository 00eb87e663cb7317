package bot

import (
	"context"
	"time"
)

// HandoverID is the number that operators know a [Handover] by. None is given twice,
// so that an answer never reaches another than it was meant for.
type HandoverID int64

// Handover is a conversation that an operator has with a person in the bot's place.
// From when it is opened until it is closed nothing the person writes is worked: it is
// relayed to the operators, and what they reply to him.
type Handover struct {
	ID       HandoverID
	Shop     ShopID
	Person   PersonID
	Turn     TurnID   // in which he asked
	Title    string   // what the shop is called, "" when that is not known
	Role     Role     // of the person there
	Lang     string   // that he writes in
	Operator PersonID // who has it, 0 while nobody has
	Opened   time.Time
	Waits    time.Time // since when what he wrote is unanswered; zero when nothing is
	Answered time.Time // when an operator wrote last; zero for never
	Closed   time.Time // zero while it is open
}

// due is when a handover that nobody goes on with is given back to the bot.
func (h Handover) due(wait time.Duration) time.Time {
	since := h.Waits
	if since.IsZero() {
		since = h.Answered
	}
	return since.Add(wait)
}

// Operator is a person who answers in the bot's place, and where he is written to.
type Operator struct {
	Person PersonID
	Target
}

// End is why a handover was closed.
type End string

// The ends of a handover.
const (
	EndBack   End = "back"   // the operator gave it back
	EndAsked  End = "asked"  // the person asked for the bot
	EndLate   End = "late"   // nobody went on with it for too long
	EndNobody End = "nobody" // there are no operators any more
	EndLeft   End = "left"   // the person left the shop
)

// Handovers is the part of the [Journal] that knows who is answered by an operator.
// What takes no shop is for operators alone, who answer all of them.
type Handovers interface {
	// Operators are those people, of the places named, who have written to the bot.
	Operators(ctx context.Context, places []Target) ([]Operator, error)
	// Handover finds one by its number; ErrNotFound.
	Handover(ctx context.Context, id HandoverID) (Handover, error)
	// HandoverOf finds the one that a bubble told of which was sent to an address,
	// or that a turn's message was relayed in; ErrNotFound.
	HandoverOf(ctx context.Context, by Relaying) (HandoverID, error)
	// OpenHandovers lists those that are open, the longest unanswered first.
	OpenHandovers(ctx context.Context, limit int) ([]Handover, error)
	// Lately reads messages of a person by their numbers, those that are worked and
	// still have words or files; others are left out.
	Lately(ctx context.Context, shop ShopID, person PersonID, seqs []int64) ([]Message, error)
}

// Relaying names what was relayed: by a bubble that was sent to an address on a
// channel, or by the turn of its message.
type Relaying struct {
	Channel string
	Address string
	Bubble  string
	Turn    TurnID
}

// The effects of turns on handovers. None of them can be taken back, and none counts
// as a change of the shop: what was read was read.

// HandOver opens a handover of who the turn is with.
type HandOver struct {
	Handover
	Lines []Line    // what is relayed to begin with
	To    []Target  // the operators
	Until time.Time // when it is looked at whether anybody goes on with it
}

// Effect marks it as something a turn does.
func (HandOver) Effect() {}

// Relay tells the operators what who the turn is with wrote. When the handover was
// closed meanwhile, the turn is stale.
type Relay struct {
	Handover
	Line
	To []Target
}

// Effect marks it as something a turn does.
func (Relay) Effect() {}

// Answer tells the person what the turn's operator wrote, who has the handover from
// then on. When it was closed or taken meanwhile, the turn is stale.
type Answer struct {
	Handover
	Line
	Say []Reply // as the person reads it
}

// Effect marks it as something a turn does.
func (Answer) Effect() {}

// Reaches is the person's shop.
func (a Answer) Reaches() (shop, rev int64) { return int64(a.Shop), anyRevision }

// Recall shows an operator what was said last. With Take he has the handover from then
// on, whoever had it before.
type Recall struct {
	Handover
	To   Target
	Take bool
}

// Effect marks it as something a turn does.
func (Recall) Effect() {}

// Reaches is the person's shop.
func (r Recall) Reaches() (shop, rev int64) { return int64(r.Shop), anyRevision }

// HandBack closes a handover. When it was closed meanwhile, the turn is stale.
type HandBack struct {
	Handover
	Why End
	Say []Reply  // to the person; nil where the turn's own answer tells him
	To  []Target // operators who are told
}

// Effect marks it as something a turn does.
func (HandBack) Effect() {}

// Reaches is the person's shop.
func (h HandBack) Reaches() (shop, rev int64) { return int64(h.Shop), anyRevision }

// Postpone has a job done later that would have spoken while an operator does.
type Postpone struct{ Reminder }

// Effect marks it as something a turn does.
func (Postpone) Effect() {}

// anyRevision is of an effect on another shop that does not care what else is done
// there: what it depends on is looked at when it is written.
const anyRevision = -1
