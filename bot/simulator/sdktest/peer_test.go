package sdktest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// patience is how long one answer may take on a machine that is busy with
// everything else.
const patience = 30 * time.Second

// act is what an SDK is to do.
type act struct {
	Do       string    `json:"do"`
	Token    string    `json:"token,omitempty"` // instead of the right one
	To       string    `json:"to,omitempty"`
	User     string    `json:"user,omitempty"` // whom, without a number
	Opaque   string    `json:"opaque,omitempty"`
	ReplyTo  string    `json:"reply_to,omitempty"`
	Message  string    `json:"message,omitempty"` // that is marked as read
	Text     string    `json:"text,omitempty"`
	Header   string    `json:"header,omitempty"`
	Footer   string    `json:"footer,omitempty"`
	Choices  []choice  `json:"choices,omitempty"`
	Button   string    `json:"button,omitempty"`
	Sections []section `json:"sections,omitempty"`
	Media    string    `json:"media,omitempty"`
	Type     string    `json:"type,omitempty"`
	Name     string    `json:"name,omitempty"`
	Data     []byte    `json:"data,omitempty"`
}

type choice struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
}

type section struct {
	Title string   `json:"title"`
	Rows  []choice `json:"rows"`
}

// outcome is what became of an act.
type outcome struct {
	Result json.RawMessage `json:"result"`
	Error  string          `json:"error"`
	Code   int             `json:"code"`
}

// heard is what an SDK understood of a webhook: a message, or a status.
type heard struct {
	Number      string `json:"number"`
	Kind        string `json:"kind"`
	ID          string `json:"id"`
	From        string `json:"from"`
	User        string `json:"user"`
	Name        string `json:"name"`
	ReplyTo     string `json:"reply_to"`
	Text        string `json:"text"`
	Pick        string `json:"pick"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Media       string `json:"media"`
	Type        string `json:"type"`
	Opaque      string `json:"opaque"`
	Code        int    `json:"code"`
}

// line is one line that an SDK's process prints.
type line struct {
	Listening string   `json:"listening"`
	Outcome   *outcome `json:"outcome"`
	Heard     *heard   `json:"heard"`
}

// peer is the process of an SDK.
type peer struct {
	in       io.Writer
	webhook  string
	outcomes chan outcome
	heard    chan heard
	over     chan struct{} // closed when it prints no more
}

// startPeer runs a script of node/ with the modules, and waits until it listens.
// The process ends with the test.
func startPeer(t *testing.T, modules, script string, env ...string) *peer {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("node")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	p := &peer{outcomes: make(chan outcome, 100), heard: make(chan heard, 100), over: make(chan struct{})}
	cmd := exec.Command("node", "--no-warnings", script) // an older Node calls experimental what it has long had
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	in, inErr := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	listening := make(chan string, 1)
	go p.listen(out, listening)
	t.Cleanup(func() {
		_ = in.Close()
		after(t, "the end of "+script, p.over)
		if err := cmd.Wait(); err != nil || complaints.Len() > 0 {
			t.Errorf("%s: %v\n%s", script, err, &complaints)
		}
	})
	p.in, p.webhook = in, after(t, script+" to listen", listening)
	return p
}

// listen sorts what the process prints.
func (p *peer) listen(out io.Reader, listening chan<- string) {
	defer close(p.over)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var l line
		err := json.Unmarshal(lines.Bytes(), &l)
		switch {
		case err == nil && l.Listening != "":
			listening <- l.Listening
		case err == nil && l.Heard != nil:
			p.heard <- *l.Heard
		case err == nil && l.Outcome != nil:
			p.outcomes <- *l.Outcome
		default:
			p.outcomes <- outcome{Error: fmt.Sprintf("no line of ours: %s", lines.Bytes())}
		}
	}
	_, _ = io.Copy(io.Discard, out) // a line too long must not keep the process from ending
}

// try has the SDK do something.
func (p *peer) try(t *testing.T, a act) outcome {
	t.Helper()
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.in.Write(append(raw, '\n')); err != nil {
		t.Fatal(err)
	}
	return after(t, a.Do, p.outcomes)
}

// do has the SDK do what must succeed, and reads the result into v.
func (p *peer) do(t *testing.T, a act, v any) {
	t.Helper()
	o := p.try(t, a)
	if o.Error != "" {
		t.Fatalf("%s: %s (%d)", a.Do, o.Error, o.Code)
	}
	if err := json.Unmarshal(o.Result, v); err != nil {
		t.Fatalf("%s: %s: %v", a.Do, o.Result, err)
	}
}

// hears demands that this, and nothing before it, is what the SDK understood next.
func (p *peer) hears(t *testing.T, want heard) {
	t.Helper()
	if got := after(t, "a webhook", p.heard); got != want {
		t.Errorf("the SDK understood\n%+v, want\n%+v", got, want)
	}
}

// after waits for what must come.
func after[T any](t *testing.T, what string, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(patience):
		t.Fatalf("%s: not within %v", what, patience)
	}
	return v
}
