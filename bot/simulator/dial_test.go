package simulator_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// sale is an effect as a bot may have them.
type sale struct {
	Item string `json:"item"`
	N    int    `json:"n"`
}

func (sale) Effect() {}

// odd is an effect that is no JSON.
type odd struct{ F func() }

func (*odd) Effect() {}

// TestLink ties a bot to the simulator: it learns of the phones, follows the
// clock, and tells of its turns.
func TestLink(t *testing.T) {
	clock := &simulator.Clock{}
	w := newWorld(t, func(c *simulator.Config) { c.Clock = clock })
	if err := w.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	l, err := simulator.Dial(t.Context(), w.url+"/", token)
	if err != nil {
		t.Fatal(err)
	}
	if p := l.Phones(); len(p) != 3 || p[1].Of != asha || p[0].Name != "Asha" {
		t.Errorf("phones %+v", p)
	}
	near := func() bool { d := clock.Now().Sub(l.Clock().Now()); return d > -time.Minute && d < time.Minute }
	if !near() || w.State().Bot.State != "up" {
		t.Errorf("it is %v there and %v here; the bot is %s", clock.Now(), l.Clock().Now(), w.State().Bot.State)
	}
	ring := l.Clock().After(20 * time.Hour)
	if err := w.Advance(24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	<-ring
	w.until(near)
	if _, err := w.AddPhone(simulator.Phone{Address: "919812345678"}); err != nil {
		t.Fatal(err)
	}
	w.until(func() bool { return len(l.Phones()) == 4 })
	l.Observe(bot.Trace{
		Turn: 12, Shop: 3, Address: w.State().Phones[0].UserID, Messages: []string{"wamid.1"}, Text: "2 kilo", At: start,
		Understood: bot.Understanding{Commands: []bot.Command{{Kind: bot.Start, Errand: "sales.record", Score: 0.93}}},
		Stack:      []bot.Frame{{ID: "1", Errand: "sales.record", Asked: "item", Slots: map[string]json.RawMessage{"qty": []byte(`{"kind":"quantity","n":2000}`)}}},
		Effects:    []bot.Effect{sale{"चीनी", 2}, &odd{}, nil}, Replies: []bot.Reply{{Key: "sales.record.done"}},
		Steps: []bot.Step{{Name: "understand", Took: 70 * time.Microsecond}},
	})
	w.until(func() bool { return len(w.State().Turns) == 1 })
	got := jsonOf(w.State().Turns[0])
	want := `{"turn":12,"shop":3,"phone":"919800000001","messages":["wamid.1"],"text":"2 kilo","at":"2026-11-22T04:30:00Z",` +
		`"commands":[{"kind":"start","errand":"sales.record","score":0.93}],"nearest":[],"unsure":false,` +
		`"stack":[{"id":"1","errand":"sales.record","asked":"item","slots":{"qty":{"kind":"quantity","n":2000}}}],"finished":[],"undoes":0,` +
		`"entries":[{"type":"sale","data":{"item":"चीनी","n":2}},{"type":"odd","data":"\u0026{F:\u003cnil\u003e}"},{"type":"nil","data":null}],` +
		`"steps":[{"name":"understand","ms":0.07}],"replies":["sales.record.done"]}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestLinkAgain breaks the link and looks whether it is made again.
func TestLinkAgain(t *testing.T) {
	clock := &simulator.Clock{}
	e, err := simulator.New(simulator.Config{Token: token, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	var dialled atomic.Int32
	handler := e.Handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if dialled.Add(1) == 2 {
			http.Error(w, "not now", http.StatusBadGateway)
			return
		}
		handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	defer e.Close() // first: streams end
	l, err := simulator.Dial(t.Context(), server.URL, token)
	if err != nil {
		t.Fatal(err)
	}
	server.CloseClientConnections()
	clock.Advance(50 * time.Hour)
	for l.Clock().Now().Before(clock.Now().Add(-time.Minute)) {
		<-time.After(time.Millisecond)
	}
	if n := dialled.Load(); n < 3 {
		t.Errorf("dialled %d times", n)
	}
	for range 500 { // nobody takes them: it does not wait
		l.Observe(bot.Trace{Text: strings.Repeat("x", 1000)})
	}
	l.Observe(bot.Trace{Text: strings.Repeat("x", simulator.MaxTurn)})
}

// TestNoLink dials where nothing is, or with another token.
func TestNoLink(t *testing.T) {
	w := newWorld(t)
	for _, c := range [][2]string{{w.url, "x"}, {"http://127.0.0.1:1", token}, {"::", token}, {w.bot.url, token}} {
		w.bot.verify = func(*http.Request) string { return "hello" }
		if _, err := simulator.Dial(t.Context(), c[0], c[1]); !errors.Is(err, simulator.ErrLink) {
			t.Errorf("%s: %v", c[0], err)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := simulator.Dial(ended, w.url, token); !errors.Is(err, simulator.ErrLink) {
		t.Error(err)
	}
}

// TestPlug pulls the plug, at once and in the middle of a turn.
func TestPlug(t *testing.T) {
	pulled, start := make(chan struct{}), make(chan error)
	w := newWorld(t, func(c *simulator.Config) {
		c.Plug = func(context.Context) error { pulled <- struct{}{}; return <-start }
	})
	state := func() string { b := w.State().Bot; return b.State + map[bool]string{true: " armed"}[b.Armed] }
	pull := func(when string) int { return w.request("POST", "/simulator/plug", `{"when":"`+when+`"}`).StatusCode }
	if got := pull("now"); got != 202 {
		t.Errorf("pulled: %d", got)
	}
	if <-pulled; state() != "down" || pull("now") != 409 {
		t.Errorf("the bot is %s", state())
	}
	start <- nil
	w.until(func() bool { return state() == "starting" })
	if got := pull("turn"); got != 202 || state() != "starting armed" {
		t.Errorf("armed: %d, %s", got, state())
	}
	w.text("a status does not set it off")
	w.deliver()
	if state() != "up armed" {
		t.Errorf("the bot is %s", state())
	}
	w.say(simulator.Said{Text: "hi"})
	if <-pulled; state() != "down" {
		t.Errorf("the bot is %s", state())
	}
	start <- errors.New("no such file")
	w.until(func() bool { return pull("turn") == 202 })
	if state() != "down armed" || pull("later") != 400 || !w.State().Bot.Plug {
		t.Errorf("the bot is %s", state())
	}
	if r := newWorld(t).request("POST", "/simulator/plug", `{"when":"now"}`); r.StatusCode != http.StatusBadRequest {
		t.Errorf("without a plug: %d", r.StatusCode)
	}
}
