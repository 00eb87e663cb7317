package bottest

import (
	"context"
	"slices"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// Rig is a channel with its far end, on the stand. What a channel cannot do it
// lacks, and says why: a part that is not tried is never passed over in silence.
type Rig struct {
	Far   Far
	Clock *Clock // by which people say things
	// Down breaks the way to the channel, and mends it.
	Down func(down bool)
	// Retry lets the time pass after which the far end brings again what was not
	// taken, and lets it.
	Retry func(ctx context.Context) error
	// Report has the far end tell what became of bubbles.
	Report func(ctx context.Context) error
	// Hold has the far end take the next bubble and not answer: held is closed
	// when it has it, and release lets it answer.
	Hold func() (held <-chan struct{}, release func())
	// Nobody is an address that nobody has.
	Nobody string
	// Unfit are files the channel carries to nobody.
	Unfit []bot.Attachment
	// Spoilt are files a person can send that are not what they say they are.
	Spoilt []bot.Attachment
	// Lacks says why a part is not there to be tried.
	Lacks map[Part]string
}

// Part is a part of the suite that a channel may lack.
type Part string

// The parts a channel may lack. All others every channel has.
const (
	Listening   Part = "texts in"        // people write
	Dating      Part = "times"           // it tells when they wrote
	Repeating   Part = "again"           // what they wrote may come twice
	Wholeness   Part = "longest"         // what fits its limits is shown to the last letter
	Choosing    Part = "choices"         // choices are offered and tapped
	Replying    Part = "replies"         // a person answers a bubble
	Editing     Part = "edits"           // a person changes what he wrote
	Deleting    Part = "deletions"       // a person takes away what he wrote
	Forwarding  Part = "forwards"        // what is forwarded is marked
	Bounds      Part = "too much"        // a bubble can hold only so much
	Retrying    Part = "not taken"       // what was not taken comes again
	Reporting   Part = "statuses"        // it is told what became of bubbles
	Outage      Part = "outage"          // the way to the channel can break
	Patience    Part = "held"            // the channel can leave a bubble unanswered
	Strangers   Part = "nobody"          // there are addresses that nobody has
	FilesIn     Part = "files in"        // people send files
	FilesOut    Part = "files out"       // people are sent files
	UnfitFiles  Part = "unfit files"     // some files cannot be sent
	SpoiltFiles Part = "spoilt files in" // some files cannot be had
)

// part is one part of the suite.
type part struct {
	name Part
	try  func(s *stand)
	lack bool // whether a channel may lack it
}

// parts is the suite.
var parts = []part{
	{"name", (*stand).name, false},
	{"limits", (*stand).limits, false},
	{"texts out", (*stand).textsOut, false},
	{Listening, (*stand).textsIn, true},
	{Wholeness, (*stand).longest, true},
	{"ids", (*stand).ids, false},
	{Dating, (*stand).times, true},
	{Repeating, (*stand).again, true},
	{"many at once", (*stand).many, false},
	{"cancelled", (*stand).cancelled, false},
	{Choosing, (*stand).choices, true},
	{Replying, (*stand).replies, true},
	{Editing, (*stand).edits, true},
	{Deleting, (*stand).deletions, true},
	{Forwarding, (*stand).forwards, true},
	{Bounds, (*stand).tooMuch, true},
	{Retrying, (*stand).notTaken, true},
	{Reporting, (*stand).statuses, true},
	{Outage, (*stand).outage, true},
	{Patience, (*stand).held, true},
	{Strangers, (*stand).nobody, true},
	{FilesIn, (*stand).filesIn, true},
	{FilesOut, (*stand).filesOut, true},
	{UnfitFiles, (*stand).unfitFiles, true},
	{SpoiltFiles, (*stand).spoiltFiles, true},
}

// Channels is the suite every channel must pass; rig makes one of its own for
// each part.
//
//	func TestChannel(t *testing.T) {
//		bottest.Channels(t, func(t *testing.T) bottest.Rig {
//			clock := bottest.NewClock(start)
//			return bottest.Rig{Far: newPhones(t, clock), Clock: clock, Lacks: map[bottest.Part]string{
//				bottest.Editing: "a letter that was posted cannot be changed",
//			}}
//		})
//	}
func Channels(t *testing.T, rig func(t *testing.T) Rig) {
	t.Helper()
	for _, part := range parts {
		t.Run(string(part.name), func(t *testing.T) {
			s := newStand(t, rig(t))
			why, lacks := s.Lacks[part.name]
			switch {
			case lacks && (why == "" || !part.lack):
				t.Fatalf("the rig lacks %s (%q): every channel has it, or says why not", part.name, why)
			case lacks:
				t.Logf("lacks %s: %s", part.name, why)
				return
			}
			part.try(s)
		})
	}
}

// stand is where one part is tried.
type stand struct {
	*testing.T
	Rig
	ch    bot.Channel
	inbox Inbox
	in    int // messages looked at
	out   int // bubbles looked at
	met   map[string]bool
}

// newStand starts a rig's far end. What a rig lacks must be something.
func newStand(t *testing.T, r Rig) *stand {
	t.Helper()
	for name := range r.Lacks {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			t.Fatalf("the rig lacks %q, which is no part of the suite", name)
		}
	}
	s := &stand{T: t, Rig: r, ch: r.Far.Channel(), met: map[string]bool{}}
	r.Far.Start(&s.inbox)
	return s
}
