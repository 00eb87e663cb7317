package journaltest

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// offer is that somebody was asked whether he wants to be told things.
func offer(text string) bot.Preference {
	return bot.Preference{
		Name: bot.Nudges, Value: bot.Asked, Notice: "2026-03-01", Source: bot.Source{Channel: console, How: bot.ByBot},
		Shown: bot.Shown{Key: "settings.nudges.offer", Lang: "hi", Text: text},
	}
}

// says is that he said something of it.
func says(value string) bot.Preference {
	return bot.Preference{Name: bot.Nudges, Value: value, Source: bot.Source{Channel: console, How: bot.ByTap}}
}

// agreed has people agree and take it back: what they had before them is kept, all that
// they ever said, and the last of it holds; in their own shop, and as long as the shop is.
func agreed(w *world) {
	anil, bina := w.say("anil", "1"), w.say("bina", "1")
	const text = "रोज़ बताऊँ?"
	w.ok(w.does(anil, offer(text), bot.Preference{Name: bot.Lite, Value: bot.On}))
	agrees := func(m bot.Message, want bool) {
		w.Helper()
		got, err := w.Agrees(w.ctx, m.Shop, m.From, bot.Nudges)
		w.ok(err)
		w.same(got, want)
	}
	agrees(anil, false) // who was asked has not agreed
	w.clock.Advance(time.Minute)
	yes := w.say("anil", "haan")
	w.ok(w.does(yes, says(bot.Given)))
	agrees(anil, true)
	agrees(bina, false)
	agrees(bot.Message{Shop: bina.Shop, From: anil.From}, false)
	all, err := w.Preferences(w.ctx, anil.Shop, anil.From)
	w.ok(err)
	first := offer(text)
	first.Turn, first.At = bot.TurnID(anil.Seq), yes.At.Add(-time.Minute)
	w.same(all[0], first)
	w.same([]string{all[1].Name, all[1].Value, all[2].Value}, []string{bot.Lite, bot.On, bot.Given})
	w.same([]any{all[2].Turn, all[2].At}, []any{yes.Seq, w.clock.Now()})

	chosen, err := w.Chosen(w.ctx, anil.Shop, bot.TurnID(anil.Seq))
	w.ok(err)
	sum := sha256.Sum256([]byte(text))
	w.same(len(chosen), 2) // not what came after that turn
	w.same(chosen[0], journal.Chosen{Preference: first, Person: anil.From, Hash: hex.EncodeToString(sum[:])})

	failed := w.plan(w.say("anil", "band karo"))
	failed.ShopRev--
	w.is(w.Commit(w.ctx, failed, nil), bot.ErrStale)
	agrees(anil, true) // nothing of a failed turn counts
	w.work(w.pendingOf(anil.Shop)...)
	w.ok(w.does(w.say("anil", "band karo"), says(bot.Withdrawn)))
	agrees(anil, false)
	w.ok(w.does(w.say("anil", "chalu karo"), says(bot.Given)))
	agrees(anil, true)
	_, err = w.Erase(w.ctx, anil.Shop)
	w.ok(err)
	agrees(anil, false)
}

// pendingOf are the messages of a shop that are not worked yet.
func (w *world) pendingOf(shop bot.ShopID) []bot.Message {
	w.Helper()
	list, err := w.Pending(w.ctx, shop, 10)
	w.ok(err)
	return list
}

// unwanted has what needs somebody's agreement wait to be sent while he takes it back:
// it never is, also when he agrees anew. What needs none is sent, and what is of others.
func unwanted(w *world) {
	anil, bina := w.say("anil", "1"), w.say("bina", "1")
	for _, m := range []bot.Message{anil, bina} {
		w.ok(w.does(m, says(bot.Given)))
	}
	tells := func(address, purpose string) bot.TurnID {
		w.Helper()
		c := w.plan(w.say(address, "due"))
		c.Purpose = purpose
		w.ok(w.Commit(w.ctx, c, nil))
		return c.Turn
	}
	kept := []bot.TurnID{tells("anil", "")}
	tells("anil", bot.Nudges)
	kept = append(kept, tells("bina", bot.Nudges))
	w.ok(w.does(w.say("anil", "band karo"), says(bot.Withdrawn)))
	w.ok(w.does(w.say("anil", "chalu karo"), says(bot.Given)))
	kept = append(kept, tells("anil", bot.Nudges)) // he agreed before it
	var got []bot.TurnID
	for range 4 {
		for _, o := range w.claimed() {
			got = append(got, o.Turn)
			w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Parts: []string{"b" + num(o.Turn)}}))
		}
	}
	w.same(got, kept)
	letters, err := w.Letters(w.ctx, 0, 10)
	w.ok(err)
	w.same(len(letters), 0) // nothing went wrong with it
}

// everywhere has somebody of two shops take back in one what he agreed to in both.
func everywhere(w *world) {
	anil := w.say("anil", "1")
	w.ok(w.does(anil, says(bot.Given)))
	other := w.say("bina", "1")
	w.ok(w.does(other, says(bot.Given)))
	second := w.demoShop(anil.From, bot.Owner)
	w.ok(w.does(w.say("anil", "haan"), says(bot.Given)))
	w.ok(w.does(w.say("anil", "band karo"), says(bot.Withdrawn)))
	for _, m := range []bot.Message{anil, {Shop: second, From: anil.From}} {
		agrees, err := w.Agrees(w.ctx, m.Shop, m.From, bot.Nudges)
		w.ok(err)
		w.same(agrees, false)
	}
	agrees, err := w.Agrees(w.ctx, other.Shop, other.From, bot.Nudges)
	w.ok(err)
	w.same(agrees, true)
}
