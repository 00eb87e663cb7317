package bot_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

func withBurst(c *bot.Config) { c.Burst = time.Second }

// sentence is something that can be said in one message.
var sentence = rapid.Custom(func(t *rapid.T) string {
	var parts []string
	for i := range rapid.IntRange(1, 3).Draw(t, "parts") {
		who := rapid.SampledFrom([]string{"ali", "bea"}).Draw(t, "who")
		n := rapid.IntRange(1, 9).Draw(t, "n")
		part := fmt.Sprintf("add %s %d", who, n)
		if rapid.Bool().Draw(t, "turned") {
			part = fmt.Sprintf("add %d %s", n, who)
		}
		if i > 0 {
			part = "; " + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
})

// TestAnyCutIsTheSentence cuts a sentence into a burst anywhere and in any
// number of pieces, delivered one by one or at once: the book is the same.
func TestAnyCutIsTheSentence(t *testing.T) {
	whole, cut := newChat(t, withBurst), newChat(t, withBurst)
	rapid.Check(t, func(rt *rapid.T) {
		text := sentence.Draw(rt, "sentence")
		whole.say(text)
		var burst []bot.Message
		piece := ""
		for _, word := range strings.Fields(text) {
			piece += " " + word
			if rapid.Bool().Draw(rt, "cut") {
				burst, piece = append(burst, cut.message("owner", piece)), ""
			}
		}
		if piece != "" {
			burst = append(burst, cut.message("owner", piece))
		}
		if rapid.Bool().Draw(rt, "at once") {
			cut.receive(burst...)
			cut.settle()
		}
		for _, m := range burst {
			cut.receive(m)
			cut.settle()
		}
		cut.clock.Advance(time.Second)
		cut.settle()
		if got, want := cut.book(t.Context(), t), whole.book(t.Context(), t); got != want {
			rt.Fatalf("after %q: got\n%s\nwant\n%s", text, got, want)
		}
	})
}

// TestWholeSentences come in one second: each is a turn of its own.
func TestWholeSentences(t *testing.T) {
	c := newChat(t, withBurst)
	c.receive(c.message("owner", "add ali 5"), c.message("owner", "total ali"), c.message("owner", "add"), c.message("owner", "bea 2"))
	want := added5 + "\ntally.total Total=5 Who=ali\ntally.add.done N=2 Total=2 Who=bea [undo]"
	if got := c.settle(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWhatIsNoBurst has pairs of messages that wait together and must not be
// read as one.
func TestWhatIsNoBurst(t *testing.T) {
	const asked = "tally.add.ask.who"
	for name, c := range map[string]struct {
		change func(*bot.Config)
		second func(m *bot.Message)
	}{
		"no bursts on a pipe":      {nil, func(*bot.Message) {}},
		"an hour later":            {withBurst, func(m *bot.Message) { m.At = m.At.Add(time.Hour) }},
		"sent before, came after":  {withBurst, func(m *bot.Message) { m.At = m.At.Add(-time.Hour) }},
		"from another person":      {withBurst, func(m *bot.Message) { m.Address = "staff" }},
		"forwarded":                {withBurst, func(m *bot.Message) { m.Forwarded = true }},
		"an answer to a bubble":    {withBurst, func(m *bot.Message) { m.ReplyTo = "b9" }},
		"a voice note":             {withBurst, func(m *bot.Message) { m.Heard = &bot.Heard{} }},
		"a photo with a few words": {withBurst, func(m *bot.Message) { m.Media = []bot.Media{{Kind: "image"}} }},
	} {
		t.Run(name, func(t *testing.T) {
			chat := newChat(t, c.change)
			first, second := chat.message("owner", "add"), chat.message("owner", "ali 5")
			c.second(&second)
			chat.receive(first, second)
			chat.clock.Advance(2 * time.Hour)
			if got := chat.settle(); !strings.HasPrefix(got, asked+"\n") {
				t.Errorf("answered %q", got)
			}
			chat.holds("")
		})
	}
}

// TestGroupingIsKept has the process die between writing the grouping down and
// the turn: the same messages make it up afterwards, and no other.
func TestGroupingIsKept(t *testing.T) {
	c := newChat(t, withBurst)
	c.receive(c.message("owner", "add"), c.message("owner", "ali"), c.message("owner", "7"))
	pending, err := c.journal.Pending(t.Context(), 1, 9)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.journal.Group(t.Context(), 1, bot.TurnID(pending[0].Seq), []int64{pending[0].Seq, pending[1].Seq}); err != nil {
		t.Fatal(err)
	}
	if got := c.settle(); got != "tally.add.ask.n Who=ali" {
		t.Errorf("answered %q", got)
	}
}

// TestGroupingIsKeptWhole groups two sentences that stand on their own: what was
// decided is not decided again.
func TestGroupingIsKeptWhole(t *testing.T) {
	c := newChat(t, withBurst)
	c.receive(c.message("owner", "add ali 5"), c.message("owner", "; total ali"))
	if err := c.journal.Group(t.Context(), 1, 1, []int64{1, 2}); err != nil {
		t.Fatal(err)
	}
	if got := c.settle(); got != "tally.add.done N=5 Total=5 Who=ali\ntally.total Total=5 Who=ali [undo]" || len(c.wire.Sent()) != 1 {
		t.Errorf("answered %q in %d bubbles", got, len(c.wire.Sent()))
	}
}

// TestClockRunsAhead has a phone whose clock is off: nobody waits for hours, and
// no other's message does.
func TestClockRunsAhead(t *testing.T) {
	for ahead, want := range map[time.Duration]time.Duration{
		time.Hour: 0, 1001 * time.Millisecond: 0, 500 * time.Millisecond: 1500 * time.Millisecond,
		0: time.Second, -400 * time.Millisecond: 600 * time.Millisecond, -time.Hour: 0,
	} {
		c := newChat(t, withBurst)
		m := c.message("owner", "add")
		m.At = m.At.Add(ahead)
		c.receive(m)
		if want > 0 {
			c.clock.Advance(want - time.Millisecond)
			if got := c.settle(); got != "" {
				t.Errorf("%v ahead: answered %q too early", ahead, got)
			}
			c.clock.Advance(time.Millisecond)
		}
		if got := c.settle(); got != "tally.add.ask.who" {
			t.Errorf("%v ahead: after %v answered %q", ahead, want, got)
		}
	}
}

// TestFullBurst does not wait for what could not join any more.
func TestFullBurst(t *testing.T) {
	c := newChat(t, withBurst)
	var burst []bot.Message
	for range bot.MaxMessages {
		burst = append(burst, c.message("owner", "hm"))
	}
	c.receive(burst[1:]...)
	if got := c.settle(); got != "" {
		t.Errorf("answered %q", got)
	}
	c.receive(burst[0])
	if got := c.settle(); !strings.HasPrefix(got, "bot.unsure") || strings.Contains(got, "\n") {
		t.Errorf("answered %q", got)
	}
}

// TestRedelivery delivers every message several times, in any order, mixed with
// new ones, before and after they are worked: each counts once.
func TestRedelivery(t *testing.T) {
	c := newChat(t, nil)
	total := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		var all []bot.Message
		for range rapid.IntRange(1, 5).Draw(rt, "messages") {
			who, n := rapid.SampledFrom([]string{"ali", "bea"}).Draw(rt, "who"), rapid.IntRange(1, 9).Draw(rt, "n")
			all = append(all, c.message(rapid.SampledFrom([]string{"owner", "other"}).Draw(rt, "from"), fmt.Sprintf("add %s %d", who, n)))
			total[who] += n
		}
		times := rapid.IntRange(2, 3).Draw(rt, "times")
		var deliveries []bot.Message
		for range times {
			deliveries = append(deliveries, all...)
		}
		order := rapid.Permutation(deliveries).Draw(rt, "order")
		before := c.engine.Stats()
		for len(order) > 0 {
			n := rapid.IntRange(1, len(order)).Draw(rt, "batch")
			c.receive(order[:n]...)
			order = order[n:]
			if rapid.Bool().Draw(rt, "work") {
				c.settle()
			}
		}
		c.settle()
		want := ""
		for _, who := range []string{"ali", "bea"} {
			if total[who] > 0 {
				want += fmt.Sprintf("%s %d\n", who, total[who])
			}
		}
		if got := c.book(t.Context(), t); got != want {
			rt.Fatalf("got %q, want %q", got, want)
		}
		after, n := c.engine.Stats(), int64(len(all))
		if after.Received-before.Received != n || after.Turns-before.Turns != n || after.Sent-before.Sent != n {
			rt.Fatalf("%d messages; counted %+v, before %+v", n, after, before)
		}
	})
}

// TestBacklog works what lay there while nobody worked: as many turns as there
// were messages, in order.
func TestBacklog(t *testing.T) {
	c := newChat(t, withBurst)
	var all []bot.Message
	want := ""
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 30 {
		all = append(all, c.message("owner", "add ali 1"))
		c.clock.Advance(time.Duration(random.IntN(3000)) * time.Millisecond)
		want += fmt.Sprintf("tally.add.done N=1 Total=%d Who=ali [undo]\n", i+1)
	}
	c.receive(all...)
	if got := c.settle() + "\n"; got != want {
		t.Errorf("answered %s", got)
	}
}
