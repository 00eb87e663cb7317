package journal

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
)

// desk is a gathering whose first unit of work is held up until others wait.
type desk struct {
	gathering
	t       *testing.T
	held    chan struct{} // the first has begun
	release chan struct{}
	units   [][]*news
	wrong   *news
	fault   error // of a unit with the wrong one in it
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, held: make(chan struct{}), release: make(chan struct{}), wrong: &news{}}
	d.write = func(_ context.Context, group []*news) error {
		d.units = append(d.units, group)
		if len(d.units) == 1 {
			close(d.held)
			<-d.release
		}
		if slices.Contains(group, d.wrong) {
			return d.fault
		}
		return nil
	}
	d.away = func(err error) bool { return errors.Is(err, errLost) }
	return d
}

// behind has n tell something, the last what is wrong, while the first is written,
// and returns their errors.
func (d *desk) behind(n int, before func()) []error {
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := d.tell(d.t.Context(), &news{}); err != nil {
			d.t.Error(err)
		}
	})
	<-d.held
	errs := make([]error, n)
	for i := range errs {
		wg.Go(func() {
			told := &news{}
			if i == n-1 {
				told = d.wrong
			}
			errs[i] = d.tell(d.t.Context(), told)
		})
	}
	for waiting := 0; waiting < n; { // nobody says when they wait
		d.mu.Lock()
		waiting = len(d.waiting)
		d.mu.Unlock()
	}
	before()
	close(d.release)
	wg.Wait()
	return errs
}

// TestGathering has many wait while one is written: they are written together, in
// two units when they are too many for one.
func TestGathering(t *testing.T) {
	d := newDesk(t)
	for _, err := range d.behind(maxBatch+2, func() {}) {
		if err != nil {
			t.Error(err)
		}
	}
	if len(d.units) != 3 || len(d.units[1]) != maxBatch || len(d.units[2]) != 2 {
		t.Errorf("they made %d units", len(d.units))
	}
}

// TestGatheringFaults has one of those written together be wrong, and the database
// be away: the first is his alone, the second everybody's, and not tried for each.
func TestGatheringFaults(t *testing.T) {
	for _, c := range []struct {
		fault      error
		bad, units int
	}{{errFailed, 1, 2 + 5}, {errLost, 5, 2}} {
		d := newDesk(t)
		d.fault = c.fault
		bad := 0
		for _, err := range d.behind(5, func() {}) {
			if errors.Is(err, c.fault) {
				bad++
			} else if err != nil {
				t.Error(err)
			}
		}
		if bad != c.bad || len(d.units) != c.units {
			t.Errorf("after %v %d failed in %d units", c.fault, bad, len(d.units))
		}
	}
}

// TestGatheringEnds closes a gathering while some wait: they are written, and
// nobody after them is.
func TestGatheringEnds(t *testing.T) {
	d := newDesk(t)
	closed := make(chan struct{})
	errs := d.behind(5, func() {
		go func() {
			d.close()
			close(closed)
		}()
		for shut := false; !shut; { // nobody says when it has begun
			d.mu.Lock()
			shut = d.closed
			d.mu.Unlock()
		}
		if err := d.tell(t.Context(), &news{}); !errors.Is(err, ErrClosed) {
			t.Errorf("after the end: %v", err)
		}
	})
	<-closed
	if err := errors.Join(errs...); err != nil || len(d.units) != 2 {
		t.Errorf("%d units, %v", len(d.units), err)
	}
}

// TestGatheringGivenUp has somebody give up while he waits: he is not written, and
// the others are, though one of them gives up while it is done.
func TestGatheringGivenUp(t *testing.T) {
	d := newDesk(t)
	gone, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var err error
	d.behind(2, func() {
		waits := &news{}
		wg.Go(func() { err = d.tell(gone, waits) })
		for waiting := 0; waiting < 3; {
			d.mu.Lock()
			waiting = len(d.waiting)
			d.mu.Unlock()
		}
		cancel()
	})
	wg.Wait()
	if !errors.Is(err, context.Canceled) || len(d.units) != 2 || len(d.units[1]) != 2 {
		t.Errorf("%v, %d units", err, len(d.units))
	}
}

// TestRounds divides what one statement cannot write.
func TestRounds(t *testing.T) {
	got := rounds([]int{1, 12, 2, 11, 21, 31}, func(n int) int { return n % 10 })
	if want := [][]int{{1, 12}, {2, 11}, {21}, {31}}; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := rounds(make([]int, 0), func(n int) int { return n }); len(got) != 0 {
		t.Errorf("nothing makes %d rounds", len(got))
	}
	all := make([]int, maxRows+1)
	for i := range all {
		all[i] = i
	}
	if got := rounds(all, func(n int) int { return n }); len(got) != 2 || len(got[1]) != 1 {
		t.Errorf("%d rows make %d rounds", len(all), len(got))
	}
}

// TestListIsFilledUp writes lists whose numbers of rows are powers of two.
func TestListIsFilledUp(t *testing.T) {
	l := newList("bigint", "text")
	for n := range 3 {
		l.add(n, "x")
	}
	const want = "values (cast($1 as bigint), cast($2 as text)), ($3, $4), ($5, $6), ($7, $8)"
	if got := l.values(); got != want || len(l.args) != 8 || l.args[6] != nil {
		t.Errorf("got %s with %v", got, l.args)
	}
}
