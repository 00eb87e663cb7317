package bottest

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// Sessions is the suite every session memory must pass. Fresh returns an empty
// one that tells time by the clock; it is called once for each part.
//
//	func TestSessions(t *testing.T) {
//		bottest.Sessions(t, func(t *testing.T, c *bottest.Clock) bot.Sessions { return bot.NewMemory(c) })
//	}
func Sessions(t *testing.T, fresh func(t *testing.T, c *Clock) bot.Sessions) {
	for _, part := range []struct {
		name string
		test func(*memory)
	}{
		{"what is saved is loaded", (*memory).loaded},
		{"nobody shares what is saved", (*memory).unshared},
		{"sessions expire", (*memory).expiring},
		{"the highest revision is kept", (*memory).highest},
		{"sessions are kept apart", (*memory).kept},
		{"many save at once", (*memory).racing},
		{"random use matches a map", (*memory).random},
	} {
		t.Run(part.name, func(t *testing.T) {
			c := NewClock(time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC))
			part.test(&memory{T: t, clock: c, Sessions: fresh(t, c), ctx: t.Context()})
		})
	}
}

// memory is a session memory under test.
type memory struct {
	*testing.T
	bot.Sessions
	clock *Clock
	ctx   context.Context
}

// session makes one with something in every corner.
func (m *memory) session(person bot.PersonID, rev int64) bot.Session {
	frame := bot.Frame{ID: "1.1", Errand: "udhaar.give", State: "asking", Slots: map[string]json.RawMessage{"amount": json.RawMessage(`{"kind":"money","n":500}`)}}
	return bot.Session{
		Person: person, Shop: 7, Lang: "hi-Latn", Stack: []bot.Frame{frame}, Last: []bot.Frame{frame.Clone()}, LastTurn: 3,
		Said: []bot.Reply{{Key: "udhaar.ask", Args: bot.Args{"Name": bot.Value{Kind: bot.Text, Text: "रमेश \x00 <&>"}}}},
		Rev:  rev, Expires: m.clock.Now().Add(bot.SessionTTL),
	}
}

func (m *memory) save(s bot.Session) {
	m.Helper()
	if err := m.Save(m.ctx, s); err != nil {
		m.Fatal(err)
	}
}

// expect fails unless the session remembered is want; nil is none.
func (m *memory) expect(shop bot.ShopID, person bot.PersonID, want *bot.Session) {
	m.Helper()
	got, ok, err := m.Load(m.ctx, shop, person)
	if err != nil {
		m.Fatal(err)
	}
	if ok != (want != nil) {
		m.Fatalf("remembered is %v", ok)
	}
	if want == nil {
		want = &bot.Session{}
	}
	if g, w := asJSON(m.T, got), asJSON(m.T, *want); g != w {
		m.Fatalf("got  %s\nwant %s", g, w)
	}
}

func asJSON(t *testing.T, s bot.Session) string {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func (m *memory) loaded() {
	m.expect(7, 1, nil)
	s := m.session(1, 1)
	m.save(s)
	m.expect(7, 1, &s)
	bare := bot.Session{Person: 2, Shop: 7, Expires: m.clock.Now().Add(time.Hour)}
	m.save(bare)
	m.expect(7, 2, &bare)
}

func (m *memory) unshared() {
	s, want := m.session(1, 1), m.session(1, 1)
	m.save(s)
	s.Stack[0].Slots["amount"], s.Stack[0].Errand = json.RawMessage(`1`), "changed"
	s.Said[0].Args["Name"] = "changed"
	m.expect(7, 1, &want)
	one, _, err := m.Load(m.ctx, 7, 1)
	if err != nil {
		m.Fatal(err)
	}
	one.Stack[0].Slots["amount"], one.Last[0].State = json.RawMessage(`2`), "changed"
	m.expect(7, 1, &want)
}

func (m *memory) expiring() {
	s := m.session(1, 1)
	m.save(s)
	m.clock.Advance(bot.SessionTTL - time.Millisecond)
	m.expect(7, 1, &s)
	m.clock.Advance(time.Millisecond)
	m.expect(7, 1, nil)
	next := m.session(1, 2)
	m.save(next)
	m.expect(7, 1, &next)
	past := m.session(1, 3)
	past.Expires = m.clock.Now()
	m.save(past) // and what it replaces is not the truth any more
	m.expect(7, 1, nil)
	m.save(bot.Session{Person: 2, Shop: 7})
	m.expect(7, 2, nil)
}

func (m *memory) highest() {
	five, four, six := m.session(1, 5), m.session(1, 4), m.session(1, 6)
	m.save(five)
	m.save(four)
	m.expect(7, 1, &five)
	again := m.session(1, 5)
	again.Lang = "en"
	m.save(again)
	m.expect(7, 1, &again)
	m.save(six)
	m.expect(7, 1, &six)
	large := m.session(1, 1<<53+1) // not a number a float can hold
	m.save(large)
	m.save(m.session(1, 1<<53))
	m.expect(7, 1, &large)
}

func (m *memory) kept() {
	a, b := m.session(1, 1), m.session(2, 1)
	elsewhere := m.session(1, 9)
	elsewhere.Shop, elsewhere.Lang = 71, "ta"
	m.save(a)
	m.save(b)
	m.save(elsewhere)
	m.expect(7, 1, &a)
	m.expect(7, 2, &b)
	m.expect(71, 1, &elsewhere)
	m.expect(7, 11, nil)
	m.expect(1, 7, nil)
}

func (m *memory) racing() {
	const writers, each = 8, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if err := m.Save(m.ctx, m.session(1, int64(1+i*writers+w))); err != nil {
					m.Error(err)
				}
				if _, _, err := m.Load(m.ctx, 7, 1); err != nil {
					m.Error(err)
				}
			}
		})
	}
	wg.Wait()
	want := m.session(1, writers*each)
	m.expect(7, 1, &want)
}

func (m *memory) random() {
	round := bot.ShopID(1000)
	rapid.Check(m.T, func(t *rapid.T) {
		round++ // a shop of its own
		model := map[bot.PersonID]bot.Session{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			person := bot.PersonID(rapid.IntRange(1, 3).Draw(t, "person"))
			if rapid.Bool().Draw(t, "save") {
				s := m.session(person, rapid.Int64Range(0, 9).Draw(t, "rev"))
				s.Shop, s.Lang = round, rapid.SampledFrom([]string{"hi", "en", ""}).Draw(t, "lang")
				m.save(s)
				if old, ok := model[person]; !ok || old.Rev <= s.Rev {
					model[person] = s
				}
			}
			if s, ok := model[person]; ok {
				m.expect(round, person, &s)
			} else {
				m.expect(round, person, nil)
			}
		}
	})
}
