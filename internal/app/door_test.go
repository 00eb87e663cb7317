package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/door"
)

// by has the assistant let in strangers as a mode says, and lead them in.
func by(mode door.Mode) func(*app.Config) {
	return func(c *app.Config) { c.Door, c.Welcome, c.Codes = door.Door{Mode: mode}, app.Welcome, true }
}

// knocks has a stranger write, and returns what he is told past his turns, in words.
func (p *person) knocks(t rapid.TB, text string) string {
	t.Helper()
	before := len(p.post.of(0))
	p.leaves(t, bot.Message{Text: text})
	if err := p.Engine.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, b := range p.post.of(0)[before:] {
		out = append(out, b.Text)
	}
	return strings.Join(out, "\n")
}

// pass makes a code.
func (w *world) pass(t rapid.TB, uses int) string {
	t.Helper()
	code, _, err := w.Journal.AddPass(context.Background(), uses, w.clock.Now().Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// kept is how many people and messages are kept.
func (w *world) kept(t rapid.TB) (people, messages int) {
	t.Helper()
	err := w.Journal.Read().QueryRowContext(context.Background(), "select (select count(*) from person), (select count(*) from inbox)").Scan(&people, &messages)
	if err != nil {
		t.Fatal(err)
	}
	return people, messages
}

// TestByCode has a stranger come in by his code, into his own shop, and by that of an
// invitation into another's.
func TestByCode(t *testing.T) {
	dir := t.TempDir()
	w := openAt(t, dir, by(door.Code))
	code := w.pass(t, 1)
	p := w.stranger()
	if got := p.knocks(t, "2 kilo chini becha 90"); !strings.Contains(got, "join code") {
		t.Errorf("a stranger is told %q", got)
	}
	if got := p.knocks(t, "kya?"); got != "" {
		t.Errorf("he is told again: %q", got)
	}
	if people, messages := w.kept(t); people+messages != 0 {
		t.Errorf("%d people and %d messages are kept", people, messages)
	}
	if a := p.says(t, door.Words(code)); !a.said("settings.shop.hello") || strings.Contains(a.Text, code) {
		t.Errorf("who comes in by %q is told %q of %q", door.Words(code), a.keys(), a.Text)
	}
	p.says(t, "Sharma Kirana")
	late := w.stranger()
	if got := late.knocks(t, "join "+code); !strings.Contains(got, "sahi nahi") {
		t.Errorf("who comes late is told %q", got)
	}
	invited := invitation(t, p)
	q := w.stranger()
	if a := q.says(t, "JOIN "+invited); !a.said("settings.join.done") || q.shop(t) != p.shop(t) {
		t.Errorf("who was invited into a shop is told %q", a.keys())
	}
}

// invitation makes the code of a place in a person's shop.
func invitation(t *testing.T, p *person) string {
	t.Helper()
	code, err := p.Journal.NextCode(t.Context(), p.shop(t))
	if err != nil {
		t.Fatal(err)
	}
	if a := p.says(t, "staff jodo"); !strings.Contains(a.text(), code) {
		if a = p.says(t, "naukar"); !strings.Contains(a.text(), code) {
			t.Fatalf("no code in %q", a.text())
		}
	}
	return code
}

// TestCodeBeforeWork has what stands beside the code be worked.
func TestCodeBeforeWork(t *testing.T) {
	w := open(t, by(door.Code))
	p := w.stranger()
	a := p.says(t, "code "+w.pass(t, 1)+"\n2 kilo chini becha 90")
	if a.Text != "2 kilo chini becha 90" || !a.said("sales.record.done") {
		t.Errorf("%q is answered by %q", a.Text, a.keys())
	}
}

// TestByList has those on the list come in, and nobody else.
func TestByList(t *testing.T) {
	w := open(t, by(door.List))
	p, q := w.stranger(), w.stranger()
	if _, err := w.Journal.Enlist(t.Context(), door.Name(p.address)); err != nil {
		t.Fatal(err)
	}
	p.says(t, "namaste")
	if got := q.knocks(t, "namaste"); got == "" {
		t.Error("who is not on the list is told nothing")
	}
	if people, _ := w.kept(t); people != 1 {
		t.Errorf("%d people came in", people)
	}
}

// TestDoorIsFull has so many come in within an hour.
func TestDoorIsFull(t *testing.T) {
	w := open(t, by(door.Open), func(c *app.Config) { c.Door.PerHour = 1 })
	p, q := w.stranger(), w.stranger()
	p.says(t, "namaste")
	if got := q.knocks(t, "namaste"); got == "" {
		t.Error("the second is told nothing")
	}
	p.says(t, "2 kilo chini becha 90")
	w.clock.Advance(time.Hour + time.Millisecond)
	q.says(t, "namaste")
}

// TestFirstMessageAgain has a first message delivered several times, at once and after the
// program was started anew: one use of the code is counted.
func TestFirstMessageAgain(t *testing.T) {
	dir := t.TempDir()
	w := openAt(t, dir, by(door.Code))
	code := w.pass(t, 2)
	m := bot.Message{Channel: w.post.Name(), ID: "first", Address: "anil", Text: door.Words(code), At: w.clock.Now()}
	at := func(w *world) {
		t.Helper()
		var wg sync.WaitGroup
		var errs [8]error
		for i := range errs {
			wg.Go(func() { errs[i] = w.Engine.Receive(t.Context(), m) })
		}
		wg.Wait()
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
		people, messages := w.kept(t)
		all, err := w.Journal.Passes(t.Context())
		if err != nil || people != 1 || messages != 1 || all[0].Used != 1 {
			t.Errorf("%d people, %d messages, %+v, %v", people, messages, all, err)
		}
		if told := w.post.of(0); len(told) != 0 {
			t.Errorf("he is told %q", told[0].Text)
		}
	}
	at(w)
	at(openAt(t, dir, by(door.Code)))
}

// TestLastUse has many come by the last uses of a code at once: the others are told.
func TestLastUse(t *testing.T) {
	const uses, many = 2, 12
	w := open(t, by(door.Code))
	code := w.pass(t, uses)
	var wg sync.WaitGroup
	var errs [many]error
	for i := range many {
		m := bot.Message{Channel: w.post.Name(), ID: fmt.Sprint(i), Address: fmt.Sprint("a", i), Text: "join " + code, At: w.clock.Now()}
		wg.Go(func() { errs[i] = w.Engine.Receive(t.Context(), m) })
	}
	wg.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	if err := w.Engine.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if people, messages := w.kept(t); people != uses || messages != uses || len(w.post.of(0)) != many-uses {
		t.Errorf("%d people and %d messages came in, %d were told that they may not", people, messages, len(w.post.of(0)))
	}
}

// TestKnownStaysIn has strangers write anything in any order to two processes while time
// passes: who has come in is never turned away again, and of who has not nothing is kept.
func TestKnownStaysIn(t *testing.T) {
	dir := t.TempDir()
	both := [2]*world{openAt(t, dir, by(door.Code)), openAt(t, dir, by(door.Code))}
	round := 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		in, tries, until := map[string]bool{}, map[string]int{}, map[string]time.Time{}
		code := both[0].pass(t, 2)
		for n := range rapid.IntRange(1, 12).Draw(t, "steps") {
			w := both[rapid.IntRange(0, 1).Draw(t, "process")]
			who := fmt.Sprintf("%d.%d", round, rapid.IntRange(0, 2).Draw(t, "who"))
			text := rapid.SampledFrom([]string{"namaste", "2 kilo chini becha 90", "join A2BC3D", "join " + code, "A2BC3D"}).Draw(t, "text")
			if rapid.IntRange(0, 9).Draw(t, "wait") == 0 {
				both[0].clock.Advance(time.Hour)
				both[1].clock.Advance(time.Hour)
			}
			now := w.clock.Now()
			if !now.Before(until[who]) {
				tries[who] = 0
			}
			known := in[who]
			if !known && !strings.Contains(text, " c") && text != "namaste" {
				if tries[who] == 0 {
					until[who] = now.Add(time.Hour)
				}
				tries[who]++
				used := 0
				for _, is := range in {
					if is {
						used++
					}
				}
				in[who] = strings.Contains(text, code) && tries[who] <= door.MaxTries && used < 2
			}
			before := len(w.post.of(0))
			people, messages := w.kept(t)
			m := bot.Message{Channel: w.post.Name(), ID: fmt.Sprintf("%d-%d", round, n), Address: who, Text: text, At: now}
			if err := w.Engine.Receive(context.Background(), m); err != nil {
				t.Fatal(err)
			}
			if err := w.Engine.Settle(context.Background()); err != nil {
				t.Fatal(err)
			}
			p, k := w.kept(t)
			if come := p - people; (come == 1) != (in[who] && !known) || (k-messages == 1) != in[who] {
				t.Fatalf("%s says %q, known: %t, shall be in: %t: %d people and %d messages more", who, text, known, in[who], come, k-messages)
			}
			if told := w.post.of(0)[before:]; in[who] && len(told) > 0 {
				t.Fatalf("%s is in, and is told %q", who, told[0].Text)
			}
		}
	})
}
