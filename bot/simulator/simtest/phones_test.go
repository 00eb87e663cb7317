package simtest_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/bot/simulator/simtest"
)

// begin starts phones and what the bot hears.
func begin(t *testing.T, open func(testing.TB, *bottest.Clock) *simtest.Phones) (*simtest.Phones, *bottest.Inbox, *bottest.Clock) {
	t.Helper()
	clock := bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC))
	p, inbox := open(t, clock), &bottest.Inbox{}
	p.Start(inbox)
	return p, inbox, clock
}

// says has the owner do something that is taken.
func says(t *testing.T, p *simtest.Phones, s bottest.Said) string {
	t.Helper()
	s.From = p.Address("owner")
	id, err := p.Say(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestAddresses are numbers, or user ids, and each person has his own.
func TestAddresses(t *testing.T) {
	for name, open := range map[string]func(testing.TB, *bottest.Clock) *simtest.Phones{"": simtest.New, "IN.": simtest.NewHidden} {
		p, inbox, _ := begin(t, open)
		seen := map[string]string{}
		for _, who := range []string{"staff", "owner", "manager", "staff", "p1"} {
			address := p.Address(who)
			if other, taken := seen[address]; taken && other != who || !strings.HasPrefix(address, name) || strings.Trim(address[len(name):], "0123456789") != "" {
				t.Errorf("%s has %s, of %v", who, address, seen)
			}
			seen[address] = who
			if _, err := p.Say(t.Context(), bottest.Said{From: address, Text: who}); err != nil {
				t.Fatal(err)
			}
		}
		if len(seen) != 4 {
			t.Errorf("addresses are %v", seen)
		}
		for _, m := range inbox.Messages() {
			if seen[m.Address] != m.Text {
				t.Errorf("%s wrote from %s", m.Text, m.Address)
			}
		}
	}
}

// TestNobodyListens has a message wait until the bot is there.
func TestNobodyListens(t *testing.T) {
	clock := bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC))
	p := simtest.New(t, clock)
	if err := p.Redeliver(t.Context()); err == nil {
		t.Error("delivered nothing once more")
	}
	id, err := p.Say(t.Context(), bottest.Said{From: p.Address("owner"), Text: "anybody?"})
	if !errors.Is(err, simulator.ErrUndelivered) || id == "" {
		t.Errorf("got %q, %v", id, err)
	}
	inbox := &bottest.Inbox{}
	p.Start(inbox)
	if err := p.Retry(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := inbox.Messages(); len(got) != 1 || got[0].ID != id {
		t.Errorf("came: %+v", got)
	}
}

// TestCannotBeSaid is what no phone can do: nothing reaches the bot.
func TestCannotBeSaid(t *testing.T) {
	p, inbox, _ := begin(t, simtest.New)
	owner := p.Address("owner")
	for _, s := range []bottest.Said{
		{From: owner},
		{From: "911", Text: "x"},
		{From: owner, Tap: "1.1", ReplyTo: "wamid.nothing"},
		{From: owner, Text: "x", Edits: "wamid.nothing"},
		{From: owner, Attach: &bot.Attachment{Kind: "image", Type: "image/png"}},
	} {
		if id, err := p.Say(t.Context(), s); err == nil {
			t.Errorf("%+v was said as %q", s, id)
		}
	}
	if got := inbox.Messages(); len(got) != 0 {
		t.Errorf("came: %+v", got)
	}
}

// TestStartedAnew hands what comes after a start to the new sink, and nothing of
// it to the old.
func TestStartedAnew(t *testing.T) {
	p, old, _ := begin(t, simtest.New)
	says(t, p, bottest.Said{Text: "one"})
	inbox := &bottest.Inbox{}
	p.Start(inbox)
	says(t, p, bottest.Said{Text: "two"})
	if err := p.Redeliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, b := old.Messages(), inbox.Messages(); len(a) != 1 || len(b) != 2 || !reflect.DeepEqual(b[0], b[1]) || b[0].Text != "two" {
		t.Errorf("the old one got %+v, the new one %+v", a, b)
	}
}

// TestShown tells what stands on all phones in the order it came, whole words on
// a list's rows, and nothing that failed.
func TestShown(t *testing.T) {
	p, _, clock := begin(t, simtest.New)
	says(t, p, bottest.Said{Text: "hi"})
	if _, err := p.Say(t.Context(), bottest.Said{From: p.Address("staff"), Text: "hi"}); err != nil {
		t.Fatal(err)
	}
	long := "रमेश पाटिल, दादर, तीन नंबर वाली गली"
	for _, b := range []bot.Bubble{
		{Address: p.Address("staff"), Text: "a"},
		{Address: p.Address("owner"), Text: "b", Choices: []bot.Label{{ID: "1.1", Text: long}, {ID: "1.2", Text: "हाँ"}}},
		{Address: p.Address("staff"), Text: "c", Choices: []bot.Label{{ID: "2.1", Text: "हाँ"}}},
	} {
		if _, err := p.Channel().Send(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	clock.Advance(25 * time.Hour)
	if _, err := p.Channel().Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Text: "too late"}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range p.Shown() {
		line := s.Text
		for _, c := range s.Choices {
			line += " [" + c.ID + " " + c.Text + "]"
		}
		got = append(got, line)
	}
	want := []string{"a", "b [1.1 " + long + "] [1.2 हाँ]", "c [2.1 हाँ]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestDown breaks the way in both manners.
func TestDown(t *testing.T) {
	p, _, _ := begin(t, simtest.New)
	says(t, p, bottest.Said{Text: "hi"})
	for _, want := range []bot.Fault{bot.Transient, bot.Uncertain, bot.Transient} {
		p.Down(true)
		p.Down(true) // is down already
		_, err := p.Channel().Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Text: "x"})
		var e *bot.SendError
		if !errors.As(err, &e) || e.Fault != want {
			t.Errorf("got %v, want it %v", err, want)
		}
		p.Down(false)
	}
	if got := p.Shown(); len(got) != 0 {
		t.Errorf("shown: %+v", got)
	}
}

// TestHold holds up a message, and no mark that one was read.
func TestHold(t *testing.T) {
	p, _, _ := begin(t, simtest.New)
	held, release := p.Hold()
	says(t, p, bottest.Said{Text: "hi"})
	done := make(chan error, 1)
	go func() {
		_, err := p.Channel().Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Text: "x"})
		done <- err
	}()
	<-held
	if got := p.Shown(); len(got) != 1 {
		t.Errorf("shown before the answer: %+v", got)
	}
	release()
	var e *bot.SendError
	if err := <-done; !errors.As(err, &e) || e.Fault != bot.Uncertain {
		t.Errorf("got %v", err)
	}
}
