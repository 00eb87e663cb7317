package bot_test

import (
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

func TestMemory(t *testing.T) {
	bottest.Sessions(t, func(_ *testing.T, c *bottest.Clock) bot.Sessions { return bot.NewMemory(c) })
}

// TestMemoryIsBounded fills the memory: who was not heard of for longest is
// forgotten, who is loaded or saved is not.
func TestMemoryIsBounded(t *testing.T) {
	clock := bottest.NewClock(time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC))
	m, ctx := bot.NewMemory(clock), t.Context()
	save := func(p bot.PersonID) {
		if err := m.Save(ctx, bot.Session{Person: p, Shop: 1, Rev: 1, Expires: clock.Now().Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	remembered := func(p bot.PersonID) bool {
		_, ok, err := m.Load(ctx, 1, p)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	const full = bot.PersonID(50_000)
	for p := range full {
		save(p)
	}
	if !remembered(0) {
		t.Fatal("forgot somebody with room left")
	}
	save(1)
	save(full)
	save(full + 1)
	for p, want := range map[bot.PersonID]bool{0: true, 1: true, 2: false, 3: false, 4: true, full: true, full + 1: true} {
		if got := remembered(p); got != want {
			t.Errorf("person %d is remembered: %v, want %v", p, got, want)
		}
	}
}

func BenchmarkMemory(b *testing.B) {
	m, ctx := bot.NewMemory(bottest.NewClock(time.Unix(0, 0))), b.Context()
	b.RunParallel(func(pb *testing.PB) {
		for rev := int64(0); pb.Next(); rev++ {
			s := bot.Session{Person: 1, Shop: bot.ShopID(rev % 1000), Rev: rev, Expires: time.Unix(10, 0)}
			if err := m.Save(ctx, s); err != nil {
				b.Fatal(err)
			}
			if _, _, err := m.Load(ctx, s.Shop, 1); err != nil {
				b.Fatal(err)
			}
		}
	})
}
