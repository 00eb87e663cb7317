package bot

import (
	"context"
	"io/fs"
)

// Skill is one thing the bot can do: a folder and a line.
type Skill struct {
	Name    string                 // the folder's name = prefix of its errands and locale keys = metric label
	Files   fs.FS                  // phrases/<errand>.<lang>.txt, values/<slot>.<lang>.txt, locales/<lang>.toml; what languages it speaks follows from them
	Errands []Dialog               // what it does
	Jobs    []Job                  // what it does of itself
	Codes   []Code                 // words that mean its errands in every language
	Secret  func(text string) bool // reports whether a text says a secret, asked for or not: see [Turn.Scrub]; nil is none
}

// Dialog is one errand. It is immutable and shared by all users; progress lives
// in the [Frame].
type Dialog interface {
	// Name is the errand's public name, "udhaar.give": it stands in phrases,
	// sessions and logs.
	Name() string
	// Version changes with the slots; a frame of an older version starts over, politely.
	Version() string
	// Slots lists what the errand can be told, in the order it asks.
	Slots() []Slot
	// Advance takes the frame as far as it goes: it asks for what is missing, or
	// does what was asked and returns done. It must not keep t or f.
	Advance(ctx context.Context, t *Turn, f *Frame) (done bool, err error)
}

// Slot is one thing an errand can be told.
type Slot struct {
	Name     string
	Kind     Kind
	Optional bool // never asked for, unless the errand turns out to need it
	Skip     bool // asked for, but may be left open
	Secret   bool // what is said of it is not kept: see [Turn.Scrub]
}

// Follower is a [Dialog] that can be asked again by a follow-up ("and
// yesterday?").
type Follower interface {
	// Follow returns the frame a follow-up starts from, given the finished one and
	// the slots that were said; false when the errand is not repeated by them.
	Follow(last Frame, said map[string]Value) (Frame, bool)
}

// Answerer is a [Dialog] that takes yes and no.
type Answerer interface {
	// Answer tells the frame what was said to its question.
	Answer(f *Frame, yes bool) Reaction
}

// Reaction is what a frame makes of a yes or no.
type Reaction int

// Reactions.
const (
	Ignored Reaction = iota // no question of that kind is open
	Taken                   // go on: advance the frame
	Left                    // the errand is over, undone
)

// Guarded is a [Dialog] that not everyone may use.
type Guarded interface {
	// Needs is the least role that may start it.
	Needs() Role
}

// Refuser is a [Guarded] dialog with words of its own for who may not use it.
type Refuser interface {
	// Refusal is their key, "" for the engine's.
	Refusal() string
}

// Final is a [Dialog] that undo does not take back: what it did is changed by saying so.
type Final interface {
	// Final is the key of what to say to who tries, "" for nothing.
	Final() string
}

// Inner is a [Dialog] that only the engine begins: nobody asks for it, and no phrase
// means it.
type Inner interface{ Inner() bool }

// Heavy is a [Dialog] that takes long, such as a simulation: the book
// goes first.
type Heavy interface{ Heavy() bool }

// Pending is a [Dialog] that is declared but not built: it is understood,
// answered honestly, and left out of help.
type Pending interface{ NotYet() bool }

// Role is what a person may do in a shop; a higher one may do all a lower may.
type Role int

// Roles, lowest first.
const (
	Stranger Role = iota
	Staff
	Manager
	Owner
)

// String names the role as the journal stores it.
func (r Role) String() string {
	return [...]string{"stranger", "staff", "manager", "owner"}[min(max(r, Stranger), Owner)]
}

// ParseRole reads what [Role.String] wrote; anything else is a stranger.
func ParseRole(s string) Role {
	for r := Stranger; r <= Owner; r++ {
		if r.String() == s {
			return r
		}
	}
	return Stranger
}
