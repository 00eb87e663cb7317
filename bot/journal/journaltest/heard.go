package journaltest

import "github.com/sahayak-dev/sahayak/bot"

// hearing writes down what was heard of a message, until it is worked.
func hearing(w *world) {
	m, other := w.say("anil", ""), w.say("bina", "")
	m.Media = []bot.Media{{Kind: "audio", Voice: true, Ref: "r"}}
	m.Text, m.Heard = "do kilo", &bot.Heard{Lang: "hi", Alternatives: []string{"दो किलो"}}
	w.ok(w.Heard(w.ctx, m))
	pending, err := w.Pending(w.ctx, m.Shop, 2)
	w.ok(err)
	w.same(pending, []bot.Message{m})

	foreign := m
	foreign.Shop = other.Shop
	w.is(w.Heard(w.ctx, foreign), bot.ErrNotFound)
	w.work(m)
	w.is(w.Heard(w.ctx, m), bot.ErrDone)
}
