package journal_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// tenth charges ten for a message, and nothing for the first two of each category.
type tenth struct{}

func (tenth) Month(at time.Time) string { return at.UTC().Format("2006-01") }

func (tenth) Cost(p bot.Price, _ time.Time, nth int64) int64 {
	if !p.Billable || nth < 2 {
		return 0
	}
	return 10
}

// TestCharge counts what is delivered, once each, for the shop it is of and for all, in
// the month it was delivered in; statuses come in any order and more than once.
func TestCharge(t *testing.T) {
	server := bottest.StartPostgres(t)
	for name, at := range map[string]journal.Config{
		"SQLite":     {Path: filepath.Join(t.TempDir(), "bot.db")},
		"PostgreSQL": {URL: server.Database(t), Blobs: t.TempDir()},
	} {
		t.Run(name, func(t *testing.T) {
			clock := bottest.NewClock(time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC))
			at.Clock, at.Tariff = clock, tenth{}
			j, err := journal.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			defer j.Close()
			told := func(state bot.Progress, price *bot.Price, bubbles ...string) {
				t.Helper()
				all := make([]bot.Status, len(bubbles))
				for i, b := range bubbles {
					all[i] = bot.Status{Bubble: b, State: state, At: clock.Now(), Price: price}
				}
				if err := j.Track(t.Context(), "wire", all...); err != nil {
					t.Fatal(err)
				}
			}
			service := &bot.Price{Billable: true, Category: "service"}
			anil := answers(t, j, clock, "anil", 4)
			bina := answers(t, j, clock, "bina", 2)
			told(bot.Sent, service, anil...)
			told(bot.Failed, service, anil[3])
			spent(t, j, "2026-11", 0)
			told(bot.Delivered, service, anil[:3]...)
			told(bot.Read, service, anil[0], anil[0], anil[2])
			told(bot.Delivered, service, "a stranger's")
			told(bot.Delivered, nil, bina[0])
			told(bot.Read, &bot.Price{Category: "service"}, bina[0])
			spent(t, j, "2026-11", 0, journal.Spent{Category: "service", N: 3, Cost: 10})
			spent(t, j, "2026-11", shopOf(t, j, "anil"), journal.Spent{Category: "service", N: 3, Cost: 10})
			spent(t, j, "2026-11", shopOf(t, j, "bina"), journal.Spent{Category: "service"})
			clock.Advance(24 * time.Hour)
			told(bot.Delivered, &bot.Price{Billable: true, Category: "utility"}, bina[1])
			spent(t, j, "2026-12", 0, journal.Spent{Category: "utility", N: 1})
		})
	}
}

// answers has somebody write n times and be answered, and returns what the answers are
// called on the wire.
func answers(t *testing.T, j *journal.Journal, clock *bottest.Clock, who string, n int) (bubbles []string) {
	t.Helper()
	for i := range n {
		m := bot.Message{Channel: "wire", ID: fmt.Sprint(who, i), Address: who, Text: "x", At: clock.Now()}
		got, err := j.Receive(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		m = got[0]
		base, err := j.Base(t.Context(), m.Shop, m.From)
		if err != nil {
			t.Fatal(err)
		}
		err = j.Commit(t.Context(), bot.Commit{
			Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, ShopRev: base.ShopRev,
			Session: bot.Session{Rev: base.SessionRev + 1}, Replies: []bot.Reply{{Key: "x"}}, To: []bot.Target{{Channel: "wire", Address: who}}, At: clock.Now(),
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		out, err := j.Claim(t.Context(), "wire", nil, 1)
		if err != nil || len(out) != 1 {
			t.Fatalf("claimed %d: %v", len(out), err)
		}
		bubbles = append(bubbles, fmt.Sprint("b.", who, i))
		if err := j.Settle(t.Context(), bot.Receipt{ID: out[0].ID, Tries: out[0].Tries, Parts: bubbles[i:]}); err != nil {
			t.Fatal(err)
		}
	}
	return bubbles
}

// shopOf is the shop somebody is in.
func shopOf(t *testing.T, j *journal.Journal, who string) bot.ShopID {
	t.Helper()
	_, shop, err := j.Person(t.Context(), "wire", who)
	if err != nil {
		t.Fatal(err)
	}
	return shop
}

// spent demands what a shop, or all, spent in a month.
func spent(t *testing.T, j *journal.Journal, month string, shop bot.ShopID, want ...journal.Spent) {
	t.Helper()
	got, err := j.Spent(t.Context(), month, shop)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s, shop %d: %+v, %v; want %+v", month, shop, got, err, want)
	}
}
