package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// overseen has an operator and an administrator; shops are called by their numbers.
func overseen(c *bot.Config) {
	at := c.Channels[0].Name()
	c.Operators = []bot.Target{{Channel: at, Address: "desk"}}
	c.Admins = []bot.Target{{Channel: at, Address: "boss"}}
	c.Title = titles
}

// newOverseen is a chat of the owner in shop 1, with the operator's shop 2 and the
// administrator's shop 3.
func newOverseen(t testing.TB, d *diary) *chat {
	d.and = overseen
	c := newDiary(t, d)
	for _, who := range []string{"desk", "boss"} {
		c.receive(c.message(who, "total own"))
	}
	c.settle()
	return c
}

// TestWhoMayWriteWhat is who may write which command: an administrator is an operator.
func TestWhoMayWriteWhat(t *testing.T) {
	c := newOverseen(t, &diary{})
	const refused, nothing = "bot.desk.admin", "bot.unknown"
	for _, row := range []struct{ command, owner, desk, boss string }{
		{"/waiting", nothing, "bot.desk.none", "bot.desk.none"},
		{"/list", nothing, "bot.desk.none", "bot.desk.none"},
		{"/show 1", nothing, "bot.desk.number", "bot.desk.number"},
		{"/take 1", nothing, "bot.desk.number", "bot.desk.number"},
		{"/reply 1 hello", nothing, "bot.desk.number", "bot.desk.number"},
		{"/back 1", nothing, "bot.desk.number", "bot.desk.number"},
		{"/dead", nothing, "bot.desk.dead.none", "bot.desk.dead.none"},
		{"/shops", nothing, refused, "bot.desk.shops"},
		{"/shop 1", nothing, refused, "bot.desk.shop"},
		{"/shop kirana 1", nothing, refused, "bot.desk.shop"},
		{"/spend", nothing, refused, "bot.desk.spend"},
		{"/pause 2", nothing, refused, "bot.desk.paused"},
		{"/resume 2", nothing, refused, "bot.desk.resumed"},
		{"/other", nothing, "bot.desk.unknown", "bot.desk.unknown"},
	} {
		for who, want := range map[string]string{"owner": row.owner, "desk": row.desk, "boss": row.boss} {
			if key, _, _ := strings.Cut(c.as(who, row.command), " "); key != want {
				t.Errorf("%s of %s is answered %s, want %s", row.command, who, key, want)
			}
		}
	}
}

// deeds are what stands in a shop's audit of the desk, with who did it; the oldest first.
func (c *chat) deeds(shop bot.ShopID) (out []string) {
	c.t.Helper()
	all, err := c.journal.Audit(c.t.Context(), shop, time.Time{}, 1000)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, d := range slices.Backward(all) {
		if strings.HasPrefix(d.What, "desk:") {
			out = append(out, fmt.Sprintf("%s %s by %d in turn %v", d.Act, d.What, d.Person, d.Turn != 0))
		}
	}
	return out
}

// Each look at a shop stands in its audit, and what is only searched is looked at by
// nobody: property 46.
func TestProperty46_LooksAreAudited(t *testing.T) {
	c := newOverseen(t, &diary{})
	boss, _, err := c.journal.Person(t.Context(), c.wire.Name(), "boss")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, step := range []struct{ command, deed string }{
		{"/shops", "read desk:shops"},
		{"/shop 1", "read desk:shop"},
		{"/shop kirana 1", "read desk:shop"},
		{"/shop kirana", "read desk:shops"}, // three are called so
		{"/shop kirana 2", ""},
		{"/shop 2", ""},
		{"/shop nobody", ""},
		{"/spend", ""},
		{"/pause 1", "write desk:paused"},
		{"/pause 1", ""},
		{"/resume 1", "write desk:resumed"},
		{"/resume 1", ""},
		{"/pause 2", ""},
	} {
		c.as("boss", step.command)
		if step.deed != "" {
			want = append(want, fmt.Sprintf("%s by %d in turn true", step.deed, boss))
		}
		if got := c.deeds(1); !slices.Equal(got, want) {
			t.Fatalf("after %s: %q, want %q", step.command, got, want)
		}
	}
	c.as("desk", "/shop 1")
	if got := c.deeds(1); !slices.Equal(got, want) {
		t.Errorf("what was refused is in the audit: %q", got)
	}
}

// bill is what a month cost, in a test.
type bill struct{ err error }

func (b bill) Month(context.Context, time.Time) (bot.Spent, error) {
	return bot.Spent{By: map[string]bot.Posts{"utility": {Messages: 3, Sum: 345}, "marketing": {Messages: 1, Sum: 86}}, Sum: 431, Limit: 1000}, b.err
}

func (b bill) OfShop(_ context.Context, shop bot.ShopID, _ time.Time) (bot.Spent, error) {
	return bot.Spent{By: map[string]bot.Posts{"utility": {Messages: int64(shop), Sum: 345}}, Sum: 345}, b.err
}

// told are the newest replies of a person's turns, as they are kept.
func (c *chat) told(shop bot.ShopID, who string) []bot.Reply {
	c.t.Helper()
	person, _, err := c.journal.Person(c.t.Context(), c.wire.Name(), who)
	if err != nil {
		c.t.Fatal(err)
	}
	s, err := c.journal.Checkpoint(c.t.Context(), shop, person)
	if err != nil {
		c.t.Fatal(err)
	}
	return s.Said
}

// amounts are the figures of a reply.
func amounts(t *testing.T, r bot.Reply) map[string]int64 {
	t.Helper()
	values, err := r.Args.Values()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for name, v := range values {
		if v.Kind == bot.Number || v.Kind == bot.Money {
			out[name] = v.N
		}
	}
	return out
}

func TestWhatMessagesCost(t *testing.T) {
	c := newOverseen(t, &diary{})
	c.reopen(func(config *bot.Config) {
		overseen(config)
		config.Spending = bill{}
	})
	c.as("boss", "/spend")
	said := c.told(3, "boss")
	if len(said) != 3 {
		t.Fatalf("said %v", said)
	}
	for i, want := range []string{
		"map[Limit:1000 Messages:4000 Percent:43000 Sum:431]", "map[Messages:1000 Sum:86]", "map[Messages:3000 Sum:345]",
	} {
		if got := fmt.Sprint(amounts(t, said[i])); got != want {
			t.Errorf("said %s, want %s", got, want)
		}
	}
	c.as("boss", "/shop 2")
	if got := fmt.Sprint(amounts(t, c.told(3, "boss")[0])); got != "map[Count:1000 Messages:2000 Sum:345]" {
		t.Errorf("of a shop: %s", got)
	}
	c.reopen(func(config *bot.Config) {
		overseen(config)
		config.Spending = bill{errors.New("no meter")}
	})
	if got := c.as("boss", "/spend"); got != "bot.broken" {
		t.Errorf("said %q", got)
	}
}

// talk is what speech was; nothing but an error when there is one.
type talk struct {
	day, month bot.Talked
	err        error
}

func (t talk) Talked(context.Context, time.Time) (day, month bot.Talked, err error) {
	return t.day, t.month, t.err
}

func TestWhatSpeechCosts(t *testing.T) {
	c := newOverseen(t, &diary{})
	month := bot.Talked{Heard: 90*time.Minute + 600*time.Millisecond, Spoken: time.Minute, Sum: 4530}
	for _, tt := range []struct {
		talk talk
		want []string
	}{
		{talk{}, nil},
		{talk{month: month}, []string{"map[Heard:0 Spoken:0 Sum:0]", "map[Heard:5401000 Spoken:60000 Sum:4530]"}},
		{
			talk{day: bot.Talked{Heard: time.Second, Sum: 150, Limit: 400}, month: month},
			[]string{"map[Heard:1000 Limit:400 Percent:37000 Spoken:0 Sum:150]", "map[Heard:5401000 Spoken:60000 Sum:4530]"},
		},
	} {
		c.reopen(func(config *bot.Config) {
			overseen(config)
			config.Talk = tt.talk
		})
		c.as("boss", "/spend")
		said := c.told(3, "boss")
		if len(said) != 1+len(tt.want) {
			t.Fatalf("said %v", said)
		}
		for i, want := range tt.want {
			if got := fmt.Sprint(amounts(t, said[i+1])); got != want {
				t.Errorf("said %s, want %s", got, want)
			}
		}
	}
	c.reopen(func(config *bot.Config) {
		overseen(config)
		config.Talk = talk{err: errors.New("no meter")}
	})
	if got := c.as("boss", "/spend"); got != "bot.broken" {
		t.Errorf("said %q", got)
	}
}

// What did not arrive is counted for every operator.
func TestDeadLetters(t *testing.T) {
	c := newOverseen(t, &diary{})
	c.receive(c.message("owner", "total ali"))
	c.wire.Fail(&bot.SendError{Fault: bot.Refused, Err: errors.New("no such number")})
	c.settle()
	c.wire.Fail(nil)
	if got := c.as("desk", "/dead"); !strings.HasPrefix(got, "bot.desk.dead Command=bot letters Count=1") {
		t.Errorf("said %q", got)
	}
}

// No news go to a shop that is stopped, and what was asked for waits until it goes on.
func TestJobsPassOverAStoppedShop(t *testing.T) {
	d := &diary{note: 48 * time.Hour}
	c := newOverseen(t, d)
	c.expect([2]string{"remind ali 30", "diary.remind.done"})
	c.as("boss", "/pause 1")
	if got := c.hears(25 * time.Hour); got != "" {
		t.Errorf("told %q", got)
	}
	if got := c.as("boss", "/resume 1") + c.hears(time.Minute); !strings.HasSuffix(got, "diary.note Who=ali") {
		t.Errorf("afterwards %q", got)
	}
	if got := c.hears(24 * time.Hour); !strings.HasPrefix(got, "diary.morning") {
		t.Errorf("the next morning %q", got)
	}
}

// A job that was fired a moment before its shop was stopped is not done.
func TestAJobMeetsAStoppedShop(t *testing.T) {
	d := &diary{}
	c := newOverseen(t, d)
	person, shop, err := c.journal.Person(t.Context(), c.wire.Name(), "owner")
	if err != nil {
		t.Fatal(err)
	}
	d.skipped()
	_, err = c.journal.Fire(t.Context(), bot.Firing{Messages: []bot.Message{{
		Channel: bot.JobChannel, ID: "x", From: person, Shop: shop, Due: &bot.Due{Job: "diary.morning", Slot: "x", At: c.clock.Now()},
	}}})
	if err == nil {
		_, err = c.journal.Halt(t.Context(), shop, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := c.settle(); got != "" || d.skipped() != "stopped diary.morning x" {
		t.Errorf("said %q", got)
	}
}

// Who is with an operator stays with him; the bot is no way around.
func TestAHandoverInAStoppedShop(t *testing.T) {
	c := newOverseen(t, &diary{})
	c.say("human")
	c.as("boss", "/pause 1")
	if got := c.say("add ali 5"); !strings.Contains(got, "bot.desk.line Text=add ali 5") {
		t.Errorf("relayed %q", got)
	}
	if got := c.as("desk", "/reply 1 one moment"); !strings.Contains(got, "bot.person.says Text=one moment") {
		t.Errorf("replied %q", got)
	}
	c.as("desk", "/back 1")
	if got := c.say("add ali 5"); got != "bot.door.suspended" {
		t.Errorf("said %q", got)
	}
	c.holds("")
}

// TestPropertyAStoppedBookStays has people of two shops write at random, one of which is
// stopped and goes on: its book changes only while it goes on, each is told at most once
// a day, and the other shop notices nothing.
func TestPropertyAStoppedBookStays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := &diary{}
		c := newOverseen(t, d)
		if err := c.join(t.Context(), c.wire.Name(), "owner", "staff", bot.Staff); err != nil {
			r.Fatal(err)
		}
		w := &suspended{chat: c, T: r, told: map[string]time.Time{}}
		for range rapid.IntRange(1, 20).Draw(r, "steps") {
			w.step()
		}
	})
}

// suspended is a shop that is stopped at times.
type suspended struct {
	*chat
	*rapid.T
	n       int
	stopped bool
	told    map[string]time.Time // when each was told last that it is
}

// step has somebody write, time pass, or the shop stopped.
func (w *suspended) step() {
	switch rapid.IntRange(0, 9).Draw(w.T, "what") {
	case 0:
		w.stopped = rapid.Bool().Draw(w.T, "stop")
		verb := map[bool]string{true: "/pause 1", false: "/resume 1"}[w.stopped]
		w.receive(w.message("boss", verb))
	case 1:
		w.clock.Advance(time.Duration(rapid.IntRange(1, 30).Draw(w.T, "hours")) * time.Hour)
	default:
		w.writes()
		return
	}
	w.settle()
}

// writes has somebody write, and looks at what came of it.
func (w *suspended) writes() {
	w.n++
	who := rapid.SampledFrom([]string{"owner", "staff", "desk"}).Draw(w.T, "who")
	text := rapid.SampledFrom([]string{
		fmt.Sprintf("add x%d 1", w.n), fmt.Sprintf("add x%d 1", w.n), "undo", "remind Bea 20", "rather 7", "add carl", "it's 5", "yes", "1", "/resume 1",
	}).Draw(w.T, "text")
	w.settle() // what was due
	before, sent := w.book(w.t.Context(), w.t), len(w.wire.Sent())
	w.receive(w.message(who, text))
	w.settle()
	left, err := w.journal.Pending(w.t.Context(), 1, 10)
	if err != nil || len(left) > 0 {
		w.Fatalf("%d messages wait, %v", len(left), err)
	}
	answers := w.shown(who, sent)
	if who == "desk" || !w.stopped {
		if len(answers) == 0 || slices.Contains(answers, "bot.door.suspended") {
			w.Fatalf("%s of %s is answered %q", text, who, answers)
		}
		return
	}
	if after := w.book(w.t.Context(), w.t); after != before {
		w.Fatalf("%s of %s changed the book: %q, was %q", text, who, after, before)
	}
	due := w.clock.Now().Sub(w.told[who]) >= bot.ToldAgain
	if want := map[bool][]string{true: {"bot.door.suspended"}}[due]; !slices.Equal(answers, want) {
		w.Fatalf("%s of %s is answered %q, want %q", text, who, answers, want)
	}
	if due {
		w.told[who] = w.clock.Now()
	}
}

// Whoever is stopped from outside of the chat is stopped as well.
func TestStoppedByTheJournal(t *testing.T) {
	c := newOverseen(t, &diary{})
	if did, err := c.journal.Halt(t.Context(), 1, false); !did || err != nil {
		t.Fatal(did, err)
	}
	c.expect([2]string{"add ali 5", "bot.door.suspended"}, [2]string{"add ali 5", ""})
	c.holds("")
}
