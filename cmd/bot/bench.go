package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/load"
)

// benchCommand measures the whole path: webhooks over HTTP, the bot in a process
// of its own, and an emulated Cloud API.
type benchCommand struct {
	Users   int           `default:"1000" help:"Shops, a person each; opened before anything is measured."`
	Rate    []float64     `default:"100" help:"Messages a second, on average; several rates are measured one after the other."`
	For     time.Duration `default:"30s" help:"How long each rate is kept up."`
	P95     time.Duration `name:"p95" help:"Fail when 95 of 100 answers are not there within this." placeholder:"D"`
	P99     time.Duration `name:"p99" help:"The same of 99 answers." placeholder:"D"`
	Bots    int           `default:"1" help:"Bots on the same database, which take webhooks by turns."`
	Data    string        `help:"Folder for the bots' data, on the disk to be measured; by default a temporary one." placeholder:"DIR"`
	DB      string        `help:"Database of journal and book: sqlite:PATH or postgres://…, which should be empty; by default a file in the data folder." placeholder:"URL"`
	Redis   string        `help:"Keep session memory in Redis (redis://host:port/0)." placeholder:"URL"`
	Burst   time.Duration `default:"0s" help:"How long an unfinished message waits for the rest; the wait is part of what is measured."`
	Voice   float64       `help:"Voice notes a second beside them, told apart in the report."`
	Hear    time.Duration `name:"hear-takes" default:"1s" help:"How long the bot takes to hear one."`
	Seed    uint64        `default:"1" help:"Of what is said, by whom, and when."`
	Profile string        `name:"cpu-profile" help:"Write a CPU profile of each bot into this folder." placeholder:"DIR"`
}

// errSlow ends a measurement that did not hold what was asked of it.
var errSlow = errors.New("the bot did not hold what was asked of it: see above")

// Run measures.
func (c benchCommand) Run(t *terminal) error {
	if err := c.sensible(); err != nil {
		return err
	}
	if c.Data == "" {
		folder, err := os.MkdirTemp("", "sahayak-bench-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
		c.Data = folder
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	clock := app.SystemClock{}
	before, err := load.Probe(t.ctx, c.Data, clock)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(t.out, "%s\nthe machine can do %s\n", c.what(), before); err != nil {
		return err
	}
	held, err := c.measured(t, clock)
	if err != nil {
		return err
	}
	after, err := load.Probe(t.ctx, c.Data, clock)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(t.out, "\nthe machine can do %s, afterwards\n", after); err != nil {
		return err
	}
	if !held {
		return errSlow
	}
	return nil
}

// sensible refuses what cannot be measured.
func (c benchCommand) sensible() error {
	if c.Users < 1 || c.Bots < 1 || c.For <= 0 {
		return errors.New("--users, --bots and --for must be more than nothing")
	}
	if c.Voice < 0 || c.Hear < 0 {
		return errors.New("--voice and --hear-takes must not be less than nothing")
	}
	for _, rate := range c.Rate {
		if !(rate > 0) {
			return errors.New("--rate must be more than nothing")
		}
	}
	return nil
}

// what says what is measured.
func (c benchCommand) what() string {
	database, memory := "SQLite", "in the process"
	if strings.HasPrefix(c.DB, "postgres") {
		database = "PostgreSQL"
	}
	if c.Redis != "" {
		memory = "in Redis"
	}
	wait := "no wait for the rest of unfinished messages (--burst 0s)"
	if c.Burst > 0 {
		wait = fmt.Sprintf("unfinished messages wait %v for the rest, counted as part of the answer's time", c.Burst)
	}
	return fmt.Sprintf("%s, sessions %s, bots: %d; %s\n%s", database, memory, c.Bots, wait, unpaced)
}

// unpaced is what is said of WhatsApp's limits, which would be all that is
// measured: a default number carries 80 messages a second, in and out.
const unpaced = "the number's limits are raised for this, in the bot (--cloudapi-rate 0, --cloudapi-pair-every 0s) and in the emulator"

// measured opens the shops, keeps up one rate after the other, and says whether
// each held what was asked.
func (c benchCommand) measured(t *terminal, clock app.SystemClock) (bool, error) {
	ctx, stop := context.WithCancel(t.ctx)
	defer stop()
	stand, err := c.stand(ctx, t, clock)
	if err != nil {
		return false, err
	}
	held, err := c.rates(ctx, t, clock, stand)
	return held, errors.Join(err, stand.close())
}

func (c benchCommand) rates(ctx context.Context, t *terminal, clock app.SystemClock, s *benchStand) (bool, error) {
	p := load.Plan{Users: c.Users, Voice: c.Voice, For: c.For, Mix: load.Day, Seed: c.Seed, Clock: clock}
	begin := clock.Now()
	if err := load.Open(ctx, p, s.cloud); err != nil {
		return false, err
	}
	if _, err := fmt.Fprintf(t.out, "opened %d shops in %.1f s\n", c.Users, clock.Now().Sub(begin).Seconds()); err != nil {
		return false, err
	}
	held := true
	for i, rate := range c.Rate {
		p.Rate, p.Seed = rate, c.Seed+uint64(i)
		r, err := load.Run(ctx, p, s.cloud, s.measuring()...)
		if err != nil {
			return false, err
		}
		if err := r.Write(t.out); err != nil {
			return false, err
		}
		held = c.holds(t, r) && held
	}
	return held, nil
}

// holds judges one measurement, and says what it missed.
func (c benchCommand) holds(t *terminal, r load.Result) bool {
	held := r.Sound()
	if !held {
		_, _ = fmt.Fprintln(t.out, "  MISSED: every message answered, and once")
	}
	for _, limit := range []struct {
		percent float64
		within  time.Duration
	}{{95, c.P95}, {99, c.P99}} {
		if got := r.All.At(limit.percent); limit.within > 0 && got > limit.within {
			held = false
			_, _ = fmt.Fprintf(t.out, "  MISSED: p%.0f within %v\n", limit.percent, limit.within)
		}
	}
	return held
}
