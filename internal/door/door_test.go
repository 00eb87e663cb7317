package door

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// street is a door on a journal of its own, and somebody who is in already.
type street struct {
	*testing.T
	Door
	journal *journal.Journal
	clock   *bottest.Clock
	in      bot.Message
	n       int
}

func newStreet(t *testing.T, mode Mode) *street {
	t.Helper()
	s := &street{T: t, clock: bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC))}
	j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(t.TempDir(), "door.db"), Clock: s.clock, Zone: "Asia/Kolkata"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	s.journal, s.Door = j, Door{Mode: mode, Journal: j, Clock: s.clock}
	s.in = s.stores(s.message("owner", "namaste"))
	return s
}

func (s *street) message(address, text string) bot.Message {
	s.n++
	return bot.Message{Channel: "wire", ID: fmt.Sprint(s.n), Address: address, Text: text, At: s.clock.Now()}
}

// stores has a message come in whatever the door says.
func (s *street) stores(m bot.Message) bot.Message {
	s.Helper()
	fresh, err := s.journal.Receive(s.Context(), m)
	if err != nil || len(fresh) != 1 {
		s.Fatal(fresh, err)
	}
	return fresh[0]
}

// pass makes a code.
func (s *street) pass(uses int) string {
	s.Helper()
	code, _, err := s.journal.AddPass(s.Context(), uses, s.clock.Now().Add(24*time.Hour))
	if err != nil {
		s.Fatal(err)
	}
	return code
}

// invitation makes the code of a place in somebody's shop.
func (s *street) invitation(until time.Time) string {
	s.Helper()
	code, err := s.journal.NextCode(s.Context(), s.in.Shop)
	if err != nil {
		s.Fatal(err)
	}
	turn := bot.NewTurn(bot.TurnID(s.in.Seq), s.in.Shop, s.in.From, s.clock.Now())
	turn.Do(bot.Invite{Invitation: bot.Invitation{Code: code, Role: bot.Staff, Until: until}})
	err = s.journal.Write(s.Context(), func(ctx context.Context, tx bot.Tx) error { return s.journal.Enrol(ctx, tx, turn) })
	if err != nil {
		s.Fatal(err)
	}
	return code
}

// says knocks with words, and tells what the door says.
func (s *street) says(address, text string) string {
	s.Helper()
	a, err := s.Lets(s.Context(), s.message(address, text))
	if err != nil {
		s.Fatal(err)
	}
	if !a.In {
		return "out " + a.Says
	}
	if a.Message.Pass != "" {
		return "in by pass: " + a.Message.Text
	}
	return "in: " + a.Message.Text
}

// want demands what the door says to each.
func (s *street) want(steps ...[3]string) {
	s.Helper()
	for _, step := range steps {
		if got := s.says(step[0], step[1]); got != step[2] {
			s.Errorf("%s says %q: %s, want %s", step[0], step[1], got, step[2])
		}
	}
}

func TestOpen(t *testing.T) {
	s := newStreet(t, Open)
	code := s.pass(5)
	s.PerHour = 2
	s.want([3]string{"a", "namaste", "in: namaste"}, [3]string{"b", "join " + code, "in by pass: namaste"}, [3]string{"c", "join A2BC3D", "in: join A2BC3D"})
	s.stores(s.message("a", "namaste"))
	s.want(
		[3]string{"b", "namaste", "out bot.door.full"}, [3]string{"b", "namaste", "out "},
		[3]string{"c", "join " + code, "in by pass: namaste"}, [3]string{"d", "join A2BC3D", "out bot.door.full"},
	)
	s.clock.Advance(time.Hour + time.Millisecond)
	s.want([3]string{"b", "namaste", "in: namaste"})
}

func TestCode(t *testing.T) {
	s := newStreet(t, Code)
	code, invitation := s.pass(5), s.invitation(s.clock.Now().Add(time.Hour))
	if _, err := s.journal.Enlist(s.Context(), Name("+91 98000 00001")); err != nil {
		t.Fatal(err)
	}
	s.want(
		[3]string{"a", "namaste", "out bot.door.code"}, [3]string{"a", "kya hai", "out "},
		[3]string{"a", "join A2BC3D", "out bot.door.wrong"}, [3]string{"a", "join A2BC3E", "out "},
		[3]string{"a", "Namaste " + code, "in by pass: Namaste"},
		[3]string{"b", code[:3] + "-" + code[3:] + " chini 2 kilo", "in by pass: chini 2 kilo"},
		[3]string{"c", "JOIN " + invitation, "in: JOIN " + invitation},
		[3]string{"919800000001@s.whatsapp.net", "namaste", "in: namaste"},
		[3]string{"919800000001", "join " + code, "in: namaste"},
		[3]string{"919800000002", "", "out bot.door.code"},
	)
	s.clock.Advance(time.Hour)
	s.want([3]string{"d", "JOIN " + invitation, "out bot.door.wrong"})
	s.clock.Advance(23 * time.Hour)
	s.want([3]string{"e", "JOIN " + code, "out bot.door.wrong"}, [3]string{"a", "namaste", "out bot.door.code"})
}

func TestList(t *testing.T) {
	s := newStreet(t, List)
	code, invitation := s.pass(5), s.invitation(s.clock.Now().Add(time.Hour))
	if _, err := s.journal.Enlist(s.Context(), Name("919800000001")); err != nil {
		t.Fatal(err)
	}
	s.want(
		[3]string{"919800000001@s.whatsapp.net", "join " + code, "in: join " + code}, // the code is none here
		[3]string{"919800000002", "namaste", "out bot.door.list"}, [3]string{"919800000002", "namaste", "out "},
		[3]string{"919800000002", "join " + code, "out bot.door.wrong"},
		[3]string{"919800000002", "join " + invitation, "in: join " + invitation},
	)
	m := s.message("IN.1", "namaste")
	m.Aliases = []string{"919800000001"}
	if a, err := s.Lets(t.Context(), m); err != nil || !a.In {
		t.Errorf("by another of his addresses: %+v, %v", a, err)
	}
}

// TestGuesses has nobody guess more than [MaxTries] times in an hour, not even right.
func TestGuesses(t *testing.T) {
	s := newStreet(t, Code)
	code := s.pass(5)
	for n := range MaxTries {
		s.says("a", fmt.Sprintf("join A2BC3%c", 'D'+n))
	}
	s.want([3]string{"a", "join " + code, "out "}, [3]string{"b", "join " + code, "in by pass: namaste"})
	s.clock.Advance(time.Hour)
	s.want([3]string{"a", "join " + code, "in by pass: namaste"})
}

// TestAnswers has strangers cost no more in an hour than so many answers.
func TestAnswers(t *testing.T) {
	s := newStreet(t, Code)
	told := 0
	for n := range MaxAnswers + 10 {
		if s.says(fmt.Sprint("a", n), "namaste") != "out " {
			told++
		}
	}
	if told != MaxAnswers {
		t.Errorf("%d were answered, want %d", told, MaxAnswers)
	}
	s.clock.Advance(time.Hour)
	s.want([3]string{"late", "namaste", "out bot.door.code"})
}

// TestNoAnswer has nobody told something for what he did not write to be answered.
func TestNoAnswer(t *testing.T) {
	s := newStreet(t, Code)
	for _, m := range []bot.Message{{Deletes: "1"}, {Edits: "1", Text: "x"}, {Consent: bot.Withdrawn}} {
		m.Channel, m.Address = "wire", "a"
		if a, err := s.Lets(t.Context(), m); err != nil || a.In || a.Says != "" {
			t.Errorf("%+v: %+v, %v", m, a, err)
		}
	}
	s.want([3]string{"a", "namaste", "out bot.door.code"})
}

// TestNothingKept has nothing left of who was turned away a day later, and no words of his
// or address before.
func TestNothingKept(t *testing.T) {
	s := newStreet(t, Code)
	s.says("a", "join A2BC3D")
	s.clock.Advance(aDay)
	for p, done := s.journal.Prune(journal.Keep{}), false; !done; {
		var err error
		if _, done, err = p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := s.journal.Read().QueryRowContext(t.Context(), "select count(*) from knock").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows are left, %v", n, err)
	}
}

// broken is a journal that is away, from some question on.
type broken struct {
	Journal
	left *int
}

var errAway = errors.New("away")

func (b broken) ask() error {
	if *b.left--; *b.left < 0 {
		return errAway
	}
	return nil
}

func (b broken) Listed(ctx context.Context, names ...string) (bool, error) {
	if err := b.ask(); err != nil {
		return true, err
	}
	return b.Journal.Listed(ctx, names...)
}

func (b broken) Opens(ctx context.Context, code string) (bool, error) {
	if err := b.ask(); err != nil {
		return true, err
	}
	return b.Journal.Opens(ctx, code)
}

func (b broken) Invitation(ctx context.Context, code string) (bot.Invitation, error) {
	if err := b.ask(); err != nil {
		return bot.Invitation{}, err
	}
	return b.Journal.Invitation(ctx, code)
}

func (b broken) Newcomers(ctx context.Context, since time.Time) (int, error) {
	if err := b.ask(); err != nil {
		return 0, err
	}
	return b.Journal.Newcomers(ctx, since)
}

func (b broken) Knock(ctx context.Context, name, what string, most int, in time.Duration) (bool, error) {
	if err := b.ask(); err != nil {
		return true, err
	}
	return b.Journal.Knock(ctx, name, what, most, in)
}

// TestAway has nobody let in or turned away by a journal that does not answer, whichever
// question it is.
func TestAway(t *testing.T) {
	for _, mode := range []Mode{Open, Code, List} {
		s := newStreet(t, mode)
		s.PerHour = 1
		for fails := 0; ; fails++ {
			left := fails
			s.Door.Journal = broken{s.journal, &left}
			_, err := s.Lets(t.Context(), s.message(fmt.Sprint("a", fails), "join A2BC3D"))
			if left >= 0 {
				if fails < 4 || err != nil {
					t.Errorf("%s: %d questions, %v", mode, fails, err)
				}
				break
			}
			if !errors.Is(err, errAway) {
				t.Errorf("%s: the journal is away at question %d, and the door says %v", mode, fails+1, err)
			}
		}
	}
}
