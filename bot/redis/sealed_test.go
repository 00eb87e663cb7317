package redis

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// keys are those of a new database.
func keys(t *testing.T) *seal.Keys {
	t.Helper()
	j, err := journal.Open(t.Context(), journal.Config{
		Path: filepath.Join(t.TempDir(), "bot.db"), Clock: bottest.NewClock(start), Key: seal.Secret{1},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j.Keys()
}

// TestSealed is the whole suite on memory that is sealed.
func TestSealed(t *testing.T) {
	url, k := bottest.Redis(t), keys(t)
	bottest.Sessions(t, func(t *testing.T, c *bottest.Clock) bot.Sessions { return connect(t, url, c).Sealed(k) })
}

// TestSealedIsUnreadable finds nothing of a session in the server; and one that was
// not sealed yet is read, one of another database's keys or another shop's is not
// remembered.
func TestSealedIsUnreadable(t *testing.T) {
	plain := connect(t, bottest.Redis(t), bottest.NewClock(start))
	s, ctx := plain.Sealed(keys(t)), t.Context()
	v := bot.Session{
		Person: 5, Shop: 3, Rev: 1, Expires: start.Add(bot.SessionTTL),
		Stack: []bot.Frame{{Errand: "udhaar.give", Slots: map[string]json.RawMessage{"customer": json.RawMessage(`{"t":"Zubeida"}`)}}},
	}
	loads := func(s *Sessions, shop bot.ShopID, want bool) {
		t.Helper()
		got, ok, err := s.Load(ctx, shop, 5)
		if err != nil || ok != want || ok && len(got.Stack) != 1 {
			t.Fatalf("loaded %+v, %v, %v", got, ok, err)
		}
	}
	if err := plain.Save(ctx, v); err != nil {
		t.Fatal(err)
	}
	loads(s, 3, true)
	v.Rev++
	if err := s.Save(ctx, v); err != nil {
		t.Fatal(err)
	}
	loads(s, 3, true)
	all, err := plain.client.HGetAll(ctx, plain.key(3, 5)).Result()
	if err != nil || strings.Contains(all["body"], "Zubeida") || !seal.Sealed(all["body"]) {
		t.Fatalf("the server has %v, %v", all, err)
	}
	loads(plain.Sealed(keys(t)), 3, false)
	if err := plain.client.Rename(ctx, plain.key(3, 5), plain.key(4, 5)).Err(); err != nil {
		t.Fatal(err)
	}
	loads(s, 4, false)
}
