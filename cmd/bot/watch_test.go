package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/load"
)

// served is the program on a WhatsApp number, as an operator runs it.
type served struct {
	t    testing.TB
	cmd  *exec.Cmd
	addr string // of the webhook
	ops  string // of the operators
	mu   sync.Mutex
	log  []map[string]any
	read chan struct{} // closed when the log has ended
}

// serveOn starts the program on an address, with a Cloud API, and returns when it
// listens.
func serveOn(t testing.TB, addr, graph, data string, args ...string) *served {
	t.Helper()
	s := &served{t: t, read: make(chan struct{})}
	s.cmd = program(append([]string{
		"run", "--data", data, "--addr", addr, "--ops-addr", "127.0.0.1:0", "--log", "json", "--burst", "0s",
		"--cloudapi-number", benchAccount.Number, "--cloudapi-token", benchAccount.Token,
		"--cloudapi-secret", benchAccount.Secret, "--cloudapi-verify", benchAccount.Verify, "--cloudapi-graph", graph,
	}, args...)...)
	out, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	go s.follow(out)
	s.until("listening", func() bool {
		for _, line := range s.lines("listening") {
			s.addr, _ = line["addr"].(string)
		}
		for _, line := range s.lines("listening for operators") {
			s.ops, _ = line["addr"].(string)
		}
		return s.addr != "" && s.ops != ""
	})
	return s
}

// follow reads the log.
func (s *served) follow(out io.Reader) {
	defer close(s.read)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := map[string]any{}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			line["msg"] = lines.Text()
		}
		s.mu.Lock()
		s.log = append(s.log, line)
		s.mu.Unlock()
	}
}

// lines are those of the log that say something.
func (s *served) lines(message string) (out []map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, line := range s.log {
		if line["msg"] == message {
			out = append(out, line)
		}
	}
	return out
}

// until waits for what must become true.
func (s *served) until(what string, is func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(patienceOfTests); !is(); {
		if time.Now().After(deadline) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.t.Fatalf("never: %s; the log is %v", what, s.log)
		}
		select {
		case <-s.read:
			if !is() {
				s.t.Fatalf("it ended before: %s; the log is %v", what, s.log)
			}
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// end tells the program to stop, and waits for it.
func (s *served) end() {
	s.t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	<-s.read
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("ended with %v; the log is %v", err, s.log)
	}
}

// ask gets something, and returns the status, 0 for nobody there, and the body.
func ask(t testing.TB, url string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	raw, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(raw)
}

// cloud is an emulated Cloud API.
func cloud(t testing.TB) (*load.Cloud, string) {
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	c := load.NewCloud(ctx, load.Account{Number: benchAccount.Number, Token: benchAccount.Token, Secret: benchAccount.Secret}, app.SystemClock{})
	server := httptest.NewServer(c)
	t.Cleanup(func() {
		stop()
		server.Close()
	})
	return c, server.URL
}

// TestSeenFromOutside runs the bot under a little load and looks at it as an
// operator does: what it counts, what it logs, and that the public sees none of it.
func TestSeenFromOutside(t *testing.T) {
	c, graph := cloud(t)
	s := serveOn(t, "127.0.0.1:0", graph, t.TempDir())
	c.Call("http://" + s.addr + webhookPath)
	if err := load.Open(t.Context(), load.Plan{Users: 2, Clock: patient{}}, c); err != nil {
		t.Fatal(err)
	}
	turns := 2 * len(load.Opening)
	s.until("a line for each turn", func() bool { return len(s.lines("turn")) >= turns })
	line := s.lines("turn")[0]
	if line["result"] == "" || line["channel"] != "cloudapi" || len(fmt.Sprint(line["from"])) != 12 || line["ms"] == nil {
		t.Errorf("a turn's line is %v", line)
	}
	var metrics string
	s.until("all answers counted", func() bool {
		_, metrics = ask(t, "http://"+s.ops+"/metrics")
		return strings.Contains(metrics, fmt.Sprintf("sahayak_answers_sent_total %d\n", turns)) &&
			strings.Contains(metrics, "sahayak_undone_messages 0\n") // counted now and then
	})
	says(t, metrics, `sahayak_answer_seconds_count{until="accepted"}`, `sahayak_outbox_waiting{channel="cloudapi"} 0`,
		`sahayak_step_seconds_count{step="commit"}`, `sahayak_turns_total{errand="stock.add",result="done"}`, "sahayak_undone_messages 0\n")
	for _, addr := range []string{s.addr, s.ops} {
		status, body := ask(t, "http://"+addr+"/readyz")
		if status != http.StatusOK || !strings.Contains(body, `"status":"ready"`) || !strings.Contains(body, `"journal":"ok"`) {
			t.Errorf("%d %s", status, body)
		}
	}
	if status, _ := ask(t, "http://"+s.addr+"/metrics"); status != http.StatusNotFound {
		t.Errorf("the public is told metrics: %d", status)
	}
	s.end()
	s.mu.Lock()
	defer s.mu.Unlock()
	if all := fmt.Sprint(s.log); strings.Contains(all, "917000000") || strings.Contains(all, "Dukaandar") {
		t.Errorf("the log names people: %s", all)
	}
}

// TestLinger tells the bot to stop: it says so at once, and goes on taking
// messages until whoever sends them has had time to notice.
func TestLinger(t *testing.T) {
	c, graph := cloud(t)
	s := serveOn(t, "127.0.0.1:0", graph, t.TempDir(), "--linger", "1h")
	c.Call("http://" + s.addr + webhookPath)
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	s.until("not ready any more", func() bool {
		status, body := ask(t, "http://"+s.addr+"/readyz")
		return status == http.StatusServiceUnavailable && strings.Contains(body, `"draining"`)
	})
	if err := load.Open(t.Context(), load.Plan{Users: 1, Clock: patient{}}, c); err != nil {
		t.Errorf("it took no more messages: %v", err)
	}
	_ = s.cmd.Process.Signal(syscall.SIGTERM) // a second time: at once
	<-s.read
	_ = s.cmd.Wait()
}

// TestLingering ends after its time, or with the command.
func TestLingering(t *testing.T) {
	for _, linger := range []time.Duration{0, time.Hour} {
		w, err := watchSettings{Linger: linger, TraceRatio: 1}.watch(app.SystemClock{}, (&terminal{errs: io.Discard}).quiet(), nil)
		if err != nil {
			t.Fatal(err)
		}
		parent, tell := context.WithCancel(t.Context())
		ctx, stop := w.lingering(parent)
		_ = w.While(func() error {
			if ctx.Err() != nil {
				t.Error("it ended before it was told to")
			}
			tell()
			if linger > 0 {
				stop()
			}
			<-ctx.Done()
			return nil
		})
	}
}

// TestWatchRefuses settings that cannot be meant, and does not quote them.
func TestWatchRefuses(t *testing.T) {
	for flag, s := range map[string]watchSettings{
		"--notify-url": {NotifyURL: "hunter2", TraceRatio: 1}, "--otlp": {OTLP: "hunter2", TraceRatio: 1}, "--trace-ratio": {TraceRatio: 2},
	} {
		_, err := s.watch(app.SystemClock{}, (&terminal{errs: io.Discard}).quiet(), nil)
		if err == nil || !strings.Contains(err.Error(), flag) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", flag, err)
		}
	}
}

// patient is a clock by which nobody gives up, however busy the machine is.
type patient struct{ app.SystemClock }

func (c patient) After(d time.Duration) <-chan time.Time {
	if d > 10*time.Second {
		d = 5 * time.Minute
	}
	return c.SystemClock.After(d)
}

// waiting is where webhooks wait while no bot takes them.
func waiting(t testing.TB, bot string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for r.Context().Err() == nil {
			again, err := http.NewRequestWithContext(r.Context(), r.Method, "http://"+bot+webhookPath, bytes.NewReader(body))
			if err != nil {
				break
			}
			again.Header = r.Header
			if answer, err := http.DefaultClient.Do(again); err == nil {
				answer.Body.Close()
				if answer.StatusCode == http.StatusOK {
					return
				}
			}
			<-time.After(20 * time.Millisecond)
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestStopsUnderLoad tells the bot to stop in the middle of messages, and starts
// it again: every message is answered, and once.
func TestStopsUnderLoad(t *testing.T) {
	c, graph := cloud(t)
	data := t.TempDir()
	s := serveOn(t, "127.0.0.1:0", graph, data)
	c.Call(waiting(t, s.addr))
	plan := load.Plan{Users: 20, Rate: 60, For: 4 * time.Second, Mix: load.Day, Clock: patient{}}
	if err := load.Open(t.Context(), plan, c); err != nil {
		t.Fatal(err)
	}
	again := make(chan *served)
	go func() {
		<-time.After(plan.For / 4)
		_ = s.cmd.Process.Signal(syscall.SIGTERM)
		<-s.read
		if err := s.cmd.Wait(); err != nil {
			t.Errorf("ended with %v", err)
		}
		again <- serveOn(t, s.addr, graph, data)
	}()
	r, err := load.Run(t.Context(), plan, c)
	if err != nil {
		t.Fatal(err)
	}
	s = <-again
	if !r.Sound() || r.Sent < 100 {
		var told strings.Builder
		_ = r.Write(&told)
		t.Errorf("not every message was answered once:\n%s", &told)
	}
	s.end()
}

// TestOperatorIsTold takes the backups away: the webhook hears of it, and so does
// the operator on WhatsApp, in his own language, once.
func TestOperatorIsTold(t *testing.T) {
	notices := make(chan string, 8)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		notices <- string(raw)
	}))
	defer hook.Close()
	c, graph := cloud(t)
	data := t.TempDir()
	first := serveOn(t, "127.0.0.1:0", graph, data) // the operator must have written
	c.Call("http://" + first.addr + webhookPath)
	if err := load.Open(t.Context(), load.Plan{Users: 1, Clock: patient{}}, c); err != nil {
		t.Fatal(err)
	}
	first.end()
	s := serveOn(t, "127.0.0.1:0", graph, data, "--notify-url", hook.URL, "--operator", "917000000000", "--backups", filepath.Join(data, "none"))
	var notice struct{ Kind, State, Text string }
	if err := json.Unmarshal([]byte(<-notices), &notice); err != nil || notice.Kind != "backup" || notice.State != "trouble" || notice.Text == "" {
		t.Errorf("the webhook heard %+v, %v", notice, err)
	}
	s.until("it is sent by chat too", func() bool {
		_, metrics := ask(t, "http://"+s.ops+"/metrics")
		return strings.Contains(metrics, `sahayak_notices_total{result="told",way="chat"} 1`) && strings.Contains(metrics, "sahayak_answers_sent_total 1\n")
	})
	s.end()
}
