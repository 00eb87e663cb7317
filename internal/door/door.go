// Package door says who may come in of those whom the assistant does not know: everybody,
// who has a code, or who is on the operator's list.
//
//	d := door.New(door.Code, journal, clock)
//	d.Lets(ctx, bot.Message{Text: "namaste 7K3QF2", …}) // in, with "namaste" and the pass 7K3QF2
//
// Who is on the list comes in by any door, and so does who has the code of an invitation to
// somebody's shop. Who does not is told why, once a day, and nothing of what he wrote is kept.
package door

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Mode is what lets strangers in.
type Mode string

// The modes.
const (
	Open Mode = "open" // nothing is needed, but there may be only so many in an hour
	Code Mode = "code" // a code: a pass of the operator's, or an invitation to a shop
	List Mode = "list" // to be on the operator's list, or an invitation to a shop
)

// The limits of the door.
const (
	MaxTries   = 5   // codes of one stranger that are looked at in an hour, right or wrong
	MaxAnswers = 200 // strangers who are told in an hour that they may not come in: each costs money
	maxCodes   = 3   // what looks like codes in one message
	aDay       = 24 * time.Hour
)

// Keys of what who may not come in is told.
const (
	saysCode  = "bot.door.code"
	saysWrong = "bot.door.wrong"
	saysList  = "bot.door.list"
	saysFull  = "bot.door.full"
)

// Journal is what the door asks, of all processes together.
type Journal interface {
	// Listed reports whether one of the names is on the operator's list; see [Name].
	Listed(ctx context.Context, names ...string) (bool, error)
	// Opens reports whether a code is a pass that lets in another one.
	Opens(ctx context.Context, code string) (bool, error)
	// Invitation finds an invitation to a shop by its code; [bot.ErrNotFound].
	Invitation(ctx context.Context, code string) (bot.Invitation, error)
	// Newcomers is how many came in since a time.
	Newcomers(ctx context.Context, since time.Time) (int, error)
	// Knock counts what happens to a stranger, or with "" to all, and reports whether it
	// has not happened too often in a time.
	Knock(ctx context.Context, name, what string, most int, in time.Duration) (bool, error)
}

// Door is a [bot.Door]. It is safe for concurrent use.
type Door struct {
	Mode    Mode
	PerHour int // newcomers in an hour, whoever is not on the list and has no code; 0 is as many as come
	Journal Journal
	Clock   bot.Clock
}

// Lets decides on a stranger's message.
func (d Door) Lets(ctx context.Context, m bot.Message) (bot.Admission, error) {
	a, err := d.lets(ctx, m)
	if err != nil {
		return bot.Admission{}, fmt.Errorf("door: lets: %w", err)
	}
	return a, nil
}

func (d Door) lets(ctx context.Context, m bot.Message) (bot.Admission, error) {
	listed, err := d.Journal.Listed(ctx, names(m)...)
	if err != nil {
		return bot.Admission{}, err
	}
	if listed && d.Mode == List {
		return bot.LetIn(m), nil
	}
	found, err := d.codes(ctx, m)
	if err != nil {
		return bot.Admission{}, err
	}
	switch {
	case found.in && listed: // his message is read without the code, and no use of it is counted
		found.message.Pass = ""
		return bot.LetIn(found.message), nil
	case found.in:
		return bot.LetIn(found.message), nil
	case listed:
		return bot.LetIn(m), nil
	}
	return d.without(ctx, m, found)
}

// without decides on who is not on the list and has no code that is right.
func (d Door) without(ctx context.Context, m bot.Message, f found) (bot.Admission, error) {
	if d.Mode == Open {
		full, err := d.full(ctx)
		if err != nil {
			return bot.Admission{}, err
		}
		if !full {
			return bot.LetIn(m), nil
		}
		return d.turnAway(ctx, m, saysFull)
	}
	switch {
	case f.spent:
		return bot.TurnedAway(""), nil
	case f.wrong:
		return d.turnAway(ctx, m, saysWrong)
	case d.Mode == List:
		return d.turnAway(ctx, m, saysList)
	}
	return d.turnAway(ctx, m, saysCode)
}

// full reports whether as many have come in as may in an hour.
func (d Door) full(ctx context.Context) (bool, error) {
	if d.PerHour <= 0 {
		return false, nil
	}
	n, err := d.Journal.Newcomers(ctx, d.Clock.Now().Add(-time.Hour))
	return n >= d.PerHour, err
}

// turnAway says why, once a day to each, and to not too many in an hour. What was not
// written to be answered is not.
func (d Door) turnAway(ctx context.Context, m bot.Message, key string) (bot.Admission, error) {
	if m.Deletes != "" || m.Edits != "" || m.Consent != "" {
		return bot.TurnedAway(""), nil
	}
	may, err := d.Journal.Knock(ctx, knocks(m), key, 1, aDay)
	if err == nil && may {
		may, err = d.Journal.Knock(ctx, "", "answers", MaxAnswers, time.Hour)
	}
	if err != nil || !may {
		return bot.TurnedAway(""), err
	}
	return bot.TurnedAway(key), nil
}

// found is what was made of the codes in a message.
type found struct {
	in      bool
	message bot.Message // as it is stored, when he is in
	wrong   bool        // there was something like a code, and nobody made it
	spent   bool        // he has tried too often for any to be looked at
}

// codes looks at what looks like codes in a message.
func (d Door) codes(ctx context.Context, m bot.Message) (found, error) {
	all := candidates(m.Text)
	if len(all) == 0 {
		return found{}, nil
	}
	may, err := d.Journal.Knock(ctx, knocks(m), "tries", MaxTries, time.Hour)
	if err != nil || !may {
		return found{spent: true}, err
	}
	for _, c := range all {
		f, err := d.try(ctx, m, c)
		if err != nil || f.in {
			return f, err
		}
	}
	return found{wrong: true}, nil
}

// try looks at one code: a pass, or an invitation, of which the skill that takes it must
// find the code in the message.
func (d Door) try(ctx context.Context, m bot.Message, c candidate) (found, error) {
	i, err := d.Journal.Invitation(ctx, c.code)
	if err == nil && i.Open(d.Clock.Now()) {
		return found{in: true, message: m}, nil
	}
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		return found{}, err
	}
	if d.Mode == List {
		return found{}, nil
	}
	opens, err := d.Journal.Opens(ctx, c.code)
	if err != nil || !opens {
		return found{}, err
	}
	m.Text, m.Pass = without(m.Text, c), c.code
	return found{in: true, message: m}, nil
}

// knocks is what a stranger's knocks are counted under: one name of his, the same for each
// of his messages.
func knocks(m bot.Message) string { return slices.Min(names(m)) }
