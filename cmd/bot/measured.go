package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/sahayak-dev/sahayak/internal/load"
)

// startTime is how long a bot may take until it answers.
const startTime = time.Minute

// The words a measured bot is told on its standard input; it answers each with a
// [load.Usage].
const (
	beginWord = "begin"
	endWord   = "end"
)

// measured is a bot in a process of its own, seen from the one that measures it.
type measured struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *gob.Decoder
	ended chan struct{} // closed when the process is gone
	fault error         // how it ended; to be read after that
}

// startMeasured starts a bot.
func startMeasured(ctx context.Context, t *terminal, args []string, db string) (*measured, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), exe, args...) //nolint:gosec // this program itself
	child := newChild(t, args)
	child.settings(benchAccount, db, "")
	cmd.Env, cmd.Stderr = child.env, t.errs
	in, err := cmd.StdinPipe() // as long as it is open, we are alive
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	m := &measured{cmd: cmd, in: in, out: gob.NewDecoder(out), ended: make(chan struct{})}
	go func() {
		defer close(m.ended)
		m.fault = cmd.Wait()
	}()
	return m, nil
}

// answers waits until the bot does, and returns where.
func (m *measured) answers() (addr string, err error) {
	late := time.AfterFunc(startTime, func() { _ = m.cmd.Process.Kill() })
	defer late.Stop()
	if err := m.out.Decode(&addr); err != nil {
		return "", errors.New("the bot did not start")
	}
	return addr, nil
}

// Begin starts measuring anew.
func (m *measured) Begin(context.Context) error {
	_, err := m.ask(beginWord)
	return err
}

// End says what was used since.
func (m *measured) End(context.Context) (load.Usage, error) { return m.ask(endWord) }

func (m *measured) ask(word string) (load.Usage, error) {
	var u load.Usage
	_, err := fmt.Fprintln(m.in, word)
	if err == nil {
		err = m.out.Decode(&u)
	}
	if err != nil {
		return u, fmt.Errorf("the bot is gone: %w", err)
	}
	return u, nil
}

// close stops the bot and waits for it.
func (m *measured) close() error {
	_ = m.in.Close()
	late := time.AfterFunc(patience, func() { _ = m.cmd.Process.Kill() })
	defer late.Stop()
	<-m.ended
	return m.fault
}
