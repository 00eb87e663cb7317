package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// windowed is a wire on which people may be written to for a day after they wrote. It
// notes what came on it out of turn.
type windowed struct {
	*bottest.Wire
	clock *bottest.Clock
	wrote time.Time
	wrong []string // sent in words of our own when that was not allowed
}

func (*windowed) Window() time.Duration { return 24 * time.Hour }

func (w *windowed) Send(ctx context.Context, b bot.Bubble) (string, error) {
	if b.Form != nil {
		b.Text, b.Choices = "form "+b.Form.Name+" "+strings.Join(b.Form.Taps, ","), nil
	} else if w.clock.Now().Sub(w.wrote) >= 24*time.Hour {
		w.wrong = append(w.wrong, b.Text)
	}
	return w.Wire.Send(ctx, b)
}

// approved are the forms there are, by the key of what they stand for.
type approved map[string]bool

func (a approved) Form(u bot.Unsent) (bot.Form, bool) {
	key := u.Replies[0].Key
	f := bot.Form{Name: key, Lang: u.Lang}
	for _, l := range u.Labels {
		f.Taps = append(f.Taps, l.ID)
	}
	if key == bot.KnockNews {
		f.Taps = nil
	}
	f.Taps = append(f.Taps, u.Show)
	return f, a[key] && len(u.Replies) == 1
}

// purse is empty from the n-th question on.
type purse struct{ left int }

func (p *purse) Pays(context.Context, bot.ShopID, time.Time) (bool, error) {
	p.left--
	return p.left >= 0, nil
}

// newWindowed is a diary on a channel with a window.
func newWindowed(t testing.TB, d *diary, forms bot.Forms) (*chat, *windowed) {
	t.Helper()
	w := &windowed{}
	and := d.and
	d.and = func(c *bot.Config) {
		w.Wire, w.clock = c.Channels[0].(*bottest.Wire), c.Clock.(*bottest.Clock)
		c.Channels, c.Forms = []bot.Channel{w}, forms
		if and != nil {
			and(c)
		}
	}
	c := newChat(t, d.change)
	w.says(c, "total ali") // at nine
	return c, w
}

// says has the owner write.
func (w *windowed) says(c *chat, text string) string {
	w.wrote = c.clock.Now()
	return c.say(text)
}

// TestNewsRideAlong have news that are due outside the window wait for him to write, and
// be told in the same bubble; nothing is sent twice.
func TestNewsRideAlong(t *testing.T) {
	d := &diary{morning: bot.Job{When: bot.Daily(8, 0), Late: 4 * time.Hour}}
	d.morning.Do = func(_ context.Context, t *bot.Turn) error {
		t.Say("morning", bot.Args{"Slot": t.Message.Due.Slot})
		return nil
	}
	c, w := newWindowed(t, d, approved{"diary.morning": true})
	if got := c.wait(23 * time.Hour); got != "diary.morning Slot=2026-03-03" {
		t.Fatalf("within the window: %q", got)
	}
	if got := c.wait(24 * time.Hour); got != "" {
		t.Fatalf("outside it: %q", got)
	}
	c.wait(time.Hour)
	if got := w.says(c, "add ali 5"); !strings.HasSuffix(got, "\ndiary.morning Slot=2026-03-04 [undo]") || len(w.To("owner")) != 3 {
		t.Errorf("when he writes: %q", got)
	}
	if got := c.wait(3 * time.Hour); got != "" {
		t.Errorf("again: %q", got)
	}
	c.say("undo")
	c.holds("")
	if len(w.wrong) > 0 {
		t.Errorf("sent outside the window: %q", w.wrong)
	}
}

// TestNewsWithChoices come in a bubble of their own when he writes, when the answer has
// choices too.
func TestNewsWithChoices(t *testing.T) {
	c, w := newWindowed(t, &diary{morning: bot.Job{When: bot.Daily(8, 0), Late: 4 * time.Hour}}, nil)
	c.wait(23 * time.Hour)
	c.wait(24 * time.Hour)
	if got := w.says(c, "add ali 5"); got != said("2026-03-04")+"\n"+added5 {
		t.Errorf("when he writes: %q", got)
	}
}

// TestNewsGoAsAForm go as the form that was approved for them, when he does not write in
// time; a tap on it is a tap on their choice.
func TestNewsGoAsAForm(t *testing.T) {
	c, w := newWindowed(t, &diary{morning: bot.Job{When: bot.Daily(8, 0), Late: 4 * time.Hour}}, approved{"diary.morning": true})
	c.wait(23 * time.Hour)
	c.wait(24 * time.Hour)
	if got := c.wait(time.Hour + 59*time.Minute); got != "" {
		t.Errorf("too soon: %q", got)
	}
	got := c.wait(time.Minute)
	if !strings.HasPrefix(got, "form diary.morning ") {
		t.Fatalf("then: %q", got)
	}
	more, show, _ := strings.Cut(strings.TrimPrefix(got, "form diary.morning "), ",")
	for pick, want := range map[string]string{more: "tally.total Total=0 Who=ali", show: said("2026-03-04")} {
		m := c.message("owner", "more")
		m.Pick, w.wrote = pick, c.clock.Now()
		c.receive(m)
		if got := c.settle(); got != want {
			t.Errorf("the tap on %s: %q", pick, got)
		}
	}
	if len(w.wrong) > 0 {
		t.Errorf("sent outside the window: %q", w.wrong)
	}
}

// TestKnocks tell him once a day that something waits, when it has no form of its own; what
// waits comes when he taps, or writes.
func TestKnocks(t *testing.T) {
	d := &diary{morning: bot.Job{When: bot.Every(time.Hour), Late: 4 * time.Hour, Do: hourly}}
	c, w := newWindowed(t, d, approved{"bot.knock": true})
	w.wrote = c.clock.Now()
	for range 22 {
		c.wait(time.Hour)
	}
	var knocks []string
	for range 10 {
		if got := c.wait(time.Hour); got != "" {
			knocks = append(knocks, got)
		}
	}
	if len(knocks) != 2 || !strings.HasPrefix(knocks[0], "diary.hour") || !strings.HasPrefix(knocks[1], "form bot.knock ") {
		t.Fatalf("told %q", knocks)
	}
	m := c.message("owner", "show")
	m.Pick, w.wrote = strings.TrimPrefix(knocks[1], "form bot.knock "), c.clock.Now()
	before := len(w.Sent())
	c.receive(m)
	got := c.settle()
	if strings.Count(got, "diary.hour") < 5 || len(w.Sent()) != before+1 {
		t.Errorf("the tap: %q", got)
	}
	if len(w.wrong) > 0 {
		t.Errorf("sent outside the window: %q", w.wrong)
	}
}

// TestTooLateToAnswer holds an answer that was made when the channel was down for a day,
// and gives it up when he does not write for a week.
func TestTooLateToAnswer(t *testing.T) {
	for name, writes := range map[string]bool{"writes": true, "stays away": false} {
		t.Run(name, func(t *testing.T) {
			d := &diary{policy: allow(func(bot.Message, time.Time) (bool, error) { return false, nil })}
			c, w := newWindowed(t, d, nil)
			w.Fail(&bot.SendError{Fault: bot.Locked, Err: errors.New("no")})
			c.say("add ali 5")
			for range 24 * 12 {
				c.wait(5 * time.Minute)
			}
			w.Fail(nil)
			if got := c.wait(time.Hour); got != "" {
				t.Fatalf("out of the window: %q", got)
			}
			if !writes {
				c.wait(bot.Unread)
				if got := w.says(c, "total ali"); got != "tally.total Total=5 Who=ali" || !strings.Contains(d.log.String(), bot.Unheard) {
					t.Errorf("a week later: %q", got)
				}
				return
			}
			if got := w.says(c, "total ali"); got != added5+"\ntally.total Total=5 Who=ali" {
				t.Errorf("when he writes: %q", got)
			}
			if len(w.wrong) > 0 {
				t.Errorf("sent outside the window: %q", w.wrong)
			}
		})
	}
}

// TestChannelKnowsBetter holds an answer that the channel says is outside the window.
func TestChannelKnowsBetter(t *testing.T) {
	c, w := newWindowed(t, &diary{}, nil)
	w.Fail(&bot.SendError{Fault: bot.Closed, Code: 131047, Err: errors.New("re-engage")})
	c.say("add ali 5")
	w.Fail(nil)
	if got := c.wait(time.Hour - time.Second); got != "" {
		t.Errorf("tried again at once: %q", got)
	}
	if got := w.says(c, "total ali"); strings.Count(got, "\n") != 1 || !strings.Contains(got, added5) {
		t.Errorf("when he writes: %q", got)
	}
}

// TestNewsCostMoney sends news only while there is money for them; answers go on.
func TestNewsCostMoney(t *testing.T) {
	p := &purse{left: 1}
	d := &diary{morning: bot.Job{When: bot.Every(time.Hour), Late: time.Hour, Do: hourly}, and: func(c *bot.Config) { c.Purse = p }}
	c, w := newWindowed(t, d, nil)
	c.wait(time.Hour)
	c.wait(time.Hour)
	c.wait(time.Hour)
	if got := w.says(c, "total ali"); got != "tally.total Total=0 Who=ali" || strings.Count(d.log.String(), bot.Unpaid) != 2 {
		t.Errorf("said %q", got)
	}
	if n := len(w.Sent()); n != 3 {
		t.Errorf("sent %d times", n)
	}
}

// TestProperty_TheWindowIsKept lives days with news, answers and outages: nothing is ever
// sent in words of our own outside the window, and nothing is said twice.
func TestProperty_TheWindowIsKept(t *testing.T) {
	bottest.Fewer(t, 30, func(r *rapid.T) {
		d := &diary{morning: bot.Job{When: bot.Every(3 * time.Hour), Late: time.Duration(rapid.IntRange(1, 9).Draw(r, "late")) * time.Hour, Do: hourly}}
		forms := approved{"bot.knock": rapid.Bool().Draw(r, "knocks"), "diary.hour": rapid.Bool().Draw(r, "forms")}
		c, w := newWindowed(t, d, forms)
		for range rapid.IntRange(5, 40).Draw(r, "steps") {
			switch rapid.IntRange(0, 4).Draw(r, "does") {
			case 0:
				w.says(c, "add ali 1")
			case 1:
				w.Fail(&bot.SendError{Fault: bot.Transient, Err: errors.New("down")})
			case 2:
				w.Fail(nil)
			default:
				c.wait(time.Duration(rapid.IntRange(1, 20).Draw(r, "hours")) * time.Hour)
			}
		}
		if len(w.wrong) > 0 {
			r.Fatalf("sent outside the window: %q", w.wrong)
		}
		var all strings.Builder
		for _, s := range w.Sent() {
			all.WriteString(s.Text + "\n")
		}
		for line := range strings.Lines(all.String()) {
			if strings.HasPrefix(line, "diary.hour") && strings.Count(all.String(), line) != 1 {
				r.Fatalf("said twice: %s", line)
			}
		}
	})
}
