package bot

import (
	"context"
	"time"
)

// Member is somebody who belongs to a shop.
type Member struct {
	Person PersonID
	Role   Role
	Name   string // what he is called there, or the end of his number
}

// Invitation is a place in a shop that somebody may take who has its code.
type Invitation struct {
	Code  string
	Shop  ShopID
	Role  Role
	Title string // what the shop is called, for who has not joined yet
	Until time.Time
	Used  bool
}

// Open reports whether it can still be taken.
func (i Invitation) Open(now time.Time) bool { return !i.Used && now.Before(i.Until) }

// Tries are how often somebody has guessed wrong at a kind of thing, such as his
// PIN. None is taken before Until.
type Tries struct {
	Wrong int
	Until time.Time
}

// Barred reports whether nothing may be tried for now.
func (t Tries) Barred(now time.Time) bool { return now.Before(t.Until) }

// Again is what stands after one more that was wrong: after [MaxWrong] of them
// none is taken for [WrongPause].
func (t Tries) Again(now time.Time) Tries {
	if !t.Until.IsZero() && !t.Barred(now) {
		t = Tries{} // the pause is over, and what led to it with it
	}
	if t.Wrong++; t.Wrong >= MaxWrong {
		t.Until = now.Add(WrongPause)
	}
	return t
}

// People is what is known of who belongs where, and how they prove who they are.
type People interface {
	// Members are those of a shop, the highest role first.
	Members(ctx context.Context, shop ShopID) ([]Member, error)
	// Invitation finds one by its code, of whichever shop; ErrNotFound.
	Invitation(ctx context.Context, code string) (Invitation, error)
	// NextCode is the code of a shop's next invitation. Nobody can work it out.
	NextCode(ctx context.Context, shop ShopID) (string, error)
	// Tries are somebody's wrong guesses at a kind of thing.
	Tries(ctx context.Context, person PersonID, what string) (Tries, error)
	// Stretch makes of a secret what may be kept of it.
	Stretch(person PersonID, secret string) string
	// PIN is what is kept of somebody's PIN, "" when he has none.
	PIN(ctx context.Context, person PersonID) (string, error)
	// Preferences are all that somebody ever chose for himself in a shop, the oldest
	// first; see [Standing].
	Preferences(ctx context.Context, shop ShopID, person PersonID) ([]Preference, error)
	// KeepsVoice reports whether the sound of somebody's voice notes may be kept, by what
	// he said of it last, in any shop; see [Sound].
	KeepsVoice(ctx context.Context, person PersonID) (bool, error)
	// Addresses are all places somebody writes from, a handful.
	Addresses(ctx context.Context, person PersonID) ([]Target, error)
	// LastHeard is when somebody wrote last, in any shop, and was not in doubt.
	LastHeard(ctx context.Context, person PersonID) (time.Time, error)
	// Enrol writes those effects of a turn that are about people: see [Invite],
	// [Join], [Appoint], [Enter], [SetPIN], [Tried], [Vouch], [Notice], [Preference], and those on
	// handovers: [HandOver], [Relay], [Answer], [Recall], [HandBack], [Postpone], and those
	// of administrators: [Look], [Halt].
	Enrol(ctx context.Context, tx Tx, t *Turn) error
}

// Invite makes an invitation to the turn's shop.
type Invite struct{ Invitation }

// Effect marks it as something a turn does.
func (Invite) Effect() {}

// Join makes who the turn is with a member of the shop whose code he has, and
// takes him there. It takes him out of a shop of his own that nothing was ever done in.
type Join struct {
	Code string
	Name string // what he is called
}

// Effect marks it as something a turn does.
func (Join) Effect() {}

// Appoint gives a member of the turn's shop another role; [Stranger] removes him.
type Appoint struct {
	Person PersonID
	Role   Role
}

// Effect marks it as something a turn does.
func (Appoint) Effect() {}

// Leaves marks it as a [Leaver].
func (Join) Leaves() {}

// Enter takes who the turn is with to another shop he belongs to.
type Enter struct{ Shop ShopID }

// Effect marks it as something a turn does.
func (Enter) Effect() {}

// Leaves marks it as a [Leaver].
func (Enter) Leaves() {}

// Leaver is an effect that takes who the turn is with to another shop: what was left
// open in this one is not asked on.
type Leaver interface{ Leaves() }

// SetPIN keeps a PIN of who the turn is with, stretched; "" removes it.
type SetPIN struct{ Kept string }

// Effect marks it as something a turn does.
func (SetPIN) Effect() {}

// Tried notes how who the turn is with guesses at a kind of thing.
type Tried struct {
	What string
	Tries
}

// Effect marks it as something a turn does.
func (Tried) Effect() {}

// Vouch says that a member of the turn's shop who was silent for long is himself.
type Vouch struct{ Person PersonID }

// Effect marks it as something a turn does.
func (Vouch) Effect() {}

// Notice is said to members of a shop who have written there before, where they wrote last:
// those of a role and above, but who the turn is with. It is not the turn's answer, and no
// undo of it unsays it.
type Notice struct {
	Shop    ShopID
	Least   Role
	To      PersonID // him alone, when it is not 0
	Replies []Reply
}

// Effect marks it as something a turn does.
func (Notice) Effect() {}
