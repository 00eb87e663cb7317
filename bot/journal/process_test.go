package journal_test

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// childFile names the file a child process works on, childLimit after how many
// messages it waits to be killed, if it is to be.
const (
	childFile  = "JOURNAL_TEST_FILE"
	childLimit = "JOURNAL_TEST_LIMIT"
)

const (
	childShops    = 5
	childMessages = 40 // per shop
	childKills    = 8
	// childAhead is how many messages a process may work after the one at which it is
	// killed: whoever kills it may be slow, and something must be left to those after it.
	childAhead = 4
)

// childLedger counts what the processes write, and would take a double entry.
var childLedger = fstest.MapFS{"00001_effect.sql": {Data: []byte(`-- +goose Up
create table effect (id bigserial primary key, shop bigint not null, seq bigint not null);
`)}}

func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		limit, err := strconv.Atoi(cmp.Or(os.Getenv(childLimit), "-1"))
		if err == nil {
			err = child(context.Background(), path, limit)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child receives all messages, as every other process does, and works what is
// pending until nothing is, or limit messages are, if that is not below zero.
func child(ctx context.Context, path string, limit int) error {
	j, err := journal.Open(ctx, journal.Config{Path: path, Clock: bottest.NewClock(start)})
	if err != nil {
		return err
	}
	if err := j.Migrate(ctx, "effects", childLedger); err != nil {
		return err
	}
	for n := range childMessages {
		var batch []bot.Message
		for s := range childShops {
			batch = append(batch, bot.Message{Channel: "console", ID: fmt.Sprintf("%d/%d", s, n), Address: fmt.Sprint(s), At: start})
		}
		if _, err := j.Receive(ctx, batch...); err != nil {
			return err
		}
		if err := workAll(ctx, j, &limit); err != nil {
			return err
		}
	}
	return j.Close()
}

func workAll(ctx context.Context, j *journal.Journal, left *int) error {
	for {
		shops, err := j.Waiting(ctx, childShops)
		if err != nil || len(shops) == 0 {
			return err
		}
		for _, shop := range shops {
			if *left == 0 {
				_, err := os.Stdin.Read(make([]byte, 1)) // it is killed here, if not before
				return errors.Join(errors.New("nobody killed it"), err)
			}
			worked, err := workNext(ctx, j, shop)
			if worked {
				*left--
			}
			if err != nil && !errors.Is(err, bot.ErrStale) && !errors.Is(err, bot.ErrDone) && !errors.Is(err, bot.ErrNotNext) {
				return err
			}
		}
	}
}

func workNext(ctx context.Context, j *journal.Journal, shop bot.ShopID) (worked bool, err error) {
	list, err := j.Pending(ctx, shop, 1)
	if err != nil || len(list) == 0 {
		return false, err
	}
	m := list[0]
	base, err := j.Base(ctx, shop, m.From)
	if err != nil {
		return false, err
	}
	c := bot.Commit{
		Turn: bot.TurnID(m.Seq), Shop: shop, Person: m.From, Seqs: []int64{m.Seq}, ShopRev: base.ShopRev, Changes: 1,
		Session: bot.Session{Rev: base.SessionRev + 1}, Replies: []bot.Reply{{Key: "done"}},
		To: []bot.Target{{Channel: m.Channel, Address: m.Address}}, At: start,
	}
	err = j.Commit(ctx, c, func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, "insert into effect (shop, seq) values ($1, $2)", shop, m.Seq)
		return err
	})
	if err == nil {
		fmt.Println(m.Seq) // acknowledged: from here on it must be there
	}
	return err == nil, err
}

// process starts a child on a file.
func process(t *testing.T, path string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0])
	c.Env, c.Stderr = append(os.Environ(), childFile+"="+path), os.Stderr
	return c
}

// TestProcesses has three processes open one new file at the same moment, take
// in the same messages and work them: each is worked once, in order.
func TestProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	var children []*exec.Cmd
	for range 3 {
		c := process(t, path)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		children = append(children, c)
	}
	for _, c := range children {
		if err := c.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	allWorked(t, at(t, path))
}

// TestKilled kills process after process in the middle of its work, and lets the
// last one finish: what was acknowledged is there, and everything is worked once.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	var acknowledged []string
	for i := range childKills { // 164 messages in all, or 196
		acknowledged = append(acknowledged, killed(t, path, 3+5*i)...)
	}
	if err := process(t, path).Run(); err != nil {
		t.Fatal(err)
	}
	j := at(t, path)
	allWorked(t, j)
	seen := map[string]bool{}
	for _, seq := range acknowledged {
		var n int
		if err := j.Read().QueryRowContext(t.Context(), "select count(*) from effect where seq = $1", seq).Scan(&n); err != nil || n != 1 {
			t.Errorf("message %s was acknowledged and is there %d times, %v", seq, n, err)
		}
		if seen[seq] {
			t.Errorf("message %s was worked by two processes", seq)
		}
		seen[seq] = true
	}
}

// killed starts a process, kills it once it has acknowledged n messages, and
// returns which it did.
func killed(t *testing.T, path string, n int) (acknowledged []string) {
	t.Helper()
	c := process(t, path)
	c.Env = append(c.Env, fmt.Sprintf("%s=%d", childLimit, n+childAhead))
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := c.StdinPipe() // nothing is ever said to it
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		acknowledged = append(acknowledged, lines.Text())
		if len(acknowledged) == n {
			if err := c.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = c.Wait() // its error is that it was killed
	if len(acknowledged) < n {
		t.Fatalf("only %d of %d messages were worked", len(acknowledged), n)
	}
	return acknowledged
}

// allWorked fails unless every message was worked once, and in order.
func allWorked(t *testing.T, j *journal.Journal) {
	t.Helper()
	for query, want := range map[string]int{
		"select count(*) from effect":                childShops * childMessages,
		"select count(distinct seq) from effect":     childShops * childMessages,
		"select count(*) from inbox where state = 0": 0,
		"select count(*) from inbox":                 childShops * childMessages,
		"select count(*) from outbox":                childShops * childMessages,
		"select count(*) from shop":                  childShops,
		"select min(rev) from shop":                  childMessages,
		"select count(*) from turn t join effect e on e.seq = t.id and e.shop = t.shop":                    childShops * childMessages,
		"select count(*) from effect a join effect b on a.shop = b.shop and a.id < b.id and a.seq > b.seq": 0,
	} {
		var got int
		if err := j.Read().QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", query, got, err, want)
		}
	}
}
