package whatsapp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/store/sqlstore"
	"go.mau.fi/whatsmeow/types/events"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Why a device does not connect again by itself. Each says what its operator is to do.
var (
	ErrUnlinked = errors.New("whatsapp: no phone is linked: link one (bot link)")
	ErrReplaced = errors.New("whatsapp: another program runs with this device's keys: stop it, or this one")
	ErrOutdated = errors.New("whatsapp: WhatsApp takes this version no more: update the bot (go get -u go.mau.fi/whatsmeow)")
	ErrBanned   = errors.New("whatsapp: WhatsApp has closed the number for a while: stop writing to people who did not write first")
	ErrRefused  = errors.New("whatsapp: WhatsApp refuses this device: look at the phone, then link it anew")
	ErrLink     = errors.New("whatsapp: the phone was not linked")
)

// Device is a linked device: its keys, and its connection. Make it with [Open]. It is the
// [Client] of a channel.
type Device struct {
	*whatsmeow.Client
	keys  *sqlstore.Container
	log   *slog.Logger
	ended chan error // why it will not connect again, once
}

var _ Client = (*Device)(nil)

// Open opens a device's keys, in a file (path) or a PostgreSQL database (postgres://…), and
// makes them when there are none. It connects to nobody; later all connections go by way of
// a transport, which may say where to, nil is anywhere. A file is of this device alone: two
// programs on one device throw each other out.
func Open(ctx context.Context, at string, way http.RoundTripper, log *slog.Logger) (*Device, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	dialect, dsn, err := source(at)
	if err != nil {
		return nil, err
	}
	keys, err := sqlstore.New(ctx, dialect, dsn, logger{log})
	if err != nil {
		return nil, fmt.Errorf("whatsapp: the device's keys: %w", err)
	}
	stored, err := keys.GetFirstDevice(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("whatsapp: the device's keys: %w", err), keys.Close())
	}
	d := &Device{Client: whatsmeow.NewClient(stored, logger{log}), keys: keys, log: log, ended: make(chan error, 1)}
	d.SynchronousAck, d.EnableDecryptedEventBuffer = true, true // nothing is acknowledged before it is stored
	d.UseRetryMessageStore, d.InitialAutoReconnect = true, true
	if way != nil {
		by := &http.Client{Transport: way}
		d.SetWebsocketHTTPClient(by)
		d.SetMediaHTTPClient(by)
		d.SetPreLoginHTTPClient(by)
	}
	d.AddEventHandler(d.follow)
	return d, nil
}

// source is how a place is opened.
func source(at string) (dialect, dsn string, err error) {
	if u, err := url.Parse(at); err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql") {
		return "pgx", at, nil
	}
	path, err := filepath.Abs(at)
	if err != nil {
		return "", "", fmt.Errorf("whatsapp: the device's keys: %w", err)
	}
	q := url.Values{"_pragma": {"foreign_keys(1)", "busy_timeout(10000)", "journal_mode(wal)", "synchronous(full)", "secure_delete(1)"}, "_txlock": {"immediate"}}
	return "sqlite", "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + q.Encode(), nil
}

// Linked reports whether a phone is linked.
func (d *Device) Linked() bool { return d.Store.ID != nil }

// Link links a phone: show is given what it must scan, anew whenever that has changed. It
// returns nil when the phone is linked, and connected.
func (d *Device) Link(ctx context.Context, show func(code string)) error {
	codes, err := d.GetQRChannel(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrLink, err)
	}
	if err := d.ConnectContext(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrLink, err)
	}
	for item := range codes {
		done, err := linking(item, show)
		if done || err != nil {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrLink, context.Cause(ctx))
}

// linking takes one step of linking a phone.
func linking(item whatsmeow.QRChannelItem, show func(code string)) (done bool, err error) {
	switch item.Event {
	case whatsmeow.QRChannelEventCode:
		show(item.Code)
		return false, nil
	case whatsmeow.QRChannelSuccess.Event:
		return true, nil
	case whatsmeow.QRChannelTimeout.Event:
		return false, fmt.Errorf("%w: nobody scanned the code in time; begin again", ErrLink)
	case whatsmeow.QRChannelClientOutdated.Event:
		return false, ErrOutdated
	case whatsmeow.QRChannelScannedWithoutMultidevice.Event:
		return false, fmt.Errorf("%w: this phone's WhatsApp is too old", ErrLink)
	case whatsmeow.QRChannelEventError:
		return false, fmt.Errorf("%w: %w", ErrLink, item.Error)
	}
	return false, fmt.Errorf("%w: %s", ErrLink, item.Event)
}

// Run stays connected until ctx ends, which is no error, or until the device is off for
// good; the error says what is to be done.
func (d *Device) Run(ctx context.Context) error {
	if !d.Linked() {
		return ErrUnlinked
	}
	if !d.IsConnected() {
		if err := d.ConnectContext(ctx); err != nil && ctx.Err() == nil {
			return fmt.Errorf("whatsapp: connect: %w", err)
		}
	}
	defer d.Disconnect()
	select {
	case <-ctx.Done():
		return nil
	case err := <-d.ended:
		return err
	}
}

// Close forgets the connection, and closes the keys.
func (d *Device) Close() error {
	d.Disconnect()
	return d.keys.Close()
}

// follow notes what becomes of the connection.
func (d *Device) follow(event any) {
	switch e := event.(type) {
	case *events.Connected:
		d.log.Info("whatsapp: connected")
	case *events.Disconnected:
		d.log.Warn("whatsapp: connection lost; connecting again")
	case *events.LoggedOut:
		d.ends(ErrUnlinked)
	case *events.StreamReplaced:
		d.ends(ErrReplaced)
	case *events.ClientOutdated:
		d.ends(ErrOutdated)
	case *events.TemporaryBan:
		d.ends(fmt.Errorf("%w (reason %d, for %s)", ErrBanned, int(e.Code), e.Expire.Round(time.Minute)))
	case *events.ConnectFailure:
		d.ends(fmt.Errorf("%w (reason %d)", ErrRefused, int(e.Reason)))
	case *events.CATRefreshError:
		d.ends(ErrRefused)
	}
}

// ends notes why the device is off; the first reason stays.
func (d *Device) ends(why error) {
	d.log.Error("whatsapp: off until it is mended", "why", why)
	select {
	case d.ended <- why:
	default:
	}
}
