package journaltest

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// does commits a turn of a message with effects about people.
func (w *world) does(m bot.Message, effects ...bot.Effect) error {
	t := bot.NewTurn(bot.TurnID(m.Seq), m.Shop, m.From, w.clock.Now())
	t.Lang, t.Message = "hi", m
	t.Do(effects...)
	c := w.plan(m)
	c.Session.Channel, c.Session.Address, c.Replies = m.Channel, m.Address, nil
	return w.Commit(w.ctx, c, func(ctx context.Context, tx bot.Tx) error { return w.Enrol(ctx, tx, t) })
}

// inviting makes an invitation and returns its code.
func (w *world) inviting(m bot.Message, role bot.Role, until time.Time) string {
	w.Helper()
	code, err := w.NextCode(w.ctx, m.Shop)
	w.ok(err)
	again, err := w.NextCode(w.ctx, m.Shop)
	w.ok(err)
	w.same(again, code) // a turn that is taken again says the same
	if len(code) != 6 || !strings.ContainsAny(code, "23456789") {
		w.Fatalf("a code is %q", code)
	}
	w.ok(w.does(m, bot.Invite{Invitation: bot.Invitation{Code: code, Role: role, Title: "Sharma Kirana", Until: until}}))
	return code
}

func placed(w *world) {
	anil := w.say("anil", "a code, please")
	until := w.clock.Now().Add(time.Hour)
	code := w.inviting(anil, bot.Staff, until)
	i, err := w.Invitation(w.ctx, code)
	w.ok(err)
	w.same(i, bot.Invitation{Code: code, Shop: anil.Shop, Role: bot.Staff, Title: "Sharma Kirana", Until: until})
	_, err = w.Invitation(w.ctx, "AAAAA2")
	w.is(err, bot.ErrNotFound)

	bina := w.say("bina", "JOIN "+code)
	w.ok(w.does(bina, bot.Join{Code: code, Name: "Bina"}))
	s, err := w.Checkpoint(w.ctx, anil.Shop, bina.From)
	w.ok(err)
	w.same([]string{s.Lang, s.Address}, []string{"hi", "bina"})
	next := w.say("bina", "hello")
	w.same(next.Shop, anil.Shop)
	w.work(next)
	base, err := w.Base(w.ctx, anil.Shop, bina.From)
	w.ok(err)
	w.same(base.Role, bot.Staff)
	shops, err := w.MemberShops(w.ctx, bina.From) // the shop that was made because she wrote is given up
	w.ok(err)
	w.same(len(shops), 1)

	carl := w.say("carl", "JOIN "+code)
	w.is(w.does(carl, bot.Join{Code: code}), bot.ErrStale)
	second := w.say("anil", "another")
	old := w.inviting(second, bot.Manager, w.clock.Now().Add(time.Minute))
	w.same(old != code, true)
	w.clock.Advance(time.Minute)
	w.is(w.does(carl, bot.Join{Code: old}), bot.ErrStale)

	third := w.say("anil", "bina is a manager")
	w.ok(w.does(third, bot.Appoint{Person: bina.From, Role: bot.Manager}))
	all, err := w.Members(w.ctx, anil.Shop)
	w.ok(err)
	w.same(all, []bot.Member{{Person: anil.From, Role: bot.Owner, Name: "anil"}, {Person: bina.From, Role: bot.Manager, Name: "Bina"}})
}

func unplaced(w *world) {
	anil := w.say("anil", "a code, please")
	code := w.inviting(anil, bot.Staff, w.clock.Now().Add(time.Hour))
	bina := w.say("bina", "JOIN "+code)
	t := bot.NewTurn(bot.TurnID(bina.Seq), bina.Shop, bina.From, w.clock.Now())
	t.Message = bina
	told := bot.Notice{Shop: anil.Shop, Least: bot.Owner, Replies: []bot.Reply{{Key: "joined"}}}
	t.Do(bot.Join{Code: code}, bot.SetPIN{Kept: "kept"}, bot.Tried{What: "pin", Tries: bot.Tries{Wrong: 1}}, told)
	before, broken := w.count("outbox"), errors.New("broken")
	w.is(w.Commit(w.ctx, w.plan(bina), func(ctx context.Context, tx bot.Tx) error {
		if err := w.Enrol(ctx, tx, t); err != nil {
			return err
		}
		return broken // as when the process dies before the commit
	}), broken)
	i, err := w.Invitation(w.ctx, code)
	w.ok(err)
	w.same(i.Used, false)
	pin, err := w.PIN(w.ctx, bina.From)
	w.ok(err)
	tries, err := w.Tries(w.ctx, bina.From, "pin")
	w.ok(err)
	all, err := w.Members(w.ctx, anil.Shop)
	w.ok(err)
	w.same([]any{pin, tries.Wrong, len(all), w.count("outbox")}, []any{"", 0, 1, before})
	w.ok(w.does(bina, bot.Join{Code: code, Name: "Bina"})) // and it can be taken again
	all, err = w.Members(w.ctx, anil.Shop)
	w.ok(err)
	w.same(len(all), 2)
}

func secrets(w *world) {
	anil := w.say("anil", "pin")
	kept := w.Stretch(anil.From, "4821")
	w.same(w.Stretch(anil.From, "4821") == kept, true)
	w.same(w.Stretch(anil.From, "4822") == kept || w.Stretch(anil.From+1, "4821") == kept, false)
	until := w.clock.Now().Add(time.Hour)
	w.ok(w.does(anil, bot.SetPIN{Kept: kept}, bot.Tried{What: "pin", Tries: bot.Tries{Wrong: 5, Until: until}}))
	pin, err := w.PIN(w.ctx, anil.From)
	w.ok(err)
	w.same(pin, kept)
	tries, err := w.Tries(w.ctx, anil.From, "pin")
	w.ok(err)
	w.same(tries, bot.Tries{Wrong: 5, Until: until})
	w.ok(w.does(w.say("anil", "off"), bot.SetPIN{}, bot.Tried{What: "pin"}))
	pin, err = w.PIN(w.ctx, anil.From)
	w.ok(err)
	w.same(pin, "")
	tries, err = w.Tries(w.ctx, anil.From, "pin")
	w.ok(err)
	w.same(tries, bot.Tries{})
}

func notices(w *world) {
	anil := w.say("anil", "a code, please")
	code := w.inviting(anil, bot.Staff, w.clock.Now().Add(time.Hour))
	bina := w.say("bina", "JOIN "+code)
	told := bot.Notice{Shop: anil.Shop, Least: bot.Owner, Replies: []bot.Reply{{Key: "joined"}}}
	w.ok(w.does(bina, bot.Join{Code: code}, told))
	w.same(w.heard(w.claimed()), []string{"anil: joined"})

	w.clock.Advance(bot.Silence + time.Hour) // his number may be another's by now
	before := w.count("outbox")
	w.ok(w.does(w.say("bina", "bye"), told, bot.Appoint{Person: bina.From}))
	w.same(w.count("outbox"), before)
}

// heard says who is told what.
func (w *world) heard(out []bot.Outgoing) (told []string) {
	for _, o := range out {
		for _, r := range o.Replies {
			if r.Key == "joined" {
				told = append(told, o.Address+": "+r.Key)
			}
		}
	}
	return told
}

func scrubbed(w *world) {
	m := w.say("anil", "my pin is 4821")
	key, err := w.PutBlob(w.ctx, m.Shop, []byte("char aath do ek"), w.clock.Now().Add(time.Hour))
	w.ok(err)
	m.Heard = &bot.Heard{Blob: key}
	w.ok(w.Heard(w.ctx, m))
	c := w.plan(m)
	c.Scrub = true
	w.ok(w.Commit(w.ctx, c, func(context.Context, bot.Tx) error { return nil }))
	var body string
	w.ok(w.Read().QueryRowContext(w.ctx, "select body from inbox where id = $1", m.Seq).Scan(&body))
	w.same(strings.Contains(body, "4821"), false)
	_, err = w.Blob(w.ctx, m.Shop, key)
	w.is(err, bot.ErrNotFound)
	again, err := w.Receive(w.ctx, bot.Message{Channel: m.Channel, ID: m.ID, Address: m.Address, Text: "my pin is 4821", At: m.At})
	w.ok(err)
	w.same(len(again), 0) // it is known all the same
}
