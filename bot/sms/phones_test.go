package sms_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/sms"
)

var noon = time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)

// nobody is a number that no gateway takes.
const nobody = "919999999999"

// errSilent says that an SMS cannot be answered.
var errSilent = errors.New("nobody can write here")

// phones are a gateway of a shape on this machine, and those who read behind it.
type phones struct {
	shape shape
	ch    *sms.Channel
	mu    sync.Mutex
	in    http.Handler // of reports
	shown []bottest.Sent
	texts []text
	down  bool
	held  chan struct{} // closed when a text is there; nil holds none
	free  chan struct{}
	refs  int   // given to what came without
	wrong error // a request that the gateway cannot read
}

// newPhones starts a gateway, and the channel to it.
func newPhones(t testing.TB, s shape) *phones {
	t.Helper()
	p := &phones{shape: s}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	t.Cleanup(func() {
		if p.wrong != nil {
			t.Error(p.wrong)
		}
	})
	var err error
	if p.ch, err = sms.New(config(t, s.file, server.URL)); err != nil {
		t.Fatal(err)
	}
	return p
}

// ServeHTTP takes a text.
func (p *phones) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	got, err := p.shape.read(r)
	p.mu.Lock()
	held, free, down := p.held, p.free, p.down
	p.held = nil
	if err != nil {
		p.wrong = err
	}
	p.mu.Unlock()
	switch {
	case err != nil:
		w.WriteHeader(http.StatusTeapot)
	case down:
		w.WriteHeader(http.StatusServiceUnavailable)
	case got.to == nobody:
		p.shape.refuse(w)
	default:
		id := p.show(got)
		if held != nil {
			close(held)
			<-free
		}
		p.shape.answer(w, id)
	}
}

// show puts a text on its phone.
func (p *phones) show(got text) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := fmt.Sprint("id", len(p.shown)+1)
	if p.shape.file == textlocal {
		id = got.ref // it has none, and ours is taken
	}
	p.shown = append(p.shown, bottest.Sent{ID: id, Bubble: bot.Bubble{Address: got.to, Text: got.text}})
	p.texts = append(p.texts, got)
	return id
}

func (p *phones) Channel() bot.Channel { return p.ch }

func (p *phones) Start(sink bot.Sink) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.in = p.ch.Reports(sink)
}

// Address is a number of its own for each name.
func (p *phones) Address(name string) string {
	n := 0
	for _, r := range name {
		n = (n*31 + int(r)) % 100_000_000
	}
	return fmt.Sprintf("9198%08d", n)
}

func (p *phones) Say(context.Context, bottest.Said) (string, error) { return "", errSilent }

func (p *phones) Redeliver(context.Context) error { return errSilent }

func (p *phones) Shown() []bottest.Sent {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]bottest.Sent(nil), p.shown...)
}

// report tells what became of all texts.
func (p *phones) report(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, s := range p.shown {
		w := httptest.NewRecorder()
		p.in.ServeHTTP(w, p.shape.report(p.texts[i], s.ID))
		if w.Code != http.StatusOK {
			return fmt.Errorf("status %d", w.Code)
		}
	}
	return nil
}

func (p *phones) hold() (<-chan struct{}, func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held, p.free = make(chan struct{}), make(chan struct{})
	return p.held, func() { close(p.free) }
}

func (p *phones) cut(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

const oneWay = "an SMS goes one way"

// TestChannel tries the channel with gateways of three shapes.
func TestChannel(t *testing.T) {
	for name, s := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			bottest.Channels(t, func(t *testing.T) bottest.Rig { return rig(t, name, s) })
		})
	}
}

// rig is a gateway on the stand.
func rig(t *testing.T, name string, s shape) bottest.Rig {
	t.Helper()
	p := newPhones(t, s)
	r := bottest.Rig{
		Far: p, Clock: bottest.NewClock(noon), Down: p.cut, Report: p.report, Hold: p.hold, Nobody: nobody,
		Lacks: map[bottest.Part]string{
			bottest.Wholeness:  "a text is cut to what is paid for; see TestFit",
			bottest.Bounds:     "the same",
			bottest.FilesOut:   "an SMS has none; see TestFiles",
			bottest.UnfitFiles: "a file is left out, and the words go",
		},
	}
	for _, part := range []bottest.Part{
		bottest.Listening, bottest.Dating, bottest.Repeating, bottest.Choosing, bottest.Replying, bottest.Editing,
		bottest.Deleting, bottest.Forwarding, bottest.Retrying, bottest.FilesIn, bottest.SpoiltFiles,
	} {
		r.Lacks[part] = oneWay
	}
	switch name {
	case "json":
		r.Lacks[bottest.Reporting] = "this gateway is told no reference; see TestReports"
	case "query":
		r.Far = named{p}
	}
	return r
}

// named is a gateway without ids of its own: the engine names every bubble, and
// what a test did not name is named here.
type named struct{ *phones }

func (n named) Channel() bot.Channel { return naming{n.ch, n.phones} }

type naming struct {
	*sms.Channel
	p *phones
}

func (n naming) Send(ctx context.Context, b bot.Bubble) (string, error) {
	if b.Ref == "" {
		n.p.mu.Lock()
		n.p.refs++
		b.Ref = fmt.Sprint("w.", n.p.refs)
		n.p.mu.Unlock()
	}
	return n.Channel.Send(ctx, b)
}
