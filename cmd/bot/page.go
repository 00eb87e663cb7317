package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
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
	unlock, err := lockFolder(c.Data)
	if err != nil {
		return err
	}
	defer unlock()
	ls, err := pageListeners(t.ctx, c.Addr)
	if err != nil {
		return err
	}
	log := t.quiet()
	bot := newChild(t, c.childArguments(t, "http://"+ls[len(ls)-1].Addr().String()))
	secrets := cloudapiSettings{Token: rand.Text(), Secret: rand.Text(), Verify: rand.Text()}
	bot.settings(secrets, c.DB, c.Redis)
	bot.env = append(bot.env, "SAHAYAK_NOTIFY_URL="+c.Watch.NotifyURL, "SAHAYAK_KEY="+c.Key)
	bot.env = slices.Concat(bot.env, c.Voice.environment(), c.Bhashini.environment())
	page, err := simulator.New(simulator.Config{
		Token: secrets.Token, Secret: secrets.Secret, Verify: secrets.Verify, Number: number, Phones: phones(),
		File: filepath.Join(c.Data, pageFile), Plug: bot.kill, Log: log,
	})
	if err != nil {
		for _, l := range ls {
			_ = l.Close()
		}
		return err
	}
	var greet sync.Once // not before there is somebody to talk to
	bot.ready = func(addr string) {
		page.SetWebhook("http://" + addr + webhookPath)
		greet.Do(func() {
			_, _ = fmt.Fprintf(t.out, "Sahayak is at http://%s: open it in a browser. Ctrl-C stops it.\n", localhost(ls[0].Addr()))
		})
	}
	return errors.Join(beside(t.ctx, page, bot, ls, log), page.Close())
}

// beside runs page and bot. The bot ends first: its last answers still find the
// page.
func beside(ctx context.Context, page *simulator.Emulator, bot *child, ls []net.Listener, log *slog.Logger) error {
	serving, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	ends := []func() error{func() error { return page.Run(serving) }}
	for _, l := range ls {
		ends = append(ends, func() error { return serveHTTP(serving, l, withHealth(page, bot), log) })
	}
	working, end := context.WithCancel(ctx)
	defer end()
	served := make(chan error, 1)
	go func() { served <- together(end, ends...) }() // nothing without the page
	err := bot.run(working)
	stop()
	return errors.Join(<-served, err)
}

// pageListeners are where the page listens: where it was told to, and on loopback
// for the bot beside it if that is elsewhere.
func pageListeners(ctx context.Context, addr string) ([]net.Listener, error) {
	l, err := listen(ctx, addr)
	if err != nil {
		return nil, err
	}
	if tcp, ok := l.Addr().(*net.TCPAddr); ok && tcp.IP.IsLoopback() {
		return []net.Listener{l}, nil
	}
	near, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return []net.Listener{l, near}, nil
}

// childArguments are those of the bot beside the page. Neither the page nor its
// bot keeps WhatsApp's pace: one who tries things out is faster than a customer.
func (c runCommand) childArguments(t *terminal, here string) []string {
	args := slices.Concat(c.Watch.arguments(), c.deskSettings.arguments(), []string{
		"--data", c.Data, "--lang", c.Lang, "--burst", c.Burst.String(),
		"--addr", "127.0.0.1:0", "--simulator", here,
		"--cloudapi-number", number.ID, "--cloudapi-graph", here, "--cloudapi-version", c.Cloud.Version,
		"--cloudapi-rate", "0", "--cloudapi-pair-every", "0s",
		"--profile", t.Profile, "--log", t.Log, "--log-level", t.Level, "--residency", c.Residency,
	})
	for _, host := range c.ResidencyAllow {
		args = append(args, "--residency-allow", host)
	}
	return slices.Concat(args, c.Speech.arguments(), c.Keep.arguments())
}

// localhost is an address as a person types it.
func localhost(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsLoopback() && !tcp.IP.IsUnspecified() {
		return a.String()
	}
	return fmt.Sprintf("localhost:%d", tcp.Port)
}
