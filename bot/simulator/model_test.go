package simulator_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// model is what must stand on a phone, and what the bot must have heard, after
// anything was done.
type model struct {
	*rapid.T
	path  string
	clock *bottest.Clock
	e     *simulator.Emulator
	api   http.Handler
	chat  []simulator.Bubble // id, from, text, edited, deleted
	wrote time.Time
	said  []string // wamids, in order
	bot   *listener
}

// TestModel does things at random, closing and opening the emulator in between.
func TestModel(t *testing.T) {
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		m := &model{T: rt, path: filepath.Join(dir, fmt.Sprint(n), "chats.jsonl"), clock: bottest.NewClock(start)}
		m.bot = &listener{t: t, status: http.StatusOK}
		server := httptest.NewServer(m.bot)
		defer server.Close()
		m.bot.url = server.URL
		m.open()
		defer func() { _ = m.e.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"":        m.check,
			"say":     m.say,
			"edit":    m.edit,
			"delete":  m.revoke,
			"answer":  m.answer,
			"wait":    m.wait,
			"refuse":  m.refuse,
			"deliver": m.deliver,
			"reopen":  m.reopen,
		})
	})
}

func (m *model) open() {
	var err error
	m.e, err = simulator.New(simulator.Config{
		Clock: m.clock, File: m.path, Secret: secret, Webhook: m.bot.url, Number: simulator.Number{ID: number}, Phones: []simulator.Phone{{Address: asha}},
	})
	if err != nil {
		m.Fatal(err)
	}
	m.api = m.e.Handler()
}

func (m *model) reopen(*rapid.T) {
	if err := m.e.Close(); err != nil {
		m.Fatal(err)
	}
	m.open()
}

// do is a user's doing that must work.
func (m *model) do(s simulator.Said) string {
	id, err := m.e.Say(asha, s)
	if err != nil {
		m.Fatal(err)
	}
	m.said, m.wrote = append(m.said, id), m.clock.Now()
	return id
}

func (m *model) say(t *rapid.T) {
	text := rapid.StringMatching(`[a-zA-Zअ-ह<>&"' \n]{0,20}x`).Draw(t, "text")
	m.chat = append(m.chat, simulator.Bubble{ID: m.do(simulator.Said{Text: text}), From: "user", Text: text})
}

// mine draws one of the user's own bubbles.
func (m *model) mine(t *rapid.T) *simulator.Bubble {
	var mine []*simulator.Bubble
	for i := range m.chat {
		if b := &m.chat[i]; b.From == "user" && !b.Deleted {
			mine = append(mine, b)
		}
	}
	if len(mine) == 0 {
		t.Skip("nothing of his")
	}
	return rapid.SampledFrom(mine).Draw(t, "bubble")
}

func (m *model) edit(t *rapid.T) {
	b := m.mine(t)
	b.Text, b.Edited = "again "+b.Text, true
	m.do(simulator.Said{Edits: b.ID, Text: b.Text})
}

func (m *model) revoke(t *rapid.T) {
	b := m.mine(t)
	b.Text, b.Edited, b.Deleted = "", false, true
	m.do(simulator.Said{Deletes: b.ID})
}

// answer has the bot write; outside the window that fails.
func (m *model) answer(*rapid.T) {
	r := httptest.NewRequest(http.MethodPost, "/v25.0/"+number+"/messages", strings.NewReader(`{"messaging_product":"whatsapp","to":"`+asha+`","text":{"body":"theek"}}`))
	r.Header.Set("Authorization", "Bearer any")
	w := httptest.NewRecorder()
	m.api.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		m.Fatalf("%d %s", w.Code, w.Body)
	}
	chat := m.e.Chat(asha)
	b := chat[len(chat)-1]
	open := !m.wrote.IsZero() && m.clock.Now().Sub(m.wrote) <= simulator.Window
	if (b.Status == "delivered") != open || (b.Status == "failed") == open {
		m.Fatalf("%s, and the window is open: %v", b.Status, open)
	}
	m.chat = append(m.chat, simulator.Bubble{ID: b.ID, From: "bot", Text: "theek"})
}

func (m *model) wait(t *rapid.T) {
	m.clock.Advance(time.Duration(rapid.IntRange(1, 20).Draw(t, "hours")) * time.Hour)
}

// refuse has the bot take nothing for once.
func (m *model) refuse(*rapid.T) {
	m.bot.answers(http.StatusBadGateway)
	if err := m.e.Deliver(m.Context()); err != nil && !errors.Is(err, simulator.ErrUndelivered) {
		m.Fatal(err)
	}
	m.bot.answers(http.StatusOK)
}

// deliver brings the bot all there is.
func (m *model) deliver(*rapid.T) {
	m.clock.Advance(simulator.LastRetry)
	if err := m.e.Deliver(m.Context()); err != nil {
		m.Fatal(err)
	}
	if n := m.e.Pending(); n != 0 {
		m.Fatalf("%d webhooks are left", n)
	}
	var heard []string
	for _, msg := range m.bot.messages() {
		heard = append(heard, string(msg.ID))
	}
	if !slices.Equal(heard, m.said) {
		m.Fatalf("said %v\nheard %v", m.said, heard)
	}
}

// check compares the phone with the model.
func (m *model) check(*rapid.T) {
	got := m.e.Chat(asha)
	if len(got) != len(m.chat) {
		m.Fatalf("%d bubbles, not %d", len(got), len(m.chat))
	}
	last := int64(0)
	for i, b := range got {
		want := m.chat[i]
		if b.ID != want.ID || b.From != want.From || b.Text != want.Text || b.Edited != want.Edited || b.Deleted != want.Deleted || b.Seq <= last {
			m.Fatalf("bubble %d is %+v, not %+v", i, b, want)
		}
		last = b.Seq
	}
	for _, s := range m.bot.statuses() {
		if s.Status == wire.StatusFailed && s.Errors[0].Value.Code != wire.CodeWindow {
			m.Fatalf("failed with %s", jsonOf(s.Errors))
		}
	}
}
