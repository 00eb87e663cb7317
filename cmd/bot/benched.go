package main

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/load"
)

// benchedCommand is the bot on a WhatsApp number as [runCommand] runs it, which
// tells whoever started it what it uses.
type benchedCommand struct {
	runCommand
	Hear    time.Duration `name:"hear-takes" help:"How long hearing a voice note takes."`
	Profile string        `name:"cpu-profile" help:"Write CPU profiles to FILE." placeholder:"FILE"`
}

// Run serves until standard input ends.
func (c benchedCommand) Run(t *terminal) error {
	reach, err := c.rule(c.Cloud.hosts(), c.places()...)
	if err != nil {
		return err
	}
	log, g := t.quiet(), &gauge{profile: c.Profile, took: map[string]time.Duration{}}
	clock := app.SystemClock{}
	ch, err := c.Cloud.channel(clock, log, reach)
	if err != nil {
		return err
	}
	config, err := c.app(t.ctx, clock, []bot.Channel{ch}, log, reach)
	if err != nil {
		return err
	}
	w, err := c.Watch.watch(clock, log, reach)
	if err != nil {
		return err
	}
	if err := c.Speech.into(&config); err != nil {
		return err
	}
	w.into(&config)
	config.Voice = nil // nobody who is paid
	config.Observe, config.Hear = observers(g.observe, w.Observe), load.Ears{Takes: c.Hear, Clock: clock}
	a, err := app.Open(t.ctx, config)
	if err != nil {
		return err
	}
	g.engine = a.Engine
	w.attach(a, c.Lang)
	ctx, stop := context.WithCancel(t.ctx)
	defer stop()
	inner := *t
	inner.ctx = ctx
	out := gob.NewEncoder(t.out)
	ready := func(l net.Addr) error {
		go g.answer(t, out, stop)
		return out.Encode(l.String())
	}
	return errors.Join(c.serveApp(&inner, a, []front{cloudFront(ch)}, nil, w, nil, log, ready), a.Close(), ch.Close())
}

// gauge measures the process it is in.
type gauge struct {
	engine  *bot.Engine
	profile string

	mu    sync.Mutex
	took  map[string]time.Duration
	order []string

	cpu   time.Duration
	stats bot.Stats
	file  *os.File // of the profile being written
}

// observe adds up the steps of a turn.
func (g *gauge) observe(t bot.Trace) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, s := range t.Steps {
		if _, known := g.took[s.Name]; !known {
			g.order = append(g.order, s.Name)
		}
		g.took[s.Name] += s.Took
	}
}

// answer does what it is told on standard input, until that ends.
func (g *gauge) answer(t *terminal, out *gob.Encoder, stop func()) {
	defer stop()
	for words := bufio.NewScanner(t.in); words.Scan(); {
		u, err := g.word(words.Text())
		if err == nil {
			err = out.Encode(u)
		}
		if err != nil {
			t.quiet().Error("bench", "error", err)
			return
		}
	}
}

func (g *gauge) word(word string) (load.Usage, error) {
	if word == beginWord {
		return load.Usage{}, g.begin()
	}
	return g.end()
}

// begin starts measuring anew.
func (g *gauge) begin() error {
	g.mu.Lock()
	clear(g.took)
	g.order = nil
	g.mu.Unlock()
	if g.profile != "" {
		if err := os.MkdirAll(filepath.Dir(g.profile), 0o700); err != nil {
			return err
		}
		var err error
		if g.file, err = os.Create(g.profile); err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(g.file); err != nil {
			return err
		}
	}
	g.cpu, g.stats = load.CPU(), g.engine.Stats()
	return nil
}

// end says what was used.
func (g *gauge) end() (load.Usage, error) {
	s := g.engine.Stats()
	u := load.Usage{CPU: load.CPU() - g.cpu, Stats: bot.Stats{
		Received: s.Received - g.stats.Received, Turns: s.Turns - g.stats.Turns, Conflicts: s.Conflicts - g.stats.Conflicts,
		Panics: s.Panics - g.stats.Panics, Broken: s.Broken - g.stats.Broken,
		Sent: s.Sent - g.stats.Sent, SendFailed: s.SendFailed - g.stats.SendFailed,
	}}
	var err error
	if g.file != nil {
		pprof.StopCPUProfile()
		u.Profile, err = g.file.Name(), g.file.Close()
		g.file = nil
	}
	u.RSS, u.Peak = load.Memory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u.Heap = int64(m.HeapInuse)
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, name := range g.order {
		u.Steps = append(u.Steps, bot.Step{Name: name, Took: g.took[name]})
	}
	return u, err
}
