package simtest

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// graph is the way from the channel to the emulator, which can break, and on
// which an answer can be held up.
type graph struct {
	far http.Handler
	url string

	mu    sync.Mutex
	down  bool
	turns int // times it broke
	held  *hold
	http  *http.Transport
}

// hold is one answer that is held up.
type hold struct {
	here, free chan struct{}
}

// client goes the way. What is down by turns takes no connection, or cuts it.
func (g *graph) client() *http.Client {
	var dialer net.Dialer
	g.http = &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if g.broken() == refusing {
			address = "127.0.0.1:1" // nobody listens there
		}
		return dialer.DialContext(ctx, network, address)
	}}
	return &http.Client{Transport: g.http}
}

// How the way is broken.
const (
	whole = iota
	refusing
	cutting
)

func (g *graph) broken() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case !g.down:
		return whole
	case g.turns%2 == 1:
		return refusing
	}
	return cutting
}

// Down breaks the way from the bot to the emulator, and mends it: by turns no
// connection is made, and it is cut before the answer.
func (p *Phones) Down(down bool) {
	p.graph.mu.Lock()
	defer p.graph.mu.Unlock()
	if down && !p.graph.down {
		p.graph.turns++
	}
	p.graph.down = down
	p.graph.http.CloseIdleConnections()
}

// Hold has the next message of the bot taken, and not answered: held is closed
// when the emulator has it, and release lets the answer go.
func (p *Phones) Hold() (held <-chan struct{}, release func()) {
	p.graph.mu.Lock()
	defer p.graph.mu.Unlock()
	h := &hold{here: make(chan struct{}), free: make(chan struct{})}
	p.graph.held = h
	return h.here, func() { close(h.free) }
}

// ServeHTTP is the far end of the way. The test's own requests do not go it.
func (g *graph) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.broken() != whole && !strings.HasPrefix(r.URL.Path, "/simulator/") {
		panic(http.ErrAbortHandler)
	}
	h := g.holds(r)
	if h == nil {
		g.far.ServeHTTP(w, r)
		return
	}
	g.far.ServeHTTP(httptest.NewRecorder(), r)
	close(h.here)
	<-h.free
	panic(http.ErrAbortHandler)
}

// holds is the hold that a request falls under: a message is, a mark is not.
func (g *graph) holds(r *http.Request) *hold {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/messages") || strings.HasPrefix(r.URL.Path, "/simulator/") {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if bytes.Contains(body, []byte(`"status":"read"`)) {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.held
	g.held = nil
	return h
}
