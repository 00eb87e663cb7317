package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// written asks the connection that writes.
func written(t *testing.T, j *journal.Journal, query string) (answer string) {
	t.Helper()
	err := j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		return tx.QueryRowContext(ctx, query).Scan(&answer)
	})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// addShops is a unit of work that adds n shops.
func addShops(j *journal.Journal, n int) func(context.Context, bot.Tx) error {
	return func(ctx context.Context, tx bot.Tx) error {
		for range n {
			if _, err := j.AddShop(ctx, tx, "", false); err != nil {
				return err
			}
		}
		return nil
	}
}

// TestLostTransaction has a unit throw away the whole transaction, as SQLite
// does when the disk is full, and say so or not: the units before it are told,
// those after it are not touched, and the writer goes on.
func TestLostTransaction(t *testing.T) {
	for _, says := range []bool{true, false} {
		lostTransaction(t, says)
	}
}

func lostTransaction(t *testing.T, says bool) {
	j := at(t, filepath.Join(t.TempDir(), "bot.db"))
	hold, held := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { // keeps the writer busy until the others wait
		_ = j.Write(t.Context(), func(context.Context, bot.Tx) error { close(held); <-hold; return nil })
	})
	<-held
	errs := make([]error, 9)
	for i := range errs {
		wg.Go(func() {
			errs[i] = j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
				if i == 4 {
					_, err := tx.ExecContext(ctx, "insert or rollback into self (name, value) values ('word', 'other')")
					if err == nil || says {
						return err
					}
				}
				return addShops(j, 1)(ctx, tx)
			})
		})
	}
	close(hold)
	wg.Wait()
	good := 0
	for i, err := range errs {
		if err == nil {
			good++
		} else if i != 4 && errors.Is(err, bot.ErrStale) {
			t.Error(err)
		}
	}
	if errs[4] == nil {
		t.Error("losing the transaction was called a success")
	}
	if got := written(t, j, "select count(*) from shop"); got != fmt.Sprint(good) {
		t.Errorf("%s shops are there, %d units succeeded", got, good)
	}
}

// TestGoexit has a unit end its goroutine, as t.Fatal in a test does.
func TestGoexit(t *testing.T) {
	j := at(t, filepath.Join(t.TempDir(), "bot.db"))
	err := j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		_ = addShops(j, 1)(ctx, tx)
		runtime.Goexit()
		return nil
	})
	if !errors.Is(err, journal.ErrPanic) {
		t.Errorf("got %v", err)
	}
	if got := written(t, j, "select count(*) from shop"); got != "0" {
		t.Errorf("%s shops of a unit that never ended", got)
	}
}

// TestUnreadRows leaves a query unread and the statement cache overfull.
func TestUnreadRows(t *testing.T) {
	j := at(t, filepath.Join(t.TempDir(), "bot.db"))
	for i := range 300 {
		err := j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
			if err := addShops(j, 2)(ctx, tx); err != nil {
				return err
			}
			rows, err := tx.QueryContext(ctx, "select id from shop")
			if err != nil || !rows.Next() {
				return fmt.Errorf("no rows: %w", err)
			}
			var n int
			return tx.QueryRowContext(ctx, fmt.Sprintf("select %d from shop", i)).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := written(t, j, "select count(*) from shop"); got != "600" {
		t.Errorf("%s shops, want 600", got)
	}
}

// TestNestedQuery asks the same question again while its first answer is read.
func TestNestedQuery(t *testing.T) {
	j := at(t, filepath.Join(t.TempDir(), "bot.db"))
	const query = "select id from shop where id >= $1 order by id"
	seen := 0
	err := j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		if err := addShops(j, 4)(ctx, tx); err != nil {
			return err
		}
		outer, err := tx.QueryContext(ctx, query, 1)
		if err != nil {
			return err
		}
		for outer.Next() {
			inner, err := tx.QueryContext(ctx, query, 3)
			if err != nil {
				return err
			}
			for inner.Next() {
				seen++
			}
		}
		return outer.Err()
	})
	if err != nil || seen != 8 {
		t.Errorf("saw %d rows, %v; want 8", seen, err)
	}
}

// TestSameQueryWhileRead runs a query for one row, and as a statement, while the rows
// it gave before are read.
func TestSameQueryWhileRead(t *testing.T) {
	j := at(t, filepath.Join(t.TempDir(), "bot.db"))
	const query = "update shop set rev = rev + 1 where id >= $1 returning id"
	var seen []int
	err := j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		if err := addShops(j, 4)(ctx, tx); err != nil {
			return err
		}
		outer, err := tx.QueryContext(ctx, query, 1)
		if err != nil {
			return err
		}
		for outer.Next() {
			var id, other int
			if err := outer.Scan(&id); err != nil {
				return err
			}
			seen = append(seen, id)
			if err := tx.QueryRowContext(ctx, query, 4).Scan(&other); err != nil || other != 4 {
				return fmt.Errorf("shop %d: %w", other, err)
			}
			if _, err := tx.ExecContext(ctx, query, 3); err != nil {
				return err
			}
		}
		return outer.Err()
	})
	if err != nil || !slices.Equal(seen, []int{1, 2, 3, 4}) {
		t.Errorf("saw %v, %v", seen, err)
	}
	if got := written(t, j, "select group_concat(rev, ' ') from (select rev from shop order by id)"); got != "1 1 5 9" {
		t.Errorf("shops changed %s times", got)
	}
}

// TestLogsKeepSecrets looks through everything logged and returned for what a
// user said or where he lives.
func TestLogsKeepSecrets(t *testing.T) {
	var logged bytes.Buffer
	j, err := journal.Open(t.Context(), journal.Config{
		Path: filepath.Join(t.TempDir(), "bot.db"), Clock: bottest.NewClock(start),
		Log: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	m := bot.Message{Channel: "console", ID: "secret-id", Address: "secret-phone", Text: "secret-text", At: start}
	fresh, err := j.Receive(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	m = fresh[0]
	c := bot.Commit{
		Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, Changes: 1, Session: bot.Session{Rev: 1},
		Replies: []bot.Reply{{Key: "secret-key"}}, To: []bot.Target{{Channel: "console", Address: m.Address}},
	}
	for _, apply := range []func(context.Context, bot.Tx) error{
		func(context.Context, bot.Tx) error { panic(m.Text) },
		func(ctx context.Context, tx bot.Tx) error {
			_, err := tx.ExecContext(ctx, "insert into alias (channel, blind, person) values ($1, $2, 1)", m.Channel, m.Address)
			return err
		},
		func(ctx context.Context, tx bot.Tx) error {
			_, _ = tx.ExecContext(ctx, "rollback")
			return bot.ErrStale
		},
	} {
		err := j.Commit(t.Context(), c, apply)
		if err == nil {
			t.Fatal("a broken turn was committed")
		}
		fmt.Fprintln(&logged, err)
	}
	if err := j.Commit(t.Context(), c, nil); err != nil {
		t.Fatal(err)
	}
	if err := j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, "update outbox set body = 'secret rubbish'")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	out, err := j.Claim(t.Context(), "console", nil, 10)
	if err != nil || len(out) != 0 {
		t.Fatalf("an unreadable bubble was claimed: %v, %v", out, err)
	}
	if text := logged.String(); strings.Contains(text, "secret") || !strings.Contains(text, "unreadable bubble") {
		t.Fatalf("logged:\n%s", text)
	}
}
