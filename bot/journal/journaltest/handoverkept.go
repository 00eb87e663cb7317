package journaltest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// heldBack keeps a notice back from who talks to an operator.
func heldBack(w *world) {
	h := w.asks("anil")
	w.sent()
	var staff bot.PersonID
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) (err error) {
		if staff, _, err = w.Meet(ctx, t, console, "staff"); err == nil {
			err = w.AddMember(ctx, t, h.Shop, staff, bot.Staff)
		}
		if err == nil {
			err = w.Enter(ctx, t, staff, h.Shop)
		}
		return err
	}))
	notice := bot.Notice{Shop: h.Shop, Least: bot.Owner, Replies: []bot.Reply{{Key: "settings.joined", Args: bot.Args{"Name": "Imran"}}}}
	w.ok(w.enrol(w.say("staff", "joins"), notice))
	w.same(w.sent(), map[string][]string{})
	due, err := w.Reminders(w.ctx, bot.HeldJob, w.clock.Now().Add(bot.HoldPause), 10)
	w.ok(err)
	w.same(len(due), 1)
	w.same([]any{due[0].Shop, due[0].Person, due[0].Turn}, []any{h.Shop, h.Person, h.Turn})
	held, err := bot.ValueOf(due[0].Args[bot.HeldReplies])
	w.ok(err)
	w.same(held.Text, `[{"key":"settings.joined","args":{"Name":{"kind":"text","text":"Imran"}}}]`)
	w.ok(w.enrol(w.say("anil", "bot"), bot.HandBack{Handover: h, Why: bot.EndAsked}))
	w.ok(w.enrol(w.say("staff", "joins"), notice))
	w.same(w.sent(), map[string][]string{"anil": {"settings.joined"}})
}

// putOff writes a job down again, with the turn that asked for it.
func putOff(w *world) {
	m := w.say("anil", "1")
	at := w.clock.Now().Add(time.Hour)
	w.ok(w.enrol(m, bot.Postpone{Reminder: bot.Reminder{
		Shop: m.Shop, Person: m.From, Turn: 7, Nudge: bot.Nudge{Job: "toy.later", Args: bot.Args{"Of": "sugar"}}, At: at,
	}}))
	due, err := w.Reminders(w.ctx, "toy.later", at, 10)
	w.ok(err)
	w.same(len(due), 1)
	w.same([]any{due[0].Shop, due[0].Person, due[0].Turn, due[0].At}, []any{m.Shop, m.From, 7, at.Truncate(time.Millisecond).UTC()})
}

// handoversErased leaves nothing of a shop's handovers, and another's alone.
func handoversErased(w *world) {
	w.operator("desk")
	mine, theirs := w.asks("anil", bot.Line{Text: "one"}), w.asks("bina", bot.Line{Text: "two"})
	w.sent()
	for _, h := range []bot.Handover{mine, theirs} {
		w.ok(w.enrol(w.say("desk", "/reply"), bot.Answer{Handover: h, Line: bot.Line{Kind: bot.LineAnswered, Text: "yes"}, Say: []bot.Reply{{Key: "bot.person.says"}}}))
	}
	_, err := w.Erase(w.ctx, mine.Shop)
	w.ok(err)
	_, err = w.Handover(w.ctx, mine.ID)
	w.is(err, bot.ErrNotFound)
	w.same(w.number("select count(*) from relayed where shop = $1", mine.Shop), 0)
	w.same(w.number("select count(*) from relayed where shop = $1", theirs.Shop), 2)
	w.same(w.sent(), map[string][]string{"bina": {"bot.person.says"}})
}

// number is what a query counts.
func (w *world) number(query string, args ...any) (n int64) {
	w.Helper()
	w.ok(w.Read().QueryRowContext(w.ctx, query, args...).Scan(&n))
	return n
}

// relayedUnsaid wipes what was said of somebody in a handover, by either.
func relayedUnsaid(w *world) {
	w.operator("desk")
	h := w.asks("anil", bot.Line{Text: "human"})
	w.ok(w.enrol(w.say("anil", "zubeida"), bot.Relay{Handover: h, Line: bot.Line{Text: "zubeida"}, To: []bot.Target{place("desk")}}))
	w.ok(w.enrol(w.say("desk", "/reply"), bot.Answer{Handover: h, Line: bot.Line{Kind: bot.LineAnswered, Text: "which zubeida?"}}))
	w.ok(w.enrol(w.say("anil", "chini"), bot.Relay{Handover: h, Line: bot.Line{Text: "chini"}, To: []bot.Target{place("desk")}}))
	about := func(text string) bool { return strings.Contains(text, "zubeida") }
	_, err := w.Unsay(w.ctx, h.Shop, about)
	w.ok(err)
	for _, o := range w.claimed() {
		for _, r := range o.Replies {
			if text, ok := r.Args["Text"].(bot.Value); ok && about(text.Text) {
				w.Errorf("still to be sent: %+v", r)
			}
		}
		w.ok(w.Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Parts: []string{fmt.Sprint("b", o.ID)}}))
	}
	w.sent()
	w.ok(w.enrol(w.say("desk", "/show"), bot.Recall{Handover: h, To: place("desk")}))
	w.same(w.sent(), map[string][]string{"desk": {"bot.desk.from", "bot.desk.line", "bot.desk.line"}})
}

// handoversPruned removes what was closed long ago, and nothing that is open.
func handoversPruned(w *world) {
	closed, open := w.asks("anil", bot.Line{Text: "one"}), w.asks("bina", bot.Line{Text: "two"})
	w.sent()
	w.ok(w.enrol(w.say("anil", "bot"), bot.HandBack{Handover: closed, Why: bot.EndAsked}))
	w.clock.Advance(kept.Conversations - time.Minute)
	w.prune(kept)
	_, err := w.Handover(w.ctx, closed.ID)
	w.ok(err)
	w.clock.Advance(2 * time.Minute)
	w.prune(kept)
	_, err = w.Handover(w.ctx, closed.ID)
	w.is(err, bot.ErrNotFound)
	_, err = w.Handover(w.ctx, open.ID)
	w.ok(err)
	w.same(w.count("relayed"), 1)
}

// leftMeanwhile closes the handover of somebody who is removed from the shop.
func leftMeanwhile(w *world) {
	h := w.asks("anil")
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error { return w.Leave(ctx, t, h.Person, h.Shop) }))
	now, err := w.Handover(w.ctx, h.ID)
	w.ok(err)
	w.same(now.Closed.IsZero(), false)
}
