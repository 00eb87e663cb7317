package journaltest

import (
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// doorParts are about strangers.
func doorParts() []part {
	return []part{
		{"who wrote is known", knowing},
		{"a pass lets in so many", passes},
		{"the last use of a pass is one's", lastUse},
		{"a pass is used once by one", usedOnce},
		{"who is on the list", listed},
		{"what happens too often does not", knocks},
		{"knocks are forgotten", knocksForgotten},
		{"newcomers are counted", newcomers},
	}
}

// comes receives a first message by a pass, and says whether it was stored.
func (w *world) comes(j Journal, address, code string) bool {
	w.Helper()
	m := w.text(address, "namaste")
	m.Pass = code
	fresh, err := j.Receive(w.ctx, m)
	w.ok(err)
	return len(fresh) == 1
}

func knowing(w *world) {
	m := w.text("anil", "namaste")
	m.Aliases = []string{"IN.1"}
	known := func(channel string, addresses ...string) bool {
		is, err := w.Known(w.ctx, channel, addresses...)
		w.ok(err)
		return is
	}
	w.same([]bool{known(console), known(console, "anil"), known(console, "anil", "IN.1")}, []bool{false, false, false})
	_, err := w.Receive(w.ctx, m)
	w.ok(err)
	w.same([]bool{known(console, "anil"), known(console, "bina", "IN.1"), known(console, "bina"), known("other", "anil"), known(console)},
		[]bool{true, true, false, false, false})
	w.ok(w.Move(w.ctx, console, "anil", "new"))
	w.same([]bool{known(console, "anil"), known(console, "new")}, []bool{false, true})
}

func passes(w *world) {
	for _, bad := range []struct {
		uses int
		in   time.Duration
	}{{0, time.Hour}, {-1, time.Hour}, {1, 0}} {
		_, _, err := w.AddPass(w.ctx, bad.uses, w.clock.Now().Add(bad.in))
		w.is(err, journal.ErrInvalid)
	}
	code, id, err := w.AddPass(w.ctx, 2, w.clock.Now().Add(time.Hour))
	w.ok(err)
	if len(code) != 6 || !strings.ContainsAny(code, "23456789") {
		w.Fatalf("a code is %q", code)
	}
	opens := func(code string) bool {
		is, err := w.Opens(w.ctx, code)
		w.ok(err)
		return is
	}
	w.same([]bool{opens(code), opens("AAAAA2"), opens("")}, []bool{true, false, false})
	w.same([]bool{w.comes(w, "anil", code), w.comes(w, "anil", code), w.comes(w, "bina", code), w.comes(w, "carl", code)},
		[]bool{true, true, true, false})
	w.same(opens(code), false)
	all, err := w.Passes(w.ctx)
	w.ok(err)
	w.same(all, []journal.Pass{{ID: id, Uses: 2, Used: 2, Made: w.clock.Now().Truncate(time.Millisecond), Until: w.clock.Now().Add(time.Hour)}})
	w.same([]int{w.count("person"), w.count("shop")}, []int{2, 2}) // nothing is kept of who came late

	old, _, err := w.AddPass(w.ctx, 1, w.clock.Now().Add(time.Hour))
	w.ok(err)
	gone, ended, err := w.AddPass(w.ctx, 1, w.clock.Now().Add(2*time.Hour))
	w.ok(err)
	w.ok(w.RevokePass(w.ctx, ended))
	w.ok(w.RevokePass(w.ctx, ended))
	w.is(w.RevokePass(w.ctx, ended+100), bot.ErrNotFound)
	w.clock.Advance(time.Hour)
	w.same([]bool{opens(old), opens(gone), w.comes(w, "dina", old), w.comes(w, "dina", gone), w.comes(w, "dina", "AAAAA2")},
		[]bool{false, false, false, false, false})
	w.same(old == gone || old == code, false)
}

// lastUse has many come by the same pass at once, from two processes.
func lastUse(w *world) {
	const uses, many = 3, 16
	code, _, err := w.AddPass(w.ctx, uses, w.clock.Now().Add(time.Hour))
	w.ok(err)
	both := [2]Journal{w.Journal, w.again()}
	var wg sync.WaitGroup
	var errs [many]error
	for i := range many {
		m := w.text(string(rune('a'+i)), "namaste")
		m.Pass = code
		wg.Go(func() { _, errs[i] = both[i%2].Receive(w.ctx, m) })
	}
	wg.Wait()
	w.ok(errors.Join(errs[:]...))
	all, err := w.Passes(w.ctx)
	w.ok(err)
	w.same([]int{all[0].Used, w.count("person"), w.count("inbox")}, []int{uses, uses, uses})
}

// usedOnce has one stranger's messages come at once, one of them twice, by the last use of
// a pass: he is let in with all of them.
func usedOnce(w *world) {
	both := [2]Journal{w.Journal, w.again()}
	for round := range 8 {
		code, _, err := w.AddPass(w.ctx, 1, w.clock.Now().Add(time.Hour))
		w.ok(err)
		one, two := w.text(string(rune('a'+round)), "namaste"), w.text(string(rune('a'+round)), "and sugar")
		one.Pass, two.Pass = code, code
		var wg sync.WaitGroup
		var errs [3]error
		for i, m := range []bot.Message{one, two, one} {
			wg.Go(func() { _, errs[i] = both[i%2].Receive(w.ctx, m) })
		}
		wg.Wait()
		w.ok(errors.Join(errs[:]...))
		all, err := w.Passes(w.ctx)
		w.ok(err)
		w.same([]int{all[0].Used, w.count("person"), w.count("inbox")}, []int{1, round + 1, 2 * (round + 1)})
	}
}

func listed(w *world) {
	is := func(names ...string) bool {
		on, err := w.Listed(w.ctx, names...)
		w.ok(err)
		return on
	}
	n, err := w.Enlist(w.ctx, "919800000001", "919800000002", "919800000001")
	w.ok(err)
	w.same(n, 2)
	w.same([]bool{is(), is("919800000001"), is("x", "919800000002"), is("x")}, []bool{false, true, true, false})
	_, err = w.Enlist(w.ctx, "919800000003", "")
	w.is(err, journal.ErrInvalid)
	n, err = w.Unlist(w.ctx, "919800000002", "x")
	w.ok(err)
	left, err := w.Guests(w.ctx)
	w.ok(err)
	w.same([]int{n, left}, []int{1, 1})
	w.same([]bool{is("919800000001"), is("919800000002"), is("919800000003")}, []bool{true, false, false})
}

// may knocks, in this process or another.
func (w *world) may(j Journal, name, what string, most int) bool {
	w.Helper()
	may, err := j.Knock(w.ctx, name, what, most, time.Hour)
	w.ok(err)
	return may
}

func knocks(w *world) {
	other := w.again()
	got := []bool{w.may(w, "anil", "wrong", 2), w.may(other, "anil", "wrong", 2), w.may(w, "anil", "wrong", 2), w.may(other, "anil", "wrong", 2)}
	w.same(got, []bool{true, true, false, false})
	w.same([]bool{w.may(w, "anil", "told", 2), w.may(w, "bina", "wrong", 2), w.may(w, "", "wrong", 1), w.may(w, "", "wrong", 1)},
		[]bool{true, true, true, false})
	w.clock.Advance(time.Hour - time.Millisecond)
	w.same(w.may(w, "anil", "wrong", 2), false) // the time begins with the first, and trying does not make it longer
	w.clock.Advance(time.Millisecond)
	w.same([]bool{w.may(w, "anil", "wrong", 2), w.may(w, "anil", "wrong", 2), w.may(w, "anil", "wrong", 2)}, []bool{true, true, false})
	w.clock.Advance(-30 * 24 * time.Hour) // a clock that was put right does not make it a month
	w.same(w.may(w, "anil", "wrong", 2), true)
}

func knocksForgotten(w *world) {
	for _, name := range []string{"anil", "bina", "carl"} {
		w.may(w, name, "wrong", 2)
	}
	w.clock.Advance(time.Minute)
	w.may(w, "dina", "wrong", 2)
	prune := func() int {
		p := w.Prune(journal.Keep{})
		for done := false; !done; {
			var err error
			_, done, err = p.Step(w.ctx)
			w.ok(err)
		}
		return w.count("knock")
	}
	w.same(prune(), 4)
	w.clock.Advance(59 * time.Minute)
	w.same(prune(), 1)
	w.clock.Advance(time.Minute)
	w.same(prune(), 0)
}

func newcomers(w *world) {
	since := func(d time.Duration) int {
		n, err := w.Newcomers(w.ctx, w.clock.Now().Add(-d))
		w.ok(err)
		return n
	}
	w.say("anil", "namaste")
	w.say("anil", "sugar")
	w.clock.Advance(time.Hour)
	w.say("bina", "namaste")
	w.same([]int{since(time.Hour), since(time.Hour + time.Millisecond), since(0)}, []int{1, 2, 0})
}
