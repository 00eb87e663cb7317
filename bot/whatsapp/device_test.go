package whatsapp_test

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

// device is a real one, in a file, connected to nobody.
func device(t *testing.T, at string) *whatsapp.Device {
	t.Helper()
	d, err := whatsapp.Open(t.Context(), at, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// linked makes a device think that a phone was linked.
func linked(d *whatsapp.Device) {
	d.Store.ID = &types.JID{User: "919812345678", Server: types.DefaultUserServer, Device: 3}
}

// dispatch has the library's own dispatch bring an event; false when it was not taken.
func dispatch(d *whatsapp.Device, event any) bool {
	return !d.DangerousInternals().DispatchEvent(event) //nolint:staticcheck // there is no other way in without a server
}

// TestDeviceStores are a file and a PostgreSQL database: keys are made once.
func TestDeviceStores(t *testing.T) {
	server := bottest.StartPostgres(t)
	for name, at := range map[string]string{"file": filepath.Join(t.TempDir(), "device.db"), "PostgreSQL": server.Database(t)} {
		t.Run(name, func(t *testing.T) {
			d := device(t, at)
			if d.Linked() {
				t.Error("a new device is linked")
			}
			if err := d.Run(t.Context()); !errors.Is(err, whatsapp.ErrUnlinked) {
				t.Errorf("run without a phone: %v", err)
			}
			_ = device(t, at) // is there already
		})
	}
	if _, err := whatsapp.Open(t.Context(), filepath.Join(t.TempDir(), "none", "x.db"), nil, nil); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

// TestDeviceEnds tells why a device is off, and what to do.
func TestDeviceEnds(t *testing.T) {
	for _, c := range []struct {
		event any
		want  error
	}{
		{&events.LoggedOut{}, whatsapp.ErrUnlinked},
		{&events.StreamReplaced{}, whatsapp.ErrReplaced},
		{&events.ClientOutdated{}, whatsapp.ErrOutdated},
		{&events.TemporaryBan{Code: 101, Expire: time.Hour}, whatsapp.ErrBanned},
		{&events.ConnectFailure{Reason: 403}, whatsapp.ErrRefused},
		{&events.CATRefreshError{}, whatsapp.ErrRefused},
	} {
		d := device(t, filepath.Join(t.TempDir(), "device.db"))
		dispatch(d, &events.Disconnected{}) // is no end
		dispatch(d, c.event)
		dispatch(d, &events.LoggedOut{}) // the first reason stays
		if err := d.Ended(); !errors.Is(err, c.want) {
			t.Errorf("%T: %v", c.event, err)
		}
	}
}

// TestDeviceOfflineSends says what can be done about a bubble while no phone is linked.
func TestDeviceOfflineSends(t *testing.T) {
	d := device(t, filepath.Join(t.TempDir(), "device.db"))
	ch, err := whatsapp.New(whatsapp.Config{Client: d, Self: d, Clock: bottest.NewClock(start)})
	if err != nil {
		t.Fatal(err)
	}
	b := bot.Bubble{Address: "919800000001@s.whatsapp.net", Text: "✍️", Ref: "x.1.1"}
	var e *bot.SendError
	if _, err := ch.Send(t.Context(), b); !errors.As(err, &e) || e.Fault != bot.Locked {
		t.Errorf("without a phone: %v", err)
	}
}

// TestDeviceEvents go through the real client's dispatch: what the sink does not take is
// not acknowledged.
func TestDeviceEvents(t *testing.T) {
	d := device(t, filepath.Join(t.TempDir(), "device.db"))
	linked(d)
	clock := bottest.NewClock(start)
	ch, err := whatsapp.New(whatsapp.Config{Client: d, Self: d, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	inbox := &bottest.Inbox{}
	says := func(id string) bool {
		from := types.NewJID("919800000001", types.DefaultUserServer)
		e := &events.Message{RawMessage: &waE2E.Message{Conversation: proto.String("namaste")}}
		e.Info.ID, e.Info.Chat, e.Info.Sender, e.Info.Timestamp = id, from, from, clock.Now()
		return dispatch(d, e.UnwrapRaw())
	}
	if says("a") {
		t.Error("acknowledged before there was a sink")
	}
	ch.Start(inbox)
	if !says("a") || len(inbox.Messages()) != 1 {
		t.Errorf("not taken: %+v", inbox.Messages())
	}
	inbox.Fail(errors.New("no space left"))
	if says("b") {
		t.Error("acknowledged what was not stored")
	}
}

// TestDeviceKeepsTheWay connects by the transport it was given, and by no other.
func TestDeviceKeepsTheWay(t *testing.T) {
	closed := errors.New("nobody abroad")
	asked := 0
	d, err := whatsapp.Open(t.Context(), filepath.Join(t.TempDir(), "device.db"), way(func(*http.Request) (*http.Response, error) {
		asked++
		return nil, closed
	}), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	d.InitialAutoReconnect = false
	if err := d.Link(t.Context(), whatsapp.Linking{Show: func(string) { t.Error("a code") }}); !errors.Is(err, whatsapp.ErrLink) || asked == 0 {
		t.Errorf("%v after %d requests", err, asked)
	}
	if _, err := d.Download(t.Context(), &waE2E.ImageMessage{URL: proto.String("https://mmg.whatsapp.net/x"), DirectPath: proto.String("/x"), MediaKey: make([]byte, 32)}); err == nil {
		t.Error("a file was fetched")
	}
}

// way is a transport of a function.
type way func(*http.Request) (*http.Response, error)

// RoundTrip calls it.
func (f way) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestLinking shows each code, and says why a phone was not linked.
func TestLinking(t *testing.T) {
	var shown []string
	show := func(code string) { shown = append(shown, code) }
	for _, c := range []struct {
		item whatsmeow.QRChannelItem
		done bool
		want error
	}{
		{whatsmeow.QRChannelItem{Event: whatsmeow.QRChannelEventCode, Code: "2@abc"}, false, nil},
		{whatsmeow.QRChannelSuccess, true, nil},
		{whatsmeow.QRChannelTimeout, false, whatsapp.ErrLink},
		{whatsmeow.QRChannelClientOutdated, false, whatsapp.ErrOutdated},
		{whatsmeow.QRChannelScannedWithoutMultidevice, false, whatsapp.ErrLink},
		{whatsmeow.QRChannelErrUnexpectedEvent, false, whatsapp.ErrLink},
		{whatsmeow.QRChannelItem{Event: whatsmeow.QRChannelEventError, Error: context.Canceled}, false, context.Canceled},
	} {
		done, err := whatsapp.StepOfLinking(c.item, show)
		if done != c.done || !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v", c.item.Event, done, err)
		}
	}
	if len(shown) != 1 || shown[0] != "2@abc" {
		t.Errorf("shown %q", shown)
	}
}
