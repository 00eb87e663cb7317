package watch

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// TestTurnsAreCounted observes turns and reads what is scraped.
func TestTurnsAreCounted(t *testing.T) {
	s := newStand(t, nil)
	stored := s.clock.Now()
	s.clock.Advance(200 * time.Millisecond)
	s.Observe(bot.Trace{
		Finished: frames("udhaar.give"), Received: stored,
		Steps: []bot.Step{{Name: "understand", Took: 2 * time.Millisecond}, {Name: "commit", Took: 30 * time.Millisecond}},
	})
	s.Observe(bot.Trace{Job: "udhaar.nag", Received: stored})
	s.Observe(bot.Trace{Broken: true})
	s.is(map[string]string{
		`sahayak_turns_total{errand="udhaar.give",result="done"}`:       "1",
		`sahayak_turns_total{errand="other",result="done"}`:             "1",
		`sahayak_turns_total{errand="none",result="broken"}`:            "1",
		`sahayak_step_seconds_sum{step="commit"}`:                       "0.03",
		`sahayak_step_seconds_bucket{step="understand",le="0.0025"}`:    "1",
		`sahayak_step_seconds_bucket{step="understand",le="0.001"}`:     "0",
		`sahayak_answer_seconds_count{until="commit"}`:                  "1", // a job answers nobody
		`sahayak_answer_seconds_sum{until="commit"}`:                    "0.2",
		`sahayak_session_memory_errors_total{operation="load"}`:         "0",
		`sahayak_turns_total{errand="udhaar.balance",result="not_any"}`: "",
	})
}

// TestSendsAreCounted takes every outcome.
func TestSendsAreCounted(t *testing.T) {
	s := newStand(t, nil)
	stored := s.clock.Now()
	try := bot.Sending{Channel: "wire", Received: stored, Began: stored.Add(time.Second), Took: time.Second}
	for _, c := range []struct {
		outcome bot.Outcome
		fault   bot.Fault
	}{{bot.Arrived, 0}, {bot.Later, 0}, {bot.Failing, bot.Throttled}, {bot.Failing, bot.Transient}, {bot.GivenUp, bot.Refused}} {
		try.Outcome, try.Fault = c.outcome, c.fault
		s.Sent(try)
	}
	s.Sent(bot.Sending{Channel: "wire"})                                                                // of a job: nobody waited for it
	s.Sent(bot.Sending{Channel: "wire", Voice: true, Received: stored, Began: stored.Add(time.Minute)}) // he has his answer
	s.ProviderFailed("model", bot.Transient)
	s.is(map[string]string{
		`sahayak_sends_total{channel="wire",fault="none",result="sent"}`:         "3",
		`sahayak_sends_total{channel="wire",fault="none",result="held"}`:         "1",
		`sahayak_sends_total{channel="wire",fault="throttled",result="failing"}`: "1",
		`sahayak_sends_total{channel="wire",fault="refused",result="given_up"}`:  "1",
		`sahayak_send_seconds_count{channel="wire"}`:                             "6",
		`sahayak_answer_seconds_sum{until="accepted"}`:                           "2",
		`sahayak_answer_seconds_count{until="accepted"}`:                         "1",
		`sahayak_provider_errors_total{fault="transient",provider="wire"}`:       "1",
		`sahayak_provider_errors_total{fault="transient",provider="model"}`:      "1",
	})
}

// TestEveryOutcomeHasALabel, so that none is counted under "".
func TestEveryOutcomeHasALabel(t *testing.T) {
	for o := bot.Outcome(0); o.String() != "unknown"; o++ {
		if outcomes[o] == "" {
			t.Errorf("%v has no label", o)
		}
	}
}

// TestEveryStatIsAMetric gives every counter of the engine a number of its own,
// and finds each under a name of its own.
func TestEveryStatIsAMetric(t *testing.T) {
	var counted bot.Stats
	v := reflect.ValueOf(&counted).Elem()
	for i := range v.NumField() {
		v.Field(i).SetInt(int64(i + 1))
	}
	told := map[int64]string{}
	for _, s := range stats {
		n := s.read(counted)
		if told[n] != "" {
			t.Errorf("%s and %s tell the same", s.name, told[n])
		}
		told[n] = s.name
	}
	for i := range v.NumField() {
		if told[int64(i+1)] == "" {
			t.Errorf("no metric tells %s: give it a line in stats", v.Type().Field(i).Name)
		}
	}
}

// TestDepthIsReadSeldom reads what waits, however often it is asked, once in a
// few seconds; and makes nothing up when the journal cannot say.
func TestDepthIsReadSeldom(t *testing.T) {
	s := newStand(t, nil)
	s.journal.be(journal.Depth{
		Undone: 3, Oldest: morning.Add(-90 * time.Second), Dead: 2,
		Outbox: []journal.Queue{{Channel: "wire", Waiting: 5, Oldest: morning.Add(-time.Minute)}},
	}, nil)
	want := map[string]string{
		"sahayak_undone_messages": "3", "sahayak_oldest_undone_seconds": "90", "sahayak_dead_letters": "2",
		`sahayak_outbox_waiting{channel="wire"}`: "5", `sahayak_outbox_oldest_seconds{channel="wire"}`: "60",
		`sahayak_part_up{part="journal"}`: "1", `sahayak_part_up{part="memory"}`: "1", `sahayak_part_up{part="engine"}`: "0",
	}
	s.is(want)
	if s.journal.asked != 2 {
		t.Errorf("the journal was asked %d times, want what waits and whether it can be written", s.journal.asked)
	}
	s.clock.Advance(fresh)
	s.journal.be(journal.Depth{}, nil)
	s.is(map[string]string{"sahayak_undone_messages": "0", "sahayak_oldest_undone_seconds": "0", "sahayak_dead_letters": "0"})
	s.clock.Advance(fresh)
	s.journal.be(journal.Depth{}, errAway)
	s.is(map[string]string{"sahayak_undone_messages": "", "sahayak_dead_letters": "", `sahayak_part_up{part="journal"}`: "0"})
	s.clock.Advance(-time.Hour) // moved back: it is asked anew, not in an hour
	s.journal.be(journal.Depth{Undone: 1}, nil)
	s.is(map[string]string{"sahayak_undone_messages": "1"})
}

// TestMemoryErrorsAreCounted has session memory fail, and passes on what it says.
func TestMemoryErrorsAreCounted(t *testing.T) {
	s := newStand(t, nil)
	m := s.Sessions(s.memory)
	for _, err := range []error{nil, errAway, errAway} {
		s.memory.err = err
		if _, _, got := m.Load(t.Context(), 1, 1); !errors.Is(got, err) {
			t.Errorf("load: %v", got)
		}
	}
	if got := m.Save(t.Context(), bot.Session{}); !errors.Is(got, errAway) {
		t.Errorf("save: %v", got)
	}
	s.memory.err = nil
	s.is(map[string]string{
		`sahayak_session_memory_errors_total{operation="load"}`: "2",
		`sahayak_session_memory_errors_total{operation="save"}`: "1",
	})
}

// TestNothingAttached is asked before there is anything to watch.
func TestNothingAttached(t *testing.T) {
	w, err := New(Config{Clock: newStand(t, nil).clock})
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{Watch: w, t: t}
	s.is(map[string]string{`sahayak_alarm{kind="late"}`: "0", "sahayak_undone_messages": "", "sahayak_received_total": ""})
	w.Observe(bot.Trace{Finished: frames("udhaar.give")})
	w.Sent(bot.Sending{Channel: "wire"})
	s.is(map[string]string{`sahayak_turns_total{errand="other",result="done"}`: "1"})
	if status, _ := s.get("/readyz"); status != 503 {
		t.Errorf("ready with nothing to do: %d", status)
	}
	if _, err := New(Config{}); !errors.Is(err, ErrConfig) {
		t.Errorf("no clock: %v", err)
	}
}

// TestSpeechIsCounted hears and speaks.
func TestSpeechIsCounted(t *testing.T) {
	s := newStand(t, nil)
	s.Spoke("sarvam", true, 1500*time.Millisecond)
	s.Spoke("sarvam", true, 2*time.Second)
	s.Spoke("sarvam", true, -time.Second) // no counter goes down
	s.Spoke("espeak", false, 4*time.Second)
	s.is(map[string]string{
		`sahayak_speech_seconds_total{driver="sarvam",way="heard"}`:  "3.5",
		`sahayak_speech_uses_total{driver="sarvam",way="heard"}`:     "3",
		`sahayak_speech_seconds_total{driver="espeak",way="spoken"}`: "4",
		`sahayak_speech_uses_total{driver="sarvam",way="spoken"}`:    "",
	})
}
