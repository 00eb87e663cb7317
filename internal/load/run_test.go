package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/internal/app"
)

const secret = "s3cret"

// parrot is a bot that answers every message, through the channel the real one
// has.
type parrot struct {
	ch     *cloudapi.Channel
	mute   bool
	mu     sync.Mutex
	n      int
	states map[bot.Progress]int
}

func (p *parrot) Receive(ctx context.Context, messages ...bot.Message) error {
	for _, m := range messages {
		p.mu.Lock()
		p.n++
		ref := fmt.Sprintf("%d.1", p.n)
		p.mu.Unlock()
		if p.mute {
			continue
		}
		if _, err := p.ch.Send(ctx, bot.Bubble{Address: m.Address, Ref: ref, Text: m.Text}); err != nil {
			return err
		}
	}
	return nil
}

func (p *parrot) Track(_ context.Context, _ string, statuses ...bot.Status) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range statuses {
		p.states[s.State]++
	}
	return nil
}

func (p *parrot) Move(context.Context, string, string, string) error {
	return errors.New("nobody moves")
}

func (p *parrot) SetAside(_ context.Context, _, why string, _ []byte) error { return errors.New(why) }

func (p *parrot) Begin(context.Context) error { return nil }

func (p *parrot) End(context.Context) (Usage, error) {
	return Usage{CPU: time.Millisecond, Steps: []bot.Step{{Name: "begin", Took: time.Millisecond}}, Stats: bot.Stats{Turns: 1}}, nil
}

// caged is a parrot behind HTTP, and the cloud it talks to.
func caged(t *testing.T, mute bool) (*parrot, *Cloud) {
	t.Helper()
	hook, graph := http.NewServeMux(), http.NewServeMux()
	bots, clouds := httptest.NewServer(hook), httptest.NewServer(graph)
	t.Cleanup(bots.Close)
	t.Cleanup(clouds.Close)
	ctx, stop := context.WithCancel(context.Background())
	cloud := NewCloud(ctx, Account{Number: "1", Token: "t", Secret: secret}, app.SystemClock{})
	cloud.Call(bots.URL + "/hook")
	t.Cleanup(func() { stop(); cloud.telling.Wait() })
	graph.Handle("/", cloud)
	ch, err := cloudapi.New(cloudapi.Config{Base: clouds.URL, Number: "1", Token: "t", Secret: secret, Verify: "v", Clock: app.SystemClock{}})
	if err != nil {
		t.Fatal(err)
	}
	p := &parrot{ch: ch, mute: mute, states: map[bot.Progress]int{}}
	hook.Handle("/hook", ch.Webhook(p))
	t.Cleanup(func() { _ = ch.Close() })
	return p, cloud
}

// TestRun measures the parrot: every message is answered once, and every answer
// told of three times.
func TestRun(t *testing.T) {
	p, cloud := caged(t, false)
	plan := Plan{Users: 5, Rate: 200, For: 250 * time.Millisecond, Mix: Day, Seed: 1, Clock: app.SystemClock{}}
	if err := Open(t.Context(), plan, cloud); err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), plan, cloud, p)
	if err != nil {
		t.Fatal(err)
	}
	if r.Sent == 0 || r.All.Count() != r.Sent || !r.Sound() || r.Tally.Answers != r.Sent {
		t.Errorf("%d sent, %d measured, %+v", r.Sent, r.All.Count(), r.Tally)
	}
	if r.Posted != int64(4*r.Sent) {
		t.Errorf("%d webhooks for %d messages", r.Posted, r.Sent)
	}
	all := r.Sent + plan.Users*len(Opening)
	if p.states[bot.Sent] != all || p.states[bot.Delivered] != all || p.states[bot.Read] != all {
		t.Errorf("%v states of %d answers", p.states, all)
	}
	var report bytes.Buffer
	if err := r.Write(&report); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"p50", "p95", "p99", "max", "sales", "a second", "0 never answered", "CPU a message", "begin 1.00 ms"} {
		if !strings.Contains(report.String(), word) {
			t.Errorf("no %q in\n%s", word, report.String())
		}
	}
}

// TestRunEnds has whoever measures give up.
func TestRunEnds(t *testing.T) {
	p, cloud := caged(t, true)
	ctx, stop := context.WithCancel(t.Context())
	plan := Plan{Users: 1, Rate: 1000, For: time.Hour, Mix: Day, Clock: app.SystemClock{}}
	go func() {
		for p.count() < 3 {
			select {
			case <-t.Context().Done():
				return
			default:
			}
		}
		stop()
	}()
	if _, err := Run(ctx, plan, cloud, p); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := Open(ctx, plan, cloud); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func (p *parrot) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.n
}

// TestSound finds fault with every kind of error.
func TestSound(t *testing.T) {
	if !(Result{}).Sound() {
		t.Error("nothing went wrong")
	}
	for _, r := range []Result{{Lost: 1}, {Given: 1}, {Tally: tally{Doubled: 1}}, {Tally: tally{Strays: 1}}, {Tally: tally{Refused: 1}}} {
		if r.Sound() {
			t.Errorf("%+v", r)
		}
	}
}

// TestCloudRefuses what is not for it, and says so in the report.
func TestCloudRefuses(t *testing.T) {
	_, cloud := caged(t, false)
	for _, ask := range []struct{ method, token, body string }{
		{http.MethodPost, "Bearer other", `{"to":"91"}`}, {http.MethodPost, "Bearer t", `{`}, {http.MethodGet, "Bearer t", `{}`},
	} {
		r := httptest.NewRequest(ask.method, "/v25.0/1/messages", strings.NewReader(ask.body))
		r.Header.Set("Authorization", ask.token)
		w := httptest.NewRecorder()
		cloud.ServeHTTP(w, r)
		if w.Code != http.StatusBadRequest {
			t.Errorf("%+v: %d", ask, w.Code)
		}
	}
	if cloud.flights.tally.Refused != 3 {
		t.Errorf("%+v", cloud.flights.tally)
	}
}

// TestPosterTries has a bot that takes nothing at first: what it refused comes
// again, and is counted.
func TestPosterTries(t *testing.T) {
	refused := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if !refused {
			refused = true
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer s.Close()
	p := newPoster(Account{Secret: secret}, hasty{})
	p.hooks = []string{s.URL}
	p.message(t.Context(), "m1", "91", "hello")
	if p.posted.Load() != 1 || p.failed.Load() != 1 || p.given.Load() != 0 {
		t.Errorf("%d posted, %d failed, %d given up", p.posted.Load(), p.failed.Load(), p.given.Load())
	}
	s.Close()
	p.message(t.Context(), "m2", "91", "hello")
	if p.given.Load() != 1 || p.failed.Load() != 1+tries {
		t.Errorf("%d failed, %d given up", p.failed.Load(), p.given.Load())
	}
}

// hasty is a clock on which no wait takes time.
type hasty struct{ app.SystemClock }

func (hasty) After(time.Duration) <-chan time.Time {
	done := make(chan time.Time, 1)
	done <- time.Time{}
	return done
}

// TestProbe finds that the machine can do something.
func TestProbe(t *testing.T) {
	l, err := Probe(t.Context(), t.TempDir(), app.SystemClock{})
	if err != nil {
		t.Fatal(err)
	}
	if l.Syncs <= 0 || l.Requests <= 0 || !strings.Contains(l.String(), "fdatasyncs") {
		t.Errorf("%v", l)
	}
	if _, err := Probe(t.Context(), "/not/there", app.SystemClock{}); err == nil {
		t.Error("a disk that is not there")
	}
}
