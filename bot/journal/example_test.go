package journal_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// A message comes in twice, is worked once, and its answer is sent.
func Example() {
	ctx, clock := context.Background(), bottest.NewClock(start)
	folder, err := os.MkdirTemp("", "journal")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	j, err := journal.Open(ctx, journal.Config{Path: filepath.Join(folder, "bot.db"), Clock: clock, Zone: "Asia/Kolkata"})
	if err != nil {
		panic(err)
	}
	defer j.Close()

	m := bot.Message{Channel: "console", ID: "1", Address: "anil", Text: "chini kitni hai", At: clock.Now()}
	fresh, err := j.Receive(ctx, m, m)
	if err != nil {
		panic(err)
	}
	m = fresh[0]
	base, err := j.Base(ctx, m.Shop, m.From)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(fresh), "new, from an", base.Role, "in", base.Zone)

	turn := bot.Commit{
		Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq},
		ShopRev: base.ShopRev, Session: bot.Session{Rev: base.SessionRev + 1}, At: clock.Now(),
		Replies: []bot.Reply{{Key: "stock.check.none"}}, To: []bot.Target{{Channel: m.Channel, Address: m.Address, Lang: "hi-Latn"}},
	}
	fmt.Println(j.Commit(ctx, turn, nil))
	fmt.Println(j.Commit(ctx, turn, nil))

	out, err := j.Claim(ctx, "console", nil, 10)
	if err != nil {
		panic(err)
	}
	fmt.Println(out[0].Address, out[0].Replies[0].Key)
	fmt.Println(j.Settle(ctx, bot.Receipt{ID: out[0].ID, Parts: []string{"b1"}}))
	// Output:
	// 1 new, from an owner in Asia/Kolkata
	// <nil>
	// journal: commit: bot: message already worked
	// anil stock.check.none
	// <nil>
}
