package journal_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// oldMessages are how many messages a journal has from before it had a key: several
// batches of them.
const oldMessages = 350

// old is a journal that worked before it had a key.
func old(t *testing.T, at journal.Config) {
	t.Helper()
	at.Clock = bottest.NewClock(start)
	j, err := journal.Open(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	w := &trespasser{T: t, Journal: j}
	p := w.tenant("anil")
	var more []bot.Message
	for n := range oldMessages {
		more = append(more, bot.Message{Channel: "console", ID: fmt.Sprint("old ", n), Address: fmt.Sprint("who ", n%10), Text: "a secret text"})
	}
	_, err = j.Receive(t.Context(), more...)
	w.check(err)
	w.check(w.Commit(t.Context(), w.commit(p), nil))
	w.check(j.Close())
}

// places are a file and a PostgreSQL database.
func places(t *testing.T) map[string]journal.Config {
	server := bottest.StartPostgres(t)
	return map[string]journal.Config{
		"SQLite":     {Path: filepath.Join(t.TempDir(), "bot.db")},
		"PostgreSQL": {URL: server.Database(t), Blobs: t.TempDir()},
	}
}

// TestOldJournal is sealed bit by bit, stopped and gone on with, while it works.
func TestOldJournal(t *testing.T) {
	for name, at := range places(t) {
		t.Run(name, func(t *testing.T) {
			old(t, at)
			at.Clock, at.Key = bottest.NewClock(start), seal.Secret{1}
			j, err := journal.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = j.Close() }()
			known(t, j)
			if err := stopped(t, j); !errors.Is(err, context.Canceled) {
				t.Fatalf("stopped: %v", err)
			}
			if n := plainBodies(t, j); n == 0 || n == oldMessages {
				t.Fatalf("%d are not sealed when it is stopped", n)
			}
			known(t, j)
			for range 2 {
				if err := j.SealOld(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if n := plainBodies(t, j); n != 0 {
				t.Errorf("%d are not sealed in the end", n)
			}
			known(t, j)
			s, err := j.Keys().State(t.Context())
			if err != nil || s.Old != 0 || s.Shops < 11 {
				t.Errorf("%+v, %v", s, err)
			}
		})
	}
}

// stopped seals until the first messages are.
func stopped(t *testing.T, j *journal.Journal) error {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	steps := 0
	return j.Keys().SealOld(ctx, seal.Table{
		Pass: "inbox.body", Name: "inbox", Key: []string{"id"}, Also: []string{"shop", "channel", "blind"}, Columns: []string{"body"},
		Seal: func(ctx context.Context, v seal.View, r seal.Row) ([]string, error) {
			if steps++; steps == 150 {
				cancel()
			}
			row := seal.Text(r.Also[1]) + "|" + seal.Text(r.Also[2])
			is, err := v.Again(ctx, seal.Place{Shop: bot.ShopID(seal.Number(r.Also[0])), Column: "inbox.body", Row: row}, r.Columns[0])
			return []string{is}, err
		},
	})
}

// plainBodies counts messages that can be read.
func plainBodies(t *testing.T, j *journal.Journal) (n int) {
	t.Helper()
	err := j.Read().QueryRowContext(t.Context(), "select count(*) from inbox where body like '%a secret text%'").Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// known fails unless all that was there is found.
func known(t *testing.T, j *journal.Journal) {
	t.Helper()
	ctx := t.Context()
	again, err := j.Receive(ctx, bot.Message{Channel: "console", ID: "old 7", Address: "who 7"}, bot.Message{Channel: "console", ID: "anil1", Address: "anil"})
	if err != nil || len(again) != 0 {
		t.Fatalf("old messages are new: %+v, %v", again, err)
	}
	_, shop, err := j.Person(ctx, "console", "anil")
	if err != nil {
		t.Fatal(err)
	}
	if turn, err := j.TurnOfBubble(ctx, shop, "console", "bubble of anil"); err != nil || turn != 1 {
		t.Errorf("the bubble's turn is %d, %v", turn, err)
	}
	_, theirs, err := j.Person(ctx, "console", "who 3")
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := j.Pending(ctx, theirs, 1000)
	if err != nil || len(waiting) != oldMessages/10 || waiting[0].Text != "a secret text" {
		t.Fatalf("%d wait, %v", len(waiting), err)
	}
	if _, err := j.Turn(ctx, shop, 1); err != nil {
		t.Error(err)
	}
	stands, err := j.Bubbles(ctx, shop, 1)
	if err != nil || len(stands) != 1 || stands[0].ID != "bubble of anil" {
		t.Errorf("stands %+v, %v", stands, err)
	}
}

// TestWrongKey opens nothing, and leaves everything as it was.
func TestWrongKey(t *testing.T) {
	for name, at := range places(t) {
		t.Run(name, func(t *testing.T) {
			at.Clock, at.Key = bottest.NewClock(start), seal.Secret{1}
			j, err := journal.Open(t.Context(), at)
			if err == nil {
				err = j.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range []seal.Master{seal.Secret{2}, nil} {
				at.Key = key
				if _, err := journal.Open(t.Context(), at); !errors.Is(err, seal.ErrKey) || strings.Contains(err.Error(), "\n") {
					t.Errorf("with %v: %v", key, err)
				}
			}
			at.Key = seal.Secret{1}
			if j, err = journal.Open(t.Context(), at); err != nil {
				t.Fatal(err)
			}
			_ = j.Close()
		})
	}
}

// TestOldBlobs are sealed where they lie, and read before and after.
func TestOldBlobs(t *testing.T) {
	at := journal.Config{Path: filepath.Join(t.TempDir(), "bot.db")}
	old(t, at)
	at.Clock, at.Key = bottest.NewClock(start), seal.Secret{1}
	j, err := journal.Open(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	_, shop, err := j.Person(t.Context(), "console", "anil")
	if err != nil {
		t.Fatal(err)
	}
	var key string
	if err := j.Read().QueryRowContext(t.Context(), "select key from blob where shop = $1", shop).Scan(&key); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if data, err := j.Blob(t.Context(), shop, key); err != nil || string(data) != "bill of anil" {
			t.Fatalf("%q, %v", data, err)
		}
		if err := j.SealOld(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	err = filepath.WalkDir(at.BlobFolder(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if !seal.SealedFile(data) || strings.Contains(string(data), "bill") {
			t.Errorf("%s holds %q", path, data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestKeyStore opens what is there, and makes nothing.
func TestKeyStore(t *testing.T) {
	at := journal.Config{Path: filepath.Join(t.TempDir(), "bot.db"), Clock: bottest.NewClock(start)}
	if _, _, err := journal.KeyStore(t.Context(), at); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("nothing there: %v", err)
	}
	at.Key = seal.Secret{1}
	j, err := journal.Open(t.Context(), at)
	if err == nil {
		err = j.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	at.Key = nil
	s, done, err := journal.KeyStore(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if now, err := seal.Look(t.Context(), s.Read); err != nil || !now.Sealed {
		t.Errorf("%+v, %v", now, err)
	}
	if err := done(); err != nil {
		t.Error(err)
	}
}

// TestErasedKeys are of no use to whoever still has what they sealed, in the
// process that erased the shop too.
func TestErasedKeys(t *testing.T) {
	j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(t.TempDir(), "bot.db"), Clock: bottest.NewClock(start), Key: seal.Secret{1}})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	var shop bot.ShopID
	err = j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		shop, err = j.AddShop(ctx, tx, "", false)
		return err
	})
	place := seal.Place{Shop: shop, Column: "test", Row: "1"}
	sealed, sealing := j.Keys().Seal(t.Context(), place, []byte("copied before"))
	if err := errors.Join(err, sealing); err != nil {
		t.Fatal(err)
	}
	if text, err := j.Keys().Open(t.Context(), place, sealed); err != nil || string(text) != "copied before" {
		t.Fatalf("%q, %v", text, err)
	}
	if _, err := j.Erase(t.Context(), shop); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Keys().Open(t.Context(), place, sealed); !errors.Is(err, seal.ErrForgotten) {
		t.Errorf("opened after the shop was erased: %v", err)
	}
}

// TestWipesAtOnce empties the log from several places at once, while it is written: a
// clock that stands keeps nobody waiting.
func TestWipesAtOnce(t *testing.T) {
	j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(t.TempDir(), "bot.db"), Clock: bottest.NewClock(start)})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	var all errgroup.Group
	for who := range 8 {
		all.Go(func() error {
			for n := range 20 {
				_, err := j.Receive(t.Context(), bot.Message{Channel: "console", ID: fmt.Sprint(who, " ", n), Address: "anil", Text: "namaste"})
				if err = errors.Join(err, j.Wipe(t.Context())); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
}
