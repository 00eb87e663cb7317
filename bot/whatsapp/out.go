package whatsapp

import (
	"context"
	"fmt"
	"strings"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"github.com/sahayak-dev/sahayak/bot"
)

// message is a bubble as WhatsApp carries it.
func (c *Channel) message(ctx context.Context, b bot.Bubble, id types.MessageID) (*waE2E.Message, error) {
	if c.pollable(b) {
		return c.poll(ctx, b, id)
	}
	text := b.Listed()
	if b.Attach == nil {
		return &waE2E.Message{Conversation: proto.String(text)}, nil
	}
	kind, known := uploads[b.Attach.Kind]
	if !known || len(b.Attach.Data) == 0 || b.Attach.Type == "" {
		return nil, &bot.SendError{Fault: bot.Refused, Err: fmt.Errorf("%w: %s %q", bot.ErrMedia, b.Attach.Kind, b.Attach.Type)}
	}
	up, err := c.client.Upload(ctx, b.Attach.Data, kind)
	if err != nil {
		return nil, uploadFault(err)
	}
	return attached(*b.Attach, up, text), nil
}

// uploads is how kinds of files are uploaded.
var uploads = map[string]whatsmeow.MediaType{
	"image": whatsmeow.MediaImage, "audio": whatsmeow.MediaAudio, "video": whatsmeow.MediaVideo,
	"document": whatsmeow.MediaDocument, "sticker": whatsmeow.MediaImage,
}

// voiceType is what a voice note must be: phones play nothing else.
const voiceType = "audio/ogg; codecs=opus"

// attached is a message with a file that was uploaded. Audio and stickers have no caption;
// the engine gives them none.
func attached(a bot.Attachment, up whatsmeow.UploadResponse, caption string) *waE2E.Message {
	url, path, size, mime := proto.String(up.URL), proto.String(up.DirectPath), proto.Uint64(up.FileLength), proto.String(a.Type)
	switch a.Kind {
	case "image":
		return &waE2E.Message{ImageMessage: &waE2E.ImageMessage{
			URL: url, DirectPath: path, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: size,
			Mimetype: mime, Caption: optional(caption),
		}}
	case "video":
		return &waE2E.Message{VideoMessage: &waE2E.VideoMessage{
			URL: url, DirectPath: path, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: size,
			Mimetype: mime, Caption: optional(caption),
		}}
	case "sticker":
		return &waE2E.Message{StickerMessage: &waE2E.StickerMessage{
			URL: url, DirectPath: path, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: size, Mimetype: mime,
		}}
	case "audio":
		if a.Voice && strings.HasPrefix(a.Type, "audio/ogg") {
			mime = proto.String(voiceType)
		}
		return &waE2E.Message{AudioMessage: &waE2E.AudioMessage{
			URL: url, DirectPath: path, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: size,
			Mimetype: mime, PTT: proto.Bool(a.Voice), Seconds: proto.Uint32(uint32(max(a.Seconds, 0))), Waveform: a.Wave,
		}}
	}
	return &waE2E.Message{DocumentMessage: &waE2E.DocumentMessage{
		URL: url, DirectPath: path, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256, FileSHA256: up.FileSHA256, FileLength: size,
		Mimetype: mime, FileName: optional(a.Name), Title: optional(a.Name), Caption: optional(caption),
	}}
}

// optional is a text that is left out when it is empty.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
