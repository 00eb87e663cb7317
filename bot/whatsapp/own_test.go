package whatsapp_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

// ownPhone is a shopkeeper's phone: the bot is in his chat with himself.
type ownPhone struct {
	*phones
	inbox *bottest.Inbox
	n     int
}

func newOwnPhone(t *testing.T) *ownPhone {
	t.Helper()
	clock := bottest.NewClock(start)
	o := &ownPhone{phones: newPhones(t, clock), inbox: &bottest.Inbox{}}
	o.known[botNumber.String()] = true
	o.restart(t)
	return o
}

// restart begins anew with another process, which remembers nothing.
func (o *ownPhone) restart(t *testing.T) {
	t.Helper()
	ch, err := whatsapp.New(whatsapp.Config{Client: o.phones, Self: o.phones, Clock: o.clock, Own: true, Key: []byte("the device's")})
	if err != nil {
		t.Fatal(err)
	}
	o.ch = ch
	o.Start(o)
}

// writes has the phone tell its devices what was written in a chat, by which of them.
func (o *ownPhone) writes(chat types.JID, id, text string, device uint16) bool {
	e := &events.Message{RawMessage: &waE2E.Message{DeviceSentMessage: &waE2E.DeviceSentMessage{
		DestinationJID: proto.String(chat.String()), Message: &waE2E.Message{Conversation: proto.String(text)},
	}}}
	e.Info.ID, e.Info.Chat, e.Info.IsFromMe, e.Info.Timestamp = id, chat, true, o.clock.Now()
	e.Info.Sender = types.JID{User: botNumber.User, Server: botNumber.Server, Device: device}
	return o.handle(e.UnwrapRaw())
}

// Receive answers every message at once: if the bot ever heard itself, it would never end.
func (o *ownPhone) Receive(ctx context.Context, messages ...bot.Message) error {
	if err := o.inbox.Receive(ctx, messages...); err != nil {
		return err
	}
	for _, m := range messages {
		if o.n++; o.n > 100 {
			return nil
		}
		if _, err := o.ch.Send(ctx, bot.Bubble{Address: m.Address, Text: "✍️ " + m.Text, Ref: fmt.Sprintf("x.%d.1", o.n)}); err != nil {
			return err
		}
	}
	return nil
}

func (o *ownPhone) Track(ctx context.Context, channel string, s ...bot.Status) error {
	return o.inbox.Track(ctx, channel, s...)
}

func (o *ownPhone) Move(ctx context.Context, channel, from, to string) error {
	return o.inbox.Move(ctx, channel, from, to)
}

func (o *ownPhone) SetAside(ctx context.Context, channel, why string, raw []byte) error {
	return o.inbox.SetAside(ctx, channel, why, raw)
}

// TestOwnNumberDoesNotHearItself brings back to the bot all that it said itself, to its
// phone number and to what hides it, from the phone and from another device, also after it
// was started anew: it answers what was written, once each.
func TestOwnNumberDoesNotHearItself(t *testing.T) {
	o := newOwnPhone(t)
	for i := range 5 {
		chat := []types.JID{botNumber, botHidden}[i%2]
		if !o.writes(chat, fmt.Sprint("3A", i), fmt.Sprintf("%d kilo chini becha 90", i+1), uint16(i%3)) {
			t.Fatal("not taken")
		}
		for _, s := range o.Shown() {
			for _, device := range []uint16{0, 2, o.Device()} {
				if !o.writes(chat, s.ID, s.Text, device) {
					t.Error("its own word is brought again for ever")
				}
			}
		}
		o.restart(t)
	}
	if got := len(o.inbox.Messages()); got != 5 || len(o.Shown()) != 5 {
		t.Errorf("heard %d times, answered %d times", got, len(o.Shown()))
	}
	for _, m := range o.inbox.Messages() {
		if m.Address != botNumber.String() {
			t.Errorf("he is at %s, and was at %s before", m.Address, botNumber)
		}
	}
}

// TestOwnNumberTouchesNoOtherChat has the bot hear nothing of what the shopkeeper and
// others write to each other.
func TestOwnNumberTouchesNoOtherChat(t *testing.T) {
	o := newOwnPhone(t)
	friend := types.NewJID("919800000009", types.DefaultUserServer)
	for _, chat := range []types.JID{friend, types.NewJID("77", types.HiddenUserServer), types.NewJID("1", types.GroupServer), types.StatusBroadcastJID} {
		if !o.writes(chat, "3A"+chat.User, "kal milte hain", 0) {
			t.Error("brought again for ever")
		}
	}
	e := &events.Message{RawMessage: &waE2E.Message{Conversation: proto.String("bhaiya chini hai?")}}
	e.Info.ID, e.Info.Chat, e.Info.Sender, e.Info.Timestamp = "3Ax", friend, friend, o.clock.Now()
	if !o.handle(e.UnwrapRaw()) {
		t.Error("brought again for ever")
	}
	if got := o.inbox.Messages(); len(got) != 0 || len(o.signs) != 0 {
		t.Errorf("the bot was told %+v, and signed %q", got, o.signs)
	}
}

// TestIDsAreKnownAgain has an id be known by whoever has the key, and by nobody else; the
// ids of other clients are never taken for ours.
func TestIDsAreKnownAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key, other := rapid.SliceOfN(rapid.Byte(), 1, 32).Draw(t, "key"), []byte("another device's")
		ref := rapid.StringN(1, 40, -1).Draw(t, "ref")
		id := whatsapp.IDOf(key, ref)
		if len(id) != 22 || id != whatsapp.IDOf(key, ref) || !whatsapp.Ours(key, id) {
			t.Fatalf("%q is not known again", id)
		}
		if id == whatsapp.IDOf(other, ref) || whatsapp.Ours(other, id) {
			t.Fatal("known without the key")
		}
		for _, theirs := range []string{"", "3EB0", "3A" + id[4:], id[:20], id + "00", "3EB0ZZZZZZZZZZZZZZZZZZ"} {
			if whatsapp.Ours(key, theirs) {
				t.Fatalf("%q is taken for ours", theirs)
			}
		}
	})
}

// TestNotesOutliveTheProcess keeps how the number is used beside its keys.
func TestNotesOutliveTheProcess(t *testing.T) {
	at := filepath.Join(t.TempDir(), "device.db")
	d, err := whatsapp.Open(t.Context(), at, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if own, err := d.Notes().Own(t.Context()); own || err != nil {
		t.Errorf("at first: %v, %v", own, err)
	}
	if err := d.Notes().SetOwn(t.Context(), true, start); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if own, err := device(t, at).Notes().Own(t.Context()); !own || err != nil {
		t.Errorf("later: %v, %v", own, err)
	}
}
