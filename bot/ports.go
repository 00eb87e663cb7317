package bot

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Errors of the journal that the engine acts on.
var (
	// ErrStale says that someone else changed the shop or the session meanwhile:
	// read again and take the turn again.
	ErrStale = errors.New("bot: stale revision")
	// ErrDone says that the message has been worked already: nothing to do.
	ErrDone = errors.New("bot: message already worked")
	// ErrNotNext says that an earlier message of the shop is still to be worked.
	ErrNotNext = errors.New("bot: an earlier message comes first")
	// ErrNotFound says that what was looked up is not there, or is another shop's.
	ErrNotFound = errors.New("bot: not found")
	// ErrUndone says that the turn has been taken back already.
	ErrUndone = errors.New("bot: turn already undone")
	// ErrNothing says that there is nothing that could be taken back.
	ErrNothing = errors.New("bot: nothing to undo")
	// ErrFinal says that what was done cannot be taken back; who returns it has said
	// why, and what to do instead.
	ErrFinal = errors.New("bot: cannot be undone")
)

// Tx is the transaction of a turn, for the domain to write in. Statements use
// $1, $2 … and no dialect's own words. A write may be sent only with the next
// question or with the commit, and what is wrong with it is told there: so its
// error may be looked at, and must not be relied on. Whatever fails, nothing of the
// turn is kept.
type Tx interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Journal is the durable record of what came in, what was done and what goes
// out: the truth of the conversation. Every method is safe for concurrent use,
// also from several processes.
type Journal interface {
	// Receive stores messages, resolves their senders and returns the new ones
	// with From, Shop and Seq set, durably: after it returns they may be
	// acknowledged. A message whose (Channel, ID) is known is dropped. A stranger
	// becomes a person who owns a new, empty shop: by a pass, if his message has one, of
	// which one use is counted with it. When it has none left the message is dropped.
	Receive(ctx context.Context, messages ...Message) ([]Message, error)
	// Known reports whether somebody has written from one of the addresses, who would not
	// be made a person anew.
	Known(ctx context.Context, channel string, addresses ...string) (bool, error)
	// Pending lists the messages of a shop that are not worked yet, oldest first.
	Pending(ctx context.Context, shop ShopID, limit int) ([]Message, error)
	// Waiting lists shops that have messages not worked yet, the longest waiting first.
	Waiting(ctx context.Context, limit int) ([]ShopID, error)
	// Group writes down that messages make up one turn, named by the first, so
	// that a retry groups alike.
	Group(ctx context.Context, shop ShopID, turn TurnID, seqs []int64) error
	// Heard writes down what was heard of a message that is not worked yet
	// ([ErrDone] when it is): its Text and Heard, so that a retry hears alike.
	Heard(ctx context.Context, m Message) error
	// Base reads what a turn starts from.
	Base(ctx context.Context, shop ShopID, person PersonID) (Base, error)
	// Checkpoint reads the session as the last committed turn left it; a person
	// without one has a zero Session with Person and Shop set.
	Checkpoint(ctx context.Context, shop ShopID, person PersonID) (Session, error)
	// Commit writes a turn, whole or not at all: revisions are checked, of the shops it
	// reaches too (ErrStale), and raised, its messages are pending (ErrDone) and no earlier message of the
	// shop is (ErrNotNext); apply writes the domain's effects in the same
	// transaction.
	Commit(ctx context.Context, c Commit, apply func(context.Context, Tx) error) error
	// Turn reads a committed turn of the shop; ErrNotFound if there is none.
	Turn(ctx context.Context, shop ShopID, id TurnID) (Record, error)
	// TurnOfBubble finds the turn that sent the bubble with the channel's id.
	TurnOfBubble(ctx context.Context, shop ShopID, channel, id string) (TurnID, error)
	// LastTold finds the turn whose answer is the last that was sent to an address, and
	// its shop. The answer of own, a turn, counts before it is sent too. ErrNotFound when
	// nothing was sent there.
	LastTold(ctx context.Context, channel, address string, own TurnID) (ShopID, TurnID, error)
	// TurnOfMessage finds the turn a message of the user was worked in.
	TurnOfMessage(ctx context.Context, shop ShopID, channel, id string) (TurnID, error)
	// LastUndoable finds the person's last turn that changed something, was not
	// undone and is not itself an undo; ErrNothing if there is none.
	LastUndoable(ctx context.Context, shop ShopID, person PersonID) (TurnID, error)
	// Due reports whether there is something to claim. It costs less than a claim
	// in vain.
	Due(ctx context.Context, channel string, addresses []string) (bool, error)
	// Claim takes bubbles that are due to be sent on a channel, oldest first, and
	// marks them as being sent. Addresses, when given, narrow it to those.
	Claim(ctx context.Context, channel string, addresses []string, limit int) ([]Outgoing, error)
	// Settle records how sending went. A bubble once sent stays so.
	Settle(ctx context.Context, receipts ...Receipt) error
	// Track notes what became of bubbles; see [Sink]. One whose sending was
	// uncertain counts as accepted from then on.
	Track(ctx context.Context, channel string, statuses ...Status) error
	// Move makes the person who wrote from one address be known by another, and
	// no longer by the first. Nothing happens when nobody wrote from there, or the
	// other is somebody's already.
	Move(ctx context.Context, channel, from, to string) error
	// Person finds who writes from an address, and the shop he is in; ErrNotFound.
	Person(ctx context.Context, channel, address string) (PersonID, ShopID, error)
	// Tell puts into the outbox what nobody asked for and no job says, to somebody who has
	// written from there before (ErrNotFound), once for each key: told is false when it
	// was told already.
	Tell(ctx context.Context, key string, to Target, replies ...Reply) (told bool, err error)
	// Divert puts a copy of an answer into the outbox of another channel too, as it would
	// have been had it been said there from the start, once for each answer and channel:
	// false when the turn says it there already, is taken back, or is forgotten.
	Divert(ctx context.Context, outgoing int64, to Target) (bool, error)
	// Carried lists the last answers to an address that were to have more than words, the
	// newest first, and whether anything is known to have been delivered there lately.
	Carried(ctx context.Context, channel, address string, limit int) (all []Carried, tells bool, err error)
	// Resting lists what rests for a person, in order; see [Receipt].
	Resting(ctx context.Context, person PersonID) ([]Outgoing, error)
	// Outage reports whether an error is of the database being away or out of
	// room, not of what it was asked: the same will go through later.
	Outage(err error) bool
	// SetAside keeps what a channel brought and nobody could read. The oldest
	// gives way when there are [MaxAside].
	SetAside(ctx context.Context, channel, why string, raw []byte) error
	Schedule
	Sharing
	People
	Handovers
	Oversight
}

// Base is what a turn starts from.
type Base struct {
	ShopRev    int64
	SessionRev int64
	Role       Role
	Zone       string // IANA name
	Demo       bool
	Vouched    time.Time // when another of the shop said that he is himself; zero for never
	Closes     time.Time // when the shop, which was given up, is destroyed; zero when it was not
	Stopped    time.Time // since when operators have it stopped; zero when they have not
	Handover   Handover  // the person's that is open; zero when none is
	Rests      bool      // something rests for the person
}

// Commit is one turn to be written.
type Commit struct {
	Turn     TurnID
	Shop     ShopID
	Person   PersonID
	Seqs     []int64  // the messages it works
	ShopRev  int64    // the shop's revision it was made on
	Session  Session  // as it shall be; its Rev is the base's plus one
	Changes  int      // how many effects and reminders it has; 0 leaves the shop's revision alone
	Undoes   TurnID   // the turn it takes back, 0 for none
	Own      bool     // what that turn had itself taken back stays taken back
	Finished []Frame  // errands it finished, for corrections
	Replies  []Reply  // what it says, with the choices it offers
	To       []Target // where the replies go; usually the sender
	Demo     bool     // the bubble is marked as of a demo shop
	Unasked  bool     // a job's: the session stays as it is, and "undo" does not mean it
	Job      string   // which job's, for the audit
	Jobs     []Due    // what was due that it did
	Purpose  string   // what somebody must have agreed to for its answer to be sent: it is dropped when he takes that back before; "" is nothing
	Later    []Reminder
	Reaches  []Reach // the other shops it writes to; locked with its own
	Rides    []int64 // answers that rested and are said with this one
	Wakes    bool    // what rests for those it answers is sent now
	Scrub    bool    // the words of its messages are forgotten: they held a secret
	Aloud    bool    // a voice note for the first of To comes after the replies …
	Recites  []Reply // … and says these, when they are not the replies
	At       time.Time
}

// Reach is another shop that a turn writes to.
type Reach struct {
	Shop ShopID
	Rev  int64 // the revision that was decided on; below zero any will do
}

// Target is a place replies go to.
type Target struct {
	Channel string
	Address string
	Lang    string
}

// Record is a committed turn as it can be looked up later.
type Record struct {
	ID       TurnID
	Person   PersonID
	Finished []Frame
	Replies  []Reply
	Changes  int
	Undoes   TurnID
	Own      bool // see [Commit]
	UndoneBy TurnID
	At       time.Time
}

// Outgoing is one answer to be sent: replies, not yet words. It makes one bubble,
// or several when it is longer than its channel allows.
type Outgoing struct {
	ID      int64
	Ref     string // what the journal calls it to channels; see [ParseRef]
	Shop    ShopID
	Turn    TurnID
	Channel string
	Address string
	Lang    string
	Demo    bool
	Jobs    []Due    // what was due that it is of, without arguments; none when somebody wrote
	Person  PersonID // whom the jobs, or the voice note, are for
	Replies []Reply
	Parts   int // how many of the bubbles it takes have been accepted
	Tries   int

	Spoken   bool     // its voice note comes after it
	Voice    bool     // it is one: Replies are not written, but spoken
	Carriage Carriage // what went beside the words when it was tried before

	// Of a voice note alone:
	At        time.Time // when its turn was
	Overtaken bool      // he was told something else since, or was not sent what it says
	Alone     bool      // nothing was written with it

	Received time.Time // when the message it answers was stored; zero when nobody wrote
	Wrote    time.Time // when who it goes to had written last when it was made; zero when that is not known
}

// Receipt is how sending one Outgoing went.
type Receipt struct {
	ID    int64
	Tries int       // as claimed; what is told of an older claim than the last is ignored
	From  int       // Parts it had before
	Parts []string  // the channel's ids of the bubbles accepted now, in order
	Err   string    // why the next one failed, for the operator
	Retry time.Time // when to go on; zero with an Err is for good
	Held  bool      // it was not tried, only held back until Retry
	Rests bool      // neither; and what else waits for the same person does not wait for it

	Carriage Carriage // what went beside the words; the zero value leaves it as it was
}

// Sessions is session memory: fast, and allowed to forget. The journal's
// checkpoint is the truth.
type Sessions interface {
	// Load returns the session, or false when it is not remembered or expired.
	Load(ctx context.Context, shop ShopID, person PersonID) (Session, bool, error)
	// Save keeps s unless what is there has a higher Rev.
	Save(ctx context.Context, s Session) error
}

// Ledger writes what skills did, and can take it back. It is the domain's.
type Ledger interface {
	// Apply writes the effects of a turn in its transaction.
	Apply(ctx context.Context, tx Tx, t *Turn) error
	// Undo adds to t the effects that take a turn back, and says what they were.
	// With own set, what that turn had itself taken back stays taken back: so a
	// correction is corrected without what it corrected coming to life again.
	// ErrNothing when the turn left nothing that can be taken back; ErrFinal when it may
	// not be, which Undo has said.
	Undo(ctx context.Context, t *Turn, undone TurnID, own bool) error
}

// Understander turns what was said into commands.
type Understander interface {
	Understand(ctx context.Context, u Utterance) (Understanding, error)
}

// Utterance is what was said, and all that helps to understand it.
type Utterance struct {
	Shop    ShopID   // whose words are meant; 0 is nobody's
	Person  PersonID // who said it; 0 is nobody
	Text    string
	Lang    string // of the conversation so far
	Home    string // of most people here: the guess for who has shown none; "" is no guess
	Now     time.Time
	Zone    *time.Location
	Words   []Vocabulary     // the shop's own names; a later one overrides an earlier
	Errand  string           // errand on top of the stack, "" for none
	Asked   Slot             // the slot a question is open for; zero for none
	Slots   []Slot           // all slots of the errand on top
	Filled  map[string]Value // what the errand on top knows so far
	Last    string           // errand the last answer came from, or the bubble that is answered
	Done    map[string]Value // what that errand was told
	Offered []string         // words of the choices it may take: under the bubble it answers, or the last
	Worded  bool             // those are taken by their words alone: something else was said since
	Quoting bool             // it answers an older bubble
	Expects Command          // what a number alone completes, when no question is open; zero for none
	Passed  bool             // it was forwarded: somebody else's words
	Secret  bool             // it holds a secret: nobody outside may see it
}

// Understanding is what was made of an utterance.
type Understanding struct {
	Lang     string    // BCP 47 tag it is in, "" when it could be any ("ok", "200")
	Commands []Command // in order; empty when nothing was understood
	Nearest  []string  // errands it may have been about, best first, when Commands is empty or unsure
	Unsure   bool      // ask which of Nearest is meant before doing anything
	Draft    bool      // somebody wants it: nothing says that it was done
}

// Vocabulary is a list of names with a key that changes when the list does, so
// that what is computed from it can be kept.
type Vocabulary struct {
	Key  string
	Read func(context.Context) ([]Name, error)
}

// Name is a thing of the domain and what it is called.
type Name struct {
	Kind    Kind                // item or customer
	ID      string              //
	Text    string              // its name
	Names   map[string]string   // its name by language tag
	Aliases []string            // what else it is called, in any script
	Also    map[string][]string // what else it is called in a language
	Unit    string              // what it is counted in
	Gone    bool                // removes an earlier name with this ID
}

// Lexicon knows the names a shop uses.
type Lexicon interface {
	// Words are those of the turn's shop.
	Words(ctx context.Context, t *Turn) ([]Vocabulary, error)
}

// Writer puts replies into words.
type Writer interface {
	// Write says key in the language nearest to lang that has it. ErrNotFound
	// when no language has.
	Write(lang, key string, args map[string]Value) (string, error)
	// Languages lists the tags that a skill (or "bot") speaks, in order of preference.
	Languages(skill string) []string
}

// Clock tells the time. Everything in the engine asks this one.
type Clock interface {
	Now() time.Time
	// After returns a channel that delivers once, d from now.
	After(d time.Duration) <-chan time.Time
}
