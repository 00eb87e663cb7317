package bottest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// post is a wire with all that a channel can have: limits, strangers, files it
// does not carry, and an answer that lets itself be waited for. Its faults are
// what a test puts there.
type post struct {
	*bottest.Wire
	limits bot.ChannelLimits
	faults
	mu   sync.Mutex
	hold chan struct{} // closed when a bubble is held; nil holds none
	free chan struct{}
}

// faults change what goes through a post; the zero faults change nothing.
type faults struct {
	in      func(m *bot.Message)
	out     func(b *bot.Bubble)
	shown   func(all []bottest.Sent) []bottest.Sent
	send    func(ctx context.Context, p *post, b bot.Bubble, do func() (string, error)) (string, error)
	file    func(a *bot.Attachment, err error) error
	take    func(ctx context.Context, sink bot.Sink, m bot.Message) error
	status  func(s *bot.Status)
	refusal bot.Fault
	rig     func(r *bottest.Rig)
	limit   func(l *bot.ChannelLimits)
	name    func() string
	mute    bool // nobody can write
}

const nobody = "nobody"

func (p *post) Name() string {
	if p.name != nil {
		return p.name()
	}
	return p.Wire.Name()
}

func (p *post) Channel() bot.Channel { return p }

func (p *post) Limits() bot.ChannelLimits { return p.limits }

func (p *post) Shown() []bottest.Sent {
	if p.shown != nil {
		return p.shown(p.Wire.Shown())
	}
	return p.Wire.Shown()
}

func (p *post) Start(sink bot.Sink) { p.Wire.Start(door{sink, p}) }

// door is where what comes in is changed.
type door struct {
	bot.Sink
	p *post
}

func (d door) Receive(ctx context.Context, messages ...bot.Message) error {
	for _, m := range messages {
		if d.p.in != nil {
			d.p.in(&m)
		}
		if err := d.hand(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// hand passes one message on.
func (d door) hand(ctx context.Context, m bot.Message) error {
	if d.p.take != nil {
		return d.p.take(ctx, d.Sink, m)
	}
	return d.Sink.Receive(ctx, m)
}

func (d door) Track(ctx context.Context, channel string, statuses ...bot.Status) error {
	for i := range statuses {
		if d.p.status != nil {
			d.p.status(&statuses[i])
		}
	}
	return d.Sink.Track(ctx, channel, statuses...)
}

func (p *post) Send(ctx context.Context, b bot.Bubble) (string, error) {
	do := func() (string, error) { return p.deliver(ctx, b) }
	if p.send != nil {
		return p.send(ctx, p, b, do)
	}
	return do()
}

func (p *post) deliver(ctx context.Context, b bot.Bubble) (string, error) {
	if err := p.judge(b); err != nil {
		return "", err
	}
	p.mu.Lock()
	hold, free := p.hold, p.free
	p.hold = nil
	p.mu.Unlock()
	if hold != nil {
		close(hold)
		select {
		case <-ctx.Done():
			return "", &bot.SendError{Fault: bot.Uncertain, Err: ctx.Err()}
		case <-free:
		}
	}
	if p.out != nil {
		p.out(&b)
	}
	return p.Wire.Send(ctx, b)
}

// judge refuses what a bubble cannot hold.
func (p *post) judge(b bot.Bubble) error {
	room := p.limits.Text
	if len(b.Choices) > 0 {
		room = p.limits.Asking
	}
	refusal := p.refusal
	if refusal == 0 {
		refusal = bot.Refused
	}
	switch {
	case b.Address == nobody:
		return &bot.SendError{Fault: bot.Refused, Err: errors.New("nobody there")}
	case utf8.RuneCountInString(b.Text) > room, len(b.Choices) > p.limits.Choices:
		return &bot.SendError{Fault: refusal, Err: errors.New("too much")}
	case b.Attach != nil && b.Attach.Type == "image/bmp":
		return &bot.SendError{Fault: bot.Refused, Err: fmt.Errorf("a bitmap: %w", bot.ErrMedia)}
	}
	return nil
}

func (p *post) Fetch(ctx context.Context, m bot.Media) (bot.Attachment, error) {
	a, err := p.Wire.Fetch(ctx, m)
	if err == nil && strings.HasPrefix(string(a.Data), "MZ") {
		a, err = bot.Attachment{}, fmt.Errorf("a program: %w", bot.ErrMedia)
	}
	if p.file != nil {
		err = p.file(&a, err)
	}
	return a, err
}

// holding has the next bubble held.
func (p *post) holding() (<-chan struct{}, func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	held, free := make(chan struct{}), make(chan struct{})
	p.hold, p.free = held, free
	return held, func() { close(free) }
}

// rig is a post on the stand, with faults.
func rig(f faults) bottest.Rig {
	clock := bottest.NewClock(morning)
	p := &post{
		Wire: &bottest.Wire{Clock: clock}, faults: f,
		limits: bot.ChannelLimits{Text: 500, Asking: 200, Choices: 10, Label: 40},
	}
	if f.limit != nil {
		f.limit(&p.limits)
	}
	r := bottest.Rig{
		Far: p, Clock: clock, Retry: p.Retry, Report: p.Report, Hold: p.holding, Nobody: nobody,
		Unfit:  []bot.Attachment{{Kind: "image", Type: "image/bmp", Data: []byte("BM")}},
		Spoilt: []bot.Attachment{{Kind: "image", Type: "image/jpeg", Data: []byte("MZ\x90\x00")}},
		Down: func(down bool) {
			err := error(&bot.SendError{Fault: bot.Transient, Err: errors.New("down")})
			p.Fail(map[bool]error{true: err}[down])
		},
	}
	if f.rig != nil {
		f.rig(&r)
	}
	return r
}
