package journaltest

import (
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// byUser has somebody who is known by a phone, by a user id, and by both: he is
// one person, unless he was two before anybody said so.
func byUser(w *world) {
	says := func(address string, aliases ...string) bot.Message {
		m := w.text(address, "x")
		m.Aliases = aliases
		fresh, err := w.Receive(w.ctx, m)
		w.ok(err)
		w.same(len(fresh), 1)
		return fresh[0]
	}
	anil := says("91900", "IN.anil")
	w.same(says("IN.anil").From, anil.From) // his phone is not told any more
	w.same(says("91901", "IN.anil").From, anil.From)
	w.same(says("91901").From, anil.From)

	bina, user := says("91902"), says("IN.bina")
	if bina.From == user.From {
		w.Fatal("two strangers are one")
	}
	w.same(says("91902", "IN.bina").From, bina.From)
	w.same(says("IN.bina").From, user.From)

	m := w.text("91903", "x")
	m.Aliases = []string{""}
	_, err := w.Receive(w.ctx, m)
	if err == nil {
		w.Fatal("an empty alias was taken")
	}
}

// moved has somebody change his number: he keeps his shop, what waits for him
// goes to the new one, and the old one is nobody's.
func moved(w *world) {
	anil := w.work(w.say("anil", "x"))
	w.ok(w.Move(w.ctx, console, "anil", "anil"))
	w.ok(w.Move(w.ctx, console, "nobody", "anil2"))
	w.ok(w.Move(w.ctx, console, "anil", "anil2"))
	w.same(w.claimed("anil2")[0].Turn, anil.Turn)
	w.same(w.say("anil2", "x").From, anil.Person)
	if w.say("anil", "a stranger").From == anil.Person {
		w.Fatal("who got his old number is taken for him")
	}
	bina := w.say("bina", "x")
	w.ok(w.Move(w.ctx, console, "bina", "anil2"))
	w.same(w.say("bina", "x").From, bina.From) // the address is somebody else's
	w.same(w.say("anil2", "x").From, anil.Person)

	// Who writes from the new number before the channel tells of it is not locked
	// out of his book; unless somebody has begun one there.
	chetan := w.work(w.say("chetan", "x"))
	stranger := w.say("chetan2", "it is me")
	if stranger.From == chetan.Person {
		w.Fatal("a number nobody told of is known")
	}
	w.ok(w.Move(w.ctx, console, "chetan", "chetan2"))
	w.same(w.say("chetan2", "x").From, chetan.Person)
	dev := w.say("dev", "x")
	begun := w.plan(w.say("esha", "x"))
	begun.Changes = 1
	w.ok(w.Commit(w.ctx, begun, nil))
	w.ok(w.Move(w.ctx, console, "dev", "esha"))
	w.same(w.say("esha", "x").From, begun.Person)
	w.same(w.say("dev", "x").From, dev.From)

	// A message of before, delivered once more, does not give the old number back.
	old := w.text("fani", "x")
	old.Aliases = []string{"IN.fani"}
	got, err := w.Receive(w.ctx, old)
	w.ok(err)
	w.ok(w.Move(w.ctx, console, "fani", "fani2"))
	again, err := w.Receive(w.ctx, old)
	w.ok(err)
	w.same(len(again), 0)
	if w.say("fani", "a new owner of the number").From == got[0].From {
		w.Fatal("the new owner of a number is taken for the old one")
	}
	if w.Move(w.ctx, console, "bina", "") == nil {
		w.Fatal("moved to nowhere")
	}
}

// setAside keeps what could not be read, a bounded lot of it.
func setAside(w *world) {
	w.ok(w.SetAside(w.ctx, console, "no id\x00\xff", []byte(strings.Repeat("x", bot.MaxRaw+1))))
	for i := range 3 {
		w.ok(w.SetAside(w.ctx, console, strconv.Itoa(i), []byte{0, 0xff, 'x'}))
	}
	kept, err := w.Aside(w.ctx, 10)
	w.ok(err)
	w.same(len(kept), 4)
	w.same([]string{kept[0].Why, kept[0].Raw, kept[3].Why}, []string{"2", "�x", "no id�"})
	w.same(len(kept[3].Raw), bot.MaxRaw)
	w.same(kept[0].At, w.clock.Now())
	for range bot.MaxAside {
		w.ok(w.SetAside(w.ctx, console, "more", nil))
	}
	kept, err = w.Aside(w.ctx, 2*bot.MaxAside)
	w.ok(err)
	w.same(len(kept), bot.MaxAside)
	w.same(kept[bot.MaxAside-1].Why, "more")
}
