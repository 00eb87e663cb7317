package whatsapp

import (
	"encoding/json"
	"strings"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"github.com/sahayak-dev/sahayak/bot"
)

// handle takes an event of the client; false has WhatsApp bring it again.
func (c *Channel) handle(event any) bool {
	sink := c.sinkNow()
	switch e := event.(type) {
	case *events.Message:
		return c.receive(e, sink)
	case *events.NotifyAccountReachoutTimelock:
		c.locked(e)
	case *events.Receipt:
		all := c.statuses(e)
		if len(all) == 0 {
			return true
		}
		if sink == nil {
			return false
		}
		if err := sink.Track(c.going, c.Name(), all...); err != nil {
			c.log.Error("statuses not taken", "error", err)
			return false
		}
	}
	return true
}

// receive takes a message in; false has it brought again.
func (c *Channel) receive(e *events.Message, sink bot.Sink) bool {
	if !c.heeds(e) {
		return true
	}
	if sink == nil {
		return false
	}
	at, also := c.address(e)
	m := bot.Message{Channel: c.Name(), ID: e.Info.ID, Address: at.String(), Aliases: also, Name: e.Info.PushName, At: e.Info.Timestamp.UTC()}
	says, after, err := c.content(e, &m)
	if err == nil && says {
		err = sink.Receive(c.going, m)
	}
	if err != nil {
		c.log.Error("not taken", "message", m.ID, "error", err)
		return false
	}
	if !says {
		return true
	}
	if after != nil {
		after()
	}
	c.seen(e)
	return true
}

// heeds reports whether a message is for the bot at all: groups, lists, channels, other
// people's chats, history, and what is long past are not.
func (c *Channel) heeds(e *events.Message) bool {
	return e.Message != nil && e.SourceWebMsg == nil && c.clock.Now().Sub(e.Info.Timestamp) <= c.stale && c.toBot(&e.Info)
}

// content reads what a message says; false when that is nothing for the bot, such as keys
// of the encryption. What is to be done once it is stored is after, nil for nothing.
func (c *Channel) content(e *events.Message, m *bot.Message) (says bool, after func(), err error) {
	switch {
	case e.Message.GetProtocolMessage() != nil:
		return changed(e.Message.GetProtocolMessage(), m), nil, nil
	case e.Message.GetPollUpdateMessage() != nil:
		return c.voted(e, m)
	case e.Message.GetSecretEncryptedMessage() != nil:
		return c.unlocked(e, m), nil, nil
	}
	return said(e.Message, m), nil, nil
}

// unlocked reads an edit that is encrypted once more, with a key of the message it
// changes. One whose key we do not have says nothing: the message stands as it was.
func (c *Channel) unlocked(e *events.Message, m *bot.Message) bool {
	in := e.Message.GetSecretEncryptedMessage()
	if in.GetSecretEncType() != waE2E.SecretEncryptedMessage_MESSAGE_EDIT {
		return false
	}
	open, err := c.client.DecryptSecretEncryptedMessage(c.going, e)
	if err != nil {
		c.log.Warn("whatsapp: an edit cannot be read", "message", m.ID, "error", err)
		return false
	}
	if p := open.GetProtocolMessage(); p != nil { // some clients wrap it
		return changed(p, m)
	}
	m.Edits = in.GetTargetMessageKey().GetID()
	return m.Edits != "" && said(open, m)
}

// changed reads an edit or a deletion.
func changed(p *waE2E.ProtocolMessage, m *bot.Message) bool {
	switch p.GetType() {
	case waE2E.ProtocolMessage_REVOKE:
		m.Deletes = p.GetKey().GetID()
		return m.Deletes != ""
	case waE2E.ProtocolMessage_MESSAGE_EDIT:
		m.Edits = p.GetKey().GetID()
		return m.Edits != "" && said(p.GetEditedMessage(), m)
	}
	return false
}

// said reads words, files, places and contacts.
func said(in *waE2E.Message, m *bot.Message) bool {
	switch {
	case in == nil:
		return false
	case in.Conversation != nil:
		m.Text = in.GetConversation()
	case in.ExtendedTextMessage != nil:
		m.Text = in.GetExtendedTextMessage().GetText()
		about(in.GetExtendedTextMessage().GetContextInfo(), m)
	case in.ReactionMessage != nil, in.EncReactionMessage != nil, in.SenderKeyDistributionMessage != nil:
		return false // a thumb is no message
	case in.ButtonsResponseMessage != nil:
		m.Text, m.Pick = in.GetButtonsResponseMessage().GetSelectedDisplayText(), in.GetButtonsResponseMessage().GetSelectedButtonID()
		about(in.GetButtonsResponseMessage().GetContextInfo(), m)
	case in.ListResponseMessage != nil:
		m.Text, m.Pick = in.GetListResponseMessage().GetTitle(), in.GetListResponseMessage().GetSingleSelectReply().GetSelectedRowID()
		about(in.GetListResponseMessage().GetContextInfo(), m)
	case in.TemplateButtonReplyMessage != nil:
		m.Text, m.Pick = in.GetTemplateButtonReplyMessage().GetSelectedDisplayText(), in.GetTemplateButtonReplyMessage().GetSelectedID()
		about(in.GetTemplateButtonReplyMessage().GetContextInfo(), m)
	case in.InteractiveResponseMessage != nil:
		flow(in.GetInteractiveResponseMessage(), m)
	default:
		media(in, m)
	}
	return true
}

// flow reads what was tapped in a message of the newest kind.
func flow(in *waE2E.InteractiveResponseMessage, m *bot.Message) {
	var tapped struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal([]byte(in.GetNativeFlowResponseMessage().GetParamsJSON()), &tapped) // without it there are the words
	m.Text, m.Pick = in.GetBody().GetText(), tapped.ID
	about(in.GetContextInfo(), m)
}

// about reads what a message answers, and whether it was forwarded.
func about(i *waE2E.ContextInfo, m *bot.Message) {
	m.ReplyTo, m.Forwarded = i.GetStanzaID(), i.GetIsForwarded()
}

// media reads files, places and contacts.
func media(in *waE2E.Message, m *bot.Message) {
	var of bot.Media
	var info *waE2E.ContextInfo
	var file proto.Message
	switch {
	case in.AudioMessage != nil:
		a := in.GetAudioMessage()
		of, info, file = bot.Media{Kind: "audio", Voice: a.GetPTT(), Type: a.GetMimetype()}, a.GetContextInfo(), a
	case in.ImageMessage != nil:
		i := in.GetImageMessage()
		of, info, file, m.Text = bot.Media{Kind: "image", Type: i.GetMimetype()}, i.GetContextInfo(), i, i.GetCaption()
	case in.VideoMessage != nil:
		v := in.GetVideoMessage()
		of, info, file, m.Text = bot.Media{Kind: "video", Type: v.GetMimetype()}, v.GetContextInfo(), v, v.GetCaption()
	case in.DocumentMessage != nil:
		d := in.GetDocumentMessage()
		of, info, file, m.Text = bot.Media{Kind: "document", Type: d.GetMimetype(), Name: d.GetFileName()}, d.GetContextInfo(), d, d.GetCaption()
	case in.StickerMessage != nil:
		s := in.GetStickerMessage()
		of, info, file = bot.Media{Kind: "sticker", Type: s.GetMimetype()}, s.GetContextInfo(), s
	case in.LocationMessage != nil:
		l := in.GetLocationMessage()
		of, info = bot.Media{Kind: "location", Name: l.GetName(), Lat: l.GetDegreesLatitude(), Lon: l.GetDegreesLongitude()}, l.GetContextInfo()
	case in.LiveLocationMessage != nil:
		l := in.GetLiveLocationMessage()
		of, info = bot.Media{Kind: "location", Lat: l.GetDegreesLatitude(), Lon: l.GetDegreesLongitude()}, l.GetContextInfo()
	case in.ContactMessage != nil:
		k := in.GetContactMessage()
		of, info = bot.Media{Kind: "contact", Name: k.GetDisplayName(), Phone: phoneIn(k.GetVcard())}, k.GetContextInfo()
	case in.ContactsArrayMessage != nil:
		m.Media = contacts(in.GetContactsArrayMessage())
		about(in.GetContactsArrayMessage().GetContextInfo(), m)
		return
	default:
		of = bot.Media{Kind: "unsupported"}
	}
	if file != nil {
		of.Ref = refOf(of.Kind, file)
	}
	about(info, m)
	m.Media = []bot.Media{of}
}

// contacts are cards that came together.
func contacts(in *waE2E.ContactsArrayMessage) []bot.Media {
	var out []bot.Media
	for _, k := range in.GetContacts() {
		out = append(out, bot.Media{Kind: "contact", Name: k.GetDisplayName(), Phone: phoneIn(k.GetVcard())})
	}
	return out
}

// phoneIn is the first number on a contact's card.
func phoneIn(card string) string {
	for line := range strings.Lines(card) {
		property, number, _ := strings.Cut(line, ":")
		name, _, _ := strings.Cut(property, ";")
		if name = name[strings.LastIndexByte(name, '.')+1:]; strings.EqualFold(name, "TEL") {
			return strings.TrimSpace(number)
		}
	}
	return ""
}

// statuses are what a receipt says of our bubbles.
func (c *Channel) statuses(r *events.Receipt) []bot.Status {
	state := map[types.ReceiptType]bot.Progress{
		types.ReceiptTypeDelivered: bot.Delivered, types.ReceiptTypeRead: bot.Read, types.ReceiptTypePlayed: bot.Played,
	}[r.Type]
	if state == 0 || r.IsFromMe || r.IsGroup {
		return nil
	}
	out := make([]bot.Status, len(r.MessageIDs))
	for i, id := range r.MessageIDs {
		out[i] = bot.Status{Bubble: id, Ref: c.refs.get(id), State: state, At: r.Timestamp.UTC().Round(time.Millisecond)}
	}
	return out
}
