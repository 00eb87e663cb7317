package whatsapp_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCommon"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

var start = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

// The number the bot is on, and what hides it.
var (
	botNumber = types.NewJID("919812345678", types.DefaultUserServer)
	botHidden = types.NewJID("555", types.HiddenUserServer)
)

// phones are the people who write to a number, and WhatsApp between them and the bot. What
// they write goes through the library's own unwrapping; what they see is read from what
// was to be sent.
type phones struct {
	ch    *whatsapp.Channel
	clock *bottest.Clock

	mu     sync.Mutex
	handle whatsmeow.EventHandlerWithSuccessStatus
	n      int
	down   bool
	known  map[string]bool
	shown  []bottest.Sent
	refs   map[string]bool // ids that were shown
	files  map[string][]byte
	unread []*events.Message // not acknowledged
	last   *events.Message
	sent   []*waE2E.Message
	refuse error    // what the server says to everything, with 463
	signs  []string // that something was read, or is being written
	secret map[types.MessageID]*waE2E.Message
	votes  map[types.MessageID]*waE2E.PollVoteMessage
	other  map[types.JID]types.JID
	hold   chan struct{}
	free   chan struct{}
}

func newPhones(t *testing.T, clock *bottest.Clock) *phones {
	t.Helper()
	p := &phones{clock: clock, known: map[string]bool{}, refs: map[string]bool{}, files: map[string][]byte{}}
	ch, err := whatsapp.New(whatsapp.Config{Client: p, Self: p, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	p.ch = ch
	return p
}

// AddEventHandlerWithSuccessStatus is the client's.
func (p *phones) AddEventHandlerWithSuccessStatus(handler whatsmeow.EventHandlerWithSuccessStatus) uint32 {
	p.handle = handler
	return 1
}

// SendMessage is the client's: what was sent with an id that was shown is not shown again.
func (p *phones) SendMessage(ctx context.Context, to types.JID, m *waE2E.Message, extra ...whatsmeow.SendRequestExtra) (whatsmeow.SendResponse, error) {
	p.mu.Lock()
	hold, free := p.hold, p.free
	p.hold = nil
	p.mu.Unlock()
	if hold != nil {
		close(hold)
		select {
		case <-ctx.Done():
			return whatsmeow.SendResponse{}, ctx.Err()
		case <-free:
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.down {
		return whatsmeow.SendResponse{}, whatsmeow.ErrNotConnected
	}
	if p.refuse != nil {
		return whatsmeow.SendResponse{}, fmt.Errorf("%w %d", p.refuse, 463)
	}
	if !p.known[to.String()] {
		return whatsmeow.SendResponse{}, fmt.Errorf("%w %d", whatsmeow.ErrServerReturnedError, 404)
	}
	id := extra[0].ID
	if id == "" {
		p.n++
		id = fmt.Sprintf("3EB0%d", p.n)
	}
	if !p.refs[id] {
		p.refs[id] = true
		p.sent = append(p.sent, m)
		p.shown = append(p.shown, bottest.Sent{ID: id, Bubble: p.bubble(to, m)})
	}
	return whatsmeow.SendResponse{ID: id}, nil
}

// bubble is what a phone shows of a message.
func (p *phones) bubble(to types.JID, m *waE2E.Message) bot.Bubble {
	b := bot.Bubble{Address: to.String(), Text: m.GetConversation()}
	file := func(kind, mime, name, caption, path string, voice bool) {
		b.Text, b.Attach = caption, &bot.Attachment{Kind: kind, Voice: voice, Type: mime, Name: name, Data: p.files[path]}
	}
	switch {
	case m.ImageMessage != nil:
		i := m.GetImageMessage()
		file("image", i.GetMimetype(), "", i.GetCaption(), i.GetDirectPath(), false)
	case m.DocumentMessage != nil:
		d := m.GetDocumentMessage()
		file("document", d.GetMimetype(), d.GetFileName(), d.GetCaption(), d.GetDirectPath(), false)
	case m.AudioMessage != nil:
		a := m.GetAudioMessage()
		file("audio", a.GetMimetype(), "", "", a.GetDirectPath(), a.GetPTT())
	}
	return b
}

// SendChatPresence is the client's.
func (p *phones) SendChatPresence(_ context.Context, to types.JID, state types.ChatPresence, _ types.ChatPresenceMedia) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.signs = append(p.signs, string(state)+" "+to.String())
	return nil
}

// MarkRead is the client's.
func (p *phones) MarkRead(_ context.Context, ids []types.MessageID, _ time.Time, chat, _ types.JID, _ ...types.ReceiptType) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.signs = append(p.signs, "read "+ids[0]+" "+chat.String())
	return nil
}

// DecryptSecretEncryptedMessage is the client's: the edit is what was kept for the message.
func (p *phones) DecryptSecretEncryptedMessage(_ context.Context, e *events.Message) (*waE2E.Message, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.secret[e.Info.ID]
	if m == nil {
		return nil, whatsmeow.ErrOriginalMessageSecretNotFound
	}
	return m, nil
}

// DecryptPollVote is the client's: what was voted was kept for the message.
func (p *phones) DecryptPollVote(_ context.Context, e *events.Message) (*waE2E.PollVoteMessage, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := p.votes[e.Info.ID]
	if v == nil {
		return nil, whatsmeow.ErrOriginalMessageSecretNotFound
	}
	return v, nil
}

// BuildPollCreation is the client's.
func (p *phones) BuildPollCreation(name string, options []string, most int) *waE2E.Message {
	return (*whatsmeow.Client)(nil).BuildPollCreation(name, options, most)
}

// Own is the number the bot is on.
func (p *phones) Own() []types.JID { return []types.JID{botNumber, botHidden} }

// Other is nobody's: all say who they are, or hide it.
func (p *phones) Other(_ context.Context, of types.JID) types.JID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.other[of]
}

// Device is the bot's.
func (p *phones) Device() uint16 { return 7 }

// Upload is the client's.
func (p *phones) Upload(_ context.Context, data []byte, _ whatsmeow.MediaType) (whatsmeow.UploadResponse, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.down {
		return whatsmeow.UploadResponse{}, errors.New("no route to host")
	}
	return whatsmeow.UploadResponse{DirectPath: p.keep(data), FileLength: uint64(len(data)), MediaKey: []byte{1}}, nil
}

// keep keeps a file, and tells where.
func (p *phones) keep(data []byte) string {
	path := fmt.Sprint("/file/", len(p.files))
	p.files[path] = bytes.Clone(data)
	return path
}

// Download is the client's.
func (p *phones) Download(_ context.Context, m whatsmeow.DownloadableMessage) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch data, there := p.files[m.GetDirectPath()]; {
	case p.down:
		return nil, errors.New("no route to host")
	case !there:
		return nil, whatsmeow.ErrMediaDownloadFailedWith404
	case bytes.Equal(data, []byte("spoilt")):
		return nil, whatsmeow.ErrInvalidMediaSHA256
	default:
		return bytes.Clone(data), nil
	}
}

// Channel is the near end.
func (p *phones) Channel() bot.Channel { return p.ch }

// Start hands what comes in to a sink.
func (p *phones) Start(sink bot.Sink) { p.ch.Start(sink) }

// Address is where somebody writes from: some are known by number, some hide it.
func (p *phones) Address(name string) string {
	if name == "staff" {
		return "1000" + digits(name) + "@lid"
	}
	return "9198" + digits(name) + "@s.whatsapp.net"
}

// digits makes a number of a name.
func digits(name string) string {
	n := 0
	for _, r := range name {
		n = (n*31 + int(r)) % 1_000_000_007
	}
	return fmt.Sprintf("%010d", n)
}

// Say has somebody write.
func (p *phones) Say(ctx context.Context, said bottest.Said) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	e, err := p.event(said)
	if err != nil {
		return "", err
	}
	return e.Info.ID, p.bring(e)
}

// bring hands an event to the bot, as the library does; what is not taken waits.
func (p *phones) bring(e *events.Message) error {
	ok := p.handle(e.UnwrapRaw())
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = e
	if !ok {
		p.unread = append(p.unread, e)
		return errors.New("not acknowledged")
	}
	return nil
}

// event is what somebody writes, as it comes over the wire.
func (p *phones) event(said bottest.Said) (*events.Message, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	from, err := types.ParseJID(said.From)
	if err != nil {
		return nil, err
	}
	p.known[said.From] = true
	raw, err := proto.Marshal(p.written(said, from))
	if err != nil {
		return nil, err
	}
	m := new(waE2E.Message)
	if err := proto.Unmarshal(raw, m); err != nil {
		return nil, err
	}
	e := &events.Message{RawMessage: m}
	e.Info.ID, e.Info.Chat, e.Info.Sender, e.Info.Timestamp, e.Info.PushName = fmt.Sprintf("ID%d", p.n), from, from, p.clock.Now(), "Asha"
	return e, nil
}

// written is a message as a phone makes it.
func (p *phones) written(said bottest.Said, from types.JID) *waE2E.Message {
	info := &waE2E.ContextInfo{StanzaID: text(said.ReplyTo), IsForwarded: proto.Bool(said.Forwarded)}
	key := func(id string) *waCommon.MessageKey {
		return &waCommon.MessageKey{ID: text(id), RemoteJID: text(from.String())}
	}
	switch {
	case said.Deletes != "":
		return &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_REVOKE.Enum(), Key: key(said.Deletes)}}
	case said.Edits != "":
		return &waE2E.Message{EditedMessage: &waE2E.FutureProofMessage{Message: &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{
			Type: waE2E.ProtocolMessage_MESSAGE_EDIT.Enum(), Key: key(said.Edits), EditedMessage: &waE2E.Message{Conversation: text(said.Text)},
		}}}}
	case said.Location != nil:
		return &waE2E.Message{LocationMessage: &waE2E.LocationMessage{DegreesLatitude: proto.Float64(said.Location.Lat), DegreesLongitude: proto.Float64(said.Location.Lon)}}
	case said.Attach != nil:
		return p.carried(said, info)
	case said.ReplyTo != "" || said.Forwarded:
		return &waE2E.Message{ExtendedTextMessage: &waE2E.ExtendedTextMessage{Text: text(said.Text), ContextInfo: info}}
	}
	return &waE2E.Message{Conversation: text(said.Text)}
}

// carried is a message with a file.
func (p *phones) carried(said bottest.Said, info *waE2E.ContextInfo) *waE2E.Message {
	a := said.Attach
	path, size, mime, caption := text(p.keep(a.Data)), proto.Uint64(uint64(len(a.Data))), text(a.Type), text(said.Text)
	switch a.Kind {
	case "image":
		return &waE2E.Message{ViewOnceMessage: &waE2E.FutureProofMessage{Message: &waE2E.Message{ImageMessage: &waE2E.ImageMessage{DirectPath: path, FileLength: size, Mimetype: mime, Caption: caption, ContextInfo: info}}}}
	case "audio":
		return &waE2E.Message{AudioMessage: &waE2E.AudioMessage{DirectPath: path, FileLength: size, Mimetype: mime, PTT: proto.Bool(a.Voice), ContextInfo: info}}
	}
	return &waE2E.Message{DocumentWithCaptionMessage: &waE2E.FutureProofMessage{Message: &waE2E.Message{DocumentMessage: &waE2E.DocumentMessage{DirectPath: path, FileLength: size, Mimetype: mime, FileName: text(a.Name), Caption: caption, ContextInfo: info}}}}
}

// text is left out when it is empty.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Redeliver brings the last message once more.
func (p *phones) Redeliver(context.Context) error {
	p.mu.Lock()
	e := p.last
	p.mu.Unlock()
	again := &events.Message{Info: e.Info, RawMessage: e.RawMessage}
	return p.bring(again)
}

// Shown is what people see.
func (p *phones) Shown() []bottest.Sent {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]bottest.Sent(nil), p.shown...)
}

// again brings what was not acknowledged.
func (p *phones) again(context.Context) error {
	p.mu.Lock()
	waiting := p.unread
	p.unread = nil
	p.mu.Unlock()
	var err error
	for _, e := range waiting {
		err = errors.Join(err, p.bring(&events.Message{Info: e.Info, RawMessage: e.RawMessage}))
	}
	return err
}

// report tells that all that was shown was read.
func (p *phones) report(context.Context) error {
	for _, kind := range []types.ReceiptType{types.ReceiptTypeDelivered, types.ReceiptTypeRead} {
		for _, s := range p.Shown() {
			chat, err := types.ParseJID(s.Address)
			if err != nil {
				return err
			}
			r := &events.Receipt{MessageSource: types.MessageSource{Chat: chat, Sender: chat}, MessageIDs: []string{s.ID}, Timestamp: p.clock.Now(), Type: kind}
			if !p.handle(r) {
				return errors.New("receipt not taken")
			}
		}
	}
	return nil
}

// holds has the next message wait for its answer.
func (p *phones) holds() (held <-chan struct{}, release func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hold, p.free = make(chan struct{}), make(chan struct{})
	return p.hold, sync.OnceFunc(func() { close(p.free) })
}

// fails breaks the connection, and mends it.
func (p *phones) fails(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

// TestChannel puts the channel on the stand that every channel passes.
func TestChannel(t *testing.T) {
	bottest.Channels(t, func(t *testing.T) bottest.Rig {
		clock := bottest.NewClock(start)
		p := newPhones(t, clock)
		return bottest.Rig{
			Far: p, Clock: clock, Down: p.fails, Retry: p.again, Report: p.report, Hold: p.holds,
			Nobody: "919800000000@s.whatsapp.net",
			Unfit:  []bot.Attachment{{Kind: "image", Type: "image/png"}, {Kind: "spell", Type: "x/y", Data: []byte("x")}},
			Spoilt: []bot.Attachment{{Kind: "document", Type: "application/pdf", Name: "a.pdf", Data: []byte("spoilt")}},
			Lacks: map[bottest.Part]string{
				bottest.Choosing: "there are no buttons: choices are numbered lines, see TestMenu",
			},
		}
	})
}

// TestMenu shows choices as numbered lines, however they are worded.
func TestMenu(t *testing.T) {
	clock := bottest.NewClock(start)
	p := newPhones(t, clock)
	p.Start(&bottest.Inbox{})
	owner := p.Address("owner")
	if _, err := p.Say(t.Context(), bottest.Said{From: owner, Text: "hi"}); err != nil {
		t.Fatal(err)
	}
	_, err := p.ch.Send(t.Context(), bot.Bubble{Address: owner, Text: "कौन सी चीनी?", Choices: []bot.Label{{ID: "7.1", Text: "खुली"}, {ID: "7.2", Text: "पैकेट\nवाली"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Shown()[0].Text; got != "कौन सी चीनी?\n\n1. खुली\n2. पैकेट वाली" {
		t.Errorf("shown is %q", got)
	}
}

// TestSentOnce has a bubble whose answer was lost show once, however often it is sent.
func TestSentOnce(t *testing.T) {
	p := newPhones(t, bottest.NewClock(start))
	p.Start(&bottest.Inbox{})
	owner := p.Address("owner")
	if _, err := p.Say(t.Context(), bottest.Said{From: owner, Text: "hi"}); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for range 3 {
		id, err := p.ch.Send(t.Context(), bot.Bubble{Address: owner, Text: "✍️", Ref: "12.1"})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if len(p.Shown()) != 1 || ids[0] != ids[2] || !strings.HasPrefix(ids[0], "3EB0") || len(ids[0]) != 22 {
		t.Errorf("shown %d times, with ids %q", len(p.Shown()), ids)
	}
}

// TestNotForTheBot drops what nobody said to it, and acknowledges it.
func TestNotForTheBot(t *testing.T) {
	clock := bottest.NewClock(start)
	p := newPhones(t, clock)
	inbox := &bottest.Inbox{}
	p.Start(inbox)
	for name, change := range map[string]func(*events.Message){
		"its own":   func(e *events.Message) { e.Info.IsFromMe = true },
		"a group":   func(e *events.Message) { e.Info.IsGroup, e.Info.Chat = true, types.NewJID("1", types.GroupServer) },
		"a status":  func(e *events.Message) { e.Info.Chat = types.StatusBroadcastJID },
		"a channel": func(e *events.Message) { e.Info.Chat = types.NewJID("1", types.NewsletterServer) },
		"stale":     func(e *events.Message) { e.Info.Timestamp = start.Add(-whatsapp.DefaultStale - time.Second) },
		"a reaction": func(e *events.Message) {
			e.RawMessage = &waE2E.Message{ReactionMessage: &waE2E.ReactionMessage{Text: proto.String("👍")}}
		},
		"keys": func(e *events.Message) {
			e.RawMessage = &waE2E.Message{SenderKeyDistributionMessage: &waE2E.SenderKeyDistributionMessage{}}
		},
		"nothing": func(e *events.Message) { e.RawMessage = nil },
	} {
		e, err := p.event(bottest.Said{From: p.Address("owner"), Text: "2 kilo chini becha 90"})
		if err != nil {
			t.Fatal(err)
		}
		change(e)
		if err := p.bring(e); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := inbox.Messages(); len(got) != 0 {
		t.Errorf("the bot was told %+v", got)
	}
}
