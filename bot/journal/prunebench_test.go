package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// BenchmarkPruneStep is how long one step keeps the writer, with fifty turns, their
// answers and bubbles in it.
func BenchmarkPruneStep(b *testing.B) {
	ctx, clock := context.Background(), bottest.NewClock(time.Unix(1e9, 0))
	j, err := Open(ctx, Config{Path: filepath.Join(b.TempDir(), "bot.db"), Clock: clock})
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	for n := range 50 * b.N {
		fresh, err := j.Receive(ctx, bot.Message{Channel: "console", ID: fmt.Sprint(n), Address: fmt.Sprint("p", n%100)})
		if err != nil {
			b.Fatal(err)
		}
		m := fresh[0]
		base, err := j.Base(ctx, m.Shop, m.From)
		if err == nil {
			err = j.Commit(ctx, bot.Commit{
				Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, Session: bot.Session{Rev: base.SessionRev + 1},
				Finished: []bot.Frame{{Errand: "x.y"}}, Replies: []bot.Reply{{Key: "x"}}, To: []bot.Target{{Channel: "console", Address: m.Address}},
			}, nil)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	for {
		out, err := j.Claim(ctx, "console", nil, 100)
		if err != nil {
			b.Fatal(err)
		}
		if len(out) == 0 {
			break
		}
		for _, o := range out {
			if err := j.Settle(ctx, bot.Receipt{ID: o.ID, Parts: []string{fmt.Sprint("b", o.ID)}}); err != nil {
				b.Fatal(err)
			}
		}
	}
	clock.Advance(365 * 24 * time.Hour)
	p := j.Prune(Keep{Conversations: MinKept})
	b.ResetTimer()
	for range b.N {
		if n, _, err := p.Step(ctx); err != nil || n != 50 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkDeed is what the audit costs a turn beside its insert.
func BenchmarkDeed(b *testing.B) {
	c := bot.Commit{
		Shop: 1, Person: 1, Turn: 1, Changes: 1, Finished: []bot.Frame{{ID: "1.1", Errand: "udhaar.give", Slots: map[string]json.RawMessage{
			"customer": json.RawMessage(`{"kind":"customer","id":"c7","text":"Ramesh"}`), "amount": json.RawMessage(`{"kind":"money","n":50000}`),
		}}},
		Replies: []bot.Reply{{Key: "udhaar.give.done", Args: bot.Args{
			"Customer": bot.Value{Kind: bot.Customer, ID: "c7", Text: "Ramesh"}, "Amount": bot.Value{Kind: bot.Money, N: 50000}, "Balance": bot.Value{Kind: bot.Money, N: 50000},
		}, Choices: []bot.Choice{{Key: "bot.choice.undo", Do: []bot.Command{{Kind: bot.Undo}}}}}},
	}
	raw, err := json.Marshal(body{c.Finished, c.Replies})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if d := deedOf(c, string(raw)); d.What != "udhaar.give customer:c7 changes:1" {
			b.Fatal(d)
		}
	}
}
