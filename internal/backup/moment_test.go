package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// sentences are what shops say.
var sentences = []string{
	"10 kilo chini aayi 400 ki", "2 kilo chini becha 90", "1 kilo chini becha", "ramesh ko 500 udhaar diya", "ramesh ne 200 diye",
	"sunita ko 50.50 udhaar diya", "3 packet quibble becha 45", "galti se", "5 packet maggi becha", "aaj kitni bikri hui", "namaste",
}

// trade is some rounds of random sentences; in each a shop says one or nothing.
var trade = rapid.Custom(func(t *rapid.T) []map[string]string {
	return rapid.SliceOfN(rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.SampledFrom(sentences), 1, 3), 2, 8).Draw(t, "rounds")
})

// eachOneMoment makes backups while turns are written: restored, each is what the
// assistant was at one moment. Every shop's book and turns are those after some
// round, no shop is more than the round under way ahead of another, and nothing
// that was answered before the backup began is missing.
func eachOneMoment(t *testing.T, kinds []maker) {
	for _, from := range kinds {
		for range 10 {
			seed := rand.Int()
			if !t.Run(fmt.Sprintf("%s, seed %d", from.name, seed), func(t *testing.T) { oneMoment(t, from.make, trade.Example(seed)) }) {
				return
			}
		}
	}
}

// state is what there is of a shop.
type state struct {
	turns int64
	book  string
}

// diary is what every shop was after every round.
type diary struct {
	mu     sync.Mutex
	rounds []map[string]state
}

func (d *diary) write(w *world) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rounds = append(d.rounds, states(w))
}

// over is how many rounds are over.
func (d *diary) over() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.rounds)
}

// states are those of all shops.
func states(w *world) map[string]state {
	out := map[string]state{}
	for who, book := range w.books() {
		s := state{book: book}
		_, shop, err := w.Journal.Person(context.Background(), "wire", who)
		if err != nil && !errors.Is(err, bot.ErrNotFound) { // who has not written yet has no shop, and no turns
			w.t.Fatal(err)
		}
		s.turns = w.number("select count(*) from turn where shop = $1", shop)
		out[who] = s
	}
	return out
}

// taken is a backup made while rounds went on.
type taken struct {
	raw           []byte
	before, after int // how many rounds were over when it began and when it was done
}

func oneMoment(t *testing.T, place func(testing.TB) place, rounds []map[string]string) {
	here := place(t)
	w := here.open(t)
	defer w.Close()
	d := &diary{}
	d.write(w)
	over, backups := make(chan struct{}), make(chan []taken, 1)
	var wrong error
	go func() {
		var all []taken
		all, wrong = backUp(here.config(t), d, over)
		backups <- all
	}()
	for _, said := range rounds {
		w.says(said)
		d.write(w)
	}
	close(over)
	all := <-backups
	if wrong != nil {
		t.Fatal(wrong)
	}
	// One from the middle, and the last: there are many.
	checkMoment(t, d.rounds, all[len(all)/2])
	checkMoment(t, d.rounds, all[len(all)-1])
}

// backUp makes backups until all rounds are over, and one more.
func backUp(c backup.Config, d *diary, over <-chan struct{}) (all []taken, err error) {
	for going := true; going && err == nil; {
		select {
		case <-over:
			going = false
		default:
		}
		one, raw := taken{before: d.over()}, bytes.Buffer{}
		_, err = backup.Write(context.Background(), c, &raw)
		one.raw, one.after = raw.Bytes(), d.over()
		all = append(all, one)
	}
	return all, err
}

// checkMoment restores a backup and finds the round it was made in.
func checkMoment(t *testing.T, rounds []map[string]state, one taken) {
	t.Helper()
	there := inFile(t)
	w := restored(t, there, file(t, one.raw))
	defer w.Close()
	w.sound()
	got := states(w)
	first := max(one.before-1, 0) // index of what was certainly over
	last := min(one.after, len(rounds)-1)
	for k := first; k <= last; k++ {
		next := rounds[min(k+1, len(rounds)-1)]
		if between(got, rounds[k], next) {
			return
		}
	}
	t.Errorf("made between rounds %d and %d of %d, it is of no moment:\n%v\nrounds:\n%v", one.before, one.after, len(rounds), got, rounds)
}

// between reports whether each shop is as it was before a round or after it.
func between(got, before, after map[string]state) bool {
	for who, s := range got {
		if s != before[who] && s != after[who] {
			return false
		}
	}
	return true
}

// during writes on, and does something else at the first bytes, when the moment of
// the backup is past and nothing has been read yet.
type during struct {
	io.Writer
	do   func()
	once sync.Once
}

func (d *during) Write(p []byte) (int, error) {
	d.once.Do(d.do)
	return d.Writer.Write(p)
}

// nobodyWaits has turns worked in the middle of a backup: they are worked at
// once, and are not in it.
func nobodyWaits(t *testing.T, kinds []maker) {
	for _, from := range kinds {
		here := from.make(t)
		w := here.open(t)
		w.day()
		before := w.books()
		var raw bytes.Buffer
		worked := false
		_, err := backup.Write(context.Background(), here.config(t), &during{Writer: &raw, do: func() {
			w.day()
			worked = !maps.Equal(w.books(), before)
		}})
		if err != nil || !worked {
			t.Fatalf("%s: worked is %v, %v", from.name, worked, err)
		}
		other := restored(t, inFile(t), file(t, raw.Bytes()))
		other.sound()
		if got := other.books(); !maps.Equal(got, before) {
			t.Errorf("%s: it is of another moment:\n%s\nit was\n%s", from.name, got, before)
		}
		w.sound()
	}
}
