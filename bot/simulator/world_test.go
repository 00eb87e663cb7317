package simulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

const (
	asha   = "919800000001"
	staff  = "919800000002"
	hidden = "919800000003"
	token  = "open-sesame"
	secret = "s3cret"
	number = "1122334455667"
	waba   = "7766554433221"
)

// world is an emulator with a bot that only listens.
type world struct {
	*testing.T
	*simulator.Emulator
	clock *bottest.Clock
	url   string
	bot   *listener
}

// start is when the clocks of tests stand still.
var start = time.Date(2026, 11, 22, 4, 30, 0, 0, time.UTC)

func newWorld(t *testing.T, change ...func(*simulator.Config)) *world {
	t.Helper()
	w := &world{T: t, clock: bottest.NewClock(start), bot: newListener(t)}
	c := simulator.Config{
		Clock: w.clock, Token: token, Secret: secret, Webhook: w.bot.url,
		Number: simulator.Number{ID: number, Account: waba, Display: "+91 80 1234 5678", Name: "Sahayak"},
		Phones: []simulator.Phone{
			{Address: asha, Name: "Asha", Role: "owner"},
			{Address: staff, Name: "Bunty", Role: "staff", Of: asha},
			{Address: hidden, Name: "Chhaya", Role: "stranger", Hidden: true},
		},
	}
	for _, f := range change {
		f(&c)
	}
	e, err := simulator.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	w.Emulator = e
	server := httptest.NewServer(e.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(func() { _ = e.Close() }) // first of all: streams end
	w.url = server.URL
	return w
}

// listener is a webhook that remembers what it was told.
type listener struct {
	t      *testing.T
	url    string
	mu     sync.Mutex
	bodies [][]byte
	hooks  []wire.Webhook
	status int                   // to answer with
	answer func(body []byte) int // the same, by what it is
	slow   func()                // waits before it answers
	once   atomic.Bool
	verify func(*http.Request) string // answers a GET
}

func newListener(t *testing.T) *listener {
	l := &listener{t: t, status: http.StatusOK}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	l.url = server.URL + "/webhook"
	return l
}

func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		_, _ = io.WriteString(w, l.verify(r))
		return
	}
	body, _ := io.ReadAll(r.Body)
	if !wire.Verify(secret, body, r.Header.Get(wire.SignatureHeader)) {
		l.t.Errorf("signature %q is not of %s", r.Header.Get(wire.SignatureHeader), body)
	}
	var hook wire.Webhook
	if err := json.Unmarshal(body, &hook); err != nil {
		l.t.Errorf("%v: %s", err, body)
	}
	if l.slow != nil {
		l.slow()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	status := l.status
	if l.answer != nil {
		status = l.answer(body)
	}
	l.bodies = append(l.bodies, body)
	if status == http.StatusOK {
		l.hooks = append(l.hooks, hook)
	}
	w.WriteHeader(status)
}

// values are the changes it took, in order.
func (l *listener) values() (all []wire.Value) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, hook := range l.hooks {
		for entry := range wire.Good(hook.Entry) {
			for change := range wire.Good(entry.Changes) {
				all = append(all, change.Value.Value)
			}
		}
	}
	return all
}

func (l *listener) messages() (all []wire.Message) {
	for _, v := range l.values() {
		for m := range wire.Good(v.Messages) {
			all = append(all, m)
		}
	}
	return all
}

func (l *listener) statuses() (all []wire.Status) {
	for _, v := range l.values() {
		for s := range wire.Good(v.Statuses) {
			all = append(all, s)
		}
	}
	return all
}

// told are the states the bot was told of, in order: "sent delivered".
func (l *listener) told() string {
	var out []string
	for _, s := range l.statuses() {
		out = append(out, string(s.Status))
	}
	return strings.Join(out, " ")
}

func (l *listener) answers(status int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.status = status
}

// reply is what came back over HTTP.
type reply struct {
	*http.Response
	body []byte
}

func (r reply) code() int {
	var f wire.Failure
	_ = json.Unmarshal(r.body, &f)
	return int(f.Error.Code)
}

func (r reply) id(t *testing.T) string {
	t.Helper()
	var sent wire.Sent
	if err := json.Unmarshal(r.body, &sent); err != nil || len(sent.Messages) != 1 || r.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", r.StatusCode, r.body)
	}
	return string(sent.Messages[0].ID)
}

// request asks the emulator, with the token unless a header says otherwise.
func (w *world) request(method, path, body string, headers ...string) reply {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, w.url+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	return w.do(r)
}

func (w *world) do(r *http.Request) reply {
	w.Helper()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(res.Body); err != nil {
		w.Fatal(err)
	}
	return reply{res, body.Bytes()}
}

// send posts a message: JSON without messaging_product and to.
func (w *world) send(fields string) reply {
	w.Helper()
	return w.request("POST", "/v25.0/"+number+"/messages", `{"messaging_product":"whatsapp","to":"`+asha+`",`+fields+`}`)
}

// text is a text message.
func (w *world) text(body string) string {
	w.Helper()
	return w.send(`"type":"text","text":{"body":` + quote(body) + `}`).id(w.T)
}

// say is what a user says, delivered.
func (w *world) say(s simulator.Said) string {
	w.Helper()
	id, err := w.Say(asha, s)
	if err != nil {
		w.Fatal(err)
	}
	w.deliver()
	return id
}

func (w *world) deliver() {
	w.Helper()
	if err := w.Deliver(w.Context()); err != nil {
		w.Fatal(err)
	}
}

// last is the newest bubble of a chat.
func (w *world) last() simulator.Bubble {
	w.Helper()
	chat := w.Chat(asha)
	if len(chat) == 0 {
		w.Fatal("the chat is empty")
	}
	return chat[len(chat)-1]
}

func quote(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

// jsonOf is v as JSON, for comparing.
func jsonOf(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}
