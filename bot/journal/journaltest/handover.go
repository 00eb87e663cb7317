package journaltest

import (
	"context"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// handoverParts are about who talks to an operator.
func handoverParts() []part {
	return []part{
		{"a person is handed over and back", handedOver},
		{"one handover of a person is open", openOnce},
		{"of two operators one has it", takenOnce},
		{"a bubble tells which handover", ofBubble},
		{"the longest unanswered come first", longestFirst},
		{"who was not heard for long is no operator", operatorsHeard},
		{"what was written lately is found", lately},
		{"what is told meanwhile is held", heldBack},
		{"a job is put off", putOff},
		{"handovers go with their shop", handoversErased},
		{"what was relayed of somebody is wiped", relayedUnsaid},
		{"old handovers go", handoversPruned},
		{"who leaves the shop is handed back", leftMeanwhile},
	}
}

// place is where somebody of the suite is written to.
func place(who string) bot.Target {
	return bot.Target{Channel: console, Address: who, Lang: "en"}
}

// enrol commits a turn of a message with effects on handovers.
func (w *world) enrol(m bot.Message, effects ...bot.Effect) error {
	w.Helper()
	c := w.plan(m)
	c.Changes, c.Finished, c.Replies = 0, nil, nil
	c.Session.Channel, c.Session.Address = m.Channel, m.Address
	for _, e := range effects {
		if r, ok := e.(bot.Reaching); ok {
			shop, rev := r.Reaches()
			c.Reaches = append(c.Reaches, bot.Reach{Shop: bot.ShopID(shop), Rev: rev})
		}
	}
	turn := bot.NewTurn(c.Turn, c.Shop, c.Person, w.clock.Now())
	turn.Message = m
	turn.Do(effects...)
	return w.Commit(w.ctx, c, func(ctx context.Context, t bot.Tx) error { return w.Enrol(ctx, t, turn) })
}

// asks has somebody ask for a person, and returns his handover.
func (w *world) asks(who string, lines ...bot.Line) bot.Handover {
	w.Helper()
	m := w.say(who, "human")
	h := bot.Handover{Shop: m.Shop, Person: m.From, Turn: bot.TurnID(m.Seq), Title: who + " stores", Role: bot.Owner, Lang: "hi", Opened: w.clock.Now()}
	w.ok(w.enrol(m, bot.HandOver{Handover: h, Lines: lines, To: []bot.Target{place("desk")}, Until: w.clock.Now().Add(time.Hour)}))
	return w.handover(m)
}

// handover is the one of who wrote a message.
func (w *world) handover(m bot.Message) bot.Handover {
	w.Helper()
	base, err := w.Base(w.ctx, m.Shop, m.From)
	w.ok(err)
	return base.Handover
}

// operator has an operator write for the first time.
func (w *world) operator(who string) bot.Message {
	w.Helper()
	m := w.say(who, "hello")
	w.ok(w.enrol(m))
	return m
}

// sent takes what is due and returns the keys each address reads.
func (w *world) sent() map[string][]string {
	w.Helper()
	out := map[string][]string{}
	for again := true; again; {
		again = false
		for _, o := range w.claimed() {
			again = true
			for _, r := range o.Replies {
				out[o.Address] = append(out[o.Address], r.Key)
			}
			w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Parts: []string{fmt.Sprint("b", o.ID)}}))
		}
	}
	return out
}

// handedOver goes the whole way.
func handedOver(w *world) {
	bina := w.say("bina", "1")
	w.ok(w.enrol(bina))
	op := w.operator("desk")
	h := w.asks("anil", bot.Line{Kind: bot.LineEarlier, Text: "chini"}, bot.Line{Text: "human"})
	w.same(h, bot.Handover{
		ID: h.ID, Shop: h.Shop, Person: h.Person, Turn: h.Turn, Title: "anil stores", Role: bot.Owner, Lang: "hi", Opened: w.clock.Now().Truncate(time.Millisecond),
		Waits: w.clock.Now().Truncate(time.Millisecond),
	})
	w.same(w.handover(bina), bot.Handover{})
	w.same(w.sent(), map[string][]string{"desk": {"bot.desk.new", "bot.desk.line.earlier", "bot.desk.line"}})
	w.clock.Advance(time.Minute)
	w.ok(w.enrol(w.say("anil", "my bill"), bot.Relay{Handover: h, Line: bot.Line{Text: "my bill"}, To: []bot.Target{place("desk")}}))
	w.same(w.sent(), map[string][]string{"desk": {"bot.desk.from", "bot.desk.line"}})
	depth, err := w.Depth(w.ctx)
	w.ok(err)
	w.same([]any{depth.Unanswered, depth.Asked}, []any{1, h.Opened})

	w.clock.Advance(time.Minute)
	w.ok(w.enrol(w.say("desk", "/reply"), bot.Answer{Handover: h, Line: bot.Line{Kind: bot.LineAnswered, Text: "yes?"}, Say: []bot.Reply{{Key: "bot.person.says"}}}))
	w.same(w.sent(), map[string][]string{"anil": {"bot.person.says"}})
	now, err := w.Handover(w.ctx, h.ID)
	w.ok(err)
	w.same([]any{now.Operator, now.Answered, now.Waits.IsZero()}, []any{op.From, w.clock.Now().Truncate(time.Millisecond), true})
	depth, err = w.Depth(w.ctx)
	w.ok(err)
	w.same([]any{depth.Unanswered, depth.Asked.IsZero()}, []any{0, true})
	w.ok(w.enrol(w.say("desk", "/show"), bot.Recall{Handover: h, To: place("desk")}))
	w.same(w.sent(), map[string][]string{"desk": {"bot.desk.from", "bot.desk.line.earlier", "bot.desk.line", "bot.desk.line", "bot.desk.line.answered"}})

	back := bot.HandBack{Handover: h, Why: bot.EndBack, Say: []bot.Reply{{Key: "bot.person.returned"}}}
	w.ok(w.enrol(w.say("desk", "/back"), back))
	w.same(w.sent(), map[string][]string{"anil": {"bot.person.returned"}})
	w.same(w.handover(bot.Message{Shop: h.Shop, From: h.Person}), bot.Handover{})
	for _, late := range []bot.Effect{
		back, bot.Relay{Handover: h}, bot.Answer{Handover: h}, bot.Recall{Handover: h, Take: true},
	} {
		who := "desk"
		if _, his := late.(bot.Relay); his {
			who = "anil"
		}
		m := w.say(who, "late")
		w.is(w.enrol(m, late), bot.ErrStale)
		w.ok(w.enrol(m))
	}
	w.same(w.sent(), map[string][]string{})
	n := fmt.Sprint("handover:", h.ID)
	w.same(w.deeds(h.Shop), []string{"send " + n + " opened", "send " + n + " answered", "read " + n + " shown", "write " + n + " closed:back"})
	w.same(w.deeds(bina.Shop), []string(nil))
	w.same(w.pending(h.Shop), []int64{})
}

// openOnce opens no second one beside the first, and another after it, with a number of
// its own.
func openOnce(w *world) {
	first := w.asks("anil")
	m := w.say("anil", "human")
	w.is(w.enrol(m, bot.HandOver{Handover: bot.Handover{Shop: m.Shop, Person: m.From, Turn: bot.TurnID(m.Seq)}}), bot.ErrStale)
	w.ok(w.enrol(m, bot.HandBack{Handover: first, Why: bot.EndAsked, To: []bot.Target{place("desk")}}))
	second := w.asks("anil")
	w.same(second.ID > first.ID, true)
	_, err := w.Handover(w.ctx, second.ID+1)
	w.is(err, bot.ErrNotFound)
}

// takenOnce has two operators answer, and one take over.
func takenOnce(w *world) {
	w.operator("desk")
	night := w.operator("night")
	h := w.asks("anil")
	answer := func(who string) (bot.Message, error) {
		m := w.say(who, "/reply")
		return m, w.enrol(m, bot.Answer{Handover: h})
	}
	_, err := answer("desk")
	w.ok(err)
	m, err := answer("night")
	w.is(err, bot.ErrStale)
	w.ok(w.enrol(m, bot.Recall{Handover: h, To: place("night"), Take: true}))
	now, err := w.Handover(w.ctx, h.ID)
	w.ok(err)
	w.same(now.Operator, night.From)
	_, err = answer("night")
	w.ok(err)
	m, err = answer("desk")
	w.is(err, bot.ErrStale)
	w.ok(w.enrol(m))
}

// ofBubble finds a handover by a bubble, for whom it was sent to, and by a turn.
func ofBubble(w *world) {
	h := w.asks("anil")
	bubbles := map[string]string{}
	for _, o := range w.claimed() {
		bubbles[o.Address] = fmt.Sprint("b", o.ID)
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Parts: []string{bubbles[o.Address]}}))
	}
	got, err := w.HandoverOf(w.ctx, bot.Relaying{Channel: console, Address: "desk", Bubble: bubbles["desk"]})
	w.ok(err)
	w.same(got, h.ID)
	got, err = w.HandoverOf(w.ctx, bot.Relaying{Turn: h.Turn})
	w.ok(err)
	w.same(got, h.ID)
	for _, by := range []bot.Relaying{
		{Channel: console, Address: "night", Bubble: bubbles["desk"]},
		{Channel: "other", Address: "desk", Bubble: bubbles["desk"]},
		{Channel: console, Address: "desk", Bubble: "b0"},
		{Turn: h.Turn + 1},
	} {
		_, err = w.HandoverOf(w.ctx, by)
		w.is(err, bot.ErrNotFound)
	}
}

// longestFirst lists those that are open, the answered last.
func longestFirst(w *world) {
	w.operator("desk")
	var all []bot.HandoverID
	for _, who := range []string{"anil", "bina", "chand", "devi"} {
		all = append(all, w.asks(who).ID)
		w.clock.Advance(time.Minute)
	}
	first, err := w.Handover(w.ctx, all[0])
	w.ok(err)
	w.ok(w.enrol(w.say("desk", "/reply"), bot.Answer{Handover: first}))
	gone, err := w.Handover(w.ctx, all[1])
	w.ok(err)
	w.ok(w.enrol(w.say("desk", "/back"), bot.HandBack{Handover: gone, Why: bot.EndBack}))
	list := func(limit int) (ids []bot.HandoverID) {
		open, err := w.OpenHandovers(w.ctx, limit)
		w.ok(err)
		for _, h := range open {
			ids = append(ids, h.ID)
		}
		return ids
	}
	w.same(list(10), []bot.HandoverID{all[2], all[3], all[0]})
	w.same(list(2), []bot.HandoverID{all[2], all[3]})
	w.same(list(1), []bot.HandoverID{all[2]})
}

// operatorsHeard tells who can be written to as an operator.
func operatorsHeard(w *world) {
	op := w.operator("desk")
	w.say("night", "not worked yet")
	places := []bot.Target{{Channel: console, Address: "nobody"}, {Channel: console, Address: "night"}, {Channel: console, Address: "desk"}}
	got, err := w.Operators(w.ctx, places)
	w.ok(err)
	w.same(got, []bot.Operator{{Person: op.From, Target: bot.Target{Channel: console, Address: "desk", Lang: "hi"}}})
	w.clock.Advance(bot.Silence + time.Hour)
	got, err = w.Operators(w.ctx, places)
	w.ok(err)
	w.same(len(got), 0)
}

// lately finds what one wrote, by numbers, and nothing of others or without words.
func lately(w *world) {
	mine, theirs, open := w.say("anil", "one"), w.say("bina", "two"), w.say("anil", "three")
	w.ok(w.enrol(mine))
	w.ok(w.enrol(theirs))
	find := func(shop bot.ShopID) (texts []string) {
		all, err := w.Lately(w.ctx, shop, mine.From, []int64{mine.Seq, theirs.Seq, open.Seq, 1 << 40})
		w.ok(err)
		for _, m := range all {
			texts = append(texts, m.Text)
		}
		return texts
	}
	w.same(find(mine.Shop), []string{"one"})
	w.same(find(theirs.Shop), []string(nil))
	c := w.plan(open)
	c.Scrub = true
	w.ok(w.Commit(w.ctx, c, nil))
	w.same(find(mine.Shop), []string{"one"})
	none, err := w.Lately(w.ctx, mine.Shop, mine.From, nil)
	w.ok(err)
	w.same(len(none), 0)
}
