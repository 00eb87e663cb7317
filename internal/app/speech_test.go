package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/bot/voice"
)

// dear costs a rupee for a minute heard and for a hundred characters spoken.
var dear = tariff.Speech{Drivers: map[string]tariff.Driver{
	"dear": {Heard: 60 * tariff.Rupee, Spoken: 100 * tariff.Rupee}, "free": {},
}}

// metered is a journal with a meter on it.
type metered struct {
	*testing.T
	*Speech
	clock *bottest.Clock
	again func() *Speech // in another process
	log   *strings.Builder
}

// evening is an hour before midnight in India.
var evening = time.Date(2026, 11, 29, 17, 30, 0, 0, time.UTC)

func newMetered(t *testing.T, m SpeechMoney) *metered {
	t.Helper()
	if m.Card.Drivers == nil {
		m.Card = dear
	}
	out := &metered{T: t, clock: bottest.NewClock(evening), log: &strings.Builder{}}
	place := filepath.Join(t.TempDir(), "bot.db")
	out.again = func() *Speech {
		j, err := journal.Open(t.Context(), journal.Config{Path: place, Clock: out.clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = j.Close() })
		s, err := newSpeech(m, j, slog.New(slog.NewTextHandler(out.log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	out.Speech = out.again()
	return out
}

// hears counts something heard by the dear one, and speaks something spoken.
func (m *metered) hears(s *Speech, shop bot.ShopID, length time.Duration) {
	m.Helper()
	m.counts(s, voice.Use{Driver: "dear", Heard: true, Shop: shop, Length: length, At: m.clock.Now()})
}

func (m *metered) counts(s *Speech, u voice.Use) {
	m.Helper()
	if err := s.Count(m.Context(), u); err != nil {
		m.Fatal(err)
	}
}

// allows lists who may use the dear one, of the shops 0, 1 and 2. What is free they all
// may.
func (m *metered) allows(s *Speech) string {
	m.Helper()
	var out []string
	for shop := range bot.ShopID(3) {
		for _, driver := range []string{"dear", "free", "unknown"} {
			may, err := s.Allows(m.Context(), driver, shop, m.clock.Now())
			if err != nil || !may && driver != "dear" {
				m.Fatalf("%s for shop %d: %v, %v", driver, shop, may, err)
			}
			if may && driver == "dear" {
				out = append(out, fmt.Sprint(driver, shop))
			}
		}
	}
	return strings.Join(out, " ")
}

// TestSpeechLimits ends what is paid when a shop's money, or that of all, is used up for
// the day, and never what is free; the next day in India all begins anew.
func TestSpeechLimits(t *testing.T) {
	const rupee = tariff.Rupee
	for name, tt := range map[string]struct {
		all, shops tariff.Micro
		minutes    [2]int // heard in the shops 1 and 2
		want       string
	}{
		"nothing heard":       {10 * rupee, 4 * rupee, [2]int{0, 0}, "dear0 dear1 dear2"},
		"a shop at its limit": {10 * rupee, 4 * rupee, [2]int{4, 3}, "dear0 dear2"},
		"all at theirs":       {7 * rupee, 5 * rupee, [2]int{4, 3}, ""},
		"one uses all of it":  {7 * rupee, 0, [2]int{7, 0}, ""},
		"no limit":            {0, 0, [2]int{100, 100}, "dear0 dear1 dear2"},
		"only for shops":      {0, rupee, [2]int{100, 0}, "dear0 dear2"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMetered(t, SpeechMoney{All: tariff.Cap{Limit: tt.all}, Shops: tariff.Cap{Limit: tt.shops}})
			if got := m.allows(m.Speech); got != "dear0 dear1 dear2" {
				t.Fatalf("before: %q", got)
			}
			for i, n := range tt.minutes {
				m.hears(m.Speech, bot.ShopID(i+1), time.Duration(n)*time.Minute)
			}
			if got := m.allows(m.Speech); got != tt.want {
				t.Errorf("allowed is %q, want %q", got, tt.want)
			}
			m.clock.Advance(time.Hour - time.Millisecond)
			if got := m.allows(m.Speech); got != tt.want {
				t.Errorf("just before midnight %q, want %q", got, tt.want)
			}
			m.clock.Advance(time.Millisecond)
			if got := m.allows(m.Speech); got != "dear0 dear1 dear2" {
				t.Errorf("the next day %q", got)
			}
		})
	}
}

// TestSpeechElsewhere sees what another process used within seconds, and what this one
// did at once.
func TestSpeechElsewhere(t *testing.T) {
	m := newMetered(t, SpeechMoney{All: tariff.Cap{Limit: 2 * tariff.Rupee}})
	other := m.again()
	if m.allows(m.Speech) == "" || m.allows(other) == "" {
		t.Fatal("nothing is allowed")
	}
	m.hears(m.Speech, 1, time.Minute)
	m.hears(other, 1, time.Minute)
	if m.allows(m.Speech) == "" || m.allows(other) == "" {
		t.Error("the sums are read each time")
	}
	m.clock.Advance(tallied)
	if m.allows(m.Speech) != "" || m.allows(other) != "" {
		t.Error("the other's uses are not seen")
	}
}

// TestSpeechTold tells the operator of each level of a shop and a day once.
func TestSpeechTold(t *testing.T) {
	m := newMetered(t, SpeechMoney{All: tariff.Cap{Limit: 10 * tariff.Rupee}, Shops: tariff.Cap{Limit: 100 * tariff.Rupee}})
	for range 12 {
		m.hears(m.Speech, 1, time.Minute)
		m.allows(m.Speech)
	}
	m.clock.Advance(24 * time.Hour)
	m.hears(m.Speech, 1, 8*time.Minute)
	m.allows(m.Speech)
	for told, want := range map[string]int{
		"level=WARN": 4, "shop=0 level=warn80 day=2026-11-29": 1, "level=warn90 day=2026-11-29": 1, "level=reached day=2026-11-29": 1,
		"level=warn80 day=2026-11-30": 1,
	} {
		if got := strings.Count(m.log.String(), told); got != want {
			t.Errorf("%q is told %d times, want %d:\n%s", told, got, want, m.log)
		}
	}
}

// TestSpeechGone lets nothing paid happen when what was spent cannot be known, and counts
// what was used although whoever used it has given up.
func TestSpeechGone(t *testing.T) {
	var watched []voice.Use
	m := newMetered(t, SpeechMoney{Shops: tariff.Cap{Limit: 2 * tariff.Rupee}, Watch: func(u voice.Use) { watched = append(watched, u) }})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	use := voice.Use{Driver: "dear", Shop: 1, Length: time.Second, Runes: 200, At: evening}
	if err := m.Count(ctx, use); err != nil {
		t.Error(err)
	}
	if got := m.allows(m.Speech); got != "dear0 dear2" {
		t.Errorf("allowed is %q", got)
	}
	if !reflect.DeepEqual(watched, []voice.Use{use}) {
		t.Errorf("watched %+v", watched)
	}
	m.clock.Advance(tallied)
	if err := m.journal.Close(); err != nil {
		t.Fatal(err)
	}
	if may, err := m.Allows(t.Context(), "dear", 2, m.clock.Now()); may || err == nil {
		t.Errorf("allowed without a journal: %v, %v", may, err)
	}
	if may, err := m.Allows(t.Context(), "free", 1, m.clock.Now()); !may || err != nil {
		t.Errorf("free without a journal: %v, %v", may, err)
	}
	if err := m.Count(t.Context(), use); !errors.Is(err, journal.ErrClosed) {
		t.Errorf("counted without a journal: %v", err)
	}
}

// TestTalked is what administrators are told of today and the month so far.
func TestTalked(t *testing.T) {
	m := newMetered(t, SpeechMoney{All: tariff.Cap{Limit: 20 * tariff.Rupee}})
	m.hears(m.Speech, 1, time.Minute)
	m.counts(m.Speech, voice.Use{Driver: "dear", Shop: 2, Length: 5 * time.Second, Runes: 50, At: evening})
	m.counts(m.Speech, voice.Use{Driver: "free", Heard: true, Shop: 2, Length: 3 * time.Second, At: evening})
	m.counts(m.Speech, voice.Use{Driver: "dear", Heard: true, Length: -1, Runes: -1, At: evening.AddDate(0, -1, 0)})
	m.clock.Advance(24 * time.Hour)
	m.hears(m.Speech, 1, 30*time.Second)
	for at, want := range map[time.Time][2]bot.Talked{
		evening: {
			{Heard: 63 * time.Second, Spoken: 5 * time.Second, Sum: 150, Limit: 2000},
			{Heard: 63 * time.Second, Spoken: 5 * time.Second, Sum: 150},
		},
		m.clock.Now(): {
			{Heard: 30 * time.Second, Sum: 50, Limit: 2000},
			{Heard: 93 * time.Second, Spoken: 5 * time.Second, Sum: 200},
		},
		m.clock.Now().Add(time.Hour): {{Limit: 2000}, {}}, // December
	} {
		day, month, err := m.Talked(t.Context(), at)
		if err != nil || day != want[0] || month != want[1] {
			t.Errorf("%s: %+v and %+v, %v; want %+v", at, day, month, err, want)
		}
	}
}

// TestSpeechSum has the meter agree with a plain sum, whoever uses what and when, in two
// processes; nothing is allowed once a limit is reached and everybody has looked.
func TestSpeechSum(t *testing.T) {
	m := newMetered(t, SpeechMoney{Shops: tariff.Cap{Limit: 30 * tariff.Rupee}})
	both := [2]*Speech{m.Speech, m.again()}
	bottest.Fewer(t, 20, func(t *rapid.T) {
		m.clock.Advance(24 * time.Hour)
		sums := map[bot.ShopID]tariff.Micro{}
		for range rapid.IntRange(0, 30).Draw(t, "uses") {
			shop, s := bot.ShopID(rapid.IntRange(1, 2).Draw(t, "shop")), both[rapid.IntRange(0, 1).Draw(t, "process")]
			if rapid.Bool().Draw(t, "look") {
				if _, err := s.Allows(context.Background(), "dear", shop, m.clock.Now()); err != nil {
					t.Fatal(err)
				}
			}
			seconds := rapid.IntRange(0, 300).Draw(t, "seconds")
			u := voice.Use{Driver: "dear", Heard: true, Shop: shop, Length: time.Duration(seconds) * time.Second, At: m.clock.Now()}
			if err := s.Count(context.Background(), u); err != nil {
				t.Fatal(err)
			}
			sums[shop] += (tariff.Rupee*tariff.Micro(seconds) + 59) / 60
		}
		m.clock.Advance(tallied)
		for shop := range bot.ShopID(3) {
			for _, s := range both {
				may, err := s.Allows(context.Background(), "dear", shop, m.clock.Now())
				if want := sums[shop] < 30*tariff.Rupee; err != nil || may != want {
					t.Fatalf("shop %d with %s spent: %v, %v", shop, sums[shop], may, err)
				}
			}
		}
	})
}

// TestSpeechForgetsSums keeps the sums of so many shops at hand and no more.
func TestSpeechForgetsSums(t *testing.T) {
	m := newMetered(t, SpeechMoney{Shops: tariff.Cap{Limit: tariff.Rupee}})
	for shop := range bot.ShopID(maxTallied) {
		m.known[shop+100] = tally{}
	}
	m.hears(m.Speech, 1, time.Minute)
	if got := m.allows(m.Speech); got != "dear0 dear2" || len(m.known) > maxTallied {
		t.Errorf("allowed is %q with %d sums at hand", got, len(m.known))
	}
}
