package crash

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is a bot, started again whenever it ends, as an init system would.
type process struct {
	t    testing.TB
	name string
	exe  string
	args []string
	addr string
	log  string // file of what it says

	mu      sync.Mutex
	cmd     *exec.Cmd
	wanted  bool
	starts  int
	leaving bool // was told to end, and must end well
	bad     []string
	gone    chan struct{} // closed when it is not started again
}

// free is a loopback port nobody listens on.
func free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start keeps a bot alive until stop, or the end of the test.
func (p *process) start() {
	p.wanted, p.gone = true, make(chan struct{})
	go p.keep()
	p.t.Cleanup(func() {
		p.mu.Lock()
		p.wanted = false
		p.mu.Unlock()
		p.signal(syscall.SIGKILL)
		<-p.gone
	})
}

// keep starts it whenever it has ended.
func (p *process) keep() {
	defer close(p.gone)
	for {
		ended, err := p.launch()
		if err != nil {
			p.t.Errorf("%s: %v", p.name, err)
			return
		}
		if ended == nil {
			return
		}
		err = <-ended
		p.ended(err)
		<-time.After(150 * time.Millisecond)
	}
}

// launch starts it once; nil when it is not wanted any more.
func (p *process) launch() (<-chan error, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.wanted {
		return nil, nil
	}
	out, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	p.cmd = exec.Command(p.exe, p.args...)
	p.cmd.Env = append(os.Environ(), "SAHAYAK_CLOUDAPI_TOKEN="+token, "SAHAYAK_CLOUDAPI_SECRET="+secret, "SAHAYAK_CLOUDAPI_VERIFY=verify")
	p.cmd.Stdout, p.cmd.Stderr = out, out
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	p.starts++
	cmd, ended := p.cmd, make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	return ended, nil
}

// ended notes how it ended. Whoever was told to end in peace must end well.
func (p *process) ended(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.leaving && err != nil {
		p.bad = append(p.bad, fmt.Sprintf("%s was told to end and ended with %v", p.name, err))
	}
	p.leaving, p.cmd = false, nil
}

// signal sends a signal to it, if it runs.
func (p *process) signal(s syscall.Signal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil || p.leaving && s == syscall.SIGTERM {
		return // it is on its way; told twice, it would leave everything lying
	}
	p.leaving = s == syscall.SIGTERM
	_ = p.cmd.Process.Signal(s)
}

// stop ends it for good, in peace, and waits.
func (p *process) stop() {
	p.mu.Lock()
	p.wanted = false
	p.mu.Unlock()
	p.signal(syscall.SIGTERM)
	select {
	case <-p.gone:
	case <-time.After(time.Minute):
		p.t.Errorf("%s does not end", p.name)
	}
}

// healthy reports whether it answers that it can work.
func (p *process) healthy() bool {
	ctx, cancel := context.WithTimeout(p.t.Context(), 2*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.addr+"/healthz", nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// answers waits until it can work.
func (p *process) answers() {
	p.t.Helper()
	if !until(time.Minute, p.healthy) {
		tail, _ := os.ReadFile(p.log)
		p.t.Fatalf("%s does not answer:\n%s", p.name, tail[max(0, len(tail)-2000):])
	}
}

// until asks again and again, and reports whether it became true in time.
func until(within time.Duration, ask func() bool) bool {
	limit := time.After(within)
	for !ask() {
		select {
		case <-limit:
			return false
		case <-time.After(50 * time.Millisecond):
		}
	}
	return true
}

// build makes the bot's binary, without the race detector.
var build = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "sahayak-crash-")
	if err != nil {
		return "", err
	}
	exe := filepath.Join(folder, "bot")
	cmd := exec.Command("go", "build", "-o", exe, "github.com/sahayak-dev/sahayak/cmd/bot")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return exe, nil
})

// TestMain runs the tests beside each other: they wait more than they work.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "8")
	status := m.Run()
	if exe, err := build(); err == nil {
		_ = os.RemoveAll(filepath.Dir(exe))
	}
	os.Exit(status)
}
