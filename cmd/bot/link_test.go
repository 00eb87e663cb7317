package main

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waAdv"
	"go.mau.fi/whatsmeow/types"

	"github.com/sahayak-dev/sahayak/bot"

	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

// paired is a device that somebody links at once, or never can.
type paired struct {
	fails  error
	codes  chan string // shown one after the other; closed when the phone is linked
	linked chan struct{}
}

func (p *paired) Linked() bool {
	select {
	case <-p.linked:
		return true
	default:
		return false
	}
}

func (p *paired) Link(ctx context.Context, how whatsapp.Linking) error {
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case code, ok := <-p.codes:
			if p.fails != nil {
				return p.fails
			}
			if !ok {
				close(p.linked)
				return nil
			}
			how.Show(code)
		}
	}
}

// asks opens the page, or presses its button.
func asks(t *testing.T, p *linkPage, method string) string {
	t.Helper()
	w := httptest.NewRecorder()
	p.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, linkPath, nil))
	return w.Body.String()
}

// until asks for the page until it says something.
func until(t *testing.T, p *linkPage, says string) string {
	t.Helper()
	for t.Context().Err() == nil {
		if page := asks(t, p, http.MethodGet); strings.Contains(page, says) {
			return page
		}
	}
	t.Fatal("never said: " + says)
	return ""
}

// TestLinkPage asks WhatsApp for nothing until the button is pressed, shows the code as a
// picture, anew when it changes, and says when the phone is linked.
func TestLinkPage(t *testing.T) {
	d := &paired{codes: make(chan string), linked: make(chan struct{})}
	p := newLinkPage(d)
	if page := asks(t, p, http.MethodGet); !strings.Contains(page, "<button>") {
		t.Errorf("the page is %s", page)
	}
	asks(t, p, http.MethodPost)
	asks(t, p, http.MethodPost) // pressed twice
	until(t, p, "Asking WhatsApp")
	d.codes <- "2@first"
	first := until(t, p, "data:image/png;base64,")
	d.codes <- "2@another"
	for asks(t, p, http.MethodGet) == first {
		if t.Context().Err() != nil {
			t.Fatal("the picture stays")
		}
	}
	close(d.codes)
	until(t, p, "A phone is linked")
	if !p.wait(t.Context()) {
		t.Error("the bot does not begin")
	}
}

// TestLinkPageSaysWhyNot shows why the phone was not linked, and the button again.
func TestLinkPageSaysWhyNot(t *testing.T) {
	d := &paired{fails: errors.New("nobody <scanned> it"), codes: make(chan string, 1), linked: make(chan struct{})}
	d.codes <- ""
	p := newLinkPage(d)
	asks(t, p, http.MethodPost)
	if page := until(t, p, "nobody &lt;scanned&gt; it"); !strings.Contains(page, "<button>") {
		t.Errorf("the page is %s", page)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if p.wait(ctx) {
		t.Error("a bot begins without a phone")
	}
}

// linkedFile makes the keys of a phone that is linked.
func linkedFile(t *testing.T, own bool) (dir string) {
	t.Helper()
	dir = t.TempDir()
	d, err := whatsapp.Open(t.Context(), filepath.Join(dir, deviceFile), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.Store.ID = &types.JID{User: "919812345678", Server: types.DefaultUserServer, Device: 3}
	d.Store.Account = &waAdv.ADVSignedDeviceIdentity{Details: []byte{1}, AccountSignatureKey: make([]byte, 32), AccountSignature: make([]byte, 64), DeviceSignature: make([]byte, 64)}
	if err := errors.Join(d.Store.Save(t.Context()), d.Notes().SetOwn(t.Context(), own, time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)), d.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestLinkedTwice is refused: the phone has to be unlinked first.
func TestLinkedTwice(t *testing.T) {
	var out bytes.Buffer
	err := run(t.Context(), []string{"link", "--data", linkedFile(t, false)}, strings.NewReader(""), &out, &out)
	if err == nil || !strings.Contains(err.Error(), "unlink it on the phone") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// TestRunNeedsAPhone says what to do when no phone is linked.
func TestRunNeedsAPhone(t *testing.T) {
	var out bytes.Buffer
	err := run(t.Context(), []string{"run", "--whatsapp-on", "--data", t.TempDir()}, strings.NewReader(""), &out, &out)
	if err == nil || !strings.Contains(err.Error(), "bot link") {
		t.Errorf("%v\n%s", err, out.String())
	}
	err = run(t.Context(), []string{"run", "--whatsapp-on", "--residency", "in", "--data", t.TempDir()}, strings.NewReader(""), &out, &out)
	if err == nil || !strings.Contains(fault(err), "web.whatsapp.com") {
		t.Errorf("abroad: %v", err)
	}
}

// TestDoctorOnAPhone says how the phone is linked.
func TestDoctorOnAPhone(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--data", linkedFile(t, true)}, "✔ linked phone   a shopkeeper's own"},
		{[]string{"--data", linkedFile(t, false)}, "✔ linked phone   a helpline"},
		{[]string{"--data", t.TempDir()}, "– linked phone"},
		{[]string{"--data", t.TempDir(), "--whatsapp-on"}, "✘ linked phone"},
	} {
		said, _ := visit(t, append(c.args, "--addr", "127.0.0.1:0")...)
		if l := line(t, said, "linked phone"); !strings.HasPrefix(l, c.want) {
			t.Errorf("%q: said %q", c.args, l)
		}
	}
}

// TestAttend ends the program with the reason a channel is off for good, unless it has
// others: then operators are told, and it goes on.
func TestAttend(t *testing.T) {
	off := front{attend: func(context.Context, bot.Sink) error { return whatsapp.ErrReplaced }}
	if err := attend(t.Context(), off, nil, true, nil); !errors.Is(err, whatsapp.ErrReplaced) {
		t.Errorf("alone: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var told string
	if err := attend(ctx, off, nil, false, func(what string, bad bool) {
		if told = what; bad {
			stop()
		}
	}); err != nil || !strings.Contains(told, "another program") {
		t.Errorf("among others: %v, told %q", err, told)
	}
}
