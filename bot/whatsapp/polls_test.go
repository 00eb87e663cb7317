package whatsapp_test

import (
	"crypto/sha256"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mau.fi/util/jsontime"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

// noted is a channel that remembers, in a file.
func noted(t *testing.T, change func(*whatsapp.Config)) (*phones, *bottest.Inbox) {
	t.Helper()
	p := newPhones(t, bottest.NewClock(start))
	c := whatsapp.Config{Client: p, Self: p, Clock: p.clock, Notes: device(t, filepath.Join(t.TempDir(), "device.db")).Notes()}
	change(&c)
	ch, err := whatsapp.New(c)
	if err != nil {
		t.Fatal(err)
	}
	p.ch = ch
	inbox := &bottest.Inbox{}
	p.Start(inbox)
	p.known[p.Address("owner")] = true
	return p, inbox
}

// votes has the owner vote in a poll.
func (p *phones) vote(t *testing.T, poll, id string, words ...string) {
	t.Helper()
	v := &waE2E.PollVoteMessage{}
	for _, w := range words {
		sum := sha256.Sum256([]byte(w))
		v.SelectedOptions = append(v.SelectedOptions, sum[:])
	}
	p.mu.Lock()
	if p.votes == nil {
		p.votes = map[types.MessageID]*waE2E.PollVoteMessage{}
	}
	p.votes[id] = v
	p.mu.Unlock()
	p.comes(t, &waE2E.Message{PollUpdateMessage: &waE2E.PollUpdateMessage{PollCreationMessageKey: key(poll)}}, id)
}

// TestPolls votes, changes the vote, withdraws it, and votes again.
func TestPolls(t *testing.T) {
	p, inbox := noted(t, func(c *whatsapp.Config) { c.Polls = true })
	poll, err := p.ch.Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Ref: "x.1.1", Text: "Kaunsa?", Choices: []bot.Label{{ID: "7.1", Text: "Patil"}, {ID: "7.2", Text: "Doosra"}}})
	if err != nil {
		t.Fatal(err)
	}
	made := p.sent[0].GetPollCreationMessage()
	if made.GetName() != "Kaunsa?" || len(made.GetOptions()) != 2 || made.GetSelectableOptionsCount() != 1 {
		t.Errorf("the poll is %v", made)
	}
	p.vote(t, poll, "V1", "Patil")
	p.vote(t, poll, "V2", "Doosra")
	p.vote(t, poll, "V3")
	p.vote(t, poll, "V3") // brought once more: it has nothing to withdraw
	p.vote(t, poll, "V4", "Patil")
	p.vote(t, poll, "V5", "what was never asked")
	p.vote(t, "3EB0DEAD", "V6", "Patil")
	var got []string
	for _, m := range inbox.Messages() {
		got = append(got, strings.Join([]string{m.ID, m.Pick, m.Text, "edits " + m.Edits, "deletes " + m.Deletes}, ", "))
	}
	want := []string{
		"V1, 7.1, Patil, edits , deletes ",
		"V2, 7.2, Doosra, edits V1, deletes ",
		"V3, , , edits , deletes V2",
		"V4, 7.1, Patil, edits , deletes ",
		"V5, , , edits , deletes V4",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("heard\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestNoPoll shows numbered lines where a poll would not do.
func TestNoPoll(t *testing.T) {
	for name, b := range map[string]bot.Bubble{
		"one choice": {Text: "?", Choices: []bot.Label{{ID: "1", Text: "Haan"}}},
		"alike":      {Text: "?", Choices: []bot.Label{{ID: "1", Text: "Haan"}, {ID: "2", Text: " Haan"}}},
		"too long":   {Text: strings.Repeat("क", 256), Choices: []bot.Label{{ID: "1", Text: "Haan"}, {ID: "2", Text: "Nahi"}}},
		"nothing":    {Text: "✍️"},
	} {
		p, _ := noted(t, func(c *whatsapp.Config) { c.Polls = true })
		b.Address, b.Ref = p.Address("owner"), "x.1.1"
		if _, err := p.ch.Send(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		if p.sent[0].Conversation == nil {
			t.Errorf("%s is a poll", name)
		}
	}
}

// news is what nobody asked for.
func news(p *phones, ref string) bot.Bubble {
	return bot.Bubble{Address: p.Address("owner"), Ref: ref, Text: "Suprabhat", Unasked: true}
}

// TestReachOutTimelock holds news while the number may write to nobody new, lets answers
// go, and tells the operator once what is the matter and once that it is over.
func TestReachOutTimelock(t *testing.T) {
	var told []whatsapp.Trouble
	p, _ := noted(t, func(c *whatsapp.Config) { c.Tell = func(w whatsapp.Trouble) { told = append(told, w) } })
	ends := start.Add(3 * time.Hour)
	lock := &events.NotifyAccountReachoutTimelock{IsActive: true, TimeEnforcementEnds: jsontime.UnixString{Time: ends}}
	for range 2 {
		if !p.handle(lock) {
			t.Fatal("brought again for ever")
		}
	}
	var fault *bot.SendError
	if _, err := p.ch.Send(t.Context(), news(p, "x.1.1")); !errors.As(err, &fault) || fault.Fault != bot.Throttled || fault.After != 3*time.Hour {
		t.Errorf("news: %v, after %v", err, fault.After)
	}
	answer := news(p, "x.2.1")
	answer.Unasked = false
	if _, err := p.ch.Send(t.Context(), answer); err != nil {
		t.Errorf("an answer: %v", err)
	}
	p.handle(&events.NotifyAccountReachoutTimelock{})
	if _, err := p.ch.Send(t.Context(), news(p, "x.1.1")); err != nil {
		t.Errorf("when it is over: %v", err)
	}
	if want := []whatsapp.Trouble{whatsapp.Timelocked, whatsapp.Unlocked}; !reflect.DeepEqual(told, want) {
		t.Errorf("told %q", told)
	}
	p.refuse = whatsmeow.ErrServerReturnedError
	if _, err := p.ch.Send(t.Context(), answer); !errors.As(err, &fault) || fault.Fault != bot.Throttled || fault.Code != 463 {
		t.Errorf("refused by the server: %v", err)
	}
	if p.refuse = nil; len(told) != 3 {
		t.Errorf("told %q", told)
	}
}

// TestNewsOfAYoungNumber sends little news on the first day, and more each few days; how
// much it was is known after a restart, and answers are not counted.
func TestNewsOfAYoungNumber(t *testing.T) {
	p, _ := noted(t, func(c *whatsapp.Config) { c.Daily = 30 })
	send := func(n int) (sent int) {
		for range n {
			p.n++
			b := news(p, "x."+time.Duration(p.n).String()+".1")
			_, err := p.ch.Send(t.Context(), b)
			var fault *bot.SendError
			if errors.As(err, &fault) && fault.Fault == bot.Refused {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			sent++
		}
		return sent
	}
	if got := send(25); got != 20 {
		t.Errorf("on the first day %d", got)
	}
	if _, err := p.ch.Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Ref: "y.1.1", Text: "✍️"}); err != nil {
		t.Errorf("an answer: %v", err)
	}
	p.clock.Advance(3 * 24 * time.Hour)
	if got := send(35); got != 30 {
		t.Errorf("on the fourth day %d", got)
	}
	for _, c := range []struct{ day, daily, want int }{{0, 500, 20}, {2, 500, 20}, {3, 500, 40}, {12, 500, 320}, {15, 500, 500}, {4000, 500, 500}, {0, 5, 5}} {
		if got := whatsapp.Warmed(c.day, c.daily); got != c.want {
			t.Errorf("day %d of %d a day: %d, want %d", c.day, c.daily, got, c.want)
		}
	}
}

// TestHesitates waits before it sends, for a while that is never quite the same.
func TestHesitates(t *testing.T) {
	p, _ := noted(t, func(c *whatsapp.Config) { c.Jitter = time.Second })
	done := make(chan error)
	go func() {
		_, err := p.ch.Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Ref: "x.1.1", Text: "✍️"})
		done <- err
	}()
	for waiting := true; waiting; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			waiting = false
		default:
			p.clock.Advance(100 * time.Millisecond)
		}
	}
	if took := p.clock.Now().Sub(start); took < 500*time.Millisecond {
		t.Errorf("sent after %s", took)
	}
}

// TestOldPollsAreForgotten lets go of what nobody votes in any more.
func TestOldPollsAreForgotten(t *testing.T) {
	p, inbox := noted(t, func(c *whatsapp.Config) { c.Polls = true })
	poll, err := p.ch.Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Ref: "x.1.1", Text: "Kaunsa?", Choices: []bot.Label{{ID: "7.1", Text: "Patil"}, {ID: "7.2", Text: "Doosra"}}})
	if err != nil {
		t.Fatal(err)
	}
	p.clock.Advance(61 * 24 * time.Hour)
	p.Start(inbox)
	p.vote(t, poll, "V1", "Patil")
	if got := inbox.Messages(); len(got) != 0 {
		t.Errorf("heard %+v", got)
	}
}
