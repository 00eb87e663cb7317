package whatsapp

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/store/sqlstore"
	"go.mau.fi/whatsmeow/types"
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
	notes *Notes
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
	db, err := sql.Open(dialect, dsn)
	if err != nil {
		return nil, fmt.Errorf("whatsapp: the device's keys: %w", err)
	}
	keys := sqlstore.NewWithDB(db, dialect, logger{log})
	stored, notes, err := opened(ctx, keys, db)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("whatsapp: the device's keys: %w", err), db.Close())
	}
	d := &Device{Client: whatsmeow.NewClient(stored, logger{log}), keys: keys, notes: notes, log: log, ended: make(chan error, 1)}
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

// opened makes the tables there are not, and reads the device.
func opened(ctx context.Context, keys *sqlstore.Container, db *sql.DB) (*store.Device, *Notes, error) {
	if err := keys.Upgrade(ctx); err != nil {
		return nil, nil, err
	}
	notes, err := openNotes(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	stored, err := keys.GetFirstDevice(ctx)
	return stored, notes, err
}

// Notes are what a channel on this device remembers.
func (d *Device) Notes() *Notes { return d.notes }

// Key is what the ids of this device's messages are made with.
func (d *Device) Key() []byte { return d.Store.AdvSecretKey }

// Own is the number the device is linked to; see [Self].
func (d *Device) Own() []types.JID {
	if d.Store.ID == nil {
		return nil
	}
	own := []types.JID{d.Store.ID.ToNonAD()}
	if lid := d.Store.GetLID(); lid.User != "" {
		own = append(own, lid.ToNonAD())
	}
	return own
}

// Device is which of the number's devices this is; see [Self].
func (d *Device) Device() uint16 {
	if d.Store.ID == nil {
		return 0
	}
	return d.Store.ID.Device
}

// Other is the other name of an address; see [Self].
func (d *Device) Other(ctx context.Context, of types.JID) types.JID {
	if d.Store.LIDs == nil {
		return types.EmptyJID
	}
	other, err := d.Store.GetAltJID(ctx, of)
	if err != nil {
		d.log.Warn("whatsapp: the other name of an address", "error", err)
		return types.EmptyJID
	}
	return other.ToNonAD()
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
