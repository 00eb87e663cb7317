package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// patience is how long a child may finish its work when told to stop.
const patience = 15 * time.Second

// child is a bot in a process of its own, started again whenever it dies.
type child struct {
	terminal *terminal
	args     []string
	env      []string
	ready    func(addr string) // called at each start, once it listens

	mu      sync.Mutex
	process *os.Process // nil between two starts
	killed  bool
	up      bool
}

func newChild(t *terminal, args []string) *child { return &child{terminal: t, args: args} }

// settings hands over what others must not see, or a child must not inherit, in
// the environment, where only the same user sees it. Addresses of databases may
// hold passwords.
func (c *child) settings(s cloudapiSettings, db, redis string) {
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "SAHAYAK_CONFIG=") {
			c.env = append(c.env, v)
		}
	}
	c.env = append(c.env, "SAHAYAK_FRESH=false", "SAHAYAK_DB="+db, "SAHAYAK_REDIS="+redis,
		"SAHAYAK_CLOUDAPI_TOKEN="+s.Token, "SAHAYAK_CLOUDAPI_SECRET="+s.Secret, "SAHAYAK_CLOUDAPI_VERIFY="+s.Verify)
}

// run keeps a child alive until ctx ends. One that dies before it ever listened
// cannot be helped: what it said is the error. One that dies again and again is
// started ever more slowly.
func (c *child) run(ctx context.Context) error {
	for deaths := 0; ; {
		began := time.Now()
		listened, err := c.once(ctx)
		killed := c.wasKilled()
		switch {
		case ctx.Err() != nil:
			return nil
		case killed:
			deaths = 0
			continue
		case !listened:
			return err
		case time.Since(began) > settled:
			deaths = 0
		}
		pause := min(100*time.Millisecond<<min(deaths, 10), settled)
		deaths++
		_, _ = fmt.Fprintf(c.terminal.errs, "the bot ended by itself (%v); it is started again in %v\n", err, pause)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// settled is how long a child must live for its end to be no habit, and the
// longest pause before the next.
const settled = 5 * time.Second

// once runs one child to its end, and says whether it came as far as listening.
func (c *child) once(ctx context.Context) (listened bool, err error) {
	exe, err := os.Executable()
	if err != nil {
		return false, err
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), exe, c.args...) //nolint:gosec // this program itself
	cmd.Env, cmd.WaitDelay = c.env, time.Second
	said := &held{out: c.terminal.errs}
	cmd.Stderr = said
	in, err := cmd.StdinPipe() // as long as it is open, we are alive
	if err != nil {
		return false, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return false, err
	}
	if err := cmd.Start(); err != nil {
		return false, err
	}
	c.set(cmd.Process, false)
	defer c.set(nil, false)
	ended := make(chan struct{})
	defer close(ended)
	go end(ctx, ended, in, cmd.Process)
	for scan := bufio.NewScanner(out); scan.Scan(); {
		if addr, ok := strings.CutPrefix(scan.Text(), listening); ok {
			listened = true
			said.release()
			c.set(cmd.Process, true)
			c.ready(addr)
		}
	}
	err = cmd.Wait()
	if err != nil && !listened {
		return false, said.fault(err)
	}
	return listened, err
}

// end tells a child to stop when ctx ends, and makes it when it does not.
func end(ctx context.Context, ended <-chan struct{}, in io.Closer, p *os.Process) {
	select {
	case <-ended:
		return
	case <-ctx.Done():
	}
	_ = in.Close()
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	select {
	case <-ended:
	case <-limit.Done():
		_ = p.Kill()
	}
}

// kill ends the child as a power failure would; run starts another.
func (c *child) kill(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.process == nil {
		return nil // it is being started already
	}
	c.killed = true
	if err := c.process.Kill(); !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil // it ended by itself
}

// wasKilled reports whether the child that ended was killed by us.
func (c *child) wasKilled() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	killed := c.killed
	c.killed = false
	return killed
}

func (c *child) set(p *os.Process, up bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.process, c.up = p, up
}

// healthy reports whether a child listens.
func (c *child) healthy(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.up {
		return errors.New("the bot is starting")
	}
	return nil
}

// held keeps what a child says until it listens: before that, its last line is
// why it gave up.
type held struct {
	mu       sync.Mutex
	out      io.Writer
	kept     bytes.Buffer
	released bool
}

// Write keeps or passes on.
func (h *held) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.released {
		return h.out.Write(p)
	}
	return h.kept.Write(p)
}

func (h *held) release() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.released = true
	_, _ = h.kept.WriteTo(h.out)
}

// fault is the last thing it said, or else how it ended.
func (h *held) fault(err error) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	lines := strings.Split(strings.TrimSpace(h.kept.String()), "\n")
	if last, ok := strings.CutPrefix(lines[len(lines)-1], "bot: "); ok {
		return errors.New(last)
	}
	return errors.Join(err, errors.New(strings.TrimSpace(h.kept.String())))
}
