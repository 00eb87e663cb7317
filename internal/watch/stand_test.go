package watch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// morning is when tests begin.
var morning = time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)

// errand is one that is declared.
type errand string

func (e errand) Name() string                                               { return string(e) }
func (errand) Slots() []bot.Slot                                            { return nil }
func (errand) Version() string                                              { return "1" }
func (errand) Advance(context.Context, *bot.Turn, *bot.Frame) (bool, error) { return true, nil }

// fakeJournal says of a journal what the test wants.
type fakeJournal struct {
	bot.Journal
	mu    sync.Mutex
	depth journal.Depth
	err   error
	asked int
	marks map[string]time.Time
	now   func() time.Time
}

var errAway = errors.New("away")

func (j *fakeJournal) Depth(context.Context, ...string) (journal.Depth, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.asked++
	return j.depth, j.err
}

func (j *fakeJournal) Writable(context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.asked++
	return j.err
}

func (j *fakeJournal) Mark(_ context.Context, name string, since time.Time) (bool, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.marks == nil {
		j.marks = map[string]time.Time{}
	}
	if j.err != nil || !j.marks[name].Before(since) {
		return false, j.err
	}
	j.marks[name] = j.now()
	return true, nil
}

// be changes what it says.
func (j *fakeJournal) be(d journal.Depth, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.depth, j.err = d, err
}

// away is session memory that may be away.
type away struct {
	bot.Sessions
	err error
}

func (a *away) Load(context.Context, bot.ShopID, bot.PersonID) (bot.Session, bool, error) {
	return bot.Session{}, false, a.err
}
func (a *away) Save(context.Context, bot.Session) error { return a.err }

// parts that an engine needs and these tests do not use.
type idle struct {
	bot.Ledger
	bot.Lexicon
	bot.Understander
	bot.Writer
}

// stand is a watch on an engine that does nothing.
type stand struct {
	*Watch
	t       testing.TB
	clock   *bottest.Clock
	journal *fakeJournal
	memory  *away
}

func newStand(t testing.TB, change func(*Config)) *stand {
	t.Helper()
	s := &stand{t: t, clock: bottest.NewClock(morning), journal: &fakeJournal{}, memory: &away{}}
	s.journal.now = s.clock.Now
	c := Config{Clock: s.clock}
	if change != nil {
		change(&c)
	}
	var err error
	if s.Watch, err = New(c); err != nil {
		t.Fatal(err)
	}
	e, err := bot.New(bot.Config{
		Skills:  []bot.Skill{{Name: "udhaar", Files: fstest.MapFS{}, Errands: []bot.Dialog{errand("udhaar.give"), errand("udhaar.balance")}}},
		Journal: s.journal, Sessions: s.Sessions(s.memory), Ledger: idle{}, Lexicon: idle{}, Understand: idle{}, Writer: idle{},
		Channels: []bot.Channel{&bottest.Wire{}}, Clock: s.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Attach(e, s.journal)
	return s
}

// get asks an operator's question.
func (s *stand) get(path string) (status int, body string) {
	s.t.Helper()
	answer := httptest.NewRecorder()
	s.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(s.t.Context(), http.MethodGet, path, nil))
	return answer.Code, answer.Body.String()
}

// metric is the value of one series as scraped, "" for none.
func (s *stand) metric(series string) string {
	s.t.Helper()
	_, body := s.get("/metrics")
	found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(series) + ` (.*)$`).FindStringSubmatch(body)
	if found == nil {
		return ""
	}
	return found[1]
}

// is fails unless series have these values.
func (s *stand) is(want map[string]string) {
	s.t.Helper()
	for series, value := range want {
		if got := s.metric(series); got != value {
			s.t.Errorf("%s is %q, want %q", series, got, value)
		}
	}
}
