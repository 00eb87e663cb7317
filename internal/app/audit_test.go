package app_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// deeds are the rows of the audit of a shop, by turn.
func (w *world) deeds(t rapid.TB, shop bot.ShopID) map[bot.TurnID]journal.Deed {
	t.Helper()
	all, err := w.Journal.Audit(context.Background(), shop, time.Time{}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	out := map[bot.TurnID]journal.Deed{}
	for _, d := range all {
		if _, twice := out[d.Turn]; twice && d.Turn != 0 {
			t.Fatalf("turn %d is in the audit twice", d.Turn)
		}
		out[d.Turn] = d
	}
	return out
}

// audited are words of the audit: an errand or a job, a thing with its id, or a
// count.
var audited = regexp.MustCompile(`^(job:)?[a-z]+\.[a-z_]+$|^(item|customer):[a-z0-9._-]+$|^(changes|undoes):\d+$|^more$`)

// TestProperty46_EveryTouchOfTheShopIsAudited has somebody talk, and holds every
// turn against its row: who, when, whether he read or wrote, in which errand. No
// row has a word of what was said.
func TestProperty46_EveryTouchOfTheShopIsAudited(t *testing.T) {
	w := open(t)
	bottest.Fewer(t, 40, func(t *rapid.T) {
		p := w.stranger()
		var turns []answer
		for range rapid.IntRange(1, 8).Draw(t, "turns") {
			w.clock.Advance(time.Minute)
			turns = append(turns, p.says(t, rapid.SampledFrom([]string{
				"pinky ko 777 udhaar diya", "pinky ko udhaar", "777", "pinky ka kitna?", "kis kis ka udhaar hai", "777 packet quibble aaya 7770 ka",
				"2 packet quibble becha 77", "quibble kitna bacha hai", "aaj ki bikri?", "galti se", "nahi 778", "phir se bolo", "namaste", "asdfgh", "haan",
			}).Draw(t, "sentence")))
		}
		deeds := w.deeds(t, p.shop(t))
		for _, a := range turns {
			checkDeed(t, a, deeds[a.Turn])
			delete(deeds, a.Turn)
		}
		if len(deeds) > 0 {
			t.Fatalf("nobody did %+v", deeds)
		}
	})
}

// checkDeed holds a turn against its row; a turn without one touched nothing.
func checkDeed(t rapid.TB, a answer, d journal.Deed) {
	t.Helper()
	if d.Act == "" {
		if len(a.Effects) > 0 || len(a.Finished) > 0 || a.Undoes != 0 || private.MatchString(a.text()) {
			t.Fatalf("%q left no row: %s", a.Text, a.text())
		}
		return
	}
	if d.Person != a.Person || d.Shop != a.Shop || !d.At.Equal(a.At) {
		t.Fatalf("%q is told as %+v", a.Text, d)
	}
	want := journal.ActRead
	switch {
	case a.Undoes != 0 && len(a.Finished) == 0:
		want = journal.ActUndo
	case len(a.Effects) > 0:
		want = journal.ActWrite
	}
	if d.Act != want {
		t.Fatalf("%q is told as %s, not as %s", a.Text, d.Act, want)
	}
	words := strings.Fields(d.What)
	for _, f := range a.Finished {
		if !slices.Contains(words, f.Errand) {
			t.Fatalf("%q: %q does not tell of %s", a.Text, d.What, f.Errand)
		}
	}
	if a.Undoes != 0 && !slices.Contains(words, fmt.Sprint("undoes:", a.Undoes)) {
		t.Fatalf("%q: %q does not tell what was undone", a.Text, d.What)
	}
	for _, word := range words {
		if !audited.MatchString(word) || strings.Contains(word, "pinky") || strings.Contains(word, "quibble") || strings.HasSuffix(word, "77") && strings.HasPrefix(word, "changes") {
			t.Fatalf("%q: %q says %q", a.Text, d.What, word)
		}
	}
}

// private finds what only this shop's data can have put into an answer.
var private = regexp.MustCompile(`(?i)₹|pinky|quibble`)

// TestTheOperatorIsAudited reads a book as an operator does.
func TestTheOperatorIsAudited(t *testing.T) {
	w := open(t)
	p := w.stranger()
	p.says(t, "2 kilo chini becha 90")
	if _, err := w.Dump(context.Background(), w.post.Name(), p.address); err != nil {
		t.Fatal(err)
	}
	d := w.deeds(t, p.shop(t))[0]
	if d.Act != journal.ActExport || d.What != "dump" || d.Person != 0 {
		t.Errorf("%+v", d)
	}
}
