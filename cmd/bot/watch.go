package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/watch"
)

// watchSettings say who may look at the bot at work, and whom it tells of trouble.
type watchSettings struct {
	OpsAddr    string        `help:"Address where /metrics and /readyz are; none unless given. Not for the public: keep it on 127.0.0.1 or a private network." placeholder:"ADDR"`
	Linger     time.Duration `help:"When told to stop, say so at /readyz and go on taking messages so long, until the load balancer has noticed."`
	OTLP       string        `name:"otlp" help:"OpenTelemetry collector that traces of turns go to, as http://localhost:4318." placeholder:"URL"`
	TraceRatio float64       `default:"1" help:"Share of turns that are traced, 0 to 1."`
	NotifyURL  string        `help:"Where what needs the operator is posted to, as JSON (better: SAHAYAK_NOTIFY_URL)." placeholder:"URL"`
	Backups    string        `help:"Folder of the backups; the operator is told when the newest is too old." placeholder:"DIR"`
	BackupLate time.Duration `default:"45m" help:"How old the newest backup may be."`
}

// places are where the watch calls.
func (s watchSettings) places() []residency.Place {
	return []residency.Place{{Setting: "--otlp", At: s.OTLP}, {Setting: "--notify-url", At: s.NotifyURL}}
}

// watched is a watch with what the command adds: where it listens, and when it
// stops.
type watched struct {
	*watch.Watch
	addr   string
	linger time.Duration
	pages  map[string]http.Handler // more for operators to see, by path
	purse  *app.Purse              // what messages cost; nil is not counted
}

// watch makes a watch, with the ways to the operator that need no assistant.
func (s watchSettings) watch(clock bot.Clock, log *slog.Logger, reach *residency.Rule) (*watched, error) {
	way := http.DefaultTransport
	if reach != nil {
		way = reach.Transport(&http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true})
	}
	config := watch.Config{
		Clock: clock, Log: log, Instance: instance(),
		Traces: watch.Traces{URL: s.OTLP, Ratio: s.TraceRatio, Way: way},
	}
	if s.NotifyURL != "" {
		hook, err := watch.NewWebhook(s.NotifyURL, clock, way)
		if err != nil {
			return nil, fmt.Errorf("correct --notify-url: %w", err)
		}
		config.Notify = append(config.Notify, hook)
	}
	if s.Backups != "" {
		config.Backups = watch.Backups{Folder: os.DirFS(s.Backups), Late: s.BackupLate}
	}
	w, err := watch.New(config)
	if err != nil {
		return nil, fmt.Errorf("correct --otlp or --trace-ratio: %w", err)
	}
	return &watched{Watch: w, addr: s.OpsAddr, linger: s.Linger}, nil
}

// instance names this process among others on the same work.
func instance() string {
	host, err := os.Hostname()
	if err != nil {
		host = "bot"
	}
	return host + ":" + strconv.Itoa(os.Getpid())
}

// into lets the watch see what the assistant does.
func (w *watched) into(c *app.Config) {
	c.Observe, c.Watch, c.Memory = w.Observe, w.Sent, w.Sessions
	c.Speech.Watch = func(u voice.Use) { w.Spoke(u.Driver, u.Heard, u.Length) }
}

// attach says what to watch, and adds the operators' chats.
func (w *watched) attach(a *app.App, lang string) {
	w.Hash = a.Journal.Keys().Hash
	w.Attach(a.Engine, a.Journal)
	for _, to := range a.Engine.Operators {
		for _, ch := range a.Engine.Channels {
			if ch.Name() == to.Channel {
				w.Notify = append(w.Notify, watch.NewChat(a.Journal, ch, to.Address, lang, w.Clock))
			}
		}
	}
}

// show has operators see more pages.
func (w *watched) show(pages map[string]http.Handler) {
	if w.pages == nil {
		w.pages = map[string]http.Handler{}
	}
	maps.Copy(w.pages, pages)
}

// teller tells operators that a number needs them, or no longer does.
type teller func(what string, bad bool)

// tell returns one; what it is about stands in the log.
func (w *watched) tell(log *slog.Logger) teller {
	return func(what string, bad bool) {
		if !bad {
			log.Info("the number needs nothing any more", "what", what)
			w.Raise(watch.Number, 0)
			return
		}
		log.Error("the number needs you", "what", what)
		w.Raise(watch.Number, 1)
	}
}

// handler is all that operators may ask.
func (w *watched) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", w.Handler())
	for path, page := range w.pages {
		mux.Handle(path, page)
	}
	return mux
}

// observers tells a turn to several.
func observers(all ...func(bot.Trace)) func(bot.Trace) {
	return func(t bot.Trace) {
		for _, observe := range all {
			observe(t)
		}
	}
}

// open begins to watch: operators may ask, and are told. It goes on after the
// command was told to stop, until leave is called.
func (w *watched) open(t *terminal, log *slog.Logger) (leave func(), err error) {
	ctx, stop := context.WithCancel(context.WithoutCancel(t.ctx))
	var under sync.WaitGroup
	if w.addr != "" {
		l, err := listen(ctx, w.addr)
		if err != nil {
			stop()
			return nil, fmt.Errorf("--ops-addr: %w", err)
		}
		log.Info("listening for operators", "addr", l.Addr().String())
		under.Go(func() { w.serve(ctx, l, log) })
	}
	if w.addr != "" || len(w.Notify) > 0 { // else nobody would know
		under.Go(func() { w.Run(ctx) })
	}
	if w.purse != nil {
		under.Go(func() { w.minds(ctx, w.purse, log) })
	}
	return func() {
		stop()
		under.Wait()
		w.Close()
	}, nil
}

// serve answers operators until ctx ends.
func (w *watched) serve(ctx context.Context, l net.Listener, log *slog.Logger) {
	if err := serveHTTP(ctx, l, w.handler(), log); err != nil && !errors.Is(err, context.Canceled) {
		log.Error("nobody answers operators any more", "error", err)
	}
}

// lingering ends some time after parent does. Meanwhile /readyz says that no new
// work shall come.
func (w *watched) lingering(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(context.WithoutCancel(parent))
	context.AfterFunc(parent, func() {
		w.Drain()
		select {
		case <-ctx.Done():
		case <-time.After(w.linger):
			stop()
		}
	})
	return ctx, stop
}

// arguments hand the settings to the bot beside the page, with the command. What
// others must not see goes by the environment.
func (s watchSettings) arguments() []string {
	args := []string{"run", "--trace-ratio", strconv.FormatFloat(s.TraceRatio, 'g', -1, 64), "--backup-late", s.BackupLate.String(), "--linger", s.Linger.String()}
	for _, part := range [][2]string{{"--ops-addr", s.OpsAddr}, {"--otlp", s.OTLP}, {"--backups", s.Backups}} {
		if part[1] != "" {
			args = append(args, part[0], part[1])
		}
	}
	return args
}
