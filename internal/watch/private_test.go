package watch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/watch"
)

// secrets are what no log, metric, span or notice may show of the talk below:
// numbers, names, words and amounts, as they were said and as they were answered.
var secrets = []string{
	"9876543210", "9800011122", "Asha", "Ramesh", "ramesh", "रमेश", "Sharma", "Gali", "7343", "7,343", "chini", "Chini", "चीनी", "wamid.",
	"token-of-ours", "secret-of-ours",
}

// saying is the talk.
var saying = []string{
	"10 kilo chini aayi 400 ki", "ramesh ko 7343 udhaar", "Ramesh Sharma Gali 4, phone 9800011122", "ramesh ka hisab",
	"galti se", "xyzzy Asha qwerty", "2 kilo chini becha 90", "9800011122", "",
}

// kept is a place to write to that can be read meanwhile.
type kept struct {
	mu    sync.Mutex
	all   bytes.Buffer
	wrote chan struct{} // if anybody waits
}

func (k *kept) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.wrote != nil {
		k.wrote <- struct{}{}
	}
	return k.all.Write(p)
}

func (k *kept) String() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.all.String()
}

// gossip is a Cloud API that tells all it knows in its errors. Every other request
// fails.
type gossip struct {
	mu   sync.Mutex
	n    int
	sent int
}

func (g *gossip) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	g.mu.Lock()
	defer g.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if g.n++; g.n%2 == 1 {
		code, status := []int{131056, 190, 131000}[g.n/2%3], http.StatusBadRequest
		w.WriteHeader(status)
		about, _ := json.Marshal("about " + string(raw) + " of Asha at 919876543210 with token-of-ours")
		_, _ = fmt.Fprintf(w, `{"error":{"code":%d,"message":%s,"error_data":{"details":%s}}}`, code, about, about)
		return
	}
	g.sent++
	_, _ = fmt.Fprintf(w, `{"messaging_product":"whatsapp","contacts":[{"input":"919876543210","wa_id":"919876543210"}],"messages":[{"id":"wamid.out%d"}]}`, g.n)
}

// outside is all that an operator can see.
type outside struct {
	log     kept
	spans   kept
	notices kept
	watch   *watch.Watch
}

// collector takes spans or notices.
func collector(t *testing.T, into *kept) string {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(into, r.Body) }))
	t.Cleanup(server.Close)
	return server.URL
}

// TestNobodyIsNamed talks on WhatsApp with all logging there is, through a Cloud API
// that quotes what it is sent, and looks for people in everything an operator sees.
func TestNobodyIsNamed(t *testing.T) {
	o, clock, cloud := &outside{}, bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)), &gossip{}
	log := slog.New(slog.NewJSONHandler(&o.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o.notices.wrote = make(chan struct{}, 100)
	hook, err := watch.NewWebhook(collector(t, &o.notices), clock, http.DefaultTransport)
	if err != nil {
		t.Fatal(err)
	}
	o.watch, err = watch.New(watch.Config{
		Clock: clock, Log: log, Notify: []watch.Way{hook}, Traces: watch.Traces{URL: collector(t, &o.spans), Ratio: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	graph := httptest.NewServer(cloud)
	defer graph.Close()
	ch, err := cloudapi.New(cloudapi.Config{
		Base: graph.URL, Number: "100000000000001", Token: "token-of-ours", Secret: "secret-of-ours", Verify: "v", Clock: clock, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), app.Config{
		Data: t.TempDir(), Clock: clock, Channels: []bot.Channel{ch}, Log: log, Lang: "hi-Latn",
		Observe: o.watch.Observe, Watch: o.watch.Sent, Memory: o.watch.Sessions,
	})
	if err != nil {
		t.Fatal(err)
	}
	o.watch.Attach(a.Engine, a.Journal)
	o.talk(t, a, ch.Webhook(a.Engine), clock)
	o.inform(t, a)
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if cloud.sent < len(saying)-1 {
		t.Errorf("only %d answers were sent", cloud.sent)
	}
	o.search(t)
}

// talk says everything, and lets the answers be tried until they are sent.
func (o *outside) talk(t *testing.T, a *app.App, webhook http.Handler, clock *bottest.Clock) {
	post := func(body []byte) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set(wire.SignatureHeader, wire.Sign("secret-of-ours", body))
		webhook.ServeHTTP(httptest.NewRecorder(), r)
	}
	settle := func() {
		for range 4 {
			if err := a.Engine.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			clock.Advance(bot.LongestPause)
		}
	}
	for n, text := range saying {
		value := wire.Value{Metadata: wire.Metadata{NumberID: "100000000000001"}}
		value.Contacts = wire.Of(wire.Contact{WAID: "919876543210", Profile: wire.Profile{Name: "Asha Sharma"}})
		value.Messages = wire.Of(wire.Message{
			ID: wire.String(fmt.Sprint("wamid.in", n)), From: "919876543210", Timestamp: wire.At(clock.Now()), Type: wire.TypeText, Text: &wire.Text{Body: wire.String(text)},
		})
		body, err := json.Marshal(wire.NewWebhook("200000000000001", wire.FieldMessages, value))
		if err != nil {
			t.Fatal(err)
		}
		post(body)
		post(body[:len(body)-3]) // a webhook cut short
		post([]byte(`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"100000000000001"},
			"messages":[{"id":"wamid.odd` + fmt.Sprint(n) + `","from":"919876543210","type":"text","text":{"body":["Asha"]}}],
			"statuses":[{"id":"wamid.out2","status":"failed","recipient_id":"919876543210","errors":[{"code":131026,"title":"Asha 919876543210"}]}]}}]}]}`))
		settle()
	}
}

// inform has something break, and the operator told.
func (o *outside) inform(t *testing.T, a *app.App) {
	o.watch.Observe(bot.Trace{Broken: true, Address: "919876543210", Text: "Ramesh"})
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { o.watch.Run(ctx) })
	for !strings.Contains(o.notices.String(), `"kind":"broken"`) {
		<-o.notices.wrote
	}
	stop()
	running.Wait()
	o.watch.Close()
	if err := a.Engine.Settle(t.Context()); err != nil {
		t.Error(err)
	}
}

// search looks for people.
func (o *outside) search(t *testing.T) {
	scraped := httptest.NewRecorder()
	o.watch.Handler().ServeHTTP(scraped, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for where, text := range map[string]string{"the log": o.log.String(), "a span": o.spans.String(), "a notice": o.notices.String(), "a metric": scraped.Body.String()} {
		if len(text) < 50 {
			t.Errorf("%s says nothing: %q", where, text)
		}
		for _, secret := range secrets {
			if at := strings.Index(text, secret); at >= 0 {
				t.Errorf("%s shows %q: …%s…", where, secret, text[max(0, at-200):min(len(text), at+60)])
			}
		}
	}
	if !strings.Contains(o.log.String(), `"result":"done"`) || !strings.Contains(o.spans.String(), "udhaar") {
		t.Error("the talk is not to be seen at all")
	}
}
