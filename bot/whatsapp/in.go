package whatsapp

import (
	"context"
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
		m, ours := c.read(e)
		if !ours {
			return true
		}
		if sink == nil {
			return false
		}
		if err := sink.Receive(context.Background(), m); err != nil {
			c.log.Error("not taken", "message", m.ID, "error", err)
			return false
		}
	case *events.Receipt:
		all := c.statuses(e)
		if len(all) == 0 {
			return true
		}
		if sink == nil {
			return false
		}
		if err := sink.Track(context.Background(), c.Name(), all...); err != nil {
			c.log.Error("statuses not taken", "error", err)
			return false
		}
	}
	return true
}

// read makes a message of an event; false for what is nobody's word to the bot: groups,
// lists, channels, what the phone itself wrote, history, and what is long past.
func (c *Channel) read(e *events.Message) (bot.Message, bool) {
	i := e.Info
	direct := i.Chat.Server == types.DefaultUserServer || i.Chat.Server == types.HiddenUserServer
	if i.IsFromMe || i.IsGroup || !direct || e.SourceWebMsg != nil || e.Message == nil || c.clock.Now().Sub(i.Timestamp) > c.stale {
		return bot.Message{}, false
	}
	m := bot.Message{
		Channel: c.Name(), ID: i.ID, Address: i.Chat.ToNonAD().String(), Name: i.PushName, At: i.Timestamp.UTC(),
	}
	if alt := i.SenderAlt; alt.User != "" {
		m.Aliases = []string{alt.ToNonAD().String()}
	}
	return m, content(e, &m)
}

// content reads what a message says; false when that is nothing for the bot, such as keys
// of the encryption.
func content(e *events.Message, m *bot.Message) bool {
	if p := e.Message.GetProtocolMessage(); p != nil {
		return changed(p, m)
	}
	return said(e.Message, m)
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
	case in.ReactionMessage != nil, in.PollUpdateMessage != nil, in.SenderKeyDistributionMessage != nil:
		return false // a thumb is no message
	case in.ButtonsResponseMessage != nil:
		m.Text = in.GetButtonsResponseMessage().GetSelectedDisplayText()
		about(in.GetButtonsResponseMessage().GetContextInfo(), m)
	case in.ListResponseMessage != nil:
		m.Text = in.GetListResponseMessage().GetTitle()
		about(in.GetListResponseMessage().GetContextInfo(), m)
	case in.TemplateButtonReplyMessage != nil:
		m.Text = in.GetTemplateButtonReplyMessage().GetSelectedDisplayText()
		about(in.GetTemplateButtonReplyMessage().GetContextInfo(), m)
	default:
		media(in, m)
	}
	return true
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
	default:
		of = bot.Media{Kind: "unsupported"}
	}
	if file != nil {
		of.Ref = refOf(of.Kind, file)
	}
	about(info, m)
	m.Media = []bot.Media{of}
}

// phoneIn is the first number on a contact's card.
func phoneIn(card string) string {
	for line := range strings.Lines(card) {
		if _, number, ok := strings.Cut(line, ":"); ok && strings.HasPrefix(strings.ToUpper(line), "TEL") {
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
