package journal

import (
	"context"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// handovers has everything done that is about who talks to an operator.
func handovers(ctx context.Context, t *testing.T, j *Journal, heard map[string]bool) {
	t.Helper()
	fresh, err := j.Receive(ctx, bot.Message{Channel: "console", ID: "asks", Address: "asks"})
	if err != nil {
		t.Fatal(err)
	}
	m := fresh[0]
	err = j.Commit(ctx, bot.Commit{
		Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, Session: bot.Session{Channel: "console", Address: "asks", Rev: 1},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	desk := []bot.Target{{Channel: "console", Address: "desk"}}
	h := bot.Handover{Shop: m.Shop, Person: m.From, Turn: bot.TurnID(m.Seq), Opened: j.clock.Now()}
	say := []bot.Reply{{Key: "x"}}
	for i, effect := range []bot.Effect{
		bot.HandOver{Handover: h, To: desk, Until: j.clock.Now()},
		bot.Relay{},
		bot.Answer{Say: say},
		bot.Recall{To: desk[0], Take: true},
		bot.Notice{Shop: m.Shop, Replies: say},
		bot.HandBack{Say: say},
	} {
		if i > 0 {
			base, err := j.Base(ctx, m.Shop, m.From)
			if err != nil || base.Handover.ID == 0 {
				t.Fatalf("nobody is handed over: %v", err)
			}
			h = base.Handover
		}
		turn := bot.NewTurn(bot.TurnID(m.Seq+int64(i*1000)), m.Shop, m.From, time.Unix(1e9, 0))
		turn.Do(of(effect, h))
		if err := j.Write(ctx, func(ctx context.Context, tx bot.Tx) error { return j.Enrol(ctx, overheard{tx, heard}, turn) }); err != nil {
			t.Fatalf("%T: %v", effect, err)
		}
	}
	_, _ = j.HandoverOf(ctx, bot.Relaying{Turn: 1})
	_, _ = j.HandoverOf(ctx, bot.Relaying{Channel: "console", Address: "x", Bubble: "x"})
	for _, err := range []error{
		second(j.OpenHandovers(ctx, 10)), second(j.Operators(ctx, desk)), second(j.Lately(ctx, m.Shop, m.From, []int64{1, 2})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// of is an effect on a handover.
func of(e bot.Effect, h bot.Handover) bot.Effect {
	switch e := e.(type) {
	case bot.Relay:
		e.Handover = h
		return e
	case bot.Answer:
		e.Handover = h
		return e
	case bot.Recall:
		e.Handover = h
		return e
	case bot.HandBack:
		e.Handover = h
		return e
	}
	return e
}
