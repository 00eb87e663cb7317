package espeak

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// last is how long a program that was told to end may hold on to its output.
const last = time.Second

// run gives the program a text and returns what it writes, of which there may be so many
// bytes. What it complains of is not told: that may hold the text.
func (e *Espeak) run(ctx context.Context, text string, most int, args ...string) ([]byte, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(ctx, e.Path, append(args, "-b", "1", "--stdin")...) //nolint:gosec // found at the start; the text is no argument
	cmd.Stdin, cmd.WaitDelay = strings.NewReader(text), last
	out := &capped{most: most, full: stop}
	cmd.Stdout = out
	err := cmd.Run()
	switch {
	case out.over:
		return nil, fmt.Errorf("espeak: run: %w", sound.ErrLarge)
	case err != nil && ctx.Err() != nil:
		return nil, fmt.Errorf("espeak: run: %w", ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("espeak: run: %w", err)
	}
	return out.written.Bytes(), nil
}

// capped is a buffer that stops whoever writes when it is full. It is no bytes.Buffer
// itself: that reads for itself, as much as there is.
type capped struct {
	written bytes.Buffer
	most    int
	full    func()
	over    bool
}

// Write implements io.Writer.
func (c *capped) Write(p []byte) (int, error) {
	if c.written.Len()+len(p) > c.most {
		c.over = true
		c.full()
		return 0, sound.ErrLarge
	}
	return c.written.Write(p)
}
