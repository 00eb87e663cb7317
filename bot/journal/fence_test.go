package journal_test

import (
	"context"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// TestFence holds a shop on PostgreSQL as a turn that is being committed does, and
// has a message of it received: the message waits without a number, whichever of his
// addresses its sender is known by.
func TestFence(t *testing.T) {
	server := bottest.StartPostgres(t)
	ctx, clock := t.Context(), bottest.NewClock(time.Unix(1e9, 0))
	j, err := journal.Open(ctx, journal.Config{URL: server.Database(t), Blobs: t.TempDir(), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	said := func(id, address string, aliases ...string) bot.Message {
		return bot.Message{Channel: "console", ID: id, Address: address, Aliases: aliases, Text: "theek"}
	}
	first, err := j.Receive(ctx, said("1", "anil"))
	if err != nil || len(first) != 1 {
		t.Fatalf("%v, %v", first, err)
	}
	count := func(query string) (n int64) {
		if err := j.Read().QueryRowContext(ctx, query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, m := range []bot.Message{said("2", "anil"), said("3", "new", "anil")} {
		before := count("select last_value from inbox_id_seq")
		done := make(chan error, 1)
		var fresh []bot.Message
		err := j.Write(ctx, func(wctx context.Context, tx bot.Tx) error {
			var rev int64
			if err := tx.QueryRowContext(wctx, "select rev from shop where id = $1 for update", first[0].Shop).Scan(&rev); err != nil {
				return err
			}
			go func() {
				var err error
				fresh, err = j.Receive(ctx, m)
				done <- err
			}()
			for count("select count(*) from pg_locks where not granted") == 0 {
				select {
				case err := <-done:
					t.Errorf("message %s did not wait: %v", m.ID, err)
					done <- err
					return nil
				default:
				}
			}
			if now := count("select last_value from inbox_id_seq"); now != before {
				t.Errorf("message %s has its number while a turn is being committed: %d, then %d", m.ID, before, now)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil || len(fresh) != 1 || fresh[0].Shop != first[0].Shop || fresh[0].Seq <= before {
			t.Errorf("%+v, %v", fresh, err)
		}
	}
}
