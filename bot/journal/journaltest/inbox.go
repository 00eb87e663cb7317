package journaltest

import (
	"math"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

func strangers(w *world) {
	a, b, again := w.say("anil", "namaste"), w.say("bina", "hello"), w.say("anil", "chini kitni hai")
	if a.From == 0 || a.Shop == 0 || a.Seq == 0 {
		w.Fatalf("a stranger is not resolved: %+v", a)
	}
	if a.From == b.From || a.Shop == b.Shop {
		w.Fatal("two strangers share a person or a shop")
	}
	if again.From != a.From || again.Shop != a.Shop {
		w.Fatal("a person known by his address became another")
	}
	base, err := w.Base(w.ctx, a.Shop, a.From)
	w.ok(err)
	w.same(base, bot.Base{Role: bot.Owner, Zone: base.Zone})
	if base.Zone == "" {
		w.Fatal("a new shop has no zone")
	}
	session, err := w.Checkpoint(w.ctx, a.Shop, a.From)
	w.ok(err)
	w.same(session, bot.Session{Person: a.From, Shop: a.Shop})
	who, shop, err := w.Person(w.ctx, console, "anil")
	w.ok(err)
	w.same([]int64{int64(who), int64(shop)}, []int64{int64(a.From), int64(a.Shop)})
	_, _, err = w.Person(w.ctx, "whatsapp", "anil")
	w.is(err, bot.ErrNotFound)
}

func dedupe(w *world) {
	m, other := w.text("anil", "pehla"), w.text("anil", "doosra")
	fresh, err := w.Receive(w.ctx, m, other, m)
	w.ok(err)
	w.same(len(fresh), 2)
	m.Text = "the same number, other words"
	repeat, err := w.Receive(w.ctx, m)
	w.ok(err)
	w.same(len(repeat), 0)
	list, err := w.Pending(w.ctx, fresh[0].Shop, 10)
	w.ok(err)
	w.same(list, fresh) // a repeat overwrites nothing
	w.work(list[0])
	fresh, err = w.Receive(w.ctx, m)
	w.ok(err)
	w.same(len(fresh), 0) // also after it was worked

	elsewhere := m
	elsewhere.Channel = "whatsapp" // numbers are per channel
	fresh, err = w.Receive(w.ctx, elsewhere)
	w.ok(err)
	w.same(len(fresh), 1)

	stolen := m
	stolen.Address = "nobody seen before"
	fresh, err = w.Receive(w.ctx, stolen)
	w.ok(err)
	w.same(len(fresh), 0)
	_, _, err = w.Person(w.ctx, console, stolen.Address)
	w.is(err, bot.ErrNotFound) // a repeat makes nobody a person
}

func order(w *world) {
	a, b := w.say("anil", "1"), w.say("bina", "1")
	var batch []bot.Message
	for range 3 {
		batch = append(batch, w.text("bina", "x"), w.text("anil", "y"))
	}
	batch[1].Heard = &bot.Heard{Lang: "hi", Alternatives: []string{"chini\x00", "\xff"}}
	batch[1].Media = []bot.Media{{Kind: "location", Lat: 18.52, Lon: 73.85}}
	fresh, err := w.Receive(w.ctx, batch...)
	w.ok(err)
	w.same(len(fresh), 6)
	all := append([]bot.Message{a, b}, fresh...)
	mine := []bot.Message{}
	for i, m := range all {
		if i > 0 && m.Seq <= all[i-1].Seq {
			w.Fatal("numbers do not rise in the order received")
		}
		if m.Shop == a.Shop {
			mine = append(mine, m)
		}
	}
	list, err := w.Pending(w.ctx, a.Shop, 100)
	w.ok(err)
	w.same(list, mine) // whole, as they were returned
	list, err = w.Pending(w.ctx, a.Shop, 2)
	w.ok(err)
	w.same(list, mine[:2])

	waiting, err := w.Waiting(w.ctx, 10)
	w.ok(err)
	w.same(waiting, []bot.ShopID{a.Shop, b.Shop})
	w.work(a)
	waiting, err = w.Waiting(w.ctx, 10)
	w.ok(err)
	w.same(waiting, []bot.ShopID{b.Shop, a.Shop}) // whoever has waited longest
	waiting, err = w.Waiting(w.ctx, 1)
	w.ok(err)
	w.same(waiting, []bot.ShopID{b.Shop})
}

func refused(w *world) {
	good := w.text("anil", "theek")
	for name, spoil := range map[string]func(*bot.Message){
		"no channel":      func(m *bot.Message) { m.Channel = "" },
		"no id":           func(m *bot.Message) { m.ID = "" },
		"no address":      func(m *bot.Message) { m.Address = "" },
		"a NUL in the id": func(m *bot.Message) { m.ID = "a\x00b" },
		"broken UTF-8":    func(m *bot.Message) { m.Address = "\xff" },
		"a long id":       func(m *bot.Message) { m.ID = strings.Repeat("x", 1<<20) },
		"no JSON":         func(m *bot.Message) { m.Media = []bot.Media{{Lat: math.NaN()}} },
	} {
		bad := w.text("anil", name)
		spoil(&bad)
		_, err := w.Receive(w.ctx, good, bad)
		if w.is(err, journal.ErrInvalid); strings.Contains(err.Error(), bad.Text) {
			w.Fatalf("%s: the error quotes the message", name)
		}
	}
	_, _, err := w.Person(w.ctx, console, "anil")
	w.is(err, bot.ErrNotFound) // nothing of those batches was kept
	fresh, err := w.Receive(w.ctx)
	w.ok(err)
	w.same(len(fresh), 0)
}

func grouping(w *world) {
	a, b, c := w.say("anil", "ramesh"), w.say("anil", "ko 500"), w.say("anil", "udhaar likho")
	w.ok(w.Group(w.ctx, a.Shop, bot.TurnID(a.Seq), []int64{a.Seq, b.Seq}))
	list, err := w.Pending(w.ctx, a.Shop, 10)
	w.ok(err)
	for i, want := range []bot.TurnID{bot.TurnID(a.Seq), bot.TurnID(a.Seq), 0} {
		w.same(list[i].Turn, want)
	}
	w.ok(w.Group(w.ctx, a.Shop, bot.TurnID(a.Seq), []int64{c.Seq, a.Seq, b.Seq, b.Seq})) // it grew
	w.work(a, b, c)
	w.same(w.pending(a.Shop), []int64{})
	for _, m := range []bot.Message{a, b, c} {
		turn, err := w.TurnOfMessage(w.ctx, m.Shop, console, m.ID)
		w.ok(err)
		w.same(turn, a.Seq)
	}
}

func groupingRefused(w *world) {
	a, b, other := w.say("anil", "1"), w.say("anil", "2"), w.say("bina", "1")
	group := func(turn, first int64, rest ...int64) error {
		return w.Group(w.ctx, a.Shop, bot.TurnID(turn), append([]int64{first}, rest...))
	}
	w.is(group(b.Seq, a.Seq, b.Seq), journal.ErrInvalid) // not named by the first
	w.is(w.Group(w.ctx, a.Shop, bot.TurnID(a.Seq), nil), journal.ErrInvalid)
	w.is(group(a.Seq, a.Seq, other.Seq), bot.ErrNotFound)
	w.is(group(a.Seq, a.Seq, 1<<40), bot.ErrNotFound)
	w.work(a)
	w.is(group(a.Seq, a.Seq, b.Seq), bot.ErrDone)
	list, err := w.Pending(w.ctx, a.Shop, 10)
	w.ok(err)
	w.same(list[0].Turn, 0) // what was refused left nothing behind
}
