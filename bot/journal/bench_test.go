package journal_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// BenchmarkReceive takes in one new message of one of a thousand people, in
// messages a second with its own commit or sharing one.
func BenchmarkReceive(b *testing.B) {
	var n atomic.Int64
	both(b, func(b *testing.B, j *journal.Journal, _ int64) {
		i := n.Add(1)
		m := bot.Message{Channel: "console", ID: fmt.Sprint(i), Address: fmt.Sprint(i % 1000), Text: "2 kilo chini becha 90", At: start}
		if _, err := j.Receive(b.Context(), m); err != nil {
			b.Fatal(err)
		}
	}, nil)
}

// BenchmarkCommit commits one turn with one effect and one bubble, each in a
// shop of its own.
func BenchmarkCommit(b *testing.B) {
	turn := func(b *testing.B, j *journal.Journal, seq int64) {
		// Every address is new, so shop, person and message count alike.
		c := bot.Commit{
			Turn: bot.TurnID(seq), Shop: bot.ShopID(seq), Person: bot.PersonID(seq), Seqs: []int64{seq}, Changes: 1,
			Session: bot.Session{Rev: 1, Lang: "hi"}, Replies: []bot.Reply{{Key: "sales.record.done", Args: bot.Args{"Total": bot.Value{Kind: bot.Money, N: 9000}}}},
			To: []bot.Target{{Channel: "console", Address: "anil", Lang: "hi"}}, At: start,
		}
		err := j.Commit(b.Context(), c, func(ctx context.Context, tx bot.Tx) error {
			_, err := tx.ExecContext(ctx, "insert into effect (shop, seq) values ($1, $2)", c.Shop, seq)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	both(b, turn, func(b *testing.B, j *journal.Journal) {
		if err := j.Migrate(b.Context(), "effects", childLedger); err != nil {
			b.Fatal(err)
		}
		for i := 0; i < b.N; i += 100 {
			var batch []bot.Message
			for n := range 100 {
				batch = append(batch, bot.Message{Channel: "console", ID: fmt.Sprint(i + n), Address: fmt.Sprint(i + n), At: start})
			}
			if _, err := j.Receive(b.Context(), batch...); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// both runs one thing after another, and 64 at a time; the thing is told which
// one of b.N it is, from 1.
func both(b *testing.B, one func(*testing.B, *journal.Journal, int64), prepare func(*testing.B, *journal.Journal)) {
	for name, parallel := range map[string]int{"serial": 0, "parallel": 32} {
		b.Run(name, func(b *testing.B) {
			j := at(b, filepath.Join(b.TempDir(), "bot.db"))
			if prepare != nil {
				prepare(b, j)
			}
			var n atomic.Int64
			b.ResetTimer()
			if parallel == 0 {
				for range b.N {
					one(b, j, n.Add(1))
				}
				return
			}
			b.SetParallelism(parallel)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					one(b, j, n.Add(1))
				}
			})
		})
	}
}

// BenchmarkClaim claims one answer after another, each of another address, and
// settles it.
func BenchmarkClaim(b *testing.B) {
	j := at(b, filepath.Join(b.TempDir(), "bot.db"))
	for i := range b.N {
		m := bot.Message{Channel: "console", ID: fmt.Sprint(i), Address: fmt.Sprint(i), At: start}
		fresh, err := j.Receive(b.Context(), m)
		if err != nil {
			b.Fatal(err)
		}
		m = fresh[0]
		err = j.Commit(b.Context(), bot.Commit{
			Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, Session: bot.Session{Rev: 1},
			Replies: []bot.Reply{{Key: "x"}}, To: []bot.Target{{Channel: "console", Address: m.Address}}, At: start,
		}, nil)
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for range b.N {
		due, err := j.Claim(b.Context(), "console", nil, 1)
		if err != nil || len(due) != 1 {
			b.Fatal(due, err)
		}
		if err := j.Settle(b.Context(), bot.Receipt{ID: due[0].ID, Tries: due[0].Tries}); err != nil {
			b.Fatal(err)
		}
	}
}
