package cloudapi

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// tokenIn is a token's file that was written when the clock says, and the clock.
func tokenIn(t *testing.T, content string) (path string, clock *bottest.Clock) {
	t.Helper()
	path, clock = filepath.Join(t.TempDir(), "token"), bottest.NewClock(noon)
	write(t, path, content, noon)
	return path, clock
}

func write(t *testing.T, path, content string, at time.Time) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// tokenOf is the token of a source.
func tokenOf(t *testing.T, s TokenSource) string {
	t.Helper()
	token, err := s.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// A file is read again when it has changed, and looked at every ten seconds.
func TestTokenFile(t *testing.T) {
	path, clock := tokenIn(t, " EAAone\n")
	f := TokenFile(path, clock)
	if got := tokenOf(t, f); got != "EAAone" {
		t.Fatalf("token %q", got)
	}
	write(t, path, "EAAtwo\n", noon.Add(time.Second))
	clock.Advance(TokenLook - 1)
	if got := tokenOf(t, f); got != "EAAone" {
		t.Errorf("looked before it was time: %q", got)
	}
	clock.Advance(1)
	if got := tokenOf(t, f); got != "EAAtwo" {
		t.Errorf("ten seconds later: %q", got)
	}
	write(t, path, "EAAthree\n", noon.Add(time.Second)) // of the same second, and longer
	clock.Advance(TokenLook)
	if got := tokenOf(t, f); got != "EAAthree" {
		t.Errorf("of another size: %q", got)
	}
	write(t, path, "EAAseven\n", noon.Add(time.Second)) // nothing to be seen from outside
	clock.Advance(TokenLook)
	if got := tokenOf(t, f); got != "EAAthree" {
		t.Errorf("read without need: %q", got)
	}
	if got, err := f.Renew(t.Context()); err != nil || got != "EAAseven" {
		t.Errorf("renewed: %q %v", got, err)
	}
}

// While there is nothing to be had from the file, the token before holds.
func TestTokenFileInTrouble(t *testing.T) {
	path, clock := tokenIn(t, "EAAone")
	f := TokenFile(path, clock)
	tokenOf(t, f)
	for _, broken := range []string{"", "\n", "EAA two", "EAA\x00"} {
		write(t, path, broken, clock.Now().Add(time.Second))
		clock.Advance(TokenLook)
		if got := tokenOf(t, f); got != "EAAone" {
			t.Errorf("%q: %q", broken, got)
		}
		if _, err := f.Renew(t.Context()); err == nil || broken != "\n" && broken != "" && strings.Contains(err.Error(), strings.Fields(broken)[0]) {
			t.Errorf("%q: %v", broken, err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	clock.Advance(TokenLook)
	if got := tokenOf(t, f); got != "EAAone" {
		t.Errorf("the file is gone: %q", got)
	}
	if _, err := f.Renew(t.Context()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("renewed: %v", err)
	}
	if _, err := TokenFile(path, clock).Token(t.Context()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("from the start: %v", err)
	}
	if _, err := f.Age(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its age: %v", err)
	}
}

func TestTokenAge(t *testing.T) {
	path, clock := tokenIn(t, "EAAone")
	f := TokenFile(path, clock)
	clock.Advance(90 * 24 * time.Hour)
	if age, err := f.Age(); err != nil || age != 90*24*time.Hour {
		t.Errorf("%v %v", age, err)
	}
	write(t, path, "EAAtwo", clock.Now().Add(time.Hour))
	if age, err := f.Age(); err != nil || age != 0 {
		t.Errorf("written in the future: %v %v", age, err)
	}
}

// rotating takes one token, and says of every other that it has expired.
type rotating struct {
	mu   sync.Mutex
	good string
}

func (r *rotating) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if q.Header.Get("Authorization") != "Bearer "+r.good {
		says(http.StatusUnauthorized, `{"error":{"code":190,"message":"Session has expired"}}`)(w, q)
		return
	}
	taking(w, q)
}

func (r *rotating) rotate(good string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.good = good
}

// fileChannel is a channel with its token in a file.
func fileChannel(t *testing.T, base, path string, clock bot.Clock) *Channel {
	t.Helper()
	c, err := New(Config{Base: base, Number: number, Tokens: TokenFile(path, clock), Secret: secret, Verify: verify, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The token is changed under a running channel: nothing is lost, and nothing goes twice.
func TestTokenRotated(t *testing.T) {
	far := &rotating{good: "EAAone"}
	m := newMeta(t, far.ServeHTTP)
	path, clock := tokenIn(t, "EAAone")
	c := fileChannel(t, m.URL, path, clock)
	hello := bot.Bubble{Address: "919800000001", Text: "x"}
	picture := hello
	picture.Attach = &bot.Attachment{Kind: "image", Type: "image/png", Data: png}
	if _, err := c.Send(t.Context(), hello); err != nil {
		t.Fatal(err)
	}
	far.rotate("EAAtwo")
	write(t, path, "EAAtwo", noon)
	for i, b := range []bot.Bubble{hello, picture} { // no time passes
		before := len(m.requests())
		if _, err := c.Send(t.Context(), b); err != nil {
			t.Errorf("%d: %v", i, err)
		}
		if n := len(m.requests()) - before; n != 2 {
			t.Errorf("%d: asked %d times", i, n) // refused and sent; uploaded and sent
		}
	}
	for _, r := range m.requests() {
		if r.auth != "Bearer EAAone" && r.auth != "Bearer EAAtwo" {
			t.Errorf("asked with %q", r.auth)
		}
	}
	far.rotate("EAAthree") // and nobody has put it into the file
	before := len(m.requests())
	_, err := c.Send(t.Context(), hello)
	if s := fault(t, err); s.Fault != bot.Locked || s.Code != 190 || len(m.requests())-before != 1 {
		t.Errorf("%v after %d requests", err, len(m.requests())-before)
	}
	write(t, path, "EAAfour", noon) // neither is right
	before = len(m.requests())
	_, err = c.Send(t.Context(), hello)
	if s := fault(t, err); s.Code != 190 || len(m.requests())-before != 2 || strings.Contains(err.Error(), "EAA") {
		t.Errorf("%v after %d requests", err, len(m.requests())-before)
	}
}

// Without a token nothing goes out, and what is told of it tells no token.
func TestNoToken(t *testing.T) {
	m := newMeta(t, taking)
	path, clock := tokenIn(t, "EAA with space")
	for name, c := range map[string]*Channel{
		"in a file":  fileChannel(t, m.URL, path, clock),
		"by request": sourced(t, m.URL, tokens{err: errors.New("the vault is shut")}),
		"broken":     sourced(t, m.URL, tokens{token: "EAA\r\nX: y"}),
	} {
		_, err := c.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"})
		if s := fault(t, err); s.Fault != bot.Locked || strings.Contains(err.Error(), "EAA") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(m.requests()); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

// tokens are a source that gives one.
type tokens struct {
	token string
	err   error
}

func (s tokens) Token(context.Context) (string, error) { return s.token, s.err }

func sourced(t *testing.T, base string, s TokenSource) *Channel {
	t.Helper()
	c, err := New(Config{Base: base, Number: number, Tokens: s, Secret: secret, Verify: verify, Clock: clock{}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
