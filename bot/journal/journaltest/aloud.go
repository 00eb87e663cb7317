package journaltest

import (
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// aloud has voice notes come behind the answers they speak, to the first who is told, once.
func aloud(w *world) {
	c := w.plan(w.say("anil", "1"))
	c.Aloud, c.To = true, append(c.To, bot.Target{Channel: console, Address: "bina", Lang: "hi"})
	failed := c
	failed.ShopRev--
	w.is(w.Commit(w.ctx, failed, nil), bot.ErrStale)
	w.ok(w.Commit(w.ctx, c, nil))
	words := w.claimed()
	w.same([]any{len(words), words[0].Spoken, words[0].Voice, words[1].Spoken}, []any{2, true, false, false})
	w.same(len(w.claimed()), 0) // it waits for the words
	w.clock.Advance(time.Second)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: words[0].ID, Parts: []string{"b1"}}))
	note := w.claimed()
	w.same(note, []bot.Outgoing{{
		ID: note[0].ID, Ref: note[0].Ref, Shop: c.Shop, Turn: c.Turn, Channel: console, Address: "anil", Lang: "hi", Replies: c.Replies,
		Person: c.Person, Received: c.At, Voice: true, At: c.At,
	}})
	w.work(w.say("anil", "2"))
	w.same(len(w.claimed()), 0) // which waits for the note
	shop, turn, err := w.LastTold(w.ctx, console, "anil", 0)
	w.ok(err)
	w.same([]any{shop, turn}, []any{c.Shop, c.Turn})
	w.clock.Advance(journal.ClaimTimeout)
	again := w.claimed("anil")
	w.same([]any{again[0].ID, again[0].Voice, again[0].Overtaken}, []any{note[0].ID, true, true})
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: note[0].ID, Tries: again[0].Tries, Err: bot.MovedOn}))
	w.same(len(w.claimed("anil")), 1)
	w.undelivered(0)
}

// undelivered demands so many answers that nobody tries to send any more.
func (w *world) undelivered(want int) {
	w.Helper()
	all, err := w.Letters(w.ctx, 0, 100)
	w.ok(err)
	depth, err := w.Depth(w.ctx)
	w.ok(err)
	w.same([]int{len(all), int(depth.Dead)}, []int{want, want})
}

// aloudAlone has something spoken that was said before: it is not what was told last, and
// needs no words of its own.
func aloudAlone(w *world) {
	first := w.work(w.say("anil", "1"))
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: w.claimed()[0].ID, Parts: []string{"b1"}}))
	c := w.plan(w.say("anil", "🔊"))
	c.Replies, c.Aloud, c.Recites, c.Changes = nil, true, []bot.Reply{{Key: "again"}}, 0
	w.ok(w.Commit(w.ctx, c, nil))
	note, err := w.again().Claim(w.ctx, console, nil, 9)
	w.ok(err)
	w.same([]any{len(note), note[0].Alone, note[0].Overtaken, note[0].Replies}, []any{1, true, false, c.Recites})
	w.same(len(w.record(c.Shop, c.Turn).Replies), 0)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: note[0].ID, Tries: note[0].Tries, Parts: []string{"b2"}}))
	_, turn, err := w.LastTold(w.ctx, console, "anil", c.Turn)
	w.ok(err)
	w.same(turn, first.Turn)
	turn, err = w.TurnOfBubble(w.ctx, c.Shop, console, "b2")
	w.ok(err)
	w.same(turn, c.Turn)
}

// aloudFailed is no letter: neither a note that was given up, nor one that the channel
// could not deliver, nor one whose words were.
func aloudFailed(w *world) {
	for _, who := range []string{"anil", "bina", "chetan"} {
		c := w.plan(w.say(who, "1"))
		c.Aloud = true
		w.ok(w.Commit(w.ctx, c, nil))
	}
	words := w.claimed()
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: words[0].ID, Parts: []string{"a"}}, bot.Receipt{ID: words[1].ID, Parts: []string{"b"}}, bot.Receipt{ID: words[2].ID, Err: "no such number"}))
	notes := w.claimed()
	w.same([]bool{notes[0].Overtaken, notes[1].Overtaken, notes[2].Overtaken}, []bool{false, false, true})
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: notes[0].ID, Err: "out of order"}, bot.Receipt{ID: notes[1].ID, Parts: []string{"n"}, Carriage: bot.Laden}, bot.Receipt{ID: notes[2].ID, Err: bot.MovedOn}))
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "n", State: bot.Failed, Code: 131047}))
	w.undelivered(1) // the words to chetan
	sent, err := w.Resend(w.ctx, notes[0].ID, notes[1].ID)
	w.ok(err)
	w.same(len(sent), 0)
}

// aloudUndone drops the note of what is taken back with its words.
func aloudUndone(w *world) {
	c := w.plan(w.say("anil", "1"))
	c.Aloud = true
	w.ok(w.Commit(w.ctx, c, nil))
	undo := w.plan(w.say("anil", "undo"))
	undo.Undoes = c.Turn
	w.ok(w.Commit(w.ctx, undo, nil))
	out := w.claimed()
	w.same([]any{len(out), out[0].Turn}, []any{1, undo.Turn})
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Parts: []string{"b"}}))
	w.same(len(w.claimed()), 0)
}

// skipped answers, for whatever reason there is, are no letters.
func skipped(w *world) {
	for i, why := range bot.Skips() {
		w.work(w.say("anil", why))
		out := w.claimed()
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Err: why}))
		all, err := w.Letters(w.ctx, 0, 100)
		w.ok(err)
		if len(all) > 0 {
			w.Errorf("%d: %q is a letter", i, why)
		}
	}
}

// carried keeps what became of what went beside words: when it was delivered first, however
// far it came then, and whether it failed; of each address, the newest first.
func carried(w *world) {
	start := w.clock.Now()
	list := func(limit int) ([]bot.Carried, bool) {
		w.Helper()
		all, tells, err := w.Carried(w.ctx, console, "anil", limit)
		w.ok(err)
		return all, tells
	}
	sends := func(who string, with bot.Carriage, parts ...string) {
		w.work(w.say(who, "x"))
		out := w.claimed()
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Parts: parts, Carriage: with}))
	}
	becomes := func(bubble string, state bot.Progress, after time.Duration) {
		w.ok(w.Track(w.ctx, console, bot.Status{Bubble: bubble, State: state, At: start.Add(after)}))
	}
	sends("anil", bot.Plain, "plain")
	all, tells := list(9)
	w.same([]any{len(all), tells}, []any{0, false})
	sends("anil", bot.Laden, "one", "two")
	sends("bina", bot.Laden, "hers")
	becomes("hers", bot.Delivered, time.Second)
	becomes("one", bot.Delivered, 2*time.Second)
	all, tells = list(9)
	w.same([]any{all, tells}, []any{[]bot.Carried{{How: bot.Laden, Sent: start}}, true}) // the second has not come
	becomes("two", bot.Read, 4*time.Second)
	becomes("two", bot.Delivered, 3*time.Second) // told after that, too late to count
	becomes("one", bot.Played, time.Hour)
	w.clock.Advance(time.Minute)
	sends("anil", bot.Spared, "told")
	sends("anil", bot.Laden, "three")
	becomes("three", bot.Failed, 5*time.Second)
	w.ok(w.Track(w.ctx, console, bot.Status{Bubble: "told", State: bot.Read, At: start.Add(7 * time.Second)}, bot.Status{Bubble: "told", State: bot.Delivered, At: start.Add(6 * time.Second)}))
	later := start.Add(time.Minute)
	want := []bot.Carried{
		{How: bot.Laden, Sent: later, Failed: start.Add(5 * time.Second)},
		{How: bot.Spared, Sent: later, Came: start.Add(6 * time.Second)},
		{How: bot.Laden, Sent: start, Came: start.Add(4 * time.Second)},
	}
	all, _ = list(9)
	w.same(all, want)
	all, _ = list(2)
	w.same(all, want[:2])
	claims := w.plan(w.say("anil", "x"))
	w.ok(w.Commit(w.ctx, claims, nil))
	out := w.claimed()
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID, Err: "busy", Retry: w.clock.Now(), Carriage: bot.Spared}))
	w.same(w.claimed()[0].Carriage, bot.Spared) // it is sent again as it was
}
