package whatsapp

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxFile is how many bytes of a file are fetched.
const maxFile = 25 << 20

// refOf is what a file is fetched by: where it is and the key that opens it, which
// WhatsApp tells nobody a second time.
func refOf(kind string, file proto.Message) string {
	raw, err := proto.Marshal(file)
	if err != nil {
		return ""
	}
	return kind + ":" + base64.RawURLEncoding.EncodeToString(raw)
}

// downloadable is a file as it is fetched.
type downloadable interface {
	proto.Message
	whatsmeow.DownloadableMessage
	GetFileLength() uint64
	GetMimetype() string
}

// Fetch has a file brought, and opened by its key.
func (c *Channel) Fetch(ctx context.Context, m bot.Media) (bot.Attachment, error) {
	file, err := fileOf(m.Ref)
	if err != nil {
		return bot.Attachment{}, err
	}
	if file.GetFileLength() > maxFile {
		return bot.Attachment{}, fmt.Errorf("%w: %d bytes", bot.ErrMedia, file.GetFileLength())
	}
	data, err := c.client.Download(ctx, file)
	if err != nil {
		return bot.Attachment{}, fetchFault(err)
	}
	if len(data) == 0 || len(data) > maxFile {
		return bot.Attachment{}, fmt.Errorf("%w: %d bytes came", bot.ErrMedia, len(data))
	}
	return bot.Attachment{Kind: m.Kind, Voice: m.Voice, Type: file.GetMimetype(), Name: m.Name, Data: data}, nil
}

// fileOf reads what a file is fetched by.
func fileOf(ref string) (downloadable, error) {
	kind, coded, _ := strings.Cut(ref, ":")
	var file downloadable
	switch kind {
	case "audio":
		file = new(waE2E.AudioMessage)
	case "image":
		file = new(waE2E.ImageMessage)
	case "video":
		file = new(waE2E.VideoMessage)
	case "document":
		file = new(waE2E.DocumentMessage)
	case "sticker":
		file = new(waE2E.StickerMessage)
	default:
		return nil, fmt.Errorf("%w: it cannot be fetched", bot.ErrMedia)
	}
	raw, err := base64.RawURLEncoding.DecodeString(coded)
	if err != nil || proto.Unmarshal(raw, file) != nil {
		return nil, fmt.Errorf("%w: it cannot be fetched", bot.ErrMedia)
	}
	return file, nil
}

// fetchFault tells what is gone or not what it says from what time may heal.
func fetchFault(err error) error {
	var answer whatsmeow.DownloadHTTPError
	if errors.As(err, &answer) && answer.Response != nil {
		switch answer.StatusCode {
		case http.StatusForbidden, http.StatusNotFound, http.StatusGone:
			return fmt.Errorf("%w: WhatsApp has it no more (%d)", bot.ErrMedia, answer.StatusCode)
		}
	}
	for _, spoilt := range []error{
		whatsmeow.ErrInvalidMediaHMAC, whatsmeow.ErrInvalidMediaEncSHA256, whatsmeow.ErrInvalidMediaSHA256, whatsmeow.ErrTooShortFile,
		whatsmeow.ErrNoURLPresent, whatsmeow.ErrUnknownMediaType,
	} {
		if errors.Is(err, spoilt) {
			return fmt.Errorf("%w: it is not what it says", bot.ErrMedia)
		}
	}
	return errors.New("whatsapp: the file was not fetched")
}
