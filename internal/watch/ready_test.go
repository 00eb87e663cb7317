package watch

import (
	"encoding/json"
	"net/http"
	"testing"
)

// TestReady goes through the life of a bot.
func TestReady(t *testing.T) {
	s := newStand(t, nil)
	check := func(status int, whole, journal, memory, engine string) {
		t.Helper()
		got, body := s.get("/readyz")
		var answer struct {
			Status string
			Parts  map[string]string
		}
		if err := json.Unmarshal([]byte(body), &answer); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"journal": journal, "memory": memory, "engine": engine}
		if got != status || answer.Status != whole {
			t.Errorf("%d %s, want %d %s", got, answer.Status, status, whole)
		}
		for part, state := range want {
			if answer.Parts[part] != state {
				t.Errorf("%s is %q, want %q", part, answer.Parts[part], state)
			}
		}
	}
	const good, bad, ok, not = "ok", "failing", http.StatusOK, http.StatusServiceUnavailable
	check(not, "starting", good, good, bad)
	err := s.While(func() error {
		check(ok, "ready", good, good, good)
		s.memory.err = errAway
		check(ok, "ready", good, good, good) // it was asked a moment ago
		s.clock.Advance(fresh)
		check(ok, "degraded", good, bad, good)
		s.journal.err = errAway
		s.clock.Advance(fresh)
		check(not, "failing", bad, bad, good)
		s.memory.err, s.journal.err = nil, nil
		s.clock.Advance(fresh)
		check(ok, "ready", good, good, good)
		s.Drain() // at once, without waiting for anything
		check(not, "draining", good, good, bad)
		return errAway
	})
	if err != errAway { //nolint:errorlint // the very one
		t.Errorf("While changed the error: %v", err)
	}
	s.Drain() // too late to matter
	check(not, "stopped", good, good, bad)
}

// TestDrainedBeforeItRan is told to stop while it starts.
func TestDrainedBeforeItRan(t *testing.T) {
	s := newStand(t, nil)
	s.Drain()
	_ = s.While(func() error {
		if status, body := s.get("/readyz"); status != http.StatusServiceUnavailable {
			t.Errorf("%d %s", status, body)
		}
		return nil
	})
}
