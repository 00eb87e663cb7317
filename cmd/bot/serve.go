package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// webhookPath is where WhatsApp calls.
const webhookPath = "/webhook"

// listening begins the line that tells where a bot under the simulator listens.
const listening = "listening on "

// serve is the bot on a WhatsApp number: the webhook, the engine, and the way in
// for the operator.
func (c runCommand) serve(t *terminal, reach *residency.Rule) error {
	log := t.log(slog.LevelInfo)
	if c.Simulator != "" {
		log = t.quiet() // the person at the terminal came for the page
	}
	clock, link, err := c.clock(t)
	if err != nil {
		return err
	}
	w, err := c.Watch.watch(clock, log, reach)
	if err != nil {
		return err
	}
	on, err := c.fronts(t, clock, log, reach, w.tell(log))
	if err != nil {
		return err
	}
	return errors.Join(c.serveOn(t, on, clock, link, w, log, reach), closeAll(on))
}

// serveOn is the bot on its channels, until the command is told to stop.
func (c runCommand) serveOn(t *terminal, on []front, clock bot.Clock, link *simulator.Link, w *watched, log *slog.Logger, reach *residency.Rule) error {
	config, err := c.app(t.ctx, clock, channels(on), log, reach)
	if err != nil {
		return err
	}
	if err := c.Money.into(&config); err != nil {
		return err
	}
	if err := c.Speech.into(&config); err != nil {
		return err
	}
	config.Approved = approved(on)
	if config.Door, err = c.Door.door(); err != nil {
		return err
	}
	keep := c.Keep.retention()
	config.Keep = &keep
	c.SMS.into(&config)
	w.into(&config)
	if link != nil {
		config.Observe = observers(link.Observe, w.Observe)
	} else {
		config.PerMinute = bot.PerMinute
	}
	a, err := app.Open(t.ctx, config)
	if err != nil {
		return err
	}
	w.attach(a, c.Lang)
	w.purse = a.Purse
	for _, f := range on {
		w.show(f.pages)
	}
	ready := func(l net.Addr) error {
		log.Info("listening", "addr", l.String(), "webhook", webhookPath)
		return nil
	}
	if link != nil {
		ready = func(l net.Addr) error {
			_, err := fmt.Fprintln(t.out, listening+l.String())
			return err
		}
	}
	return errors.Join(c.serveApp(t, a, on, link, w, reach, log, ready), a.Close())
}

// clock is the machine's, or the simulator's when it is that one's bot.
func (c runCommand) clock(t *terminal) (bot.Clock, *simulator.Link, error) {
	if c.Simulator == "" {
		return app.SystemClock{}, nil, nil
	}
	link, err := simulator.Dial(t.ctx, c.Simulator, c.Cloud.Token)
	if err != nil {
		return nil, nil, err
	}
	return link.Clock(), link, nil
}

// serveApp listens and works until the command is told to stop. It says where it
// listens once it does.
func (c runCommand) serveApp(t *terminal, a *app.App, on []front, link *simulator.Link, w *watched, reach *residency.Rule, log *slog.Logger, ready func(net.Addr) error) error {
	if link != nil {
		if err := a.Employ(t.ctx, on[0].Name(), staff(link.Phones())); err != nil {
			return err
		}
	}
	l, err := listen(t.ctx, c.Addr)
	if err != nil {
		return err
	}
	if l, err = c.TLS.wrap(t.ctx, l, c.Data, reach, log); err != nil {
		return err
	}
	mux := http.NewServeMux()
	for _, f := range on {
		if f.hooks == nil {
			continue
		}
		for path, hook := range f.hooks(a.Engine) {
			mux.Handle(path, hook)
		}
	}
	mux.Handle("GET /healthz", healthz(a.Healthy))
	mux.Handle("GET /readyz", w.Ready())
	unwatch, err := w.open(t, log)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer unwatch()
	if err := ready(l.Addr()); err != nil {
		return err
	}
	ctx, stop := w.lingering(t.ctx)
	defer stop()
	if link != nil {
		go untilEnd(t, stop)
	}
	attending, leave := context.WithCancel(context.WithoutCancel(ctx))
	defer leave()
	runs := []func() error{
		func() error { return serveHTTP(ctx, l, mux, log) },
		func() error {
			defer leave() // the last answers are out
			return w.While(func() error { return a.Run(ctx) })
		},
	}
	for _, f := range on {
		if f.attend != nil {
			runs = append(runs, func() error { return attend(attending, f, a.Engine, alone(on), w.tell(log)) })
		}
	}
	return together(stop, runs...)
}

// attend works for a channel until ctx ends. One that is off for good ends the program,
// unless there are others.
func attend(ctx context.Context, f front, sink bot.Sink, alone bool, tell teller) error {
	err := f.attend(ctx, sink)
	if err == nil || alone {
		return err
	}
	tell(oneLine(err), true)
	<-ctx.Done()
	return nil
}

// untilEnd stops the bot when the simulator that started it is gone, also when
// that one could not say so.
func untilEnd(t *terminal, stop func()) {
	defer stop()
	buffer := make([]byte, 1)
	for {
		if _, err := t.in.Read(buffer); err != nil {
			return
		}
	}
}

// staff are the people of the page who work in somebody's shop.
func staff(phones []simulator.Phone) []app.Employee {
	var out []app.Employee
	for _, p := range phones {
		if role := bot.ParseRole(p.Role); p.Of != "" && role != bot.Stranger {
			out = append(out, app.Employee{Address: p.Address, Of: p.Of, Role: role})
		}
	}
	return out
}

// listen opens an address, or says what to do.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		var sys *os.SyscallError
		if errors.As(err, &sys) {
			err = sys.Err // it says what is wrong, and not again where
		}
		return nil, fmt.Errorf("cannot listen on %s (%w); choose another address with --addr, such as --addr 127.0.0.1:8081", addr, err)
	}
	return l, nil
}
