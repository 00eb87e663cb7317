package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/console"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// chatCommand talks in the terminal.
type chatCommand struct {
	common
	As      string `default:"owner" help:"Who sits at this terminal; each name is a person." placeholder:"NAME"`
	Shop    string `default:"own" enum:"own,demo,new" help:"Shop to be in: your own, the demo, or a new one as a stranger (${enum})."`
	Record  string `help:"Write the conversation to FILE, as a transcript that tests can play." placeholder:"FILE"`
	Save    string `help:"Save the files and voice notes of answers in DIR." type:"existingdir" placeholder:"DIR"`
	Explain bool   `help:"Show what was understood, what was written, and how long each step took."`
}

// Run talks until the input ends.
func (c chatCommand) Run(t *terminal) error {
	reach, err := c.rule(nil)
	if err != nil {
		return err
	}
	clock := app.SystemClock{}
	run := fmt.Sprintf("%x", clock.Now().UnixNano())
	if c.Shop == "new" {
		c.As += "-" + run
	}
	record, err := c.recorder()
	if err != nil {
		return err
	}
	defer func() { _ = record.Close() }()
	fancy := isTerminal(t.in) && isTerminal(t.out)
	screen := console.New(console.Options{Person: c.As, Run: run, Out: t.out, Record: record.writer(), Save: c.Save, Fancy: fancy})
	config, err := c.app(t.ctx, clock, []bot.Channel{screen}, t.quiet(), reach)
	if err != nil {
		return err
	}
	if !fancy {
		config.Burst = 0
	}
	if c.Explain {
		config.Observe = screen.Explain
	}
	a, err := app.Open(t.ctx, config)
	if err != nil {
		return err
	}
	return errors.Join(c.talk(t, a, screen, fancy), a.Close())
}

// talk has the conversation: at a terminal the engine works beside it, on a
// pipe each line is answered before the next is read.
func (c chatCommand) talk(t *terminal, a *app.App, screen *console.Console, fancy bool) error {
	now := app.SystemClock{}.Now
	in := t.in
	if c.Shop == "demo" {
		in = io.MultiReader(strings.NewReader("demo dikhao\n"), in)
	}
	if !fancy {
		return screen.Talk(t.ctx, in, a.Engine, now, a.Engine.Settle)
	}
	if _, err := fmt.Fprintln(t.out, greeting); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(t.ctx)
	running := make(chan error, 1)
	go func() { running <- a.Run(ctx) }()
	err := screen.Talk(ctx, in, a.Engine, now, nil)
	stop()
	return errors.Join(err, <-running)
}

const greeting = `Sahayak. Write as you would on WhatsApp: "2 kilo chini becha 90". [1] taps a choice, @note.ogg sends a voice note, Ctrl-D leaves.`

// recording is the file a conversation is recorded in, or none.
type recording struct{ file *os.File }

func (c chatCommand) recorder() (recording, error) {
	if c.Record == "" {
		return recording{}, nil
	}
	f, err := os.Create(c.Record)
	if err != nil {
		return recording{}, fmt.Errorf("cannot record: %w", err)
	}
	return recording{f}, nil
}

// writer is where to record, nil for nowhere.
func (r recording) writer() io.Writer {
	if r.file == nil {
		return nil
	}
	return r.file
}

// Close ends the recording.
func (r recording) Close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// isTerminal reports whether a person sits at the other end.
func isTerminal(end any) bool {
	f, ok := end.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
