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

// staffed has two operators, who have written before.
func staffed(c *bot.Config) {
	for _, who := range []string{"desk", "night"} {
		c.Operators = append(c.Operators, bot.Target{Channel: c.Channels[0].Name(), Address: who})
	}
}

// newStaffed is a chat with operators, and a diary's jobs.
func newStaffed(t testing.TB, d *diary) *chat {
	d.and = staffed
	c := newDiary(t, d)
	for _, who := range []string{"desk", "night"} {
		c.receive(c.message(who, "total own"))
	}
	c.settle()
	return c
}

// as has somebody write; it returns what everybody reads.
func (c *chat) as(who, text string) string {
	c.t.Helper()
	c.receive(c.message(who, text))
	return c.settle()
}

// shown are the texts of bubbles of one address, after the first so many of all.
func (c *chat) shown(who string, after int) (out []string) {
	for _, s := range c.wire.Sent()[after:] {
		if s.Address == who {
			out = append(out, s.Text)
		}
	}
	return out
}

// hears lets time pass, a little at a time, and returns what the owner is told meanwhile.
func (c *chat) hears(d time.Duration) string {
	c.t.Helper()
	before := len(c.wire.Sent())
	for left := d; left > 0; left -= 10 * time.Minute {
		c.clock.Advance(min(left, 10*time.Minute))
		c.settle()
	}
	return strings.Join(c.shown("owner", before), "\n")
}

const wasAsked = "bot.person.asked [bot]"

func TestNobodyAnswersInTime(t *testing.T) {
	c := newStaffed(t, &diary{})
	if got := c.say("human"); !strings.HasSuffix(got, wasAsked) {
		t.Fatalf("said %q", got)
	}
	c.say("add ali 5")
	if got := c.hears(bot.HandoverWait - time.Second); got != "" {
		t.Fatalf("early: %q", got)
	}
	before := len(c.wire.Sent())
	c.wait(time.Second)
	if got := c.shown("owner", before); len(got) != 1 || !strings.HasPrefix(got[0], "bot.person.late") {
		t.Errorf("told %q", got)
	}
	for _, who := range []string{"desk", "night"} {
		if got := c.shown(who, before); len(got) != 1 || !strings.HasPrefix(got[0], "bot.desk.end.late") {
			t.Errorf("%s is told %q", who, got)
		}
	}
	c.expect([2]string{"add ali 5", added5})
}

// An answer in time gives both as long again; then the talk is over, and only then.
func TestTheTalkEndsWhenNobodyGoesOn(t *testing.T) {
	c := newStaffed(t, &diary{})
	c.say("human")
	c.clock.Advance(20 * time.Hour)
	c.as("desk", "/reply 1 yes?")
	if got := c.hears(bot.HandoverWait - time.Second); got != "" {
		t.Fatalf("early: %q", got)
	}
	before := len(c.wire.Sent())
	c.wait(time.Second)
	if got := c.shown("owner", before); len(got) != 1 || !strings.HasPrefix(got[0], "bot.person.over") {
		t.Errorf("told %q", got)
	}
	if got := c.shown("night", before); len(got) != 0 {
		t.Errorf("who does not have it is told %q", got)
	}
}

// A job that ends one handover leaves the next alone.
func TestTheNextHandoverHasItsOwnTime(t *testing.T) {
	c := newStaffed(t, &diary{})
	c.say("human")
	c.clock.Advance(time.Hour)
	c.say("the bot")
	c.say("human")
	if got := c.hears(bot.HandoverWait - time.Hour); got != "" {
		t.Errorf("the job of the first says %q", got)
	}
	if got := c.hears(time.Hour); !strings.Contains(got, "bot.person.late") {
		t.Errorf("the second ends with %q", got)
	}
}

// Nobody was there to end it in time, or there are no operators any more: the next
// message ends it, and is worked.
func TestAForgottenHandoverEndsWithTheNextMessage(t *testing.T) {
	d := &diary{}
	c := newStaffed(t, d)
	c.say("human")
	c.reopen(func(config *bot.Config) {
		d.and = nil
		d.change(config)
	})
	if got := c.say("add ali 5"); got != "bot.person.late\n"+added5 {
		t.Errorf("without operators: %q", got)
	}
}

// What would be said unasked waits, or is left out, while an operator answers.
func TestJobsKeepQuietMeanwhile(t *testing.T) {
	d := &diary{}
	c := newStaffed(t, d)
	c.expect([2]string{"remind ali 30", "diary.remind.done"})
	c.say("human")
	if got := c.hears(30 * time.Minute); got != "" {
		t.Errorf("the reminder is said: %q", got)
	}
	if got := d.skipped(); got != "an operator answers diary.note #1" {
		t.Errorf("skipped %q", got)
	}
	if got := c.hears(22*time.Hour + 30*time.Minute); got != "" {
		t.Errorf("said %q", got)
	}
	if got := d.skipped(); !strings.Contains(got, "an operator answers diary.morning 2026-03-03") {
		t.Errorf("skipped %q", got)
	}
	c.say("the bot")
	if got := c.hears(bot.HoldPause); got != "diary.note Who=ali" {
		t.Errorf("afterwards %q", got)
	}
	if got := c.hears(bot.HoldPause); got != "" {
		t.Errorf("again %q", got)
	}
}

// A bubble of a handover that is over is none to answer, and says so.
func TestAnAnswerTooLate(t *testing.T) {
	c := newStaffed(t, &diary{})
	c.say("human")
	bubble := ""
	for _, s := range c.wire.Sent() {
		if s.Address == "desk" {
			bubble = s.ID
		}
	}
	c.say("the bot")
	m := c.message("desk", "still there?")
	m.ReplyTo = bubble
	c.receive(m)
	if got := c.settle(); got != "bot.desk.closed Number=1" {
		t.Errorf("said %q", got)
	}
	c.say("human")
	m = c.message("desk", "/reply 2 hello")
	m.ReplyTo = bubble
	c.receive(m)
	if got := c.settle(); got != "bot.desk.two Number=1 Other=2" {
		t.Errorf("two: said %q", got)
	}
	m = c.message("night", "hello") // it was not sent to him
	m.ReplyTo = bubble
	c.receive(m)
	if got := c.settle(); got != "bot.greet Another=tally.total.example Example=tally.add.example" {
		t.Errorf("another's bubble: said %q", got)
	}
	long := c.message("desk", "/reply 2 "+strings.Repeat("x", bot.MaxText))
	file := c.message("desk", "/reply 2 see")
	file.Media = []bot.Media{{Kind: "image"}}
	c.receive(long, file)
	if got := c.settle(); got != "bot.desk.long Number=2\nbot.desk.words Number=2" {
		t.Errorf("long, file: said %q", got)
	}
}

// What an operator writes to a person is kept with that one's shop, and not his own.
func TestAnOperatorsWordsAreForgotten(t *testing.T) {
	c := newStaffed(t, &diary{})
	c.say("human")
	c.as("desk", "/reply 1 zanzibar")
	var with int
	row := c.journal.Read().QueryRowContext(t.Context(), "select count(*) from inbox where body like '%zanzibar%'")
	if err := row.Scan(&with); err != nil || with != 0 {
		t.Errorf("%d messages have it, %v", with, err)
	}
}

// flaky loses commits, before or after they are written.
type flaky struct {
	bot.Journal
	lose func() int
}

func (f *flaky) Commit(ctx context.Context, c bot.Commit, apply func(context.Context, bot.Tx) error) error {
	switch f.lose() {
	case 0:
		return bot.ErrStale
	case 1:
		if err := f.Journal.Commit(ctx, c, apply); err != nil {
			return err
		}
		return errors.New("nobody heard of it")
	}
	return f.Journal.Commit(ctx, c, apply)
}

// street is two shops that know nothing of each other and two operators, at random.
type street struct {
	*chat
	*rapid.T
	n    int
	open map[string]bool // with an operator
}

// step has somebody do something.
func (w *street) step() {
	t := w.T
	who := rapid.SampledFrom([]string{"owner", "owner", "bina", "bina", "desk", "night"}).Draw(t, "who")
	w.n++
	mark := fmt.Sprintf("%s%d", who, w.n)
	number := rapid.IntRange(1, 4).Draw(t, "number")
	text := rapid.SampledFrom([]string{
		"human", "add " + mark + " 1", "add " + mark + " 1", "the bot", "undo", "4821", "/waiting",
		fmt.Sprintf("/reply %d %s", number, mark), fmt.Sprintf("/reply %d %s", number, mark), fmt.Sprintf("/back %d", number),
		fmt.Sprintf("/take %d", number), fmt.Sprintf("/show %d", number),
	}).Draw(t, "text")
	m := w.message(who, text)
	before, was := len(w.wire.Sent()), w.open[who]
	w.receive(m)
	if rapid.Bool().Draw(t, "again") {
		w.receive(m)
	}
	w.settle()
	w.look(before)
	if (who == "owner" || who == "bina") && was {
		w.relayed(who, text, mark, before)
	}
	if rapid.IntRange(0, 9).Draw(t, "time") == 0 {
		before = len(w.wire.Sent())
		w.clock.Advance(25 * time.Hour)
		w.settle()
		w.look(before)
	}
}

// look reads what the two of the shops are shown: the bot keeps quiet with who talks to
// an operator, an operator with who talks to the bot, and nobody reads of the other.
func (w *street) look(before int) {
	for _, s := range w.wire.Sent()[before:] {
		other := map[string]string{"owner": "bina", "bina": "owner"}[s.Address]
		if other == "" {
			continue
		}
		key, _, _ := strings.Cut(s.Text, " ")
		switch key {
		case "bot.person.asked":
			w.open[s.Address] = true
		case "bot.person.says", "bot.person.returned", "bot.person.back", "bot.person.late", "bot.person.over":
			if !w.open[s.Address] {
				w.Fatalf("%s reads %q from the bot", s.Address, s.Text)
			}
			w.open[s.Address] = key == "bot.person.says"
		default:
			if w.open[s.Address] {
				w.Fatalf("%s reads %q from an operator", s.Address, s.Text)
			}
		}
		if strings.Contains(s.Text, other) {
			w.Fatalf("%s reads %q of the other", s.Address, s.Text)
		}
		if strings.HasPrefix(key, "bot.desk.") {
			w.Fatalf("%s reads %q as an operator", s.Address, s.Text)
		}
	}
}

// relayed looks whether what was written to an operator came to each once, and secrets
// to nobody.
func (w *street) relayed(who, text, mark string, before int) {
	if text == "the bot" {
		if w.open[who] {
			w.Fatalf("%s is not with the bot", who)
		}
		return
	}
	told := 0
	for _, desk := range []string{"desk", "night"} {
		about := slices.DeleteFunc(w.shown(desk, before), func(s string) bool { return !strings.HasPrefix(s, "bot.desk.from") })
		if len(about) > 1 {
			w.Fatalf("%s is told %q", desk, about)
		}
		for _, s := range about {
			told++
			if want := "bot.desk.line Text=" + text; text != "4821" && !strings.HasSuffix(s, want) || strings.Contains(s, "4821") {
				w.Fatalf("%s is told %q of %q", desk, s, text)
			}
		}
	}
	if told == 0 {
		w.Fatalf("nobody is told %q", text)
	}
	if book := w.book(w.t.Context(), w.t); strings.Contains(book, mark) {
		w.Fatalf("the book has %q", book)
	}
}

// TestPropertyNobodyIsAnsweredByTwo has two shops and two operators write at random, while
// commits are lost and messages come twice.
func TestPropertyNobodyIsAnsweredByTwo(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := newChat(t, nil)
		calm := true
		c.reopen(func(config *bot.Config) {
			staffed(config)
			config.Journal = &flaky{config.Journal, func() int {
				if calm {
					return 9
				}
				return rapid.IntRange(0, 9).Draw(r, "lost")
			}}
		})
		for _, who := range []string{"desk", "night", "owner", "bina"} {
			c.as(who, "total own")
		}
		calm = false
		w := &street{chat: c, T: r, open: map[string]bool{}}
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			w.step()
		}
	})
}
