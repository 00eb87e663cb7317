// Package journaltest is the suite every journal must pass, whatever database it
// stands on.
//
//	func TestConformance(t *testing.T) {
//		journaltest.Run(t, func(t testing.TB, place string, clock bot.Clock) journaltest.Journal {
//			j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(place, "bot.db"), Clock: clock})
//			if err != nil {
//				t.Fatal(err)
//			}
//			return j
//		})
//	}
package journaltest

import (
	"context"
	"io/fs"
	"slices"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// Journal is what the suite asks of a journal.
type Journal interface {
	bot.Journal
	Write(ctx context.Context, do func(context.Context, bot.Tx) error) error
	Read() journal.Reader
	Migrate(ctx context.Context, name string, files fs.FS) error
	AddShop(ctx context.Context, t bot.Tx, zone string, demo bool) (bot.ShopID, error)
	AddMember(ctx context.Context, t bot.Tx, shop bot.ShopID, person bot.PersonID, role bot.Role) error
	Enter(ctx context.Context, t bot.Tx, person bot.PersonID, shop bot.ShopID) error
	Leave(ctx context.Context, t bot.Tx, person bot.PersonID, shop bot.ShopID) error
	Alias(ctx context.Context, t bot.Tx, person bot.PersonID, channel, address string) error
	MemberShops(ctx context.Context, person bot.PersonID) ([]journal.Membership, error)
	Person(ctx context.Context, channel, address string) (bot.PersonID, bot.ShopID, error)
	Bubbles(ctx context.Context, shop bot.ShopID, turn bot.TurnID) ([]journal.Bubble, error)
	Aside(ctx context.Context, limit int) ([]journal.Aside, error)
	Meet(ctx context.Context, t bot.Tx, channel, address string) (bot.PersonID, bot.ShopID, error)
	PutBlob(ctx context.Context, shop bot.ShopID, data []byte, expires time.Time) (string, error)
	KeepNote(ctx context.Context, m bot.Message, data []byte, expires time.Time) (string, error)
	Blob(ctx context.Context, shop bot.ShopID, key string) ([]byte, error)
	Depth(ctx context.Context, channels ...string) (journal.Depth, error)
	Writable(ctx context.Context) error
	Mark(ctx context.Context, name string, since time.Time) (bool, error)
	Tell(ctx context.Context, key string, to bot.Target, replies ...bot.Reply) (bool, error)
	SweepBlobs(ctx context.Context, limit int) (int, error)
	Stand(ctx context.Context, shop bot.ShopID) (journal.Stand, error)
	Remind(ctx context.Context, t bot.Tx, shop bot.ShopID, turn bot.TurnID, n bot.Nudge, at time.Time) error
	Audit(ctx context.Context, shop bot.ShopID, since time.Time, limit int) ([]journal.Deed, error)
	Note(ctx context.Context, d journal.Deed) error
	Letters(ctx context.Context, after int64, limit int) ([]journal.Letter, error)
	Resend(ctx context.Context, ids ...int64) ([]int64, error)
	Drop(ctx context.Context, ids ...int64) ([]int64, error)
	Prune(k journal.Keep) *journal.Pruning
	DuePruning(ctx context.Context, every time.Duration) (bool, error)
	Erase(ctx context.Context, shop bot.ShopID) (journal.Erased, error)
	CloseShop(ctx context.Context, t bot.Tx, shop bot.ShopID, at time.Time) error
	Halt(ctx context.Context, shop bot.ShopID, resume bool) (bool, error)
	Closed(ctx context.Context, limit int) ([]bot.ShopID, error)
	Unsay(ctx context.Context, shop bot.ShopID, about func(text string) bool) (int, error)
	Interrupt(ctx context.Context, t bot.Tx, shop bot.ShopID) error
	Destroyed(ctx context.Context, t bot.Tx, shop bot.ShopID, thing, now string) error
	Agrees(ctx context.Context, shop bot.ShopID, person bot.PersonID, purpose string) (bool, error)
	Chosen(ctx context.Context, shop bot.ShopID, upTo bot.TurnID) ([]journal.Chosen, error)
	AddPass(ctx context.Context, uses int, until time.Time) (code string, id int64, err error)
	Passes(ctx context.Context) ([]journal.Pass, error)
	RevokePass(ctx context.Context, id int64) error
	Opens(ctx context.Context, code string) (bool, error)
	Enlist(ctx context.Context, names ...string) (int, error)
	Unlist(ctx context.Context, names ...string) (int, error)
	Listed(ctx context.Context, names ...string) (bool, error)
	Guests(ctx context.Context) (int, error)
	Newcomers(ctx context.Context, since time.Time) (int, error)
	Knock(ctx context.Context, name, what string, most int, in time.Duration) (bool, error)
	CountSpeech(ctx context.Context, day string, shop bot.ShopID, s journal.Speech) error
	Speech(ctx context.Context, shop bot.ShopID, from, to string) ([]journal.Speech, error)
	Close() error
}

// Opener opens the journal that is kept at place, an existing folder. Opened
// twice, also at the same time, the same place is the same journal.
type Opener func(t testing.TB, place string, clock bot.Clock) Journal

// Run runs the suite.
func Run(t *testing.T, open Opener) {
	for _, s := range slices.Concat(operators(), oversight(), turnParts(), aloudParts(), peopleParts(), handoverParts(), doorParts(), speechParts()) {
		t.Run(s.name, func(t *testing.T) { s.test(newWorld(t, open)) })
	}
	watching(t, open)
}

// turnParts are about messages, turns and their answers.
func turnParts() []part {
	return []part{
		{"strangers are welcomed", strangers},
		{"a message is kept once", dedupe},
		{"messages keep their order", order},
		{"bad messages are refused whole", refused},
		{"a burst is grouped", grouping},
		{"a grouping can be refused", groupingRefused},
		{"a turn is committed whole", commit},
		{"a stale turn is refused", stale},
		{"a turn reaches another shop", reached},
		{"another shop is told", reachedTold},
		{"two shops reach each other", reachedBothWays},
		{"a worked message is refused", done},
		{"an earlier message comes first", notNext},
		{"what comes first when all is wrong", precedence},
		{"nothing is left of a failed turn", rollback},
		{"a panic is one turn's own", panics},
		{"a cancelled turn is none", cancelled},
		{"a turn is undone once", undo},
		{"an undo is undone", redo},
		{"a correction is corrected", corrected},
		{"undoing drops what is unsaid", unsaid},
		{"turns are found again", lookups},
		{"what was told last is found", lastTold},
		{"bubbles are claimed once", claim},
		{"what waits behind many is claimed", behind},
		{"bubbles are settled", settle},
		{"what is sent stays sent", final},
		{"an answer in parts is gone on with", parts},
		{"statuses only go forward", track},
		{"a claim that ran out says nothing", fenced},
		{"what is held back was not tried", held},
		{"what may have arrived is not forgotten", doubtful},
		{"many tell at once", crowd},
		{"what is told at the end is written", crowdClosing},
		{"two tell in opposite orders", crossed},
		{"told at once is told one by one", atOnce},
	}
}

// aloudParts are about voice notes, and what else goes beside words.
func aloudParts() []part {
	return []part{
		{"a voice note comes behind its answer", aloud},
		{"what was said is spoken alone", aloudAlone},
		{"a voice note is no letter", aloudFailed},
		{"undoing drops voice notes", aloudUndone},
		{"what is not to be said is no letter", skipped},
		{"what went beside words is known", carried},
	}
}

// peopleParts are about whom it knows, what it keeps, and its end.
func peopleParts() []part {
	return []part{
		{"one person has several addresses", byUser},
		{"people change their numbers", moved},
		{"what nobody can read is set aside", setAside},
		{"a lost claim is claimed again", lost},
		{"shops are kept apart", isolation},
		{"people come and go", people},
		{"who leaves goes home", home},
		{"a place is taken once, by its code", placed},
		{"a failed turn lets nobody in", unplaced},
		{"who has a PIN, and who guessed wrong", secrets},
		{"those who may be are told", notices},
		{"a secret is forgotten", scrubbed},
		{"who agreed, and to what", agreed},
		{"what is not wanted any more is not sent", unwanted},
		{"who has enough has enough everywhere", everywhere},
		{"addresses belong to one person", aliases},
		{"people are invited before they write", invited},
		{"blobs are kept and forgotten", blobs},
		{"whose voice is not to be kept", sounds},
		{"a note is heard as none is to be kept", soundsBeside},
		{"zones are those of shops", zones},
		{"shops are gone over in order", shopkeepers},
		{"owners are told who have written", owners},
		{"a step of the schedule is taken once", firing},
		{"a job leaves the conversation alone", unasked},
		{"reminders wait for their time", reminders},
		{"no reminder of a failed turn", noReminder},
		{"what is held stays of its slot", keepsSlot},
		{"answers rest in quiet hours", rests},
		{"answers go to another channel too", diverted},
		{"people are reached where they wrote last", reach},
		{"reopening keeps everything", reopening},
		{"a domain keeps its own tables", domain},
		{"two journals on one place", together},
		{"units fail alone", alone},
		{"units waiting at the end are finished", closing},
		{"random days match a plain model", property},
	}
}

// part is one part of the suite.
type part struct {
	name string
	test func(*world)
}
