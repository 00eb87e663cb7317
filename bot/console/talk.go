package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// maxLine is how many bytes of a line are read; the engine answers that it is
// too long.
const maxLine = 1 << 20

// Talk reads lines until in ends or ctx does. After each it calls settle, which
// works what was said; nil when the engine runs beside it.
func (c *Console) Talk(ctx context.Context, in io.Reader, e *bot.Engine, now func() time.Time, settle func(context.Context) error) error {
	lines := bufio.NewReaderSize(in, 64<<10)
	last, n := "", 0
	for {
		c.prompt()
		text, err := readLine(lines)
		if errors.Is(err, io.EOF) || ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("console: read: %w", err)
		}
		l, err := transcript.ParseSaid(text)
		if err != nil {
			l = transcript.Line{Text: text}
		}
		n++
		m := bot.Message{Channel: c.Name(), ID: fmt.Sprintf("%s-%d", c.run, n), Address: c.person, At: now()}
		c.address(l, &m)
		if l.Edit {
			m.Edits = last
		}
		if l.Delete {
			m.Deletes = last
		}
		if !l.Edit { // an edited message keeps its id
			last = m.ID
		}
		if err := c.said(ctx, text, m, e, settle); err != nil {
			return err
		}
	}
}

// said records and sends one message.
func (c *Console) said(ctx context.Context, text string, m bot.Message, e *bot.Engine, settle func(context.Context) error) error {
	if c.record != nil {
		if _, err := fmt.Fprintln(c.record, "> "+text); err != nil {
			return fmt.Errorf("console: record: %w", err)
		}
	}
	if err := e.Receive(ctx, m); err != nil {
		return err
	}
	if settle == nil {
		return nil
	}
	return settle(ctx)
}

func (c *Console) prompt() {
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
