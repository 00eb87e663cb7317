package main

import (
	"context"
	"encoding/base64"
	"html/template"
	"net/http"
	"sync"

	"rsc.io/qr"

	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

// linkPath is where the page is.
const linkPath = "/link"

// linker is what a page to link a phone needs of a device.
type linker interface {
	Linked() bool
	Link(ctx context.Context, how whatsapp.Linking) error
}

// linkPage shows operators the picture that a phone has to scan. Nothing is asked of
// WhatsApp until somebody wants to see it.
type linkPage struct {
	device linker
	done   chan struct{} // closed when a phone is linked
	mu     sync.Mutex
	going  bool            // a phone is being linked
	code   string          // what it must scan now
	fault  string          // why it was not linked the last time
	ctx    context.Context //nolint:containedctx // linking ends with the program, not with the request that began it
}

func newLinkPage(d linker) *linkPage {
	p := &linkPage{device: d, done: make(chan struct{}), ctx: context.Background()}
	if d.Linked() {
		close(p.done)
	}
	return p
}

// wait waits until a phone is linked; false when ctx ends before.
func (p *linkPage) wait(ctx context.Context) bool {
	p.mu.Lock()
	p.ctx = ctx
	p.mu.Unlock()
	select {
	case <-p.done:
		return true
	case <-ctx.Done():
		return false
	}
}

// begin begins to link, unless that is under way or done.
func (p *linkPage) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.going || p.device.Linked() {
		return
	}
	p.going, p.code, p.fault = true, "", ""
	ctx := p.ctx
	go func() {
		err := p.device.Link(ctx, whatsapp.Linking{Show: p.show})
		p.mu.Lock()
		defer p.mu.Unlock()
		p.going, p.code = false, ""
		if err != nil {
			p.fault = oneLine(err)
			return
		}
		close(p.done)
	}()
}

func (p *linkPage) show(code string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.code = code
}

// linkState is what the page says.
type linkState struct {
	Linked, Going bool
	Picture       template.URL
	Fault         string
}

// ServeHTTP shows the page; a POST begins.
func (p *linkPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		p.begin()
		http.Redirect(w, r, linkPath, http.StatusSeeOther)
		return
	}
	p.mu.Lock()
	s, code := linkState{Linked: p.device.Linked(), Going: p.going, Fault: p.fault}, p.code
	p.mu.Unlock()
	if code != "" {
		if picture, err := qr.Encode(code, qr.L); err == nil {
			s.Picture = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(picture.PNG())) //nolint:gosec // we drew it
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'self'")
	_ = linkHTML.Execute(w, s)
}

var linkHTML = template.Must(template.New("link").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
{{if .Going}}<meta http-equiv="refresh" content="3">{{end}}
<title>Link a phone</title>
<style>body{font:1rem/1.5 system-ui;max-width:34rem;margin:2rem auto;padding:0 1rem}img{width:100%;max-width:22rem;image-rendering:pixelated;background:#fff}button{font:inherit;padding:.5rem 1rem}</style>
<h1>Link a phone</h1>
{{if .Linked}}<p>A phone is linked. Unlink it on the phone, under “Linked devices”, to link another.</p>
{{else if .Picture}}<p>On the phone: WhatsApp → Settings → Linked devices → Link a device. Then scan this; it changes every 20 seconds.</p>
<p><img alt="QR code that links the phone" src="{{.Picture}}"></p>
{{else if .Going}}<p>Asking WhatsApp for a code…</p>
{{else}}{{with .Fault}}<p><strong>{{.}}</strong></p>{{end}}
<p>The bot will answer on the number of the phone that you link. Use a phone and a number that are for this alone.</p>
<form method="post"><button>Show the code</button></form>{{end}}
</html>
`))
