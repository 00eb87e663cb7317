package whatsapp_test

import (
	"reflect"
	"testing"

	"go.mau.fi/whatsmeow/proto/waCommon"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// wrapped puts a message into what phones put messages into.
func wrapped(m *waE2E.Message) *waE2E.FutureProofMessage {
	return &waE2E.FutureProofMessage{Message: m}
}

// about is what a message says of the one it answers.
func about() *waE2E.ContextInfo { return &waE2E.ContextInfo{StanzaID: proto.String("3EB0AA")} }

// key names a message.
func key(id string) *waCommon.MessageKey { return &waCommon.MessageKey{ID: proto.String(id)} }

// protocol is a message that changes another.
func protocol(kind waE2E.ProtocolMessage_Type, edited *waE2E.Message) *waE2E.Message {
	return &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{Type: kind.Enum(), Key: key("ID0"), EditedMessage: edited}}
}

// said is a text as a phone with a newer version writes it.
func saidAs(text string) *waE2E.Message {
	return &waE2E.Message{Conversation: proto.String(text)}
}

// kind is one kind of message: how it comes, and what is made of it.
type kind struct {
	name  string
	comes *waE2E.Message
	want  *bot.Message // nil for nothing
}

// media are messages with something in them besides words.
func media() []kind {
	heard := &waE2E.AudioMessage{PTT: proto.Bool(true), Mimetype: proto.String("audio/ogg; codecs=opus"), Seconds: proto.Uint32(3), Waveform: []byte{1, 2}, FileLength: proto.Uint64(9)}
	song := &waE2E.AudioMessage{Mimetype: proto.String("audio/mpeg")}
	picture := &waE2E.ImageMessage{Mimetype: proto.String("image/jpeg"), Caption: proto.String("ye bill"), ContextInfo: about()}
	film := &waE2E.VideoMessage{Mimetype: proto.String("video/mp4"), Caption: proto.String("dekho")}
	bill := &waE2E.DocumentMessage{Mimetype: proto.String("text/csv"), FileName: proto.String("stock.csv"), Caption: proto.String("jodo")}
	face := &waE2E.StickerMessage{Mimetype: proto.String("image/webp")}
	card := "BEGIN:VCARD\nFN:Ramesh\nitem1.X-ABLabel:Ghar\nitem2.TEL;type=CELL;waid=919800000001:+91 98000 00001\nEND:VCARD"
	return []kind{
		{"voice note", &waE2E.Message{AudioMessage: heard}, &bot.Message{Media: []bot.Media{{Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus"}}}},
		{"a song", &waE2E.Message{AudioMessage: song}, &bot.Message{Media: []bot.Media{{Kind: "audio", Type: "audio/mpeg"}}}},
		{"photo seen once", &waE2E.Message{ViewOnceMessageV2: wrapped(&waE2E.Message{ImageMessage: picture})}, &bot.Message{Text: "ye bill", ReplyTo: "3EB0AA", Media: []bot.Media{{Kind: "image", Type: "image/jpeg"}}}},
		{"film", &waE2E.Message{VideoMessage: film}, &bot.Message{Text: "dekho", Media: []bot.Media{{Kind: "video", Type: "video/mp4"}}}},
		{"document with words", &waE2E.Message{DocumentWithCaptionMessage: wrapped(&waE2E.Message{DocumentMessage: bill})}, &bot.Message{Text: "jodo", Media: []bot.Media{{Kind: "document", Type: "text/csv", Name: "stock.csv"}}}},
		{"sticker", &waE2E.Message{StickerMessage: face}, &bot.Message{Media: []bot.Media{{Kind: "sticker", Type: "image/webp"}}}},
		{"place", &waE2E.Message{LocationMessage: &waE2E.LocationMessage{DegreesLatitude: proto.Float64(18.5), DegreesLongitude: proto.Float64(73.8), Name: proto.String("Dukaan")}}, &bot.Message{Media: []bot.Media{{Kind: "location", Name: "Dukaan", Lat: 18.5, Lon: 73.8}}}},
		{"moving place", &waE2E.Message{LiveLocationMessage: &waE2E.LiveLocationMessage{DegreesLatitude: proto.Float64(18.5), DegreesLongitude: proto.Float64(73.8)}}, &bot.Message{Media: []bot.Media{{Kind: "location", Lat: 18.5, Lon: 73.8}}}},
		{"contact", &waE2E.Message{ContactMessage: &waE2E.ContactMessage{DisplayName: proto.String("Ramesh"), Vcard: proto.String(card)}}, &bot.Message{Media: []bot.Media{{Kind: "contact", Name: "Ramesh", Phone: "+91 98000 00001"}}}},
		{"contacts", &waE2E.Message{ContactsArrayMessage: &waE2E.ContactsArrayMessage{Contacts: []*waE2E.ContactMessage{{DisplayName: proto.String("A"), Vcard: proto.String(card)}, {DisplayName: proto.String("B")}}}}, &bot.Message{Media: []bot.Media{{Kind: "contact", Name: "A", Phone: "+91 98000 00001"}, {Kind: "contact", Name: "B"}}}},
		{"something new", &waE2E.Message{PaymentInviteMessage: &waE2E.PaymentInviteMessage{}}, &bot.Message{Media: []bot.Media{{Kind: "unsupported"}}}},
	}
}

// words are messages in words, and what changes them.
func words() []kind {
	return []kind{
		{"text", saidAs("2 kilo chini becha 90"), &bot.Message{Text: "2 kilo chini becha 90"}},
		{"text that disappears", &waE2E.Message{EphemeralMessage: wrapped(saidAs("namaste"))}, &bot.Message{Text: "namaste"}},
		{"answer", &waE2E.Message{ExtendedTextMessage: &waE2E.ExtendedTextMessage{Text: proto.String("galat"), ContextInfo: about()}}, &bot.Message{Text: "galat", ReplyTo: "3EB0AA"}},
		{"forwarded", &waE2E.Message{ExtendedTextMessage: &waE2E.ExtendedTextMessage{Text: proto.String("5 kilo atta bhejo"), ContextInfo: &waE2E.ContextInfo{IsForwarded: proto.Bool(true)}}}, &bot.Message{Text: "5 kilo atta bhejo", Forwarded: true}},
		{"edit", &waE2E.Message{EditedMessage: wrapped(protocol(waE2E.ProtocolMessage_MESSAGE_EDIT, saidAs("3 kilo")))}, &bot.Message{Text: "3 kilo", Edits: "ID0"}},
		{"deletion", protocol(waE2E.ProtocolMessage_REVOKE, nil), &bot.Message{Deletes: "ID0"}},
		{"button", &waE2E.Message{ButtonsResponseMessage: &waE2E.ButtonsResponseMessage{SelectedButtonID: proto.String("7.1"), Response: &waE2E.ButtonsResponseMessage_SelectedDisplayText{SelectedDisplayText: "Haan"}, ContextInfo: about()}}, &bot.Message{Text: "Haan", Pick: "7.1", ReplyTo: "3EB0AA"}},
		{"row", &waE2E.Message{ListResponseMessage: &waE2E.ListResponseMessage{Title: proto.String("Patil"), SingleSelectReply: &waE2E.ListResponseMessage_SingleSelectReply{SelectedRowID: proto.String("7.2")}, ContextInfo: about()}}, &bot.Message{Text: "Patil", Pick: "7.2", ReplyTo: "3EB0AA"}},
		{"template's button", &waE2E.Message{TemplateButtonReplyMessage: &waE2E.TemplateButtonReplyMessage{SelectedID: proto.String("7.3"), SelectedDisplayText: proto.String("Dikhao"), ContextInfo: about()}}, &bot.Message{Text: "Dikhao", Pick: "7.3", ReplyTo: "3EB0AA"}},
		{"native flow", &waE2E.Message{InteractiveResponseMessage: &waE2E.InteractiveResponseMessage{
			Body: &waE2E.InteractiveResponseMessage_Body{Text: proto.String("Haan")}, ContextInfo: about(),
			InteractiveResponseMessage: &waE2E.InteractiveResponseMessage_NativeFlowResponseMessage_{NativeFlowResponseMessage: &waE2E.InteractiveResponseMessage_NativeFlowResponseMessage{Name: proto.String("quick_reply"), ParamsJSON: proto.String(`{"id":"7.4"}`)}},
		}}, &bot.Message{Text: "Haan", Pick: "7.4", ReplyTo: "3EB0AA"}},
		{"reaction", &waE2E.Message{ReactionMessage: &waE2E.ReactionMessage{Key: key("3EB0AA"), Text: proto.String("👍")}}, nil},
		{"hidden reaction", &waE2E.Message{EncReactionMessage: &waE2E.EncReactionMessage{TargetMessageKey: key("3EB0AA")}}, nil},
		{"keys", &waE2E.Message{SenderKeyDistributionMessage: &waE2E.SenderKeyDistributionMessage{}}, nil},
		{"history", protocol(waE2E.ProtocolMessage_HISTORY_SYNC_NOTIFICATION, nil), nil},
		{"vote in nobody's poll", &waE2E.Message{PollUpdateMessage: &waE2E.PollUpdateMessage{PollCreationMessageKey: key("3EB0AA")}}, nil},
	}
}

// TestKinds takes every kind of message over the wire: written as protobuf, read, and
// unwrapped by the library.
func TestKinds(t *testing.T) {
	for _, k := range append(words(), media()...) {
		t.Run(k.name, func(t *testing.T) {
			p := newPhones(t, bottest.NewClock(start))
			inbox := &bottest.Inbox{}
			p.Start(inbox)
			p.comes(t, k.comes, "ID1")
			got := inbox.Messages()
			if k.want == nil {
				if len(got) != 0 {
					t.Errorf("is %+v", got)
				}
				return
			}
			if len(got) != 1 {
				t.Fatalf("is %+v", got)
			}
			m := got[0]
			for i := range m.Media {
				fetched := m.Media[i].Kind != "location" && m.Media[i].Kind != "contact" && m.Media[i].Kind != "unsupported"
				if fetched != (m.Media[i].Ref != "") {
					t.Errorf("%s is fetched by %q", m.Media[i].Kind, m.Media[i].Ref)
				}
				m.Media[i].Ref = ""
			}
			want := *k.want
			want.Channel, want.ID, want.Address, want.Name, want.At = "whatsapp", "ID1", p.Address("owner"), "Asha", start
			if !reflect.DeepEqual(m, want) {
				t.Errorf("is %+v, want %+v", m, want)
			}
		})
	}
}

// comes brings a message of the owner over the wire.
func (p *phones) comes(t *testing.T, in *waE2E.Message, id string) {
	t.Helper()
	raw, err := proto.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	m := new(waE2E.Message)
	if err := proto.Unmarshal(raw, m); err != nil {
		t.Fatal(err)
	}
	from, err := types.ParseJID(p.Address("owner"))
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	p.known[from.String()] = true
	p.mu.Unlock()
	e := &events.Message{RawMessage: m}
	e.Info.ID, e.Info.Chat, e.Info.Sender, e.Info.Timestamp, e.Info.PushName = id, from, from, p.clock.Now(), "Asha"
	if err := p.bring(e); err != nil {
		t.Errorf("%s: %v", id, err)
	}
}

// TestHiddenEdit reads an edit that is encrypted once more; one that cannot be opened
// leaves the message as it was.
func TestHiddenEdit(t *testing.T) {
	p := newPhones(t, bottest.NewClock(start))
	inbox := &bottest.Inbox{}
	p.Start(inbox)
	hidden := func(kind waE2E.SecretEncryptedMessage_SecretEncType) *waE2E.Message {
		return &waE2E.Message{SecretEncryptedMessage: &waE2E.SecretEncryptedMessage{TargetMessageKey: key("ID0"), SecretEncType: kind.Enum(), EncPayload: []byte{1}, EncIV: []byte{2}}}
	}
	p.secret = map[types.MessageID]*waE2E.Message{
		"plain": saidAs("3 kilo"), "wrapped": protocol(waE2E.ProtocolMessage_MESSAGE_EDIT, saidAs("4 kilo")), "event": saidAs("x"),
	}
	p.comes(t, hidden(waE2E.SecretEncryptedMessage_MESSAGE_EDIT), "plain")
	p.comes(t, hidden(waE2E.SecretEncryptedMessage_MESSAGE_EDIT), "wrapped")
	p.comes(t, hidden(waE2E.SecretEncryptedMessage_MESSAGE_EDIT), "lost")
	p.comes(t, hidden(waE2E.SecretEncryptedMessage_EVENT_EDIT), "event")
	var got []string
	for _, m := range inbox.Messages() {
		got = append(got, m.ID+" "+m.Edits+" "+m.Text)
	}
	if want := []string{"plain ID0 3 kilo", "wrapped ID0 4 kilo"}; !reflect.DeepEqual(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
}

// TestOtherNames has somebody be known by his number and by what hides it, also when a
// message tells only one of them.
func TestOtherNames(t *testing.T) {
	p := newPhones(t, bottest.NewClock(start))
	inbox := &bottest.Inbox{}
	p.Start(inbox)
	owner, err := types.ParseJID(p.Address("owner"))
	if err != nil {
		t.Fatal(err)
	}
	hidden := types.NewJID("42", types.HiddenUserServer)
	p.other = map[types.JID]types.JID{owner: hidden}
	p.comes(t, saidAs("namaste"), "ID1")
	if got := inbox.Messages()[0].Aliases; !reflect.DeepEqual(got, []string{hidden.String()}) {
		t.Errorf("also called %q", got)
	}
}

// TestSignsThatItWasRead marks what was taken as read, and shows that an answer is being
// written; what is not for the bot is left alone.
func TestSignsThatItWasRead(t *testing.T) {
	p := newPhones(t, bottest.NewClock(start))
	p.Start(&bottest.Inbox{})
	p.comes(t, saidAs("namaste"), "ID1")
	p.comes(t, &waE2E.Message{ReactionMessage: &waE2E.ReactionMessage{}}, "ID2")
	if err := p.ch.Close(); err != nil {
		t.Fatal(err)
	}
	owner := p.Address("owner")
	if want := []string{"read ID1 " + owner, "composing " + owner}; !reflect.DeepEqual(p.signs, want) {
		t.Errorf("signed %q, want %q", p.signs, want)
	}
}
