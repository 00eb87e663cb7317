package bot

import (
	"context"
	"strings"
	"time"
)

// Channel carries bubbles to people. What else it can do it says by the
// interfaces below; every one of them is optional. What it brings in it hands to
// a [Sink].
type Channel interface {
	// Name is what messages and bubbles of this channel are filed under.
	Name() string
	// Limits says what one bubble can hold.
	Limits() ChannelLimits
	// Send delivers one bubble and returns the channel's id of it. An error that
	// is a [SendError] says what can be done about it; any other is taken for one
	// that time may heal. It is called for different addresses at once, and for
	// one address in order.
	Send(ctx context.Context, b Bubble) (id string, err error)
}

// Addressed is a [Channel] that serves only some addresses, such as one of
// several terminals on one database.
type Addressed interface {
	Addresses() []string
}

// Fetcher is a [Channel] whose messages name their media ([Media].Ref) instead of
// carrying them. An error that wraps [ErrMedia] says that there is nothing to be
// had, now or later.
type Fetcher interface {
	Fetch(ctx context.Context, m Media) (Attachment, error)
}

// ChannelLimits is what one bubble of a channel can hold; 0 is no limit. All
// lengths are runes.
type ChannelLimits struct {
	Text    int // of a bubble without choices
	Asking  int // of the text above choices; 0 is as Text
	Choices int
	Label   int // of a choice's words
}

// Bubble is what the reader sees, in words.
type Bubble struct {
	Address string
	Ref     string // ours; a channel that can returns it in a [Status]
	Text    string
	Choices []Label
	Menu    string      // what opens the choices where they are drawn as a list
	Worded  bool        // a number answers what it asks: its choices are taken by their words
	Attach  *Attachment // a file, with Text as its caption; nil for none
	Link    *Link       // a page it opens; nil for none
	Place   bool        // it asks for a place, and has no choices: one tap may share his own
	Form    *Form       // what is sent instead of all this where words of our own may not be; nil for none
	Unasked bool        // nobody wrote: it is news
	Turn    TurnID
	file    *File // to be drawn when it is sent
}

// Label is one choice in words.
type Label struct {
	ID   string // comes back as Message.Pick
	Text string
}

// Link is a page on the web, behind a few words.
type Link struct {
	Text string
	URL  string // https
}

// Written is the bubble's text with its link on a line of its own, for a channel that
// has no buttons for pages.
func (b Bubble) Written() string {
	if b.Link == nil {
		return b.Text
	}
	return strings.TrimLeft(b.Text+"\n"+b.Link.String(), "\n")
}

// String is a link in words.
func (l Link) String() string { return strings.TrimSpace(l.Text + " " + l.URL) }

// Form is a template that a channel has approved, with what goes into it. A picture
// or a document attached to its bubble goes into its header.
type Form struct {
	Name string
	Lang string   // as the channel writes it
	Body []Param  // what fills the variables of its text
	Taps []string // ids of its quick replies, in order; they come back as Message.Pick
}

// Param fills one variable of a [Form].
type Param struct {
	Name string // "" where the template counts its variables
	Text string
}

// Attachment is a file with its bytes.
type Attachment struct {
	Kind    string // image, document, audio, video, sticker
	Voice   bool   // audio that plays as a voice note
	Type    string // MIME type
	Name    string // file name, for a document
	Data    []byte
	Seconds int    // how long a voice note is, 0 when that is not known
	Wave    []byte // its loudness, 64 steps of 0 to 100, nil when that is not known
}

// Sink takes what a channel brings in. When a method returns nil, what it took
// is stored, and the channel may acknowledge it. *[Engine] is one.
type Sink interface {
	// Receive takes messages; one that was received before is dropped.
	Receive(ctx context.Context, messages ...Message) error
	// Track notes what became of bubbles. Statuses come in any order, and more
	// than once.
	Track(ctx context.Context, channel string, statuses ...Status) error
	// Move says that who wrote from one address writes from another now.
	Move(ctx context.Context, channel, from, to string) error
	// SetAside keeps what could not be read, for the operator, with the reason.
	SetAside(ctx context.Context, channel, why string, raw []byte) error
}

// Status is what became of a bubble, as its channel tells.
type Status struct {
	Bubble string // the channel's id of it
	Ref    string // ours, where the channel returns it
	State  Progress
	Code   int    // the channel's number of the failure
	Err    string // why it failed, for the operator
	At     time.Time
	Price  *Price // what the channel charges it as; nil when it does not say
}

// Price is what a channel charges a bubble as; how much that is, a rate card says.
type Price struct {
	Billable bool
	Category string // service, utility, marketing or authentication
	Country  string // whose rates hold, as "IN"; "" when that is not known
}

// Progress is how far a bubble has come. A later state never gives way to an
// earlier one.
type Progress int

// The states of a bubble after a channel has accepted it.
const (
	Accepted Progress = iota
	Sent
	Failed // it will not arrive, unless a later state says that it did
	Delivered
	Read
	Played
)
