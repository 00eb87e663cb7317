package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// texts is a channel of text messages.
type texts struct{ *bottest.Wire }

func (texts) Name() string { return "sms" }

// Who is told news in these tests: from where he writes, and his number.
const (
	owners   = "919812345678:2@s.whatsapp.net"
	ownersNo = "919812345678"
)

// texter is a diary whose news can be texted.
type texter struct {
	*chat
	diary *diary
	sms   texts
	n     bot.TurnID // wishes so far
}

// newTexter has the owner write from an address.
func newTexter(t testing.TB, d *diary, from string) *texter {
	t.Helper()
	x := &texter{diary: d, sms: texts{&bottest.Wire{}}}
	and := d.and
	d.and = func(c *bot.Config) {
		c.Channels, c.Texts = append(c.Channels, x.sms), x.sms.Name()
		if and != nil {
			and(c)
		}
	}
	x.chat = newChat(t, d.change)
	x.receive(x.message(from, "total ali"))
	x.settle()
	return x
}

// wishes has the owner say when he wants text messages.
func (x *texter) wishes(value string) {
	x.t.Helper()
	x.n++
	turn := bot.NewTurn(1<<40+x.n, 1, 1, x.clock.Now())
	turn.Do(bot.Preference{Name: bot.SMS, Value: value})
	err := x.journal.Write(x.t.Context(), func(ctx context.Context, tx bot.Tx) error { return x.journal.Enrol(ctx, tx, turn) })
	if err != nil {
		x.t.Fatal(err)
	}
}

// texted is what has been texted by now.
func (x *texter) texted() string {
	var all []string
	for _, s := range x.sms.Sent() {
		if s.Address != ownersNo {
			x.t.Errorf("texted to %s", s.Address)
		}
		all = append(all, s.Text)
	}
	return strings.Join(all, "\n")
}

// fails is what sending comes to while a channel has a fault.
func fails(f bot.Fault) error { return &bot.SendError{Fault: f, Err: errors.New("no")} }

// everyHour is a diary that has news every hour.
func everyHour(late time.Duration) *diary {
	return &diary{morning: bot.Job{When: bot.Every(time.Hour), Late: late, Do: hourly}}
}

// TestTexted texts news as their owner allowed: always, or when the chat refuses them.
func TestTexted(t *testing.T) {
	news := hours("2026-03-02T04:00Z")
	for name, c := range map[string]struct {
		wish  string
		from  string
		fault error
		want  string
	}{
		"never":                {"", owners, fails(bot.Refused), ""},
		"something else":       {"sometimes", owners, fails(bot.Refused), ""},
		"always":               {bot.SMSAlways, owners, nil, news},
		"always, and refused":  {bot.SMSAlways, owners, fails(bot.Refused), news},
		"if it fails":          {bot.SMSFailed, owners, nil, ""},
		"it fails":             {bot.SMSFailed, owners, fails(bot.Refused), news},
		"it is tried again":    {bot.SMSFailed, owners, fails(bot.Transient), ""},
		"he must write first":  {bot.SMSFailed, owners, fails(bot.Closed), ""},
		"his number as it is":  {bot.SMSAlways, ownersNo, nil, news},
		"his number is hidden": {bot.SMSAlways, "919812345678@lid", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := newTexter(t, everyHour(time.Hour), c.from)
			x.wishes(c.wish)
			x.wire.Fail(c.fault)
			x.wait(30 * time.Minute)
			if got := x.texted(); got != c.want {
				t.Errorf("texted %q", got)
			}
		})
	}
}

// TestOnlyNewsAreTexted leaves what somebody asked for in the chat, also when it cannot
// be told there.
func TestOnlyNewsAreTexted(t *testing.T) {
	d := &diary{}
	d.morning = bot.Job{When: bot.Every(time.Hour), Late: time.Hour, Asked: true, Do: hourly}
	x := newTexter(t, d, owners)
	x.wishes(bot.SMSAlways)
	x.wire.Fail(fails(bot.Refused))
	x.receive(x.message(owners, "add ali 5"))
	x.settle()
	x.wait(time.Hour)
	if got := x.texted(); got != "" {
		t.Errorf("texted %q", got)
	}
}

// TestTooLateToText does not text what was given up when nobody needs it any more, and
// says so.
func TestTooLateToText(t *testing.T) {
	x := newTexter(t, everyHour(time.Hour), owners)
	x.wishes(bot.SMSFailed)
	x.wire.Fail(fails(bot.Transient))
	x.wait(30 * time.Minute)
	x.wire.Fail(fails(bot.Refused))
	x.wait(90 * time.Minute)
	if got, want := x.texted(), hours("2026-03-02T05:00Z"); got != want { // the newest slot, which was not missed
		t.Errorf("texted %q, want %q", got, want)
	}
	if got := x.diary.log.String(); !strings.Contains(got, "too late to be texted") {
		t.Error("nobody was told why")
	}
}

// TestTextsKeepQuietHours holds text messages while it is quiet, as all that nobody asked
// for.
func TestTextsKeepQuietHours(t *testing.T) {
	d := everyHour(14 * time.Hour)
	d.policy = kolkata(t)
	x := newTexter(t, d, owners)
	x.wishes(bot.SMSAlways)
	x.sms.Fail(fails(bot.Transient))
	x.wait(11*time.Hour + 30*time.Minute) // half past eight in the evening
	x.sms.Fail(nil)
	x.wait(time.Hour)
	if got := x.texted(); got != "" {
		t.Errorf("texted at night: %q", got)
	}
	x.wait(10*time.Hour + 30*time.Minute)
	if got := x.texted(); strings.Count(got, hours("2026-03-02T15:00Z")) != 1 {
		t.Errorf("texted in the morning: %q", got)
	}
}

// TestDivertIsTriedAgain has the journal away when news are given up: they are texted when
// it is back.
func TestDivertIsTriedAgain(t *testing.T) {
	a := &undiverted{left: 2}
	d := everyHour(time.Hour)
	d.and = func(c *bot.Config) { a.Journal, c.Journal = c.Journal, a }
	x := newTexter(t, d, owners)
	x.wishes(bot.SMSFailed)
	x.wire.Fail(fails(bot.Refused))
	for range 6 {
		x.wait(10 * time.Minute)
	}
	if got, want := x.texted(), hours("2026-03-02T04:00Z"); got != want || a.left != 0 {
		t.Errorf("texted %q, want %q", got, want)
	}
}

// undiverted is a journal that cannot divert for a while.
type undiverted struct {
	bot.Journal
	left int
}

func (u *undiverted) Divert(ctx context.Context, outgoing int64, to bot.Target) (bool, error) {
	if u.left > 0 {
		u.left--
		return false, errAway
	}
	return u.Journal.Divert(ctx, outgoing, to)
}

// TestPhoneOf reads numbers from addresses.
func TestPhoneOf(t *testing.T) {
	for address, want := range map[string]string{
		"919812345678": "919812345678", "919812345678@s.whatsapp.net": "919812345678", "919812345678:3@s.whatsapp.net": "919812345678",
		"919812345678@c.us": "919812345678", "919812345678@lid": "", "919812345678@g.us": "", "919812345678:3": "", "IN.13491208655302741918": "",
		"": "", "@s.whatsapp.net": "", "owner": "", "0123456789": "", "1234567": "", "1234567890123456": "", "+919812345678": "", "91981234567१": "",
	} {
		if got, ok := bot.PhoneOf(address); got != want && ok || ok != (want != "") {
			t.Errorf("%q: %q, %v", address, got, ok)
		}
	}
	if got := bot.PhoneAmong([]bot.Target{{Address: "x"}, {Address: "919812345679"}, {Address: "919812345678@s.whatsapp.net"}}); got != ownersNo {
		t.Errorf("among several: %q", got)
	}
}

// TestTextsNeedAChannel refuses a channel of text messages that there is not.
func TestTextsNeedAChannel(t *testing.T) {
	_, err := bot.New(bot.Config{Texts: "sms", Log: slog.New(slog.DiscardHandler)})
	if !errors.Is(err, bot.ErrConfig) {
		t.Errorf("got %v", err)
	}
}

// lived is what became of the news of some days.
type lived struct {
	*texter
	made map[string]bool // each, and whether the chat was down when it was made
	told map[string]int  // how often in the chat
	text map[string]int  // how often by text message
}

// live lives for so many half hours with news every hour, having trouble come and go
// before each of them.
func live(t testing.TB, r *rapid.T, d *diary, wish string, trouble func(x *texter)) *lived {
	l := &lived{texter: newTexter(t, d, owners), made: map[string]bool{}}
	l.wishes(wish)
	for range rapid.IntRange(4, 24).Draw(r, "half hours") {
		trouble(l.texter)
		left := 30 * time.Minute
		for range rapid.IntRange(0, 9).Draw(r, "tries") { // so that an outage shows
			l.wait(time.Minute)
			left -= time.Minute
		}
		down := slices.Contains(l.engine.Down(), l.wire.Name())
		l.clock.Advance(left)
		if now := l.clock.Now(); now.Minute() == 0 {
			l.made[hours(now.Format("2006-01-02T15:04Z"))] = down
		}
		l.settle()
	}
	return l
}

// heals has all channels work for an hour; what is news only then is not looked at.
func (l *lived) heals() {
	l.wire.Fail(nil)
	l.sms.Fail(nil)
	for range 12 {
		l.wait(bot.LongestPause)
	}
	l.told, l.text = counted(l.wire.To(owners)), counted(l.sms.Sent())
}

// counted is how often each was said.
func counted(sent []bottest.Sent) map[string]int {
	out := map[string]int{}
	for _, s := range sent {
		for line := range strings.Lines(s.Text) {
			out[strings.TrimSpace(line)]++
		}
	}
	return out
}

// TestProperty50_NewsGoToEveryAllowedChannel has the chat refuse news now and then: they
// are in the chat if it did not, and texted, once, if their owner wants that always, or
// when the chat refused them, and never else.
func TestProperty50_NewsGoToEveryAllowedChannel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		wish := rapid.SampledFrom([]string{"", bot.SMSFailed, bot.SMSAlways}).Draw(r, "wish")
		refused := map[string]bool{}
		l := live(t, r, everyHour(4*time.Hour), wish, func(x *texter) {
			x.wire.Fail(nil)
			if rapid.Bool().Draw(r, "refuses") {
				x.wire.Fail(fails(bot.Refused))
				refused[hours(x.clock.Now().Add(30*time.Minute).Format("2006-01-02T15:04Z"))] = true
			}
			x.sms.Fail(nil)
			if rapid.Bool().Draw(r, "no texts") {
				x.sms.Fail(fails(bot.Transient))
			}
		})
		defer l.close()
		l.heals()
		for news := range l.made {
			told, texted := 1, 0
			if refused[news] {
				told = 0
			}
			if wish == bot.SMSAlways || wish == bot.SMSFailed && refused[news] {
				texted = 1
			}
			if l.told[news] != told || l.text[news] != texted {
				r.Fatalf("%s, wish %q: told %d times, not %d; texted %d times, not %d", news, wish, l.told[news], told, l.text[news], texted)
			}
		}
	})
}

// TestProperty53_NewsAreDeliveredWhenTheChannelIsBack has chat and text messages go away
// and come back, at any time and for as long as they like: all news are told in the chat,
// once; texted once too when that is wanted always, or when the chat was known to be
// away; and never again once he wants no more text messages.
func TestProperty53_NewsAreDeliveredWhenTheChannelIsBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		wish := rapid.SampledFrom([]string{"", bot.SMSFailed, bot.SMSAlways}).Draw(r, "wish")
		stops, steps := rapid.IntRange(1, 48).Draw(r, "stops"), 0
		before, stopped := 0, false
		d := everyHour(time.Duration(rapid.IntRange(1, 9).Draw(r, "late")) * time.Hour)
		l := live(t, r, d, wish, func(x *texter) {
			for _, w := range []*bottest.Wire{x.wire, x.sms.Wire} {
				switch rapid.IntRange(0, 5).Draw(r, "trouble") {
				case 0:
					w.Fail(fails(bot.Transient))
				case 1:
					w.Fail(fails(bot.Locked))
				case 2:
					w.Fail(nil)
				}
			}
			if rapid.IntRange(0, 9).Draw(r, "restarts") == 0 {
				x.settle()
				x.reopen(x.diary.change)
			}
			if steps++; steps == stops {
				x.settle()
				x.wishes("")
				before, stopped = len(x.sms.Sent()), true
			}
		})
		defer l.close()
		l.heals()
		if n := len(l.sms.Sent()); stopped && n != before {
			r.Fatalf("%d text messages after he wanted no more", n-before)
		}
		for news, down := range l.made {
			most, least := 1, 0
			switch {
			case wish == "":
				most = 0
			case !stopped && (wish == bot.SMSAlways || down):
				least = 1
			}
			if l.told[news] != 1 || l.text[news] < least || l.text[news] > most {
				r.Fatalf("%s, wish %q: told %d times; texted %d times, not %d to %d; down: %v", news, wish, l.told[news], l.text[news], least, most, down)
			}
		}
	})
}
