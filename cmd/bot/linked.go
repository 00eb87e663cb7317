package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

// deviceFile keeps the keys of the linked phone.
const deviceFile = "whatsapp.db"

// deviceSettings say where the keys of the linked phone are.
type deviceSettings struct {
	Device string `help:"Keys of the linked phone: a file, or postgres://user@host/name; by default whatsapp.db in the data folder." placeholder:"PLACE"`
	Update bool   `help:"Ask WhatsApp which version is the newest and say that we are of it: a best effort for when it takes this one no more."`
}

// linkedSettings say how the bot is on a phone's number, as a linked device.
type linkedSettings struct {
	On bool `name:"on" help:"Be on the number of a phone that was linked by bot link."`
	deviceSettings
	Polls  bool          `help:"Show choices as polls where they fit; else as numbered lines."`
	Jitter time.Duration `default:"800ms" help:"How long to hesitate before an answer, about: what answers like a machine is taken for one."`
	ADay   int           `name:"a-day" default:"500" help:"How much news to send in a day when the number has grown; a new one begins with 20."`
	Stale  time.Duration `default:"72h" help:"How old a message may be that came while nobody was connected."`
}

// place is where a linked device calls.
func (s deviceSettings) place() residency.Place {
	return residency.Place{Setting: "--whatsapp-on", At: "https://web.whatsapp.com", Say: "--residency-allow web.whatsapp.com and *.whatsapp.net"}
}

// open opens the keys of the phone.
func (s deviceSettings) open(t *terminal, data string, log *slog.Logger, reach *residency.Rule) (*whatsapp.Device, error) {
	at := s.Device
	if at == "" {
		at = filepath.Join(data, deviceFile)
	}
	if !strings.HasPrefix(at, "postgres") {
		if err := onlyOurs(at); err != nil {
			return nil, err
		}
	}
	way := http.DefaultTransport
	if reach != nil {
		way = reach.Transport(&http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true})
	}
	if s.Update {
		version, err := whatsapp.UseLatest(t.ctx, way)
		log.Info("whatsapp version", "is", version, "error", err)
	}
	d, err := whatsapp.Open(t.ctx, at, way, log)
	if err != nil {
		return nil, fmt.Errorf("%w; choose another place with --whatsapp-device", err)
	}
	return d, nil
}

// onlyOurs makes the file of the keys, for nobody else to read: whoever has it can write
// as this number.
func onlyOurs(at string) error {
	const mine = 0o600
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil { //nolint:gosec // a place of the operator's choice
		return fmt.Errorf("cannot write in the data folder (%w); choose another with --data DIR", err)
	}
	f, err := os.OpenFile(at, os.O_CREATE|os.O_RDWR, mine) //nolint:gosec // a place of the operator's choice
	if err != nil {
		return fmt.Errorf("cannot keep the phone's keys (%w); choose another place with --whatsapp-device", err)
	}
	return f.Close()
}

// linked is the phone's number as a front.
func (c runCommand) linked(t *terminal, clock bot.Clock, log *slog.Logger, reach *residency.Rule, tell teller) (front, error) {
	d, err := c.Linked.open(t, c.Data, log, reach)
	if err != nil {
		return front{}, err
	}
	own, err := d.Notes().Own(t.ctx)
	if err != nil {
		return front{}, errors.Join(err, d.Close())
	}
	if !d.Linked() && c.Watch.OpsAddr == "" {
		return front{}, errors.Join(errors.New("no phone is linked: link one with bot link, or give --ops-addr and link it on the page there"), d.Close())
	}
	ch, err := whatsapp.New(whatsapp.Config{
		Client: d, Self: d, Clock: clock, Log: log, Own: own, Key: d.Key(), Notes: d.Notes(),
		Polls: c.Linked.Polls, Jitter: c.Linked.Jitter, Daily: c.Linked.ADay, Stale: c.Linked.Stale,
		Tell: func(w whatsapp.Trouble) { tell(string(w), w != whatsapp.Unlocked) },
	})
	if err != nil {
		return front{}, errors.Join(err, d.Close())
	}
	page := newLinkPage(d)
	return front{
		Channel: ch, pages: map[string]http.Handler{linkPath: page},
		close: func() error { return errors.Join(ch.Close(), d.Close()) },
		attend: func(ctx context.Context, sink bot.Sink) error {
			if !d.Linked() {
				log.Warn("no phone is linked: open /link on the operators' address", "addr", c.Watch.OpsAddr)
			}
			if !page.wait(ctx) {
				return nil
			}
			ch.Start(sink)
			return d.Run(ctx)
		},
	}, nil
}
