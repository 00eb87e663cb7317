package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/load"
)

// benchAccount is the number every bench talks to.
var benchAccount = cloudapiSettings{
	Number: "100000000000001", Token: "bench-token", Secret: "bench-secret", Verify: "bench-verify", Version: "v25.0",
}

// benchStand is what a measurement stands on: the emulated Cloud API in this
// process, and the bots in theirs.
type benchStand struct {
	cloud  *load.Cloud
	bots   []*measured
	stop   context.CancelFunc
	served chan error
}

// stand starts the Cloud API and the bots, and returns when all answer.
func (c benchCommand) stand(ctx context.Context, t *terminal, clock app.SystemClock) (*benchStand, error) {
	l, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	account := load.Account{Number: benchAccount.Number, Token: benchAccount.Token, Secret: benchAccount.Secret}
	ctx, stop := context.WithCancel(ctx)
	s := &benchStand{cloud: load.NewCloud(ctx, account, clock), stop: stop, served: make(chan error, 1)}
	go func() { s.served <- serveHTTP(ctx, l, s.cloud, t.quiet()) }()
	for i := range c.Bots {
		if err := c.start(ctx, t, s, i, "http://"+l.Addr().String()); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	return s, nil
}

// start starts one bot, and has webhooks go to it.
func (c benchCommand) start(ctx context.Context, t *terminal, s *benchStand, n int, graph string) error {
	b, err := startMeasured(ctx, t, c.args(n, graph), c.DB)
	if err != nil {
		return err
	}
	s.bots = append(s.bots, b)
	addr, err := b.answers()
	s.cloud.Call("http://" + addr + webhookPath)
	return err
}

// args are those of one bot.
func (c benchCommand) args(n int, graph string) []string {
	args := []string{
		"benched", "--addr", "127.0.0.1:0", "--data", filepath.Join(c.Data, "bot"+strconv.Itoa(n+1)), "--burst", c.Burst.String(),
		"--key", "file:" + filepath.Join(c.Data, app.KeyFile),
		"--hear-takes", c.Hear.String(),
		"--cloudapi-number", benchAccount.Number, "--cloudapi-version", benchAccount.Version, "--cloudapi-graph", graph,
		"--cloudapi-rate", "0", "--cloudapi-pair-every", "0s",
	}
	if c.Redis != "" {
		args = append(args, "--redis", c.Redis)
	}
	if c.Profile != "" {
		args = append(args, "--cpu-profile", filepath.Join(c.Profile, fmt.Sprintf("bot%d.pprof", n+1)))
	}
	return args
}

// measuring are the bots as a measurement knows them.
func (s *benchStand) measuring() []load.Bot {
	out := make([]load.Bot, len(s.bots))
	for i, b := range s.bots {
		out[i] = b
	}
	return out
}

// close stops the bots, and then the Cloud API they send to.
func (s *benchStand) close() error {
	var faults []error
	for _, b := range s.bots {
		faults = append(faults, b.close())
	}
	s.stop()
	return errors.Join(append(faults, <-s.served)...)
}
