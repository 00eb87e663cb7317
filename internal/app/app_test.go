package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// deaf understands nothing; learning takes longer than all the rest.
type deaf struct{}

func (deaf) Understand(context.Context, bot.Utterance) (bot.Understanding, error) {
	return bot.Understanding{Commands: []bot.Command{{Kind: bot.Greet}}}, nil
}

func config(t *testing.T, change func(*app.Config)) app.Config {
	c := app.Config{Data: t.TempDir(), Clock: bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)), Ears: deaf{}}
	if change != nil {
		change(&c)
	}
	return c
}

func assemble(t *testing.T, c app.Config) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// TestOpen puts an assistant together and talks to it, with session memory in
// the process and in Redis.
func TestOpen(t *testing.T) {
	for _, memory := range []string{"process", "redis"} {
		t.Run(memory, func(t *testing.T) {
			wire := &bottest.Wire{}
			c := config(t, func(c *app.Config) { c.Channels, c.Lang = []bot.Channel{wire}, "en" })
			if memory == "redis" {
				c.Redis = bottest.Redis(t)
			}
			a := assemble(t, c)
			if err := a.Engine.Receive(t.Context(), bot.Message{Channel: "wire", ID: "1", Address: "owner", Text: "hello"}); err != nil {
				t.Fatal(err)
			}
			if err := a.Engine.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if sent := wire.Sent(); len(sent) != 1 || sent[0].Text == "" || strings.Contains(sent[0].Text, "bot.greet") {
				t.Errorf("answered %+v", sent)
			}
			if n := len(a.Services()); n != map[string]int{"redis": 1}[memory] {
				t.Errorf("it calls %d services", n)
			}
			if _, err := os.Stat(filepath.Join(c.Data, "sahayak.db")); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("no database, but long enough to be looked at as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	taken := t.TempDir()
	if err := os.Rename(file, filepath.Join(taken, "sahayak.db")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*app.Config)
		want   error
	}{
		"below a file":   {func(c *app.Config) { c.Data = filepath.Join(file, "below") }, journal.ErrUnwritable},
		"not a database": {func(c *app.Config) { c.Data = taken }, journal.ErrNotDatabase},
		"no clock":       {func(c *app.Config) { c.Clock = nil }, journal.ErrInvalid},
		"no Redis URL":   {func(c *app.Config) { c.Redis = "nonsense" }, app.ErrMemory},
		"no such errand": {func(c *app.Config) { c.Welcome = "no.such" }, bot.ErrConfig},
	} {
		a, err := app.Open(t.Context(), config(t, c.change))
		if a != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

// TestJoin makes somebody a member: he is in the owner's shop, with his role.
func TestJoin(t *testing.T) {
	a := assemble(t, config(t, nil))
	ctx := t.Context()
	if text, err := a.Dump(ctx, "wire", "owner"); text != "" || err != nil {
		t.Errorf("of nobody: %q, %v", text, err)
	}
	for range 2 {
		if err := a.Join(ctx, "wire", "owner", "staff", bot.Staff); err != nil {
			t.Fatal(err)
		}
	}
	_, shop, err := a.Journal.Person(ctx, "wire", "owner")
	if err != nil {
		t.Fatal(err)
	}
	person, joined, err := a.Journal.Person(ctx, "wire", "staff")
	if err != nil || joined != shop {
		t.Fatalf("is in shop %d of %d, %v", joined, shop, err)
	}
	if b, err := a.Journal.Base(ctx, shop, person); err != nil || b.Role != bot.Staff || b.Zone != app.Zone {
		t.Errorf("got %+v, %v", b, err)
	}
	if err := a.Join(ctx, "wire", "owner", "stranger", bot.Stranger); err == nil {
		t.Error("a stranger is a member")
	}
	mine, err := a.Dump(ctx, "wire", "owner")
	theirs, err2 := a.Dump(ctx, "wire", "staff")
	if mine != theirs || err != nil || err2 != nil {
		t.Errorf("owner sees %q, staff %q; %v, %v", mine, theirs, err, err2)
	}
}

func TestSystemClock(t *testing.T) {
	var c app.SystemClock
	before := c.Now()
	rang := <-c.After(0)
	if after := c.Now(); before.Location() != time.UTC || after.Before(before) || rang.Before(before.Add(-time.Second)) {
		t.Errorf("%v, rang %v, then %v", before, rang, after)
	}
}
