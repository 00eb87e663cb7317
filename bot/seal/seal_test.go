package seal_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// world is a database with keys.
type world struct {
	*testing.T
	*seal.Keys
	clock *bottest.Clock
	store seal.Store
}

// databases are the kinds there are.
func databases(t *testing.T, test func(w *world)) {
	server := bottest.StartPostgres(t)
	for name, at := range map[string]journal.Config{
		"SQLite":     {Path: filepath.Join(t.TempDir(), "bot.db")},
		"PostgreSQL": {URL: server.Database(t), Blobs: t.TempDir()},
	} {
		t.Run(name, func(t *testing.T) { test(newWorld(t, at)) })
	}
}

func newWorld(t *testing.T, at journal.Config) *world {
	clock := bottest.NewClock(time.Unix(1e9, 0))
	at.Clock, at.Key = clock, seal.Secret{1}
	j, err := journal.Open(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return &world{T: t, Keys: j.Keys(), clock: clock, store: seal.Store{Read: j.Read(), Write: j.Write, Clock: clock}}
}

func (w *world) again(m seal.Master) *seal.Keys {
	w.Helper()
	k, err := seal.Open(w.Context(), w.store, m)
	if err != nil {
		w.Fatal(err)
	}
	return k
}

func (w *world) seals(p seal.Place, text string) string {
	w.Helper()
	sealed, err := w.Seal(w.Context(), p, []byte(text))
	if err != nil {
		w.Fatal(err)
	}
	return sealed
}

// is demands that a sealed text opens to want, or fails as it says.
func (w *world) is(k *seal.Keys, p seal.Place, sealed, want string, wrong error) {
	w.Helper()
	got, err := k.Open(w.Context(), p, sealed)
	if !errors.Is(err, wrong) || err == nil && string(got) != want {
		w.Fatalf("opened %q, %v; want %q, %v", got, err, want, wrong)
	}
}

var spot = seal.Place{Shop: 7, Owner: "ramesh", Column: "customer.facts", Row: "r1"}

// What is sealed at one place opens there, and nowhere else.
func TestPlaces(t *testing.T) {
	databases(t, func(w *world) {
		sealed := w.seals(spot, "Ramesh 98")
		if strings.Contains(sealed, "Ramesh") || !seal.Sealed(sealed) {
			t.Fatalf("sealed is %q", sealed)
		}
		w.is(w.Keys, spot, sealed, "Ramesh 98", nil)
		w.is(w.again(seal.Secret{1}), spot, sealed, "Ramesh 98", nil)
		for what, change := range map[string]func(*seal.Place){
			"column": func(p *seal.Place) { p.Column = "entry.note" },
			"row":    func(p *seal.Place) { p.Row = "r2" },
		} {
			moved := spot
			change(&moved)
			t.Log(what)
			w.is(w.Keys, moved, sealed, "", seal.ErrTampered)
		}
		other := spot
		other.Shop = 8
		w.is(w.Keys, other, sealed, "", seal.ErrForgotten) // that shop has no such key
		w.seals(other, "x")
		w.is(w.Keys, other, sealed, "", seal.ErrForgotten)
		for _, old := range []string{"", "Ramesh", "~", "~1~", "~x~" + strings.Repeat("A", 60), "~1~zu kurz", `{"a":1}`} {
			w.is(w.Keys, spot, old, old, nil)
		}
	})
}

// A change of any byte of a sealed text is found, or leaves no sealed text.
func TestTampering(t *testing.T) {
	w := newWorld(t, journal.Config{Path: filepath.Join(t.TempDir(), "bot.db")})
	sealed := w.seals(spot, "Ramesh")
	rapid.Check(t, func(rt *rapid.T) {
		raw := []byte(sealed)
		raw[rapid.IntRange(0, len(raw)-1).Draw(rt, "at")] = rapid.Byte().Draw(rt, "byte")
		got, err := w.Open(context.Background(), spot, string(raw))
		switch {
		case string(raw) == sealed:
		case err == nil && string(got) != string(raw):
			rt.Fatalf("%q opened to %q", raw, got)
		case err != nil && !errors.Is(err, seal.ErrTampered) && !errors.Is(err, seal.ErrForgotten):
			rt.Fatal(err)
		}
	})
}

// Any bytes at any place come back.
func TestRoundTrip(t *testing.T) {
	w := newWorld(t, journal.Config{Path: filepath.Join(t.TempDir(), "bot.db")})
	rapid.Check(t, func(rt *rapid.T) {
		p := seal.Place{
			Shop: bot.ShopID(rapid.Int64Range(0, 5).Draw(rt, "shop")), Owner: rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "owner"),
			Column: rapid.String().Draw(rt, "column"), Row: rapid.String().Draw(rt, "row"),
		}
		plain := rapid.SliceOf(rapid.Byte()).Draw(rt, "plain")
		sealed, err := w.Seal(context.Background(), p, plain)
		if err != nil {
			rt.Fatal(err)
		}
		got, err := w.Open(context.Background(), p, sealed)
		if err != nil || string(got) != string(plain) {
			rt.Fatalf("%q, %v", got, err)
		}
		file, err := w.SealFile(context.Background(), p, plain)
		if err != nil || !seal.SealedFile(file) {
			rt.Fatal(err)
		}
		if got, err = w.OpenFile(context.Background(), p, file); err != nil || string(got) != string(plain) {
			rt.Fatalf("%q, %v", got, err)
		}
	})
}

// A key that a failed transaction made seals nothing that is kept.
func TestKeysOfFailedTransactions(t *testing.T) {
	databases(t, func(w *world) {
		failed := errors.New("failed")
		err := w.store.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
			sealed, err := w.In(tx).Seal(ctx, spot, []byte("x"))
			if err != nil {
				return err
			}
			if plain, err := w.In(tx).Open(ctx, spot, sealed); err != nil || string(plain) != "x" {
				t.Errorf("%q, %v", plain, err)
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		sealed := w.seals(spot, "y")
		w.is(w.again(seal.Secret{1}), spot, sealed, "y", nil)
	})
}

// Another master, or none, opens nothing.
func TestOtherMaster(t *testing.T) {
	databases(t, func(w *world) {
		for _, m := range []seal.Master{seal.Secret{2}, nil} {
			if _, err := seal.Open(t.Context(), w.store, m); !errors.Is(err, seal.ErrKey) {
				t.Errorf("master %v: %v", m, err)
			}
		}
	})
}

// The master changes while the keys are open, which go on.
func TestRewrap(t *testing.T) {
	databases(t, func(w *world) {
		before := w.seals(spot, "before")
		index := w.Blind("address|wire", "91")
		if err := seal.Rewrap(t.Context(), w.store, seal.Secret{2}, seal.Secret{3}); !errors.Is(err, seal.ErrKey) {
			t.Fatalf("with a wrong key: %v", err)
		}
		if err := seal.Rewrap(t.Context(), w.store, seal.Secret{1}, seal.Secret{2}); err != nil {
			t.Fatal(err)
		}
		after := w.seals(spot, "after")
		w.clock.Advance(time.Hour) // what is cached is read again
		w.is(w.Keys, spot, before, "before", nil)
		k := w.again(seal.Secret{2})
		w.is(k, spot, before, "before", nil)
		w.is(k, spot, after, "after", nil)
		if k.Blind("address|wire", "91") != index {
			t.Error("the index has changed")
		}
		if _, err := seal.Open(t.Context(), w.store, seal.Secret{1}); !errors.Is(err, seal.ErrKey) {
			t.Errorf("the old key: %v", err)
		}
	})
}

// A shop's new key seals what is new; the old one opens what is old.
func TestRenew(t *testing.T) {
	w := newWorld(t, journal.Config{Path: filepath.Join(t.TempDir(), "bot.db")})
	p := seal.Place{Shop: 7, Column: "turn.body"}
	before := w.seals(p, "before")
	if err := w.Renew(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	after := w.seals(p, "after")
	if number(before) == number(after) {
		t.Error("the same key was used")
	}
	w.is(w.Keys, p, before, "before", nil)
	w.is(w.Keys, p, after, "after", nil)
	shops, err := w.Shops(t.Context(), -1, 10)
	if err != nil || fmt.Sprint(shops) != "[0 7]" {
		t.Errorf("%v, %v", shops, err)
	}
	s, err := w.State(t.Context())
	if err != nil || !s.Sealed || s.Shops != 1 || s.Master != (seal.Secret{1}).Name() {
		t.Errorf("%+v, %v", s, err)
	}
}

func number(sealed string) string { return strings.Split(sealed, "~")[1] }

// A customer whose key is deleted is gone; his shop and others are not. Another
// process finds out in time.
func TestForget(t *testing.T) {
	databases(t, func(w *world) {
		elsewhere := w.again(seal.Secret{1})
		his, hers := w.seals(spot, "his"), w.seals(seal.Place{Shop: 7, Owner: "sunita"}, "hers")
		w.is(elsewhere, spot, his, "his", nil)
		err := w.store.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error { return w.In(tx).Forget(ctx, 7, "ramesh") })
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			w.is(w.Keys, spot, his, "", seal.ErrForgotten)
		}
		w.is(w.Keys, seal.Place{Shop: 7, Owner: "sunita"}, hers, "hers", nil)
		w.clock.Advance(11 * time.Minute)
		w.is(elsewhere, spot, his, "", seal.ErrForgotten)
		if err := w.In(nil).Forget(t.Context(), 7, "sunita"); err == nil {
			t.Error("forgotten without a transaction")
		}
	})
}

// Indexes are the same for the same, and told apart by kind.
func TestBlind(t *testing.T) {
	w := newWorld(t, journal.Config{Path: filepath.Join(t.TempDir(), "bot.db")})
	b := w.Blind("address|wire", "919812345670")
	if !seal.Blinded(b) || strings.Contains(b, "9198") || seal.Blinded("919812345670") || seal.Blinded("~") {
		t.Errorf("index %q", b)
	}
	if b != w.again(seal.Secret{1}).Blind("address|wire", "919812345670") {
		t.Error("another index for the same")
	}
	if b == w.Blind("message|wire", "919812345670") || b == w.Blind("address|wire", "919812345671") {
		t.Error("one index for two")
	}
	if h := w.Hash("919812345670"); len(h) != 12 || h == w.Hash("919812345671") {
		t.Errorf("hash %q", h)
	}
}
