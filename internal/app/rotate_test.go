package app_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// Keys are rotated in the middle of a question: the bot at work goes on, and so does
// the next one, with the new key. Without it, nobody does.
func TestRotationInMidConversation(t *testing.T) {
	url := bottest.StartPostgres(t).Database(t)
	for name, db := range map[string]string{"file": "", "PostgreSQL": url} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			old, next := "file:"+filepath.Join(dir, "old"), "file:"+filepath.Join(dir, "next")
			with := func(key string) func(*app.Config) {
				return func(c *app.Config) { c.DB, c.Key = db, key }
			}
			a := assistant(t, dir, with(old))
			talks(t, a, []string{"zubeida ko 500 udhaar diya", "mahesh ko 10 udhaar diya", "mahesh ko udhaar"}, 1) // how much? is asked
			rotate(t, a, old, next)
			talks(t, a, []string{"20", "zubeida ko udhaar"}, 4)
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := app.Open(t.Context(), app.Config{Data: dir, DB: db, Key: old, Clock: bottest.NewClock(morning), Ears: deaf{}}); !errors.Is(err, seal.ErrKey) {
				t.Fatalf("opened with the old key: %v", err)
			}
			a = assistant(t, dir, with(next))
			talks(t, a, []string{"50"}, 6)
			text, err := a.Dump(t.Context(), "wire", phone)
			if err != nil || !strings.Contains(text, "balance    Mahesh 30\nbalance    Zubeida 550\n") {
				t.Fatalf("%v\n%s", err, text)
			}
		})
	}
}

// rotate changes the master, and gives every shop a new key.
func rotate(t *testing.T, a *app.App, from, to string) {
	t.Helper()
	was, err := seal.OpenMaster(from, nil)
	if err != nil {
		t.Fatal(err)
	}
	is, err := seal.OpenMaster(to, nil)
	if err != nil {
		t.Fatal(err)
	}
	store := seal.Store{Read: a.Journal.Read(), Write: a.Journal.Write, Clock: bottest.NewClock(morning)}
	if err := seal.Rewrap(t.Context(), store, was, is); err != nil {
		t.Fatal(err)
	}
	shops, err := a.Journal.Keys().Shops(t.Context(), -1, 100)
	if err != nil || len(shops) < 2 {
		t.Fatalf("shops %v, %v", shops, err)
	}
	for _, s := range shops {
		if err := a.Journal.Keys().Renew(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

// A row that is another shop's is not read as one's own, however it came there.
func TestMovedRows(t *testing.T) {
	a := assistant(t, t.TempDir())
	talks(t, a, []string{"zubeida ko 500 udhaar diya"}, 1)
	ctx := t.Context()
	m := bot.Message{Channel: "wire", ID: "other", Address: "other", Text: "sunita ko 900 udhaar diya", At: morning}
	if err := errors.Join(a.Engine.Receive(ctx, m), a.Engine.Settle(ctx)); err != nil {
		t.Fatal(err)
	}
	person, shop, err := a.Journal.Person(ctx, "wire", "other")
	if err != nil {
		t.Fatal(err)
	}
	err = a.Journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		for _, query := range []string{
			"update checkpoint set body = (select body from checkpoint where shop <> $1) where shop = $1",
			"update turn set body = (select body from turn where shop <> $1) where shop = $1",
			"update customer set facts = (select facts from customer where shop <> $1) where shop = $1",
		} {
			if _, err := tx.ExecContext(ctx, query, shop); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Journal.Checkpoint(ctx, shop, person); err == nil {
		t.Error("another's session was read")
	}
	if _, err := a.Journal.Turn(ctx, shop, 2); err == nil || errors.Is(err, bot.ErrNotFound) {
		t.Errorf("another's turn was read: %v", err)
	}
	if text, _ := a.Book.Dump(ctx, shop); strings.Contains(text, "Zubeida") {
		t.Errorf("another's customer was read:\n%s", text)
	}
}
