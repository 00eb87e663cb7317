package journaltest

import (
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

func num(t bot.TurnID) string { return strconv.FormatInt(int64(t), 10) }

// letters lists what did not arrive: what was given up, and what the channel took
// and could not deliver.
func letters(w *world) {
	list := func() []journal.Letter {
		w.Helper()
		all, err := w.Letters(w.ctx, 0, 100)
		w.ok(err)
		return all
	}
	var out []bot.Outgoing
	for _, who := range []string{"anil", "bina", "chetan", "dev"} {
		w.work(w.say(who, "x"))
		out = append(out, w.claimed()...)
	}
	since := w.clock.Now()
	w.clock.Advance(time.Minute)
	w.same(len(list()), 0)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Err: "no such number"},
		bot.Receipt{ID: out[1].ID, Parts: []string{"b1", "b2", "b3"}},
		bot.Receipt{ID: out[2].ID, Err: "busy", Retry: w.clock.Now().Add(time.Hour)},
		bot.Receipt{ID: out[3].ID, Parts: []string{"b4"}}))
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "b1", State: bot.Delivered}, bot.Status{Bubble: "b2", State: bot.Failed, Code: 131047, Err: "window"},
		bot.Status{Bubble: "b4", State: bot.Failed, Code: 131026, Err: "not on WhatsApp"}))
	want := []journal.Letter{
		{ID: out[0].ID, Shop: out[0].Shop, Turn: out[0].Turn, Channel: console, Address: "anil", Since: since, Tries: 1, Why: "no such number"},
		{ID: out[1].ID, Shop: out[1].Shop, Turn: out[1].Turn, Channel: console, Address: "bina", Since: since, Tries: 1, Taken: true, Code: 131047, Why: "window"},
		{ID: out[3].ID, Shop: out[3].Shop, Turn: out[3].Turn, Channel: console, Address: "dev", Since: since, Tries: 1, Taken: true, Code: 131026, Why: "not on WhatsApp"},
	}
	w.same(list(), want)
	page, err := w.Letters(w.ctx, out[0].ID, 1)
	w.ok(err)
	w.same(page, want[1:2])

	// Both kinds are sent again, the second from the part that failed.
	sent, err := w.Resend(w.ctx, out[1].ID, out[0].ID, out[2].ID, out[0].ID, 1<<40)
	w.ok(err)
	w.same(sent, []int64{out[0].ID, out[1].ID}) // the third is on its way
	w.same(list(), want[2:])
	again := w.claimed()
	w.same([]int64{again[0].ID, int64(again[0].Parts), int64(again[0].Tries)}, []int64{out[0].ID, 0, 0})
	w.same([]int64{again[1].ID, int64(again[1].Parts), int64(again[1].Tries)}, []int64{out[1].ID, 1, 0})
	w.same(w.deeds(out[1].Shop)[1:], []string{"send letter"})
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Tries: again[0].Tries, Err: "still none"},
		bot.Receipt{ID: out[1].ID, From: 1, Tries: again[1].Tries, Parts: []string{"b5", "b6"}}))
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "b2", State: bot.Failed, Code: 131047})) // a status that comes twice
	want[0].Why = "still none"
	w.same(list(), []journal.Letter{want[0], want[2]})

	// It fails once more, arrives after all, and the rest is dropped.
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "b5", State: bot.Failed, Code: 131047, Err: "window"}))
	w.same(len(list()), 3)
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "b5", State: bot.Read}))
	gone, err := w.Drop(w.ctx, out[0].ID, out[1].ID, out[3].ID)
	w.ok(err)
	w.same(gone, []int64{out[0].ID, out[3].ID})
	w.same(len(list()), 0)
	for _, id := range gone {
		again, err := w.Resend(w.ctx, id)
		w.ok(err)
		w.same(len(again), 0)
	}
}

// taken has letters of turns that were taken back: they are nothing to send again.
func taken(w *world) {
	c := w.work(w.say("anil", "x"))
	out := w.claimed()
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Err: "no such number"}))
	later := w.work(w.say("anil", "y"))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: w.claimed()[0].ID, Err: "busy", Retry: w.clock.Now().Add(time.Hour)}))
	for _, turn := range []bot.TurnID{later.Turn, c.Turn} {
		_, err := w.takeBack("anil", turn)
		w.ok(err)
	}
	all, err := w.Letters(w.ctx, 0, 10)
	w.ok(err)
	w.same(len(all), 1) // what was given up because it was taken back is none
	w.same(all[0].Turn, c.Turn)
	sent, err := w.Resend(w.ctx, all[0].ID)
	w.ok(err)
	w.same(len(sent), 0)
}
