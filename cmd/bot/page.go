package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"sync"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// pageFile keeps the chats of the page between starts.
const pageFile = "simulator.jsonl"

// number is what the bot is called on the page.
var number = simulator.Number{ID: "100000000000001", Account: "200000000000001", Display: "+91 80000 00000", Name: "Sahayak"}

// phones are the people on the page: who has a shop, who works in it, who has
// the shop next door, and who has never written.
func phones() []simulator.Phone {
	return []simulator.Phone{
		{Address: "919800000001", UserID: "IN.asha1", Name: "Asha Sharma", Role: "owner"},
		{Address: "919800000002", UserID: "IN.imran2", Name: "Imran", Role: "staff", Of: "919800000001"},
		{Address: "919800000003", UserID: "IN.gupta3", Name: "Gupta Store", Role: "neighbour"},
		{Address: "919800000004", UserID: "IN.meera4", Name: "Meera", Role: "stranger"},
	}
}

// onThePage runs the phone in the browser, with the bot beside it as a process of
// its own that can be killed for all to see.
func (c runCommand) onThePage(t *terminal) error {
	l, err := listen(t.ctx, c.Addr)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(t.errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	here := "http://" + dialable(l.Addr())
	bot := newChild(t, c.childArguments(here))
	secrets := cloudapiSettings{Token: rand.Text(), Secret: rand.Text(), Verify: rand.Text()}
	bot.secrets(secrets, c.DB)
	page, err := simulator.New(simulator.Config{
		Token: secrets.Token, Secret: secrets.Secret, Verify: secrets.Verify, Number: number, Phones: phones(),
		File: filepath.Join(c.Data, pageFile), Plug: bot.kill, Log: log,
	})
	if err != nil {
		_ = l.Close()
		return err
	}
	var greet sync.Once // not before there is somebody to talk to
	bot.ready = func(addr string) {
		page.SetWebhook("http://" + addr + webhookPath)
		greet.Do(func() {
			_, _ = fmt.Fprintf(t.out, "Sahayak is at http://%s: open it in a browser. Ctrl-C stops it.\n", localhost(l.Addr()))
		})
	}
	ctx, stop := context.WithCancel(t.ctx)
	defer stop()
	return both(stop,
		func() error { return bot.run(ctx) },
		func() error {
			return both(stop,
				func() error { return page.Run(ctx) },
				func() error { return serveHTTP(ctx, l, withHealth(page, bot), log) })
		})
}

// childArguments are those of the bot beside the page.
func (c runCommand) childArguments(here string) []string {
	return []string{
		"run", "--data", c.Data, "--cache", c.Cache, "--redis", c.Redis, "--lang", c.Lang, "--burst", c.Burst.String(),
		"--addr", "127.0.0.1:0", "--simulator", here,
		"--cloudapi-number", number.ID, "--cloudapi-graph", here, "--cloudapi-version", c.Cloud.Version,
	}
}

// dialable is an address this machine reaches a listener by.
func dialable(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return a.String()
	}
	return net.JoinHostPort("127.0.0.1", fmt.Sprint(tcp.Port))
}

// localhost is an address as a person types it.
func localhost(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsLoopback() && !tcp.IP.IsUnspecified() {
		return a.String()
	}
	return fmt.Sprintf("localhost:%d", tcp.Port)
}
