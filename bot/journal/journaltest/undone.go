package journaltest

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// takeBack commits a turn that undoes another.
func (w *world) takeBack(address string, turn bot.TurnID) (bot.Commit, error) {
	w.Helper()
	c := w.plan(w.say(address, "galti se"))
	c.Undoes, c.Finished = turn, nil
	err := w.Commit(w.ctx, c, write(c, -1))
	return c, err
}

// lastUndoable fails unless want is what "undo" would take back; 0 is nothing.
func (w *world) lastUndoable(shop bot.ShopID, person bot.PersonID, want bot.TurnID) {
	w.Helper()
	turn, err := w.LastUndoable(w.ctx, shop, person)
	if want == 0 {
		w.is(err, bot.ErrNothing)
		return
	}
	w.ok(err)
	w.same(turn, want)
}

func undo(w *world) {
	m := w.say("anil", "1")
	w.lastUndoable(m.Shop, m.From, 0)
	first := w.work(m)
	second := w.work(w.say("anil", "2"))
	talk := w.plan(w.say("anil", "shukriya"))
	talk.Changes = 0
	w.ok(w.Commit(w.ctx, talk, nil))
	w.lastUndoable(m.Shop, m.From, second.Turn) // talk is nothing to undo
	w.lastUndoable(m.Shop, m.From+1000, 0)      // nor is another's turn

	back, err := w.takeBack("anil", second.Turn)
	w.ok(err)
	w.same(w.record(m.Shop, second.Turn).UndoneBy, back.Turn)
	w.same(w.record(m.Shop, back.Turn).Undoes, second.Turn)
	w.lastUndoable(m.Shop, m.From, first.Turn) // an undo is not undone by "undo"

	again, err := w.takeBack("anil", second.Turn)
	w.is(err, bot.ErrUndone)
	w.same(w.effects(m.Shop), 1)
	w.same(w.pending(m.Shop), again.Seqs)
	again.Undoes = 1 << 40
	refuses := func(context.Context, bot.Tx) error { return errApply } // is not asked
	w.is(w.Commit(w.ctx, again, refuses), bot.ErrNotFound)
}

func redo(w *world) {
	m := w.say("anil", "1")
	first := w.work(m)
	chain := []bot.TurnID{first.Turn}
	for range 5 { // undo, undo the undo, and so on
		c, err := w.takeBack("anil", chain[len(chain)-1])
		w.ok(err)
		chain = append(chain, c.Turn)
		for i, turn := range chain {
			want := bot.TurnID(0)
			if away := len(chain) - 1 - i; away%2 == 1 {
				want = chain[i+1]
			}
			w.same(w.record(m.Shop, turn).UndoneBy, want)
		}
		if standing := len(chain)%2 == 1; standing {
			w.lastUndoable(m.Shop, m.From, first.Turn)
		} else {
			w.lastUndoable(m.Shop, m.From, 0)
		}
	}

	// The first turn is undone by the last of the chain's undos; undoing that and
	// then the first directly leaves nothing for a late undo of the undo's undo.
	back, err := w.takeBack("anil", chain[5])
	w.ok(err)
	_, err = w.takeBack("anil", first.Turn)
	w.ok(err)
	c, err := w.takeBack("anil", back.Turn)
	w.is(err, bot.ErrUndone)
	w.same(w.record(m.Shop, back.Turn).UndoneBy, 0) // refused whole
	w.same(w.pending(m.Shop), c.Seqs)
}

// corrected is a correction of a correction: each takes back only what the one
// before wrote itself, and "undo" goes back one at a time.
func corrected(w *world) {
	m := w.say("anil", "1")
	first := w.work(m)
	chain := []bot.TurnID{first.Turn}
	for range 3 {
		c := w.plan(w.say("anil", "nahi 2"))
		c.Undoes, c.Own, c.Finished = chain[len(chain)-1], true, []bot.Frame{{Errand: "tally.add"}}
		w.ok(w.Commit(w.ctx, c, write(c, 0)))
		chain = append(chain, c.Turn)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		w.lastUndoable(m.Shop, m.From, chain[i])
		for k, turn := range chain[:i] {
			w.same(w.record(m.Shop, turn).UndoneBy, chain[k+1])
		}
		_, err := w.takeBack("anil", chain[i])
		w.ok(err)
	}
	w.lastUndoable(m.Shop, m.From, 0)
}

func unsaid(w *world) {
	first := w.work(w.say("anil", "1"))
	sent := w.claimed()
	w.same(len(sent), 1)
	second := w.work(w.say("anil", "2"))
	_, err := w.takeBack("anil", second.Turn)
	w.ok(err)
	late, err := w.takeBack("anil", first.Turn)
	w.ok(err)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: sent[0].ID, Parts: []string{"b1"}})) // on its way already
	var turns []bot.TurnID
	for out := w.claimed(); len(out) > 0; out = w.claimed() {
		turns = append(turns, out[0].Turn)
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: out[0].ID}))
	}
	w.same(len(turns), 2) // the two undos; the second turn's bubble is gone
	w.same(turns[1], late.Turn)
	turn, err := w.TurnOfBubble(w.ctx, first.Shop, console, "b1")
	w.ok(err)
	w.same(turn, first.Turn)
}

// lastTold finds the newest answer that an address got, of whichever turn and shop, and
// that of a turn of one's own before it is sent.
func lastTold(w *world) {
	told := func(own, want bot.TurnID, of bot.ShopID) {
		w.Helper()
		shop, turn, err := w.LastTold(w.ctx, console, "anil", own)
		w.ok(err)
		w.same(turn, want)
		w.same(shop, of)
	}
	first := w.work(w.say("anil", "1"))
	_, _, err := w.LastTold(w.ctx, console, "anil", 0)
	w.is(err, bot.ErrNotFound) // not sent yet
	told(first.Turn, first.Turn, first.Shop)
	w.ok(w.Settle(w.ctx, bot.Receipt{ID: w.claimed()[0].ID, Parts: []string{"b1"}}))
	told(0, first.Turn, first.Shop)

	news := w.plan(w.say("bina", "1"))
	news.To = append(news.To, first.To...)
	w.ok(w.Commit(w.ctx, news, nil))
	told(first.Turn, first.Turn, first.Shop)
	for _, out := range w.claimed() {
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: out.ID}))
	}
	told(first.Turn, news.Turn, news.Shop)

	second := w.work(w.say("anil", "2"))
	told(first.Turn, news.Turn, news.Shop)
	told(second.Turn, second.Turn, second.Shop)
	_, _, err = w.LastTold(w.ctx, "whatsapp", "anil", second.Turn)
	w.is(err, bot.ErrNotFound)
}

func lookups(w *world) {
	m := w.say("anil", "1")
	_, err := w.TurnOfMessage(w.ctx, m.Shop, console, m.ID)
	w.is(err, bot.ErrNotFound) // not worked yet
	c := w.work(m)
	turn, err := w.TurnOfMessage(w.ctx, m.Shop, console, m.ID)
	w.ok(err)
	w.same(turn, c.Turn)
	for _, id := range []string{"", "unknown"} {
		_, err = w.TurnOfBubble(w.ctx, m.Shop, console, id)
		w.is(err, bot.ErrNotFound)
		_, err = w.TurnOfMessage(w.ctx, m.Shop, console, id)
		w.is(err, bot.ErrNotFound)
	}
	_, err = w.TurnOfMessage(w.ctx, m.Shop, "whatsapp", m.ID)
	w.is(err, bot.ErrNotFound)
	_, err = w.Turn(w.ctx, m.Shop, 0)
	w.is(err, bot.ErrNotFound)
	_, err = w.Base(w.ctx, 1<<40, m.From)
	w.is(err, bot.ErrNotFound)
}
