package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxLine is how many bytes of a line are read; the engine answers that it is
// too long.
const maxLine = 1 << 20

// Talk reads lines until in ends or ctx does, also while it waits for one. After
// each it calls settle, which works what was said, to its end; nil when the
// engine runs beside it.
func (c *Console) Talk(ctx context.Context, in io.Reader, e *bot.Engine, now func() time.Time, settle func(context.Context) error) error {
	lines := listen(ctx, in)
	for n := 1; ; n++ {
		c.prompt()
		var l heard
		select {
		case <-ctx.Done():
		case l = <-lines:
		}
		if errors.Is(l.err, io.EOF) || ctx.Err() != nil {
			return nil
		}
		if l.err != nil {
			return fmt.Errorf("console: read: %w", l.err)
		}
		m := bot.Message{Channel: c.Name(), ID: fmt.Sprintf("%s-%d", c.run, n), Address: c.person, At: now()}
		note, err := c.address(l.text, &m)
		if err != nil {
			c.complain(err)
			continue
		}
		// What has been read is worked even when we are told to stop.
		if err := c.said(context.WithoutCancel(ctx), note, m, e, settle); err != nil {
			return err
		}
	}
}

// heard is one line that was read, or why there is none.
type heard struct {
	text string
	err  error
}

// listen reads lines until the first error or until ctx ends. A read that hangs
// ends with the process.
func listen(ctx context.Context, in io.Reader) <-chan heard {
	lines := make(chan heard)
	go func() {
		r := bufio.NewReaderSize(in, 64<<10)
		for {
			text, err := readLine(r)
			select {
			case <-ctx.Done():
				return
			case lines <- heard{text, err}:
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// said records and sends one message.
func (c *Console) said(ctx context.Context, text string, m bot.Message, e *bot.Engine, settle func(context.Context) error) error {
	if err := c.note(text); err != nil {
		return err
	}
	if err := e.Receive(ctx, m); err != nil {
		return err
	}
	if settle == nil {
		return nil
	}
	return settle(ctx)
}

// note records what was said. Answers are recorded beside it.
func (c *Console) note(text string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.record == nil {
		return nil
	}
	if _, err := fmt.Fprintln(c.record, "> "+text); err != nil {
		return fmt.Errorf("console: record: %w", err)
	}
	return nil
}

// complain says why nothing was sent.
func (c *Console) complain(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = io.WriteString(c.out, c.style.aside(err.Error()))
}

// prompt asks for a line. Answers come beside it.
func (c *Console) prompt() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.style.prompt != "" {
		_, _ = io.WriteString(c.out, c.style.prompt)
	}
}

// readLine reads one line without its end. A longer one than maxLine is cut,
// its rest skipped.
func readLine(r *bufio.Reader) (string, error) {
	var out []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(out) < maxLine {
			out = append(out, part[:min(len(part), maxLine-len(out))]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(out) > 0:
			return trimEnd(out), nil
		case err != nil:
			return "", err
		}
		return trimEnd(out), nil
	}
}

func trimEnd(line []byte) string {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return string(line)
}
