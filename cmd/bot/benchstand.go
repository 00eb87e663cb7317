package main

import (
	"context"
	"errors"
	"fmt"
	"net"
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
	var addrs []string
	for range c.Bots {
		addr, err := freeAddr(ctx)
		if err != nil {
			return nil, errors.Join(err, l.Close())
		}
		addrs = append(addrs, addr)
		account.Hooks = append(account.Hooks, "http://"+addr+webhookPath)
	}
	ctx, stop := context.WithCancel(ctx)
	s := &benchStand{cloud: load.NewCloud(ctx, account, clock), stop: stop, served: make(chan error, 1)}
	go func() { s.served <- serveHTTP(ctx, l, s.cloud, quietLog(t)) }()
	for i, addr := range addrs {
		b, err := startMeasured(ctx, t, c.args(i, addr, "http://"+l.Addr().String()), c.DB)
		if err == nil {
			s.bots = append(s.bots, b)
			err = b.answers(ctx, addr, clock)
		}
		if err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	return s, nil
}

// args are those of one bot.
func (c benchCommand) args(n int, addr, graph string) []string {
	args := []string{
		"benched", "--addr", addr, "--data", filepath.Join(c.Data, "bot"+strconv.Itoa(n+1)), "--burst", c.Burst.String(),
		"--cache", filepath.Join(c.Data, "cache"),
		"--cloudapi-number", benchAccount.Number, "--cloudapi-version", benchAccount.Version, "--cloudapi-graph", graph,
	}
	if c.Redis != "" {
		args = append(args, "--redis", c.Redis)
	}
	if c.Profile != "" {
		args = append(args, "--profile", filepath.Join(c.Profile, fmt.Sprintf("bot%d.pprof", n+1)))
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

// freeAddr is a loopback address nobody listens on.
func freeAddr(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
