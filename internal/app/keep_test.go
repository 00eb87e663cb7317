package app_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

const aDay = 24 * time.Hour

// TestKeep refuses to lose what was promised to be kept.
func TestKeep(t *testing.T) {
	if err := app.Usual().Check(); err != nil {
		t.Error(err)
	}
	if err := (app.Retention{}).Check(); err != nil {
		t.Errorf("for good: %v", err)
	}
	if err := (app.Retention{Voice: 3650 * aDay}).Check(); err != nil {
		t.Errorf("voice for ten years, and conversations for good: %v", err)
	}
	for name, spoil := range map[string]func(*app.Retention){
		"a book of a year":        func(r *app.Retention) { r.Book = 365 * aDay },
		"a book of a day less":    func(r *app.Retention) { r.Book = app.LeastBook - aDay },
		"a week of conversations": func(r *app.Retention) { r.Conversations = 7 * aDay },
		"a short audit":           func(r *app.Retention) { r.Audit = 31 * aDay },
		"negative":                func(r *app.Retention) { r.Forecasts = -1 },
		"negative book":           func(r *app.Retention) { r.Book = -app.LeastBook },
		"negative voice":          func(r *app.Retention) { r.Voice = -aDay },
		"voice for longer":        func(r *app.Retention) { r.Voice = r.Conversations + 1 },
		"negative alerts":         func(r *app.Retention) { r.Alerts = -aDay },
	} {
		r := app.Usual()
		spoil(&r)
		if err := r.Check(); !errors.Is(err, journal.ErrKeep) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Clock: app.SystemClock{}, Keep: &r}); !errors.Is(err, journal.ErrKeep) {
			t.Errorf("%s: opened with %v", name, err)
		}
	}
}

// usual is how long the journal keeps things unless somebody says otherwise.
func usual() journal.Keep {
	return journal.Keep{Conversations: app.Usual().Conversations, Alerts: app.Usual().Alerts, Audit: app.Usual().Audit}
}

// prune removes all that is old.
func (w *world) prune(t rapid.TB) (rows int) {
	t.Helper()
	for more := true; more; {
		run, before := w.Journal.Prune(usual()), rows
		for done := false; !done; {
			n, over, err := run.Step(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			rows, done = rows+n, over
		}
		more = rows > before
	}
	return rows
}

// count is how many rows of a shop a table has.
func (w *world) count(t rapid.TB, table string, shop bot.ShopID) (n int) {
	t.Helper()
	err := w.Journal.Read().QueryRowContext(context.Background(), "select count(*) from "+table+" where shop = $1", shop).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestProperty43_TheBookOutlivesTheConversation has shops trade over months, with
// a clock that jumps, and removes what is old now and then: the books are what
// they were to the last line, the last month is there, and a conversation goes on.
func TestProperty43_TheBookOutlivesTheConversation(t *testing.T) {
	w := open(t)
	bottest.Fewer(t, 30, func(t *rapid.T) {
		p := w.stranger()
		p.says(t, "100 kilo chini aayi 4000 ki")
		begin, young := p.clock.Now(), 1
		latest := begin // what was too old by then is gone, also when the clock goes back after
		for range rapid.IntRange(1, 8).Draw(t, "weeks") {
			w.clock.Advance(time.Duration(rapid.IntRange(-12, 14*24).Draw(t, "hours")) * time.Hour)
			a := p.says(t, rapid.SampledFrom([]string{"2 kilo chini becha 90", "ramesh ko 500 udhaar diya", "ramesh ne 200 diye", "galti se", "chini kitni bachi hai", "aaj ki bikri?"}).Draw(t, "sentence"))
			clean(t, a)
			book := w.dump(t, p.shop(t))
			if rapid.Bool().Draw(t, "prune") {
				w.prune(t)
			}
			if after := w.dump(t, p.shop(t)); after != book {
				t.Fatalf("the book was\n%s\nit is\n%s", book, after)
			}
			w.sound(t, p.shop(t))
			now := p.clock.Now()
			if now.After(latest) {
				latest = now
			}
			if now.Before(begin) { // the clock went back: what was written then is older
				begin = now
			}
			if latest.Sub(begin) < app.Usual().Conversations {
				young++
			} else {
				begin, young = p.clock.Now().Add(-time.Second), 1 // of this one we are sure
			}
			if got := w.count(t, "turn", p.shop(t)); got < young {
				t.Fatalf("%d turns are left of at least %d in the last month", got, young)
			}
		}
		w.clock.Advance(app.Usual().Conversations + 3*aDay)
		w.prune(t)
		for _, table := range []string{"turn", "inbox", "outbox"} {
			if n := w.count(t, table, p.shop(t)); n > 0 {
				t.Fatalf("%d rows of %s are left", n, table)
			}
		}
		clean(t, p.says(t, "2 kilo chini becha 90"))
		w.sound(t, p.shop(t))
	})
}

// TestTooOldToTakeBack swipes on a bubble, taps a button and says "undo" long
// after: each is answered, and the book stays.
func TestTooOldToTakeBack(t *testing.T) {
	w := open(t)
	p := w.stranger()
	p.says(t, "100 kilo chini aayi 4000 ki")
	old := p.says(t, "2 kilo chini becha 90")
	message := p.lastID
	w.clock.Advance(31 * aDay)
	if n := w.prune(t); n == 0 {
		t.Fatal("nothing was old")
	}
	book := w.dump(t, p.shop(t))
	for name, m := range map[string]bot.Message{
		"bot.undo.old":     {Text: "galti se", ReplyTo: old.bubble(t)},
		"bot.undo.nothing": {Text: "galti se"},
		"bot.late":         {Pick: fmt.Sprintf("%d.1", old.Turn)},
	} {
		if a := p.sends(t, m); !a.said(name) {
			t.Errorf("want %s, got %v", name, a.keys())
		}
	}
	if a, _ := (&tenant{person: p}).deletes(t, message); len(a.Effects) > 0 {
		t.Errorf("deleting %s did %v", message, a.Effects)
	}
	if now := w.dump(t, p.shop(t)); now != book {
		t.Errorf("the book was\n%s\nit is\n%s", book, now)
	}
}

// deletes deletes a message on the phone.
func (s *tenant) deletes(t testing.TB, message string) (answer, bool) {
	t.Helper()
	a := s.sends(t, bot.Message{Deletes: message})
	return a, len(a.Replies) > 0
}

// bell rings when something is logged.
type bell struct {
	slog.Handler
	words string
	rung  chan struct{}
}

func (bell) Enabled(context.Context, slog.Level) bool { return true }

func (b bell) Handle(_ context.Context, r slog.Record) error {
	if r.Message == b.words {
		select {
		case b.rung <- struct{}{}:
		default:
		}
	}
	return nil
}

// TestRunRemovesWhatIsOld has an assistant at work remove what is old within an
// hour, without being told.
func TestRunRemovesWhatIsOld(t *testing.T) {
	heard := bell{Handler: slog.DiscardHandler, words: "what was old is removed", rung: make(chan struct{}, 1)}
	w := open(t, func(c *app.Config) { c.Log = slog.New(heard) })
	p := w.stranger()
	for range 60 { // more than one step removes
		p.says(t, "namaste")
	}
	w.clock.Advance(31 * aDay)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	for rung := false; !rung; {
		select {
		case <-heard.rung:
			rung = true
		case <-t.Context().Done():
			t.Fatal("nothing was removed")
		default:
			w.clock.Advance(time.Second)
			runtime.Gosched()
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if n := w.count(t, "turn", p.shop(t)); n > 0 {
		t.Errorf("%d turns are left", n)
	}
}
