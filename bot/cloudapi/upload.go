package cloudapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// apart reports whether the file of a bubble has to go ahead of its words. Both
// are checked, so that no file goes out before words that are refused.
func apart(b bot.Bubble) (bool, error) {
	if _, err := address(b); err != nil {
		return false, err
	}
	f, err := vet(b.Attach)
	if err != nil {
		return false, err
	}
	said := b.Text != "" || len(b.Choices) > 0
	captioned := f.Kind != wire.TypeAudio && f.Kind != wire.TypeSticker
	switch {
	case !said:
		return false, nil
	case len(b.Choices) > 0:
		return !captioned || !buttons(b.Choices), fits(b)
	case captioned && !over(b.Text, wire.MaxCaption):
		return false, nil
	}
	return true, fits(b)
}

// vet checks that a file is what it says it is and may be sent.
func vet(a *bot.Attachment) (wire.Format, error) {
	f, ok := wire.FormatOf(a.Type, a.Kind)
	switch {
	case !ok || a.Kind == "":
		return f, fmt.Errorf("%w: this type is not sent as %s", bot.ErrMedia, a.Kind)
	case len(a.Data) == 0:
		return f, fmt.Errorf("%w: it is empty", bot.ErrMedia)
	case int64(len(a.Data)) > f.Max:
		return f, fmt.Errorf("%w: over %d bytes", bot.ErrMedia, f.Max)
	}
	_, err := recognise(a.Type, a.Kind, a.Data)
	return f, err
}

// upload brings a file to WhatsApp and returns its id. Nothing has been said by
// it, so it may always be tried again.
func (c *Channel) upload(ctx context.Context, a *bot.Attachment) (string, error) {
	kind, form, err := multiform(a)
	if err != nil {
		return "", refused(err)
	}
	var up wire.Uploaded
	err = passing(c.lifts.Do(ctx, func(ctx context.Context) error {
		err := c.graph.call(ctx, http.MethodPost, c.number+"/media", kind, form, &up)
		if err == nil && up.ID == "" {
			err = broken(errors.New("uploaded without an id"), false)
		}
		return err
	}))
	var fault *bot.SendError
	if errors.As(err, &fault) && fault.Fault == bot.Uncertain {
		fault.Fault = bot.Transient
	}
	return string(up.ID), err
}

// multiform is the form of an upload.
func multiform(a *bot.Attachment) (kind string, body []byte, err error) {
	found, err := recognise(a.Type, a.Kind, a.Data)
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	fields := [][2]string{{"messaging_product", wire.Product}, {"type", found}}
	for _, f := range fields {
		if err := form.WriteField(f[0], f[1]); err != nil {
			return "", nil, err
		}
	}
	head := textproto.MIMEHeader{}
	head.Set("Content-Disposition", multipart.FileContentDisposition("file", fileName(a)))
	head.Set("Content-Type", found)
	part, err := form.CreatePart(head)
	if err != nil {
		return "", nil, err
	}
	if _, err := part.Write(a.Data); err != nil {
		return "", nil, err
	}
	if err := form.Close(); err != nil { // writes the end
		return "", nil, err
	}
	return form.FormDataContentType(), out.Bytes(), nil
}

// fileName is the name of a file without a path, or one after its type.
func fileName(a *bot.Attachment) string {
	name := a.Name[strings.LastIndexAny(a.Name, `/\`)+1:]
	if name = line(name); name != "" {
		return clip(name, longestName)
	}
	endings, err := mime.ExtensionsByType(a.Type)
	if err != nil || len(endings) == 0 {
		return "file"
	}
	return "file" + endings[0]
}

// drawFile makes a message of a bubble whose file has been uploaded.
func drawFile(b bot.Bubble, id string) wire.Send {
	out, _ := address(b) // it was checked before the file went up
	media := &wire.Media{ID: wire.String(id)}
	if len(b.Choices) > 0 {
		out.Type, out.Interactive = wire.TypeInteractive, asking(b)
		out.Interactive.Header = headed(b.Attach, media)
		return out
	}
	media.Caption = wire.String(b.Text)
	switch b.Attach.Kind {
	case wire.TypeImage:
		out.Image = media
	case wire.TypeVideo:
		out.Video = media
	case wire.TypeSticker:
		out.Sticker = media
	case wire.TypeAudio:
		media.Voice = wire.Bool(b.Attach.Voice)
		out.Audio = media
	default:
		media.Filename = wire.String(fileName(b.Attach))
		out.Document = media
	}
	out.Type = wire.String(b.Attach.Kind)
	return out
}

// headed puts a file above buttons.
func headed(a *bot.Attachment, media *wire.Media) *wire.Header {
	h := &wire.Header{Type: wire.String(a.Kind)}
	switch a.Kind {
	case wire.TypeImage:
		h.Image = media
	case wire.TypeVideo:
		h.Video = media
	default:
		media.Filename = wire.String(fileName(a))
		h.Document = media
	}
	return h
}
