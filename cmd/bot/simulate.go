package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// simulateCommand runs the emulator of the Cloud API alone, for any bot.
type simulateCommand struct {
	Addr      string   `default:"127.0.0.1:8080" help:"Address to listen on."`
	Webhook   string   `help:"Where your bot takes webhooks; without it they wait." placeholder:"URL"`
	Token     string   `default:"token" help:"Access token the API wants as Bearer."`
	Secret    string   `default:"secret" help:"App secret the webhooks are signed with."`
	Verify    string   `default:"verify" help:"Verify token of the webhook."`
	Number    string   `default:"100000000000001" help:"Phone number id of the bot."`
	Account   string   `default:"200000000000001" help:"WhatsApp business account id."`
	Templates string   `help:"Folder with templates, a JSON file each." type:"existingdir" placeholder:"DIR"`
	File      string   `help:"Keep the chats in FILE between starts." placeholder:"FILE"`
	Phone     []string `help:"Another phone on the page; may be given several times." placeholder:"NAME"`
	Pace      bool     `default:"true" negatable:"" help:"Refuse what is faster than WhatsApp allows (80 messages a second, 1 in 6 s to one person after 45)."`
}

// Run emulates until it is told to stop.
func (c simulateCommand) Run(t *terminal) error {
	if err := c.sensible(); err != nil {
		return err
	}
	l, err := listen(t.ctx, c.Addr)
	if err != nil {
		return err
	}
	log := t.log(slog.LevelInfo)
	e, err := simulator.New(c.config(log))
	if err != nil {
		_ = l.Close()
		return err
	}
	if _, err := fmt.Fprintf(t.out, "Cloud API at http://%s/v25.0/%s/messages, the page at http://%s. Ctrl-C stops it.\n",
		l.Addr(), c.Number, localhost(l.Addr())); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(t.ctx)
	defer stop()
	mux := http.NewServeMux()
	mux.Handle("/", e.Handler())
	mux.Handle("GET /healthz", healthz(func(context.Context) error { return nil }))
	err = together(stop,
		func() error { return e.Run(ctx) },
		func() error { return serveHTTP(ctx, l, mux, log) })
	return errors.Join(err, e.Close())
}

// sensible refuses a webhook that cannot be called.
func (c simulateCommand) sensible() error {
	if c.Webhook == "" {
		return nil
	}
	u, err := url.Parse(c.Webhook)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return fmt.Errorf("--webhook %s is no address; it is like http://127.0.0.1:3000/webhook", c.Webhook)
	}
	return nil
}

// config is the emulator these settings describe.
func (c simulateCommand) config(log *slog.Logger) simulator.Config {
	people := phones()
	for i, name := range c.Phone {
		people = append(people, simulator.Phone{
			Address: fmt.Sprintf("9198%08d", i+101), UserID: fmt.Sprintf("IN.phone%d", i+1), Name: name, Role: "stranger",
		})
	}
	var templates fs.FS
	if c.Templates != "" {
		templates = os.DirFS(c.Templates)
	}
	return simulator.Config{
		Token: c.Token, Secret: c.Secret, Verify: c.Verify, Webhook: c.Webhook, Templates: templates, File: c.File,
		Number: simulator.Number{ID: c.Number, Account: c.Account, Display: number.Display, Name: "Your bot"},
		Phones: people, Pace: c.Pace, Log: log,
	}
}
