package load

import (
	"testing"
	"time"
)

// TestFlights has answers land: in order, the same one once, a second bubble not
// at all, and one that nobody waits for as a stray.
func TestFlights(t *testing.T) {
	start := time.Unix(1e9, 0)
	f := newFlights()
	f.begin()
	landed := make(chan struct{})
	first, second := &flight{kind: Sale, due: start, measured: true, landed: landed}, &flight{kind: Question, due: start, measured: true}
	f.start("91", first)
	f.start("91", second)
	f.start("92", &flight{kind: Udhaar, due: start, measured: true})
	f.start("93", &flight{due: start}) // of the opening: not measured
	f.land("91", "a.1", start.Add(2*time.Millisecond))
	<-landed
	f.land("91", "a.1", start.Add(3*time.Millisecond)) // sent twice
	f.land("91", "a.2", start.Add(3*time.Millisecond)) // the rest of a long answer
	f.land("91", "b.1", start.Add(5*time.Millisecond))
	f.land("91", "c.1", start.Add(6*time.Millisecond)) // to nothing
	f.land("92", "not a reference", start)
	if f.now() != 2 || f.most != 4 {
		t.Errorf("%d fly, %d at the most", f.now(), f.most)
	}
	if want := (tally{Answers: 6, Doubled: 1, Strays: 2}); f.tally != want {
		t.Errorf("%+v, want %+v", f.tally, want)
	}
	took, lost := f.abandon(start.Add(time.Second))
	if lost != 1 || len(took[Udhaar]) != 1 || took[Udhaar][0] != time.Second {
		t.Errorf("%d lost: %v", lost, took[Udhaar])
	}
	if took[Sale][0] != 2*time.Millisecond || took[Question][0] != 5*time.Millisecond || len(took[Nonsense]) != 0 {
		t.Errorf("%v", took)
	}
}

// TestLateGenerator: the time is counted from when a message was due, not from
// when it was sent.
func TestLateGenerator(t *testing.T) {
	start := time.Unix(1e9, 0)
	f := newFlights()
	f.start("91", &flight{due: start, measured: true}) // and sent, say, a second later
	f.land("91", "a.1", start.Add(time.Second+time.Millisecond))
	if took, _ := f.abandon(start); took[Sale][0] != time.Second+time.Millisecond {
		t.Errorf("%v", took[Sale])
	}
}
