package cloudapi_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator/simtest"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
)

// shop is a shop on WhatsApp whose owner may change what he is known by.
type shop struct {
	*testing.T
	*simtest.Phones
	world bottest.World
	seen  int
}

// keep opens a shop on the phones.
func keep(t *testing.T, clock *bottest.Clock, phones *simtest.Phones) *shop {
	t.Helper()
	s := &shop{T: t, Phones: phones}
	s.world = apptest.Open(t, t.TempDir(), clock, phones.Channel(), nil)
	t.Cleanup(func() {
		if err := s.world.Close(); err != nil {
			t.Error(err)
		}
	})
	phones.Start(s.world.Engine)
	return s
}

func monday() *bottest.Clock { return bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)) }

// ask has the owner say something, and wants words in what he is answered, where he
// is now.
func (s *shop) ask(said, want string) {
	s.Helper()
	if _, err := s.Say(s.Context(), bottest.Said{From: s.Address("owner"), Text: said}); err != nil {
		s.Fatalf("%q: %v", said, err)
	}
	s.answered(said, want)
}

func (s *shop) answered(said, want string) {
	s.Helper()
	if err := s.world.Engine.Settle(s.Context()); err != nil {
		s.Fatal(err)
	}
	if err := s.Report(s.Context()); err != nil {
		s.Fatal(err)
	}
	var text []string
	shown := s.Shown()
	for _, b := range shown[s.seen:] {
		if b.Address != s.Address("owner") {
			s.Errorf("%q: answered at %s", said, b.Address)
		}
		text = append(text, b.Text)
	}
	s.seen = len(shown)
	if !strings.Contains(strings.Join(text, "\n"), want) {
		s.Errorf("%q: answered %q, want %q", said, text, want)
	}
}

// A user who hides his number has his shop by his id alone, keeps it when his id
// changes in the middle of a question, and when he shows his number, and when that
// changes.
func TestHiddenUser(t *testing.T) {
	clock := monday()
	s := keep(t, clock, simtest.NewHidden(t, clock))
	s.ask("ramesh ko 500 udhaar diya", "₹500")
	s.ask("suresh ko udhaar diya", "?")
	if err := s.Move(t.Context(), "owner", "919800000777"); err != nil {
		t.Fatal(err)
	}
	if a := s.Address("owner"); !strings.HasPrefix(a, "IN.") {
		t.Fatalf("he is at %s", a)
	}
	s.ask("300", "Suresh: ₹300")
	s.ask("ramesh ka hisaab", "500")
	if err := s.Reveal("owner"); err != nil {
		t.Fatal(err)
	}
	if a := s.Address("owner"); a != "919800000777" {
		t.Fatalf("he is at %s", a)
	}
	s.ask("ramesh ko 100 aur diya", "₹600")
	if err := s.Move(t.Context(), "owner", "919800000778"); err != nil {
		t.Fatal(err)
	}
	s.ask("ramesh ne 600 diye", "₹600")
	s.ask("suresh ka hisaab", "300")
}

// What waits for a user when his id changes goes to him by the new one, and the bot
// learns what became of it.
func TestAnswerFollowsANewID(t *testing.T) {
	for name, start := range map[string]func(testing.TB, *bottest.Clock) *simtest.Phones{"shown": simtest.New, "hidden": simtest.NewHidden} {
		t.Run(name, func(t *testing.T) {
			clock := monday()
			s := keep(t, clock, start(t, clock))
			s.ask("ramesh ko 500 udhaar diya", "₹500")
			if _, err := s.Say(t.Context(), bottest.Said{From: s.Address("owner"), Text: "ramesh ka hisaab"}); err != nil {
				t.Fatal(err)
			}
			if err := s.Move(t.Context(), "owner", "919800000777"); err != nil {
				t.Fatal(err)
			}
			s.answered("ramesh ka hisaab", "500")
		})
	}
}

// A number that was hidden is learnt with the next message: a notice that knows only
// the number finds him then.
func TestNumberIsLearnt(t *testing.T) {
	clock := monday()
	s := keep(t, clock, simtest.NewHidden(t, clock))
	id := s.Address("owner")
	s.ask("ramesh ko 500 udhaar diya", "₹500")
	if err := s.Reveal("owner"); err != nil {
		t.Fatal(err)
	}
	s.ask("ramesh ka hisaab", "500")
	phone := s.Address("owner")
	for _, move := range [][2]string{{phone, "919800000555"}, {id, "IN.5"}} {
		if err := s.world.Engine.Move(t.Context(), "cloudapi", move[0], move[1]); err != nil {
			t.Fatal(err)
		}
	}
	m := bot.Message{Channel: "cloudapi", ID: "x", Address: "IN.5", Text: "ramesh ka hisaab", At: clock.Now()}
	if err := s.world.Engine.Receive(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if book := s.world.Book(t.Context(), "IN.5"); !strings.Contains(book, "amesh") {
		t.Errorf("at his new id there is the book of another: %s", book)
	}
	if book := s.world.Book(t.Context(), "919800000555"); !strings.Contains(book, "amesh") {
		t.Errorf("at his new number there is the book of another: %s", book)
	}
}
