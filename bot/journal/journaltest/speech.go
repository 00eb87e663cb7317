package journaltest

import (
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// speechParts are about what speech was used.
func speechParts() []part {
	return []part{
		{"speech is summed by day, shop and driver", speechSummed},
		{"many speak at once", speechCrowd},
		{"what is no speech is refused", speechRefused},
		{"speech of long ago is forgotten", speechForgotten},
		{"speech goes with the shop", speechErased},
	}
}

// Days of the suite's month.
const (
	third  = "2026-03-03"
	fourth = "2026-03-04"
)

// a use of each kind.
var (
	heardOnce  = journal.Speech{Driver: "sarvam", Heard: true, Uses: 1, Length: 2500 * time.Millisecond, Cost: 25000}
	spokenOnce = journal.Speech{Driver: "sarvam", Uses: 1, Length: 4 * time.Second, Runes: 60, Cost: 180000}
	free       = journal.Speech{Driver: "espeak", Uses: 1, Length: time.Second, Runes: 20}
)

// times is a use n times.
func times(n int64, s journal.Speech) journal.Speech {
	return journal.Speech{Driver: s.Driver, Heard: s.Heard, Uses: n * s.Uses, Length: time.Duration(n) * s.Length, Runes: n * s.Runes, Cost: n * s.Cost}
}

// used demands what a shop, or all, used in some days.
func (w *world) used(shop bot.ShopID, from, to string, want ...journal.Speech) {
	w.Helper()
	got, err := w.Speech(w.ctx, shop, from, to)
	w.ok(err)
	w.same(got, want)
}

// counts counts uses of a shop on a day.
func (w *world) counts(day string, shop bot.ShopID, uses ...journal.Speech) {
	w.Helper()
	for _, u := range uses {
		w.ok(w.CountSpeech(w.ctx, day, shop, u))
	}
}

func speechSummed(w *world) {
	anil, bina := w.say("anil", "").Shop, w.say("bina", "").Shop
	w.used(anil, third, fourth)
	w.counts(third, anil, heardOnce, heardOnce, free)
	w.counts(fourth, anil, heardOnce, spokenOnce)
	w.counts(fourth, bina, spokenOnce)
	w.counts(fourth, 0, free) // of no shop
	w.used(anil, third, third, free, times(2, heardOnce))
	w.used(anil, fourth, fourth, spokenOnce, heardOnce)
	w.used(anil, "2026-03-01", "2026-03-31", free, spokenOnce, times(3, heardOnce))
	w.used(bina, "2026-03-01", "2026-03-31", spokenOnce)
	w.used(0, third, fourth, times(2, free), times(2, spokenOnce), times(3, heardOnce))
	w.used(0, "2026-03-05", "2026-03-31")
	w.used(anil, fourth, third)
}

// speechCrowd has two processes count the same and the opposite at the same time.
func speechCrowd(w *world) {
	anil, bina := w.say("anil", "").Shop, w.say("bina", "").Shop
	both := [2]Journal{w.Journal, w.again()}
	const many = 24
	var wg sync.WaitGroup
	var errs [many]error
	for i := range many {
		wg.Go(func() {
			one, two := heardOnce, free
			if i%2 == 1 {
				one, two = two, one
			}
			errs[i] = errors.Join(both[i%2].CountSpeech(w.ctx, third, anil, one), both[i%2].CountSpeech(w.ctx, third, bina, two))
		})
	}
	wg.Wait()
	w.ok(errors.Join(errs[:]...))
	w.used(0, third, third, times(many, free), times(many, heardOnce))
	w.used(anil, third, third, times(many/2, free), times(many/2, heardOnce))
}

func speechRefused(w *world) {
	shop := w.say("anil", "").Shop
	for _, day := range []string{"", "2026-3-4", "2026-02-30", "yesterday"} {
		w.is(w.CountSpeech(w.ctx, day, shop, heardOnce), journal.ErrInvalid)
	}
	w.is(w.CountSpeech(w.ctx, third, -1, heardOnce), journal.ErrInvalid)
	for _, spoil := range []func(*journal.Speech){
		func(s *journal.Speech) { s.Driver = "" },
		func(s *journal.Speech) { s.Driver = strings.Repeat("x", 65) },
		func(s *journal.Speech) { s.Uses = -1 },
		func(s *journal.Speech) { s.Length = -time.Second },
		func(s *journal.Speech) { s.Runes = -1 },
		func(s *journal.Speech) { s.Cost = -1 },
	} {
		bad := heardOnce
		spoil(&bad)
		w.is(w.CountSpeech(w.ctx, third, shop, bad), journal.ErrInvalid)
	}
	w.used(0, "", "9")
}

// speechForgotten keeps the sums of all, and those of a shop as long as the audit.
func speechForgotten(w *world) {
	shop := w.say("anil", "").Shop
	w.counts(third, shop, heardOnce)
	w.counts(fourth, shop, heardOnce)
	prune := func(k journal.Keep) {
		p := w.Prune(k)
		for done := false; !done; {
			var err error
			_, done, err = p.Step(w.ctx)
			w.ok(err)
		}
	}
	w.clock.Advance(40 * 24 * time.Hour)
	prune(journal.Keep{})
	w.used(shop, third, fourth, times(2, heardOnce))
	prune(journal.Keep{Audit: 40 * 24 * time.Hour})
	w.used(shop, third, fourth, heardOnce)
	w.clock.Advance(24 * time.Hour)
	prune(journal.Keep{Audit: 40 * 24 * time.Hour})
	w.used(shop, third, fourth)
	w.used(0, third, fourth, times(2, heardOnce))
}

func speechErased(w *world) {
	anil, bina := w.say("anil", "").Shop, w.say("bina", "").Shop
	w.counts(third, anil, heardOnce)
	w.counts(third, bina, heardOnce)
	_, err := w.Erase(w.ctx, anil)
	w.ok(err)
	w.used(anil, third, third)
	w.used(bina, third, third, heardOnce)
	w.used(0, third, third, times(2, heardOnce))
}
